import type { ResultOf } from "gql.tada";
import type { Clock } from "../flights/clock";
import type { CompaniesEvents } from "./companies-api";
import { asExportStatus, onCompaniesUpdate, onCompanyExport } from "./companies-operations";
import { keepSubscribed, watchConnection } from "./kept-subscription";
import { installRealtimeSocket } from "./realtime-socket";

/**
 * Listens to the subscriptions of the companies as the signed-in user. Every connection is told, for the Amplify client
 * replays nothing. `report` is told of what went wrong.
 */
export function createCompaniesLive(
  endpoint: string,
  clock: Clock,
  report: (message: string) => void,
): (events: CompaniesEvents) => () => void {
  return (events) => {
    installRealtimeSocket(endpoint);
    const stopWatching = watchConnection(events);
    const stopExports = keepSubscribed(onCompanyExport, clock, report, (data) => {
      const status = (data as Partial<ResultOf<typeof onCompanyExport>> | null | undefined)?.onCompanyExport;
      if (status != null) events.exported(asExportStatus(status));
    });
    const stopUpdates = keepSubscribed(onCompaniesUpdate, clock, report, () => {
      events.updated();
    });
    return () => {
      stopExports();
      stopUpdates();
      stopWatching();
    };
  };
}
