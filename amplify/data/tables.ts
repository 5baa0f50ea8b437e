import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption, type Attribute } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";

/** The two tables behind the flight API. Neither has a secondary index. */
export interface FlightTables {
  /** One item for each flight of an operating date: its registers. Sort key `carrier#num#direction`. */
  readonly flights: Table;
  /**
   * The audit trail. Each event is there three times, once for each `by` of `listStatusUpdates`, which is the partition
   * key. Sort key `time#carrier#num#id`: the newest events of any `by` are the end of its partition.
   */
  readonly statusLog: Table;
}

/** Makes the tables in `scope`. `keep`: they outlive their stack, as a branch's must and a developer's sandbox must not. */
export function createFlightTables(scope: Construct, keep: boolean): FlightTables {
  const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });
  const shared = {
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
  return {
    flights: new Table(scope, "Flights", { ...shared, partitionKey: text("date"), sortKey: text("flight") }),
    statusLog: new Table(scope, "StatusLog", {
      ...shared,
      partitionKey: text("by"),
      sortKey: text("entry"),
      timeToLiveAttribute: "expires",
    }),
  };
}
