import { queryOptions, usePrefetchQuery, useQuery } from "@tanstack/react-query";
import { outputsQuery } from "../api/configuration";
import { MessagePage } from "./MessagePage";

const moduleQuery = queryOptions({
  queryKey: ["companies-module"],
  queryFn: () => import("./CompaniesPage"),
  staleTime: Infinity,
  gcTime: Infinity,
  retry: true,
  retryDelay: 2_000,
  networkMode: "always",
});

/** `/companies`: its code is loaded when it is visited, and asked for again where that fails. */
export function CompaniesRoute() {
  // The code and what it asks for first come side by side, and from the moment that the route is known.
  usePrefetchQuery(moduleQuery);
  usePrefetchQuery(outputsQuery);
  const { data, failureCount } = useQuery(moduleQuery);
  if (data !== undefined) return <data.CompaniesPage />;
  if (failureCount < 2) return <MessagePage language="en" testId="loading" tone="calm" title="Loading companies" />;
  return (
    <MessagePage language="en" testId="not-reachable" tone="warning" title="This page did not load">
      It keeps trying. If the app was updated in the meantime, load the page again.
    </MessagePage>
  );
}
