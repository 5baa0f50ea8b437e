import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption, type Attribute } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";

/** The two tables behind the flight API. Neither has a secondary index. */
export interface FlightTables {
  /** One item for each flight of an operating date: its registers. Sort key `carrier#num#direction`. */
  readonly flights: Table;
  /** One item for each event: the audit trail. Sort key `carrier#num#time#id`. */
  readonly statusLog: Table;
}

/** Makes the tables in `scope`. `keep`: they outlive their stack, as a branch's must and a developer's sandbox must not. */
export function createFlightTables(scope: Construct, keep: boolean): FlightTables {
  const byDate: Attribute = { name: "date", type: AttributeType.STRING };
  const shared = {
    partitionKey: byDate,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
  return {
    flights: new Table(scope, "Flights", { ...shared, sortKey: { name: "flight", type: AttributeType.STRING } }),
    statusLog: new Table(scope, "StatusLog", {
      ...shared,
      sortKey: { name: "entry", type: AttributeType.STRING },
      timeToLiveAttribute: "expires",
    }),
  };
}
