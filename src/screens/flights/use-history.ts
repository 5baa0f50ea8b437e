import { useQuery } from "@tanstack/react-query";
import { pageRetryDelay } from "../../flights/back-off";
import type { BoardRow } from "../../flights/board-row";
import type { HistoryEntry } from "../../flights/flight-history";

/** Reads the history of a flight, newest first. */
export type HistoryReader = (row: BoardRow, signal: AbortSignal) => Promise<readonly HistoryEntry[]>;

/**
 * The history of a flight, asked for again whenever its row changes; the one before stays on screen meanwhile. It is
 * asked for until it comes, while the page is looked at: nothing else would tell that a dead spot is left behind.
 */
export function useHistory(readHistory: HistoryReader, row: BoardRow) {
  return useQuery({
    queryKey: ["history", row.key, JSON.stringify(row)],
    queryFn: ({ signal }) => readHistory(row, signal),
    placeholderData: (before: readonly HistoryEntry[] | undefined, query) =>
      query?.queryKey[1] === row.key ? before : undefined,
    retry: true,
    retryDelay: pageRetryDelay,
    networkMode: "always",
  });
}
