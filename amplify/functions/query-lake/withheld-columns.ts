import type { Visibility } from "../../lake/visibility.js";
import { fieldOf } from "../field-of.js";
import { LakeFailure } from "./lake-failure.js";

/** Every name in the place of a column in `filter`, `sort` and `columns`, whatever else is wrong with them. */
function* namedColumns(given: unknown): Generator<{ field: string; name: unknown }> {
  const [filter, sort, columns] = ["filter", "sort", "columns"].map((name) => fieldOf(given, name));
  if (typeof filter === "object" && filter !== null) {
    for (const [name, value] of Object.entries(filter)) {
      // GraphQL clients send null for "no filter": it asks nothing. {} does not count as null.
      if (value !== null) yield { field: `filter.${name}`, name };
    }
  }
  for (const [index, entry] of (Array.isArray(sort) ? sort : []).entries()) {
    yield { field: `sort[${index}]`, name: fieldOf(entry, "column") };
  }
  for (const [index, name] of (Array.isArray(columns) ? columns : []).entries()) {
    yield { field: `columns[${index}]`, name };
  }
}

/**
 * Refuses arguments that name a column which is withheld from the caller. Comes before every other look at the
 * arguments: so that no other answer, not even another error, depends on such a column.
 * @throws LakeFailure Unauthorized that names the column
 */
export function refuseWithheld(given: unknown, visibility: Visibility): void {
  const withheld = new Map<unknown, string>(visibility.withheld.map(({ name, reason }) => [name, reason]));
  for (const { field, name } of namedColumns(given)) {
    const reason = withheld.get(name);
    if (reason !== undefined) {
      throw new LakeFailure(
        "Unauthorized",
        `${field}: column ${String(name)} is withheld from you: ${reason}. Leave it out; withheldColumns lists all of them.`,
      );
    }
  }
}

/**
 * Refuses a caller to whom no column of the companies is granted.
 * @throws LakeFailure Unauthorized
 */
export function refuseBlind({ visible }: Visibility, group: string): void {
  if (visible.length === 0) {
    throw new LakeFailure(
      "Unauthorized",
      `Your group ${group} may see no column of the companies. Ask for another group.`,
    );
  }
}
