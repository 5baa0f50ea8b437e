import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { companiesCountQuery } from "../../api/companies-queries";
import type { CompaniesFilter } from "../../companies/filter";
import { describeNews } from "../../companies/news";
import { useCompanies } from "../../state/companies-context";
import type { PageAnswer } from "./use-companies-page";

/** What is new. */
export interface News {
  /** For people; undefined: nothing. */
  readonly text: string | undefined;
  /** Takes everything anew. */
  readonly show: () => void;
}

interface Announced {
  readonly filter: string;
  /** Rows when somebody last looked. */
  readonly base: number;
  readonly counted: number;
}

/**
 * Counts again when there may be new rows, and says how many there are. Where there are as many as before, rows may
 * still be others: they are fetched in the background and take their place.
 */
export function useNews(answer: PageAnswer, filter: CompaniesFilter): News {
  const { api, events } = useCompanies();
  const queries = useQueryClient();
  const occasion = useStore(events.state, (state) => state.occasion);
  const [announced, setAnnounced] = useState<Announced>();
  const key = JSON.stringify(filter);
  const known = announced?.filter === key ? announced : undefined;

  useEffect(() => {
    // Whatever was fetched before is to be fetched again once somebody looks at it.
    if (occasion > 0) void queries.invalidateQueries({ refetchType: "none" });
  }, [occasion, queries]);

  const shown = answer.isOld ? undefined : answer.totalCount;
  const { data: counted } = useQuery({
    ...companiesCountQuery(api, filter, occasion),
    enabled: occasion > 0 && answer.isStale && shown !== undefined,
  });
  const base = known?.base ?? shown;
  // Not while the rows are on their way, for these may be the new ones already.
  const isNew = counted !== undefined && answer.isStale && !answer.isFetching && base !== undefined && counted !== base;
  if (isNew && known?.counted !== counted) setAnnounced({ filter: key, base, counted });
  const isSame = counted !== undefined && answer.isStale && counted === base && !answer.isFetching;
  const refetchedFor = useRef(0);
  useEffect(() => {
    // Once for each occasion: what fails now is asked for again at the next.
    if (!isSame || refetchedFor.current === occasion) return;
    refetchedFor.current = occasion;
    void queries.refetchQueries({ stale: true, type: "active", predicate: ({ queryKey }) => queryKey[0] !== "count" });
  }, [isSame, occasion, queries]);

  return {
    text: known === undefined ? undefined : describeNews(known.base, known.counted),
    show: () => {
      setAnnounced(undefined);
      void queries.invalidateQueries();
    },
  };
}
