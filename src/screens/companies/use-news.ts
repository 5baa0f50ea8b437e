import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { companiesCountQuery, companiesFreshPageQuery, companiesPageQuery, outdate } from "../../api/companies-queries";
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
  /** Some of the rows in sight are others by now. */
  readonly changed: boolean;
}

/**
 * Counts again when there may be new rows, and says how many there are. Where there are as many as before, rows may
 * still be others: those in sight are fetched in the background, and it is said where they have changed. So nothing
 * changes under the eyes of the reader, and nobody is told of rows that are not theirs to see.
 */
export function useNews(answer: PageAnswer, filter: CompaniesFilter): News {
  const { api, events } = useCompanies();
  const queries = useQueryClient();
  const occasion = useStore(events.state, (state) => state.occasion);
  const [announced, setAnnounced] = useState<Announced>();
  const key = JSON.stringify(filter);
  const known = announced?.filter === key ? announced : undefined;

  useEffect(() => {
    if (occasion > 0) void outdate(queries);
  }, [occasion, queries]);

  const shown = answer.isOld ? undefined : answer.totalCount;
  const { data: counted } = useQuery({
    ...companiesCountQuery(api, filter, occasion),
    enabled: occasion > 0 && answer.isStale && shown !== undefined,
  });
  const base = known?.base ?? shown;
  // Not while the rows are on their way, for these may be the new ones already.
  const isNew = counted !== undefined && answer.isStale && !answer.isFetching && base !== undefined && counted !== base;
  if (isNew && known?.counted !== counted) setAnnounced({ filter: key, base, counted, changed: false });
  const isSame = counted !== undefined && answer.isStale && counted === base && !answer.isFetching;
  const comparedFor = useRef(0);
  const { asked } = answer;
  useEffect(() => {
    // Once for each occasion: what fails now is asked for again at the next.
    if (!isSame || comparedFor.current === occasion) return;
    comparedFor.current = occasion;
    const compare = async () => {
      const { queryKey } = companiesPageQuery(api, asked);
      const seenAt = queries.getQueryState(queryKey)?.dataUpdatedAt;
      const fresh = await queries.fetchQuery(companiesFreshPageQuery(api, asked, occasion));
      // What came meanwhile is compared by itself, with what it counts.
      if (events.state.getState().occasion !== occasion) return;
      const inSight = queries.getQueryState(queryKey);
      // Somebody asked for them meanwhile: they are as new as these, or will be.
      if (inSight?.fetchStatus !== "idle" || inSight.dataUpdatedAt !== seenAt) return;
      const changed = JSON.stringify(inSight.data?.rows) !== JSON.stringify(fresh.rows);
      const news = changed ? { filter: key, base: counted, counted, changed } : undefined;
      // Another filter's news are not of these rows.
      setAnnounced((now) => news ?? (now?.filter === key ? undefined : now));
      if (changed) return;
      queries.setQueryData(queryKey, fresh);
      // What else is in sight of rows that are not: the charts.
      void queries.refetchQueries({
        stale: true,
        type: "active",
        predicate: (query) => query.queryKey[0] === "facets" || query.queryKey[0] === "total",
      });
    };
    // The rows in sight stay as they are, and good until somebody asks for others.
    compare().catch(() => undefined);
  }, [isSame, occasion, events, queries, api, asked, key, counted]);

  return {
    text: known === undefined ? undefined : describeNews(known.base, known.counted, known.changed),
    show: () => {
      setAnnounced(undefined);
      void queries.invalidateQueries();
    },
  };
}
