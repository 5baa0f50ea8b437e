import { initGraphQLTada } from "gql.tada";
import type { introspection } from "./graphql-env";

/** GraphQL documents typed by the contract; AWS scalars are texts in JSON, AWSTimestamp is a number. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: {
    AWSDate: string;
    AWSTime: string;
    AWSDateTime: string;
    AWSTimestamp: number;
    AWSEmail: string;
    AWSJSON: string;
    AWSURL: string;
    AWSPhone: string;
    AWSIPAddress: string;
  };
}>();
