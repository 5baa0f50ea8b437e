/**
 * What a display hears of: takeovers of its zones that were confirmed, once more when they end. An ended proposal has no
 * `confirmedAt`, and a missing text begins with nothing; a confirmed one's begins with the millennium. Zones as
 * `askedZonesOf` gives them, since AppSync compares up to five.
 */
export function heardTakeoversOf(zones: readonly string[]): {
  readonly zone: { readonly in: string[] };
  readonly confirmedAt: { readonly beginsWith: string };
} {
  return { zone: { in: [...zones] }, confirmedAt: { beginsWith: "2" } };
}
