import type { CapHeight } from "./cap-height";
import type { Orientation } from "./orientation";

/** A parameter of a display's address that is not valid, as data; address-text.ts says it in a language. */
export interface BadParameter {
  readonly parameter: string;
  readonly expected: Expected;
  /** As it stands in the address, which may be empty. */
  readonly actual: string;
  /** The nearest value that would do, as it is written in an address, where there is one. */
  readonly nearest?: string;
  /** Where the rules of legibility decide. */
  readonly reason?: LegibilityReason;
}

/** What may stand in place of a value that is not valid. Of `someOf`, several stand parted by commas, each once. */
export type Expected =
  | { readonly kind: "oneOf" | "someOf" | "onPanel"; readonly values: readonly string[] }
  | { readonly kind: "wholeNumber"; readonly least: number; readonly most: number }
  | { readonly kind: "inches" | "metres"; readonly least: number; readonly most: number }
  | { readonly kind: "leastInches"; readonly least: number }
  | { readonly kind: "mostMetres"; readonly most: number }
  | { readonly kind: "besideDistance" | "roomForColumns" | "instant" | "placeCode" | "address" };

/** Why a panel cannot show what is asked: what the rules of cap-height.ts ask for, and the rows that it then holds. */
export interface LegibilityReason {
  readonly rule: CapHeight["rule"];
  /** Least height of capitals, millimetres. */
  readonly millimetres: number;
  readonly distanceMetres: number;
  readonly diagonalInches: number;
  readonly orientation: Orientation;
  readonly rows: number;
  /** Whether there is room for so many rows. */
  readonly hasRoom: boolean;
}
