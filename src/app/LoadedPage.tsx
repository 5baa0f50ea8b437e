import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { useSearch } from "wouter";
import { addressLanguage } from "../display/address-language";
import { WaitingPage } from "./WaitingPage";

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
  // Whoever visits these pages holds or sits before the browser, whose language is theirs.
  const language = addressLanguage(useSearch(), navigator.languages);
  if (Page !== undefined) return <Page />;
  return <WaitingPage language={language} failed={failureCount >= 2} />;
}
