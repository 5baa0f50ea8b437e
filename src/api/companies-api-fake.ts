import { columnNames, isNumberColumn, type ColumnInfo, type ColumnName, type CompanyRow } from "../companies/columns";
import type { ExportStatus } from "../companies/export-status";
import { facetColumns, type FacetCount, type FacetRests } from "../companies/facets";
import { filteredColumns, type CompaniesFilter, type Conditions } from "../companies/filter";
import type { SortBy } from "../companies/view";
import {
  CompaniesError,
  type CompaniesApi,
  type CompaniesEvents,
  type CompaniesPage,
  type ExportFile,
} from "./companies-api";

/** A backend in memory, for tests of what stands in front of it. */
export interface FakeCompanies extends CompaniesApi {
  rows: readonly CompanyRow[];
  /** The answers of the next calls wait for it. */
  gate: Promise<void> | undefined;
  /** The answers of the next calls of that name wait for it. */
  readonly gates: Map<string, Promise<void>>;
  /** What the next call of that name fails with, one entry each. */
  readonly failures: { readonly what: string; readonly error: CompaniesError }[];
  /** What was asked for, in order. */
  readonly asked: { readonly what: string; readonly detail: unknown }[];
  readonly listeners: Set<CompaniesEvents>;
  readonly exported: Map<string, ExportStatus>;
  files: readonly ExportFile[];
  /** Of the charts' counts. */
  rest: FacetRests;
}

/** Creates one that shows `visible` and withholds the rest. */
export function createFakeCompanies(rows: readonly CompanyRow[], columns: readonly ColumnInfo[]): FakeCompanies {
  const visible = columns.filter(({ reason }) => reason === null);
  const withheld = columns.filter(({ reason }) => reason !== null);

  const answer = async <Data>(
    what: string,
    detail: unknown,
    signal: AbortSignal | undefined,
    give: () => Data,
  ): Promise<Data> => {
    fake.asked.push({ what, detail });
    const place = fake.failures.findIndex((each) => each.what === what);
    const [failure] = place === -1 ? [] : fake.failures.splice(place, 1);
    // What an answer says is read when it is asked for; only then is it on its way.
    const given = failure === undefined ? { data: give() } : { error: failure.error };
    await Promise.all([fake.gate, fake.gates.get(what)]);
    signal?.throwIfAborted();
    if ("error" in given) throw given.error;
    return given.data;
  };
  const check = (names: readonly ColumnName[]): void => {
    const refused = names.find((name) => withheld.some((column) => column.name === name));
    if (refused !== undefined) throw new CompaniesError("unauthorized", `Not authorized: ${refused} is withheld`);
  };
  const matching = (filter: CompaniesFilter): readonly CompanyRow[] => {
    check(filteredColumns(filter));
    return fake.rows.filter((row) => filteredColumns(filter).every((name) => holds(row[name], filter[name] ?? {})));
  };
  const masked = (row: CompanyRow): CompanyRow => ({
    ...row,
    ...Object.fromEntries(withheld.map(({ name }) => [name, null])),
  });

  const fake: FakeCompanies = {
    rows,
    gate: undefined,
    gates: new Map(),
    failures: [],
    asked: [],
    listeners: new Set(),
    exported: new Map(),
    files: [],
    rest: {},
    page: (request, signal) =>
      answer("page", request, signal, (): CompaniesPage => {
        const { filter, sort, limit, start } = request;
        check(sort.map(({ column }) => column));
        const offset =
          "firstRow" in start
            ? start.firstRow - 1
            : /^from:\d+$/.test(start.token)
              ? Number(start.token.slice(5))
              : Number.NaN;
        if (Number.isNaN(offset))
          throw new CompaniesError("badRequest", "nextToken: expected a token of this question");
        const all = sorted(matching(filter), sort);
        const back = Math.max(0, offset - limit);
        return {
          rows: all.slice(offset, offset + limit).map(masked),
          nextToken: offset + limit < all.length ? `from:${String(offset + limit)}` : null,
          previousToken: offset > 0 ? `from:${String(back)}` : null,
          firstRow: offset + 1,
          visible,
          withheld,
        };
      }),
    count: (filter, signal) => answer("count", filter, signal, () => matching(filter).length),
    facets: (filter, signal) =>
      answer("facets", filter, signal, () => {
        const count = (column: ColumnName): readonly FacetCount[] | null => {
          if (withheld.some(({ name }) => name === column)) return null;
          const { [column]: _, ...others } = filter;
          const counts = new Map<string | null, number>();
          for (const row of matching(others)) {
            const value = row[column];
            const key = value === null ? null : String(value);
            counts.set(key, (counts.get(key) ?? 0) + 1);
          }
          return [...counts].map(([value, total]) => ({ value, count: total })).sort((a, b) => b.count - a.count);
        };
        return {
          counts: {
            category: count(facetColumns.category),
            status: count(facetColumns.status),
            continent: count(facetColumns.continent),
          },
          rest: fake.rest,
          totalCount: matching(filter).length,
        };
      }),
    startExport: (request) =>
      answer("startExport", request, undefined, () => {
        const status: ExportStatus = {
          id: `export-${String(fake.exported.size + 1)}`,
          state: "QUEUED",
          percent: 0,
          rows: null,
          message: null,
          updatedAt: "2026-11-23T10:00:00Z",
        };
        fake.exported.set(status.id, status);
        return status;
      }),
    exportStatus: (id, signal) => answer("exportStatus", id, signal, () => fake.exported.get(id)),
    export: (id, signal) =>
      answer("export", id, signal, () => {
        const status = fake.exported.get(id);
        return status && { status, files: status.state === "SUCCEEDED" ? fake.files : [] };
      }),
    listen(events) {
      fake.listeners.add(events);
      return () => {
        fake.listeners.delete(events);
      };
    },
  };
  return fake;
}

function holds(value: string | number | null, conditions: Conditions): boolean {
  const { equals, contains, in: listed, from, to, missing } = conditions;
  if (missing !== undefined && (value === null) !== missing) return false;
  if (missing === true) return Object.keys(conditions).length === 1;
  if (value === null) return Object.keys(conditions).length === (missing === undefined ? 0 : 1);
  if (equals !== undefined && value !== equals) return false;
  if (listed !== undefined && !(listed as readonly unknown[]).includes(value)) return false;
  if (contains !== undefined && !String(value).toLowerCase().includes(contains.toLowerCase())) return false;
  return (from === undefined || value >= from) && (to === undefined || value <= to);
}

function sorted(rows: readonly CompanyRow[], sort: readonly SortBy[]): readonly CompanyRow[] {
  const by = sort.length > 0 ? sort : [{ column: "company_name", direction: "ASC" } as const];
  return [...rows].sort((a, b) => {
    for (const { column, direction } of by) {
      const [x, y] = [a[column], b[column]];
      if (x === y) continue;
      if (x === null || y === null) return x === null ? 1 : -1;
      return (x < y ? -1 : 1) * (direction === "ASC" ? 1 : -1);
    }
    return 0;
  });
}

/** So many companies that differ, for tests; every seventh lacks its category. */
export function manyCompanies(count: number): readonly CompanyRow[] {
  const pick = (list: readonly string[], at: number) => list[at % list.length] ?? null;
  return Array.from({ length: count }, (_, index): CompanyRow => {
    const row: Record<string, string | number | null> = {
      company_id: `c-${String(index + 1)}`,
      company_name: `Company ${String(index + 1).padStart(5, "0")}`,
      category_code: index % 7 === 6 ? null : pick(["software", "web", "biotech", "mobile", "games"], index),
      status: pick(["operating", "operating", "operating", "acquired", "closed", "ipo"], index),
      continent: pick(["eu", "na", "as", "af"], index),
      index: index + 1,
      owner_id: 1 + (index % 800),
      age: 20 + (index % 60),
      gender: pick(["Female", "Male"], index),
      designation: "Founder",
      first_name: pick(["Ada", "Grace", "Alan"], index),
      last_name: pick(["Byron", "Hopper", "Turing"], index),
      address: `${String(index)} High Street, Flat "B"\nLondon`,
    };
    for (const name of columnNames) row[name] ??= isNumberColumn(name) ? null : null;
    return row as unknown as CompanyRow;
  });
}
