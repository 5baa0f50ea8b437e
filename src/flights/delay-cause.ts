/** Why flights are late, as passengers are told. */
export type DelayCause =
  | "passengers"
  | "cargo"
  | "handling"
  | "technical"
  | "systems"
  | "crew"
  | "weather"
  | "airTraffic"
  | "security"
  | "airport"
  | "connections"
  | "lateAircraft"
  | "strike";

/** The delay codes of IATA's Airport Handling Manual, AHM 730, by their ranges, in which codes of one kind stand. */
const ranges: readonly (readonly [from: number, to: number, cause: DelayCause])[] = [
  [11, 19, "passengers"],
  [21, 29, "cargo"],
  [31, 39, "handling"],
  [41, 48, "technical"],
  // Damage to the aircraft, in flight or on the ground.
  [51, 52, "technical"],
  [55, 58, "systems"],
  [61, 69, "crew"],
  [71, 77, "weather"],
  [81, 84, "airTraffic"],
  [85, 86, "security"],
  [87, 88, "airport"],
  // Of the airport of departure, air traffic control's among them.
  [89, 89, "airTraffic"],
  [91, 92, "connections"],
  [93, 93, "lateAircraft"],
  [94, 95, "crew"],
  [97, 98, "strike"],
];

/**
 * What a delay code says (two digits, with or without a letter behind: 93, 71A). Undefined where it says nothing that
 * passengers could make use of, such as an airline's own codes (00 to 09), and where it is none.
 */
export function delayCause(code: string): DelayCause | undefined {
  const [, digits] = /^(\d{2})[A-Z]?$/.exec(code) ?? [];
  if (digits === undefined) return undefined;
  return ranges.find(([from, to]) => Number(digits) >= from && Number(digits) <= to)?.[2];
}
