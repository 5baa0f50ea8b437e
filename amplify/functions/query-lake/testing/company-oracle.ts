import type { Visibility } from "../../../lake/visibility.js";
import type { ColumnFilter, CompanyFilter, CompanySort } from "../lake-request.js";
import type { LakeRow, LakeValue, SampleLake } from "./sample-lake.js";

/** The join as SQL has it, in plain words: a company with each of its owners, or alone. All columns of both tables. */
function joinedRows({ companies, owners }: SampleLake): readonly LakeRow[] {
  return companies.flatMap((company) => {
    const its = owners.filter(({ people_id: id }) => id !== null && id === company.owner_id);
    return its.length === 0 ? [company] : its.map((owner) => ({ ...owner, ...company }));
  });
}

/** Numbers by value, texts by their UTF-8 bytes. */
function compareValues(one: string | number, other: string | number): number {
  return typeof one === "number" && typeof other === "number"
    ? one - other
    : Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

/** Each character for itself, as databases do: "ß" and "ﬀ" keep their length. */
function lower(text: string): string {
  return [...text].map((character) => character.toLowerCase()).join("");
}

function meets(value: LakeValue, filter: ColumnFilter): boolean {
  const { equals, contains, in: list, from, to, missing } = filter;
  const asked: readonly (boolean | undefined)[] = [
    equals == null ? undefined : value === equals,
    contains == null ? undefined : value !== null && lower(String(value)).includes(lower(contains)),
    list == null ? undefined : value !== null && list.includes(value),
    from == null ? undefined : value !== null && compareValues(value, from) >= 0,
    to == null ? undefined : value !== null && compareValues(value, to) <= 0,
    missing == null ? undefined : (value === null) === missing,
  ];
  return !asked.includes(false);
}

/** The rows of a filter as a group sees them, in no order. Companies alone where the join is not granted. */
export function expectedRows(lake: SampleLake, filter: CompanyFilter, visibility: Visibility): readonly LakeRow[] {
  const rows = visibility.joinsOwners ? joinedRows(lake) : lake.companies;
  return rows
    .map((row) => Object.fromEntries(visibility.visible.map(({ name }) => [name, row[name] ?? null])))
    .filter((row) =>
      Object.entries(filter).every(([name, asked]) => asked === null || meets(row[name] ?? null, asked)),
    );
}

/** Compares rows by the columns of a sort; rows without a value come last in both directions. */
export function compareBy(sort: readonly CompanySort[]): (one: LakeRow, other: LakeRow) => number {
  return (one, other) => {
    for (const { column, direction } of sort) {
      const [left, right] = [one[column] ?? null, other[column] ?? null];
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
        continue;
      }
      const difference = compareValues(left, right) * (direction === "DESC" ? -1 : 1);
      if (difference !== 0) return difference;
    }
    return 0;
  };
}

/** How often each row is there, by its content. */
export function counted(rows: readonly LakeRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const content = JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)));
    counts.set(content, (counts.get(content) ?? 0) + 1);
  }
  return counts;
}
