import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { CompaniesApi } from "../api/companies-api";
import { createCompaniesQueryClient } from "../api/companies-queries";
import type { Clock } from "../flights/clock";
import { CompaniesScreen } from "../screens/companies/CompaniesScreen";
import { createCompaniesEvents } from "../state/companies-events";
import { CompaniesContext, type Companies } from "../state/companies-context";
import { createExportList, exportStorageKey } from "../state/export-list";
import type { SecondFactor, SignedInUser } from "../state/session-store";
import { forgetAddress } from "../state/use-companies-view";
import { saveAddress } from "../ui/save-file";

interface SignedInCompaniesProps {
  readonly user: SignedInUser;
  /** The session ran out; the page waits for the user. */
  readonly isExpired: boolean;
  readonly createApi: (user: SignedInUser) => CompaniesApi;
  readonly secondFactor: SecondFactor;
  readonly signOut: (where: "here" | "everywhere") => void;
  readonly clock: Clock;
  readonly airport: string;
}

/** The page of one user, with a cache, subscriptions and exports of its own. To be given the user's key. */
export function SignedInCompanies(props: SignedInCompaniesProps) {
  const { user, isExpired, createApi, secondFactor, signOut, clock, airport } = props;
  const [{ api, queries, events, exports }] = useState(() => {
    const api = createApi(user);
    const events = createCompaniesEvents(api, clock, document);
    const exports = createExportList({
      api,
      events,
      clock,
      newId: () => crypto.randomUUID(),
      storage: sessionStorage,
      storageKey: exportStorageKey(user.sub),
      save: ({ name, url }) => {
        saveAddress(name, url);
      },
      report: (message) => {
        console.warn(`airside: ${message}`);
      },
    });
    return { api, queries: createCompaniesQueryClient(), events, exports };
  });
  useEffect(() => (isExpired ? undefined : events.start()), [events, isExpired]);
  useEffect(() => exports.run(), [exports]);
  const wasExpired = useRef(isExpired);
  useEffect(() => {
    // What failed for want of a session is asked for again.
    if (wasExpired.current && !isExpired) void queries.invalidateQueries();
    wasExpired.current = isExpired;
  }, [queries, isExpired]);
  useEffect(
    () => () => {
      // Answers that are still on their way find nobody here.
      void queries.cancelQueries();
      queries.clear();
    },
    [queries],
  );
  const companies = useMemo<Companies>(
    () => ({ user, api, events, exports, secondFactor, signOut, clock, airport }),
    [user, api, events, exports, secondFactor, signOut, clock, airport],
  );
  return (
    <QueryClientProvider client={queries}>
      <CompaniesContext value={companies}>
        <CompaniesScreen />
      </CompaniesContext>
    </QueryClientProvider>
  );
}

/** Removes what a user leaves outside of the components: the address, and what would outlive a reload. */
export function forgetCompaniesUser(user: SignedInUser): void {
  sessionStorage.removeItem(exportStorageKey(user.sub));
  forgetAddress();
}
