import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type StackTemplate, type Synthesis } from "../testing/synthesized.js";
import { actionsOf, resourcesIn, shown, statementsOf } from "../testing/template-resources.js";
import { columnGrants } from "./grants.js";
import { companiesTable, lakeTables, ownersTable, type LakeTable } from "./tables.js";
import { grantedColumns, lakeGroupNames as groups, visibilityOf, type LakeGroup } from "./visibility.js";

interface Grant {
  readonly group: string;
  readonly kind: string;
  readonly table: string | undefined;
  readonly columns: readonly string[] | "all";
  readonly permissions: readonly string[];
}

/** The columns that a group may select of a table: "all" where that is every column there will ever be. */
function selectable(group: LakeGroup, table: LakeTable): string[] | "all" {
  const columns = columnGrants(group, table).map((grant) => grant.columns);
  if (columns.some((each) => "columnWildcard" in each)) return "all";
  return columns.flatMap((each) => ("columnNames" in each ? each.columnNames : []));
}

describe("the grants", () => {
  let synthesis: Synthesis;
  let stack: StackTemplate;
  let grants: Grant[];

  beforeAll(async () => {
    synthesis = await synthesized();
    stack = stackNamed(synthesis, "grants");
    grants = resourcesIn(stack, "AWS::LakeFormation::PrincipalPermissions").map(([, { Properties = {} }]) => {
      const [kind = "", resource] =
        Object.entries(Properties.Resource as Record<string, Record<string, unknown>>)[0] ?? [];
      const name = shown(resource?.Name);
      return {
        group: groups.find((group) => shown(Properties.Principal).includes(`${group}GroupRole`)) ?? "nobody known",
        kind,
        table: kind === "Database" ? undefined : lakeTables.find((table) => name.includes(`Table${table.name}`))?.name,
        columns: resource?.ColumnWildcard === undefined ? ((resource?.ColumnNames ?? []) as string[]) : "all",
        permissions: Properties.Permissions as string[],
      };
    });
  }, 120_000);

  it("let a developer see every column, those that come later included", () => {
    for (const { name } of lakeTables) {
      expect(grants.filter(({ group, table }) => group === "developer" && table === name)).toEqual([
        { group: "developer", kind: "TableWithColumns", table: name, columns: "all", permissions: ["SELECT"] },
      ]);
    }
  });

  it("let a business analyst see the columns that are not marked personal, by name", () => {
    for (const table of lakeTables) {
      const own = grants.filter((grant) => grant.group === "businessAnalyst" && grant.table === table.name);
      expect(own.flatMap(({ columns }) => columns)).toEqual(
        [...table.columns, ...table.partitionKeys].filter(({ personal }) => !personal).map(({ name }) => name),
      );
      expect(own.map(({ permissions }) => permissions)).toEqual(own.map(() => ["SELECT"]));
    }
  });

  it("give each column of an analyst by itself, so that taking one back takes back no other", () => {
    const named = grants.filter(({ columns }) => columns !== "all" && columns.length > 0);
    expect(named.map(({ columns }) => columns.length)).toEqual(named.map(() => 1));
  });

  it("let both look at the database, and give nobody else anything, nor anybody the right to grant", () => {
    expect(grants.filter(({ kind }) => kind === "Database")).toEqual(
      groups.map((group) => ({ group, kind: "Database", table: undefined, columns: [], permissions: ["DESCRIBE"] })),
    );
    expect(new Set(grants.map(({ group }) => group))).toEqual(new Set(groups));
    for (const [, { Properties }] of resourcesIn(stack, "AWS::LakeFormation::PrincipalPermissions")) {
      expect(Properties?.PermissionsWithGrantOption).toEqual([]);
    }
  });

  it("are made one after another", () => {
    const made = resourcesIn(stack, "AWS::LakeFormation::PrincipalPermissions");
    expect(made.slice(1).map(([, { DependsOn }]) => DependsOn)).toEqual(made.slice(0, -1).map(([id]) => [id]));
  });

  it.each(groups)("let %s ask Athena in its own work groups, and list and read its own results alone", (group) => {
    const own = statementsOf(stack, `${group}GroupRole`);
    expect(own.flatMap(actionsOf).filter((action) => action.includes("*"))).toEqual([]);
    const withAction = (action: string) => own.filter((each) => actionsOf(each).includes(action));
    expect(withAction("s3:GetObject").map(({ Resource }) => shown(Resource))).toEqual([
      expect.stringMatching(
        new RegExp(`^\\$\\{\\w+Arn\\}/query-results/${group}/\\*,\\$\\{\\w+Arn\\}/exports/${group}/\\*$`),
      ),
    ]);
    expect(withAction("s3:ListBucket").map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
      {
        Action: "s3:ListBucket",
        Condition: { StringLike: { "s3:prefix": [`query-results/${group}/*`, `exports/${group}/*`] } },
      },
    ]);
    expect(own.filter(({ Condition }) => Condition !== undefined)).toEqual(withAction("s3:ListBucket"));
    expect(withAction("athena:GetQueryResults").map(({ Resource }) => shown(Resource).split(","))).toEqual([
      ["queries", "exports"].map(
        (kind) => expect.stringMatching(new RegExp(`:workgroup/.*WorkGroup${kind}${group}`)) as string,
      ),
    ]);
    const others = groups.filter((each) => each !== group);
    expect(others.filter((each) => shown(own).includes(each))).toEqual([]);
    const everywhere = own.filter(({ Resource }) => shown(Resource) === "*");
    expect(everywhere.flatMap(actionsOf)).toEqual(["lakeformation:GetDataAccess"]);
    expect(statementsOf(stack, "operationsGroupRole")).toEqual([]);
  });

  it("leave no other way to the tables: only Lake Formation's own role reads their folders", () => {
    const tables = lakeTables.map(({ prefix }) => `/${prefix}*`);
    const readers = synthesis.stacks.flatMap((each) =>
      resourcesIn(each, "AWS::IAM::Policy")
        .filter(([, { Properties }]) => tables.some((folder) => shown(Properties?.PolicyDocument).includes(folder)))
        .map(([id]) => id),
    );
    expect(readers).toEqual([expect.stringMatching(/^LocationRoleDefaultPolicy/)]);
  });
});

describe("one column marked personal", () => {
  const cases = [companiesTable, ownersTable].flatMap((table) =>
    [...table.columns, ...table.partitionKeys]
      .filter(({ personal }) => !personal)
      .map(({ name: column }) => ({ table: table.name, column })),
  );
  const marked = (table: LakeTable, column: string): LakeTable => {
    const mark = (columns: LakeTable["columns"]) =>
      columns.map((each) => (each.name === column ? { ...each, personal: true } : each));
    return { ...table, columns: mark(table.columns), partitionKeys: mark(table.partitionKeys) };
  };

  it.each(cases)("$table.$column is no longer granted to analysts, nor shown, and still to developers", (row) => {
    const companies = row.table === "companies" ? marked(companiesTable, row.column) : companiesTable;
    const owners = row.table === "owners" ? marked(ownersTable, row.column) : ownersTable;
    const table = row.table === "companies" ? companies : owners;

    expect(selectable("businessAnalyst", row.table === "companies" ? companiesTable : ownersTable)).toContain(
      row.column,
    );
    expect(selectable("businessAnalyst", table)).not.toContain(row.column);
    expect(selectable("businessAnalyst", table)).toEqual(
      grantedColumns("businessAnalyst", table).map(({ name }) => name),
    );
    expect(selectable("developer", table)).toBe("all");

    const analyst = visibilityOf("businessAnalyst", { companies, owners });
    expect(analyst.visible.map(({ name }) => name)).not.toContain(row.column);
    const developer = visibilityOf("developer", { companies, owners });
    expect(developer.withheld).toEqual([]);
  });
});
