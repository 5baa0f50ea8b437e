import type { CompanyExportFormat } from "../../functions/query-lake/lake-request.js";
import { stateRanks, type ExportWrite } from "./export-item.js";

/** An export that `query-lake` has started. */
export interface StartedExport {
  readonly id: string;
  readonly format: CompanyExportFormat;
  /** Columns that are withheld from the caller. */
  readonly withheldColumns: readonly string[];
}

/**
 * The write that begins an export: whose it is. State and percentage are left alone where a report was faster. No caller
 * takes over the export of another. `now` as `utcTime` writes it, `expires` in seconds since 1970.
 */
export function requestWriteOf(started: StartedExport, owner: string, now: string, expires: number): ExportWrite {
  const facts = ["#owner = :owner", "#format = :format", "#requestedAt = :now", "#withheld = :withheld"];
  const defaults = [
    "#state = if_not_exists(#state, :state)",
    "#rank = if_not_exists(#rank, :rank)",
    "#percent = if_not_exists(#percent, :percent)",
    "#updatedAt = if_not_exists(#updatedAt, :now)",
    "#expires = if_not_exists(#expires, :expires)",
  ];
  return {
    expression: `SET ${[...facts, ...defaults].join(", ")}`,
    names: {
      "#owner": "owner",
      "#format": "format",
      "#requestedAt": "requestedAt",
      "#withheld": "withheldColumns",
      "#state": "state",
      "#rank": "rank",
      "#percent": "percent",
      "#updatedAt": "updatedAt",
      "#expires": "expires",
    },
    values: {
      ":owner": owner,
      ":format": started.format,
      ":now": now,
      ":withheld": started.withheldColumns,
      ":state": "QUEUED",
      ":rank": stateRanks.QUEUED,
      ":percent": 0,
      ":expires": expires,
    },
    condition: {
      expression: "attribute_not_exists(#owner) OR #owner = :owner",
      names: { "#owner": "owner" },
      values: { ":owner": owner },
    },
  };
}
