import type { CfnGraphQLApi } from "aws-cdk-lib/aws-appsync";

/**
 * Tools introspect with graphql-js's getIntrospectionQuery(), 15 fields deep where nine levels of ofType unwrap a type.
 * Queries of flights, updates and companies have four levels, and no type contains itself: they cannot go deeper.
 */
const queryDepthLimit = 20;
/** Root fields that one request may ask for. */
const resolverCountLimit = 25;

/** Sets how much one request may ask for. */
export function limitQueries(api: CfnGraphQLApi): void {
  api.queryDepthLimit = queryDepthLimit;
  api.resolverCountLimit = resolverCountLimit;
}
