import { useCallback, useEffect, useMemo } from "react";
import { useSearch } from "wouter";
import { navigate, useHistoryState } from "wouter/use-browser-location";
import { parseViewSearch, viewSearch, type AddressedView } from "../companies/view-address";
import { initialView, type CompaniesView } from "../companies/view";

/** Path of the page. */
export const COMPANIES_PATH = "/companies";

/** Changes the view. "push" is a step that one can go back from; "replace" is none: typing, dragging. */
export type ChangeView = (change: (view: CompaniesView) => CompaniesView, how: "push" | "replace") => void;

/** What the history keeps beside an address: whose it is. */
interface EntryState {
  readonly owner?: string;
}

/**
 * The view that the address holds, and how to change it. Going back leads to views of this user only: an entry of the
 * history that somebody else made is emptied.
 */
export function useCompaniesView(owner: string): AddressedView & { readonly change: ChangeView } {
  const search = useSearch();
  const entry = useHistoryState<EntryState | null>();
  const isForeign = entry?.owner !== undefined && entry.owner !== owner;
  const isNobodys = entry?.owner === undefined;
  useEffect(() => {
    if (isForeign) forgetAddress();
    else if (isNobodys) sign(owner);
  }, [isForeign, isNobodys, owner]);
  const addressed = useMemo(() => (isForeign ? nothing : parseViewSearch(search)), [search, isForeign]);
  const change = useCallback<ChangeView>(
    (next, how) => {
      // The address itself, not what was rendered: two changes may come before the next rendering.
      const { view } = parseViewSearch(window.location.search);
      const changed = viewSearch(next(view));
      if (changed === window.location.search.slice(1)) return;
      const state: EntryState = { owner };
      navigate(changed === "" ? COMPANIES_PATH : `${COMPANIES_PATH}?${changed}`, { replace: how === "replace", state });
    },
    [owner],
  );
  return useMemo(() => ({ ...addressed, change }), [addressed, change]);
}

/** Makes the address that somebody came with this user's. */
function sign(owner: string): void {
  const state: EntryState = { owner };
  navigate(window.location.pathname + window.location.search, { replace: true, state });
}

const nothing: AddressedView = { view: initialView, damaged: [] };

/** Empties the address: what it held is nobody else's business. */
export function forgetAddress(): void {
  navigate(COMPANIES_PATH, { replace: true, state: null });
}
