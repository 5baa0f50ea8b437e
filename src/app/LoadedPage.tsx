import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { useSearch } from "wouter";
import { addressLanguage } from "../display/address-language";
import { vocabularies } from "../flights/vocabulary";
import { Panel } from "../ui/Panel";

interface LoadedPageProps {
  /** Names the page in the query cache. */
  readonly name: string;
  readonly load: () => Promise<ComponentType>;
}

/** A page whose code is loaded when it is visited, and asked for again where that fails. */
export function LoadedPage({ name, load }: LoadedPageProps) {
  const { data: Page, failureCount } = useQuery({
    queryKey: ["page", name],
    queryFn: load,
    // A component is a function, which structural sharing would look into.
    structuralSharing: false,
    staleTime: Infinity,
    gcTime: Infinity,
    retry: true,
    retryDelay: 2_000,
    networkMode: "always",
  });
  const words = vocabularies[addressLanguage(useSearch())];
  if (Page !== undefined) return <Page />;
  const { configurationFailed, direction, language, loading } = words;
  return (
    <main className="h-dvh" lang={language} dir={direction}>
      {failureCount < 2 ? (
        <Panel isPage testId="loading" tone="calm" title={loading} />
      ) : (
        <Panel isPage testId="not-reachable" tone="warning" title={configurationFailed.title}>
          {configurationFailed.detail}
        </Panel>
      )}
    </main>
  );
}
