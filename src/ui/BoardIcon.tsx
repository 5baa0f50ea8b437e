/** What a board is about, for its pictogram. */
export type BoardIconName = "departures" | "arrivals" | "belt";

/** In the spirit of ISO 7001 (PI TF 002, PI TF 003, PI TF 014), as airport signs have them. */
const paths: Readonly<Record<BoardIconName, string>> = {
  departures:
    "M8 37h32v3H8zM39.800 18.100c-.5-1.900-2.400-3-4.300-2.500l-8.200 2.200L16.700 7.900l-3 .8 6.400 11-7.700 2.100-3-2.400-2.300.6 4 6.900 26.200-4.600c1.900-.5 3-2.300 2.500-4.200z",
  arrivals:
    "M8 37h32v3H8zM37.400 31.900c1.900.5 3.800-.600 4.300-2.500.5-1.900-.6-3.800-2.500-4.300l-8.200-2.200L26.500 9.100l-3-.8v12.700l-7.700-2.100-1.500-3.600-2.300-.6-.1 7.900z",
  belt: "M6 34h36v3H6zM10 39a2 2 0 1 1 0 .01zM22 39a2 2 0 1 1 0 .01zM34 39a2 2 0 1 1 0 .01zM19 12v-2a2 2 0 0 1 2-2h6a2 2 0 0 1 2 2v2h5a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H14a3 3 0 0 1-3-3V15a3 3 0 0 1 3-3zm3 0h4v-1h-4z",
};

/** The pictogram of a board on a tile. */
export function BoardIcon({ name, className }: { readonly name: BoardIconName; readonly className?: string }) {
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className={className}>
      <rect width="48" height="48" rx="4" fill="var(--tile)" />
      <path fill="var(--on-tile)" d={paths[name]} />
    </svg>
  );
}
