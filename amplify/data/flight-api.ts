import { statusLogTable } from "./pipeline/environment.js";
import type { DataApi, ResolverAttachment } from "./resolver-attachment.js";
import type { FlightTables } from "./tables.js";

/** The steps that write a flight's registers, in their order. */
const registerSteps = ["writeSchedule", "writeState", "writeTimes", "writeGate", "writeTerminal", "writeBelt"] as const;

/** Attaches tables, data sources and resolvers of the flights and their feed to the API that `defineData` made. */
export function attachFlightApi(api: DataApi, attachment: ResolverAttachment, tables: FlightTables): void {
  api.resources.cfnResources.cfnGraphqlApi.environmentVariables = { [statusLogTable]: tables.statusLog.tableName };

  const flights = attachment.tableSource("FlightsSource", tables.flights);
  const statusLog = attachment.tableSource("StatusLogSource", tables.statusLog);
  const feedStatus = attachment.tableSource("FeedStatusSource", tables.feedStatus);
  const moveFeed = attachment.step("moveFeed", feedStatus);
  const readFeed = attachment.step("readFeed", feedStatus);
  // Log first, so that nothing changes a flight without a trace; the age of the data when the data is there.
  const steps = [
    attachment.step("putStatusLog", statusLog),
    ...registerSteps.map((name) => attachment.step(name, flights)),
    moveFeed,
    attachment.step("readFlight", flights),
  ];
  attachment.pipeline("Mutation", "updateFlightStatus", steps);
  attachment.pipeline("Mutation", "scheduleFlight", steps);
  attachment.unit("Query", "listFlights", flights);
  attachment.unit("Query", "listStatusUpdates", statusLog);
  attachment.unit("Subscription", "onFlightStatusUpdate", attachment.none);
  attachment.pipeline("Mutation", "reportFeedHeartbeat", [moveFeed, readFeed]);
  attachment.pipeline("Query", "feedStatus", [readFeed]);
  attachment.unit("Subscription", "onFeedStatus", attachment.none);
}
