import type { SubscriptionFilter } from "../../local/appsync/runtime/evaluation.js";

/**
 * The filter of display number `display`: no two are equal, so nothing can be shared between displays, and every update
 * of the benchmark passes all of them.
 */
export function boardFilter(display: number): SubscriptionFilter {
  return {
    filterGroup: [
      {
        filters: [
          { fieldName: "date", operator: "eq", value: "2024-01-25" },
          { fieldName: "direction", operator: "eq", value: "DEPARTURE" },
          { fieldName: "num", operator: "le", value: 10_000 + display },
        ],
      },
    ],
  };
}

/** The same filter as a predicate, the way servers without declared filters have it. */
export function boardPasses(display: number): (value: Readonly<Record<string, unknown>>) => boolean {
  return ({ date, direction, num }) =>
    date === "2024-01-25" && direction === "DEPARTURE" && typeof num === "number" && num <= 10_000 + display;
}
