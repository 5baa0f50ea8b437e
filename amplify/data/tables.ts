import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption, type Attribute } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";

/** The tables behind the flight API. None has a secondary index. */
export interface FlightTables {
  /** One item for each flight of an operating date: its registers. Sort key `carrier#num#direction`. */
  readonly flights: Table;
  /**
   * The audit trail. Each event is there three times, once for each `by` of `listStatusUpdates`, which is the partition
   * key. Sort key `time#carrier#num#id`: the newest events of any `by` are the end of its partition.
   */
  readonly statusLog: Table;
  /** When the feed of events was last alive: one item, `flights`. */
  readonly feedStatus: Table;
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
    feedStatus: new Table(scope, "FeedStatus", { ...shared, partitionKey: text("feed") }),
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

/**
 * The table of takeovers, all in one partition, the airport's: they are few, and asked for together. Their ids sort by
 * the time of the proposal, so the newest are the end of it. A takeover is forgotten 30 days after its proposal.
 */
export function createTakeoversTable(scope: Construct, keep: boolean): Table {
  return new Table(scope, "Takeovers", {
    ...tableProps(keep),
    partitionKey: text("airport"),
    sortKey: text("id"),
    timeToLiveAttribute: "expires",
  });
}

/** Request units a second that reports may use, and readers: room for a fleet of a thousand that reports at once. */
const mostDisplayUnits = 1000;

/**
 * The table of displays, keyed by the ids that they give themselves: the newest report of each, forgotten a day later.
 * Whoever has the API key may write into it, so its throughput has a limit: a flood of reports slows reports, and costs
 * what the limit lets it.
 */
export function createDisplaysTable(scope: Construct, keep: boolean): Table {
  return new Table(scope, "Displays", {
    ...tableProps(keep),
    partitionKey: text("id"),
    timeToLiveAttribute: "expires",
    maxReadRequestUnits: mostDisplayUnits,
    maxWriteRequestUnits: mostDisplayUnits,
  });
}
