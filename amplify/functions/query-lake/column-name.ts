import type { CompanyColumn } from "../../lake/visibility.js";
import { badRequest } from "./lake-failure.js";

/**
 * The visible column of a name.
 * @throws LakeFailure BadRequest: there is none. Withheld columns are refused before: see `refuseWithheld`.
 */
export function columnNameOf(field: string, name: unknown, visible: readonly CompanyColumn[]): CompanyColumn {
  const column = visible.find((candidate) => candidate.name === name);
  if (column === undefined) {
    const known = visible.map((candidate) => candidate.name).join(", ");
    throw badRequest(field, `a column (${known})`, name, "Correct its name.");
  }
  return column;
}
