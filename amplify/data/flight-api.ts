import { statusLogTable } from "./pipeline/environment.js";
import type { DataApi, ResolverAttachment } from "./resolver-attachment.js";
import type { FlightTables } from "./tables.js";

/**
 * The steps of both mutations after `putStatusLog`, in order: log first, so that nothing changes a flight without a trace,
 * then one for each register, in their order.
 */
const updateSteps = [
  "writeSchedule",
  "writeState",
  "writeTimes",
  "writeGate",
  "writeTerminal",
  "writeBelt",
  "readFlight",
] as const;

/** Attaches tables, data sources and resolvers of the flights to the API that `defineData` made. */
export function attachFlightApi(api: DataApi, attachment: ResolverAttachment, tables: FlightTables): void {
  api.resources.cfnResources.cfnGraphqlApi.environmentVariables = { [statusLogTable]: tables.statusLog.tableName };

  const flights = attachment.tableSource("FlightsSource", tables.flights);
  const statusLog = attachment.tableSource("StatusLogSource", tables.statusLog);
  const steps = [
    attachment.step("putStatusLog", statusLog),
    ...updateSteps.map((name) => attachment.step(name, flights)),
  ];
  attachment.pipeline("Mutation", "updateFlightStatus", steps);
  attachment.pipeline("Mutation", "scheduleFlight", steps);
  attachment.unit("Query", "listFlights", flights);
  attachment.unit("Query", "listStatusUpdates", statusLog);
  attachment.unit("Subscription", "onFlightStatusUpdate", attachment.none);
}
