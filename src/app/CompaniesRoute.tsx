import { useQuery } from "@tanstack/react-query";
import { Panel } from "../ui/Panel";

/** `/companies`: its code is loaded when it is visited, and asked for again where that fails. */
export function CompaniesRoute() {
  const { data, failureCount } = useQuery({
    queryKey: ["companies-module"],
    queryFn: () => import("./CompaniesPage"),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: true,
    retryDelay: 2_000,
    networkMode: "always",
  });
  if (data !== undefined) return <data.CompaniesPage />;
  return (
    <main className="h-dvh" lang="en">
      {failureCount < 2 ? (
        <Panel testId="loading" tone="calm" title="Loading companies" />
      ) : (
        <Panel testId="not-reachable" tone="warning" title="This page did not load">
          It keeps trying. If the app was updated in the meantime, load the page again.
        </Panel>
      )}
    </main>
  );
}
