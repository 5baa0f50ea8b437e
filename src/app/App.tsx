import { useQuery } from "@tanstack/react-query";
import { Link, Redirect, Route, Switch, useSearch } from "wouter";
import { configurationQuery } from "../api/configuration";
import { vocabularies } from "../flights/vocabulary";
import { Panel } from "../ui/Panel";
import { CompaniesRoute } from "./CompaniesRoute";
import { DeparturesDisplay } from "./DeparturesDisplay";

/** The pages of the app. */
export function App() {
  const search = useSearch();
  return (
    <Switch>
      <Route path="/">
        <Redirect to={search === "" ? "/departures" : `/departures?${search}`} replace />
      </Route>
      <Route path="/departures">
        <ConfiguredDepartures />
      </Route>
      <Route path="/companies">
        <CompaniesRoute />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function ConfiguredDepartures() {
  const { data, failureCount } = useQuery(configurationQuery);
  if (data !== undefined) return <DeparturesDisplay configuration={data} />;
  const { configurationFailed, loading } = vocabularies.en;
  return (
    <main className="h-dvh" lang="en">
      {failureCount === 0 ? (
        <Panel testId="loading" tone="calm" title={loading} />
      ) : (
        <Panel testId="not-reachable" tone="warning" title={configurationFailed.title}>
          {configurationFailed.detail}
        </Panel>
      )}
    </main>
  );
}

function NotFound() {
  const { notFound } = vocabularies.en;
  return (
    <main className="h-dvh" lang="en">
      <Panel testId="not-found" tone="calm" title={notFound.title}>
        <Link href="/departures" className="underline focus-visible:outline-4 focus-visible:outline-accent">
          {notFound.link}
        </Link>
      </Panel>
    </main>
  );
}
