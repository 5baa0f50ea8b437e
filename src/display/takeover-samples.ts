import type { Takeover } from "./takeover";

/** A takeover of all displays, confirmed at `confirmedAt` (milliseconds since 1970) for an hour; for tests. */
export function confirmedTakeover(id: string, confirmedAt: number, fields: Partial<Takeover> = {}): Takeover {
  return {
    id,
    zone: "all",
    level: "WARNING",
    texts: [{ language: "en", title: id, detail: null }],
    state: "CONFIRMED",
    confirmedAt: new Date(confirmedAt).toISOString(),
    expiresAt: new Date(confirmedAt + 3_600_000).toISOString(),
    endedAt: null,
    ...fields,
  };
}
