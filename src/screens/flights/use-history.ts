import { useQuery, type UseQueryOptions } from "@tanstack/react-query";
import type { BoardRow } from "../../flights/board-row";
import type { HistoryEntry } from "../../flights/flight-history";

/** Makes the query for the history of a flight; `changed` is another text after every change of it. */
export type HistoryReader = (
  row: BoardRow,
  changed: string,
) => UseQueryOptions<readonly HistoryEntry[], Error, readonly HistoryEntry[], readonly unknown[]>;

/** The history of a flight, asked for again whenever its row changes. */
export function useHistory(readHistory: HistoryReader, row: BoardRow) {
  return useQuery(readHistory(row, JSON.stringify(row)));
}
