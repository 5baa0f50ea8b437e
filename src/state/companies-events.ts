import { createStore, type StoreApi } from "zustand/vanilla";
import type { CompaniesApi } from "../api/companies-api";
import type { ExportStatus } from "../companies/export-status";
import type { Clock } from "../flights/clock";

/** Time out of sight after which the page looks for news when it is looked at again. */
export const AWAY_MS = 60_000;
/** A first connection that took longer than this may have missed something. */
export const LATE_CONNECTION_MS = 10_000;

/** What the page knows of the world outside. */
export interface WorldState {
  /** Whether events come in now. */
  readonly connected: boolean;
  /** Grows each time that there may be new rows. */
  readonly occasion: number;
}

/** The backend's own events, for all parts of the page that want them. */
export interface CompaniesEventStore {
  readonly state: StoreApi<WorldState>;
  /** Calls `listener` with every report on an export. */
  onExport(listener: (status: ExportStatus) => void): () => void;
  /** Begins to listen; the answer ends it. */
  start(): () => void;
}

/** Listens to the backend, and to the window: a page that was out of sight may have missed something. */
export function createCompaniesEvents(api: CompaniesApi, clock: Clock, page: Document): CompaniesEventStore {
  const state = createStore<WorldState>(() => ({ connected: false, occasion: 0 }));
  const exportListeners = new Set<(status: ExportStatus) => void>();
  const occasion = () => {
    state.setState(({ occasion: before }) => ({ occasion: before + 1 }));
  };
  return {
    state,
    onExport(listener) {
      exportListeners.add(listener);
      return () => {
        exportListeners.delete(listener);
      };
    },
    start() {
      const startedAt = clock.now();
      let wasConnected = false;
      let hiddenAt: number | undefined;
      const onVisibility = () => {
        if (page.visibilityState === "hidden") hiddenAt = clock.now();
        else if (hiddenAt !== undefined && clock.now() - hiddenAt >= AWAY_MS) occasion();
      };
      page.addEventListener("visibilitychange", onVisibility);
      const stop = api.listen({
        exported: (status) => {
          for (const listener of exportListeners) listener(status);
        },
        updated: occasion,
        connected: () => {
          state.setState({ connected: true });
          if (wasConnected || clock.now() - startedAt > LATE_CONNECTION_MS) occasion();
          wasConnected = true;
        },
        disconnected: () => {
          state.setState({ connected: false });
        },
      });
      return () => {
        page.removeEventListener("visibilitychange", onVisibility);
        stop();
        state.setState({ connected: false });
      };
    },
  };
}
