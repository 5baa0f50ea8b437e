import { browserStorage } from "./page-parts";

/** Key of `localStorage` under which a browser keeps the ids of its displays. */
export const IDS_KEY = "airside.displays";

/** What an id is claimed with; each may be missing or refuse, as browsers and their policies do. */
export interface IdentityParts {
  readonly storage: Pick<Storage, "getItem" | "setItem"> | undefined;
  /** Holds a name for as long as the page lives; false: another page holds it. */
  readonly hold: (name: string) => Promise<boolean>;
  readonly makeId: () => string;
}

/**
 * The id of this display: made at its first start, kept in its browser, the same after every restart. Two windows of one
 * browser are two displays, so each takes the first id that no other window holds.
 */
export async function claimDisplayId({ storage, hold, makeId }: IdentityParts): Promise<string> {
  const kept = readIds(storage);
  for (const id of kept) if (await hold(`airside.display.${id}`)) return id;
  const id = makeId();
  await hold(`airside.display.${id}`);
  try {
    // Another window may have added one meanwhile.
    storage?.setItem(IDS_KEY, JSON.stringify([...readIds(storage), id]));
  } catch (reason) {
    console.warn("airside: the display's id is not kept over a restart", reason);
  }
  return id;
}

/** The parts of this browser. */
export function browserIdentity(): IdentityParts {
  return { storage: browserStorage("localStorage"), hold: holdLock, makeId: randomId };
}

function readIds(storage: IdentityParts["storage"]): readonly string[] {
  try {
    const ids: unknown = JSON.parse(storage?.getItem(IDS_KEY) ?? "[]");
    return Array.isArray(ids) ? ids.filter((id): id is string => /^[A-Za-z0-9-]{16,64}$/.test(String(id))) : [];
  } catch (reason) {
    console.warn("airside: the kept ids of displays cannot be read", reason);
    return [];
  }
}

/** Web Locks are there on https and localhost only; without them two windows of one browser report as one. */
function holdLock(name: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        // Held until the page goes.
        return lock === null ? undefined : new Promise<never>(() => undefined);
      })
      .catch(() => {
        resolve(true);
      });
  });
}

/** A UUID, version 4 (RFC 9562). `crypto.randomUUID` is there on https and localhost only, random values everywhere. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
