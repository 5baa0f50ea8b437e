import { createStore, type StoreApi } from "zustand/vanilla";
import type { FlightKey } from "../flights/flight";

/** Where the browser keeps them. */
export const FOLLOWED_STORAGE_KEY = "airside:followed-flights";
/** More than a passenger, or who meets some, ever follows; the oldest makes room. */
export const MOST_FOLLOWED = 20;

/** The flights that a passenger follows on this phone, newest first. */
export interface FollowedFlights extends StoreApi<{ readonly keys: readonly FlightKey[] }> {
  follow(key: FlightKey): void;
  unfollow(key: FlightKey): void;
  /** Forgets flights of operating dates before `date` (YYYY-MM-DD). */
  forgetBefore(date: string): void;
  /** Takes over what another tab has changed; the answer ends it. */
  listen(window: Window): () => void;
}

/**
 * Reads them from `storage` and keeps them there. A browser that gives no storage, or has it full, follows until the
 * page is closed.
 */
export function createFollowedFlights(storage: Pick<Storage, "getItem" | "setItem"> | undefined): FollowedFlights {
  const store = createStore<{ readonly keys: readonly FlightKey[] }>(() => ({ keys: read() }));

  function read(): readonly FlightKey[] {
    return keysOf(attempt(() => storage?.getItem(FOLLOWED_STORAGE_KEY)) ?? null);
  }
  function put(keys: readonly FlightKey[]): void {
    store.setState({ keys });
    attempt(() => {
      storage?.setItem(FOLLOWED_STORAGE_KEY, JSON.stringify(keys));
    });
  }

  return {
    ...store,
    follow(key) {
      put([key, ...store.getState().keys.filter((each) => each !== key)].slice(0, MOST_FOLLOWED));
    },
    unfollow(key) {
      put(store.getState().keys.filter((each) => each !== key));
    },
    forgetBefore(date) {
      const { keys } = store.getState();
      const kept = keys.filter((key) => key >= date);
      if (kept.length < keys.length) put(kept);
    },
    listen(window) {
      const changed = (event: StorageEvent) => {
        if (event.key === FOLLOWED_STORAGE_KEY || event.key === null) store.setState({ keys: read() });
      };
      window.addEventListener("storage", changed);
      return () => {
        window.removeEventListener("storage", changed);
      };
    },
  };
}

/** What was kept, as far as it makes sense: another version, or a person, may have written it. */
function keysOf(text: string | null): readonly FlightKey[] {
  const parsed: unknown = attempt(() => JSON.parse(text ?? "[]") as unknown);
  if (!Array.isArray(parsed)) return [];
  const keys = parsed.filter((key): key is string => typeof key === "string" && keyPattern.test(key));
  return [...new Set(keys)].slice(0, MOST_FOLLOWED);
}

const keyPattern = /^\d{4}-\d{2}-\d{2}#[A-Z0-9]{2,3}#\d{1,4}#(ARRIVAL|DEPARTURE)$/;

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (reason) {
    console.warn("airside: followed flights are not kept", reason);
    return undefined;
  }
}
