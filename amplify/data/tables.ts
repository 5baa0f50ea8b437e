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

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/** `keep`: the table outlives its stack, as a branch's must and a developer's sandbox must not. */
function tableProps(keep: boolean) {
  return {
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.AWS_MANAGED,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: keep,
    removalPolicy: keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  };
}

/** Makes the tables in `scope`. `keep`: they outlive their stack. */
export function createFlightTables(scope: Construct, keep: boolean): FlightTables {
  const shared = tableProps(keep);
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

/**
 * The table of exports: whose each is and how far. Keyed by Athena's query execution id, which the reports name. An
 * export is forgotten a week after it began; its files have gone before.
 */
export function createCompanyExportsTable(scope: Construct, keep: boolean): Table {
  return new Table(scope, "CompanyExports", {
    ...tableProps(keep),
    partitionKey: text("id"),
    timeToLiveAttribute: "expires",
  });
}
