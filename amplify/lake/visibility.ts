import { companiesTable, ownersTable, type LakeColumn, type LakeTable } from "./tables.js";

/** Groups that read the lake, and how much of it. Every other group reads nothing. */
export const lakeGroups = {
  developer: "every column",
  businessAnalyst: "columns that are not personal",
} as const;

/** A group that reads the lake. */
export type LakeGroup = keyof typeof lakeGroups;

/** The names of all groups that read the lake. */
export const lakeGroupNames = Object.keys(lakeGroups) as readonly LakeGroup[];

/** Something for each group that reads the lake. */
export type ByGroup<Item> = Readonly<Record<LakeGroup, Item>>;

/** Makes something for each group that reads the lake. */
export function byGroup<Item>(make: (group: LakeGroup) => Item): ByGroup<Item> {
  return Object.fromEntries(lakeGroupNames.map((group) => [group, make(group)])) as ByGroup<Item>;
}

/** Whether a user pool group reads the lake. */
export function isLakeGroup(group: string): group is LakeGroup {
  return Object.hasOwn(lakeGroups, group);
}

/** What Lake Formation grants a group on a table: its columns, partition keys included. */
export function grantedColumns(group: LakeGroup, table: LakeTable): readonly LakeColumn[] {
  const all = [...table.columns, ...table.partitionKeys];
  return lakeGroups[group] === "every column" ? all : all.filter((column) => !column.personal);
}

/** A column of the companies API: companies joined with their owners. */
export interface CompanyColumn extends LakeColumn {
  readonly table: LakeTable;
}

/** A column that a group may not see, and why, in words for people. */
export interface WithheldColumn extends CompanyColumn {
  readonly reason: string;
}

/** What a group sees of the companies API. */
export interface Visibility {
  readonly visible: readonly CompanyColumn[];
  readonly withheld: readonly WithheldColumn[];
  /** False where a column that the join needs is withheld: then nothing of the owners is visible. */
  readonly joinsOwners: boolean;
}

/** Companies name their owner by the first of these, and owners are found by the second. */
export const ownerKey = { company: "owner_id", owner: "people_id" } as const;

/** The two tables behind the companies API. */
export interface CompanyTables {
  readonly companies: LakeTable;
  readonly owners: LakeTable;
}

const lake: CompanyTables = { companies: companiesTable, owners: ownersTable };

function columnsOf({ companies, owners }: CompanyTables): readonly CompanyColumn[] {
  return [
    ...[...companies.columns, ...companies.partitionKeys].map((column) => ({ ...column, table: companies })),
    ...owners.columns.filter(({ name }) => name !== ownerKey.owner).map((column) => ({ ...column, table: owners })),
  ];
}

/** The columns of the companies API: every column of both tables but the key of owners, which equals owner_id. */
export const companyColumns: readonly CompanyColumn[] = columnsOf(lake);

/**
 * What a group sees of the companies API, and what is withheld from it.
 * @param tables - other ones than the lake's are for tests
 */
export function visibilityOf(group: LakeGroup, tables: CompanyTables = lake): Visibility {
  const granted = (table: LakeTable) => new Set(grantedColumns(group, table).map(({ name }) => name));
  const ofCompanies = granted(tables.companies);
  const ofOwners = granted(tables.owners);
  const joinsOwners = ofCompanies.has(ownerKey.company) && ofOwners.has(ownerKey.owner);
  const visible: CompanyColumn[] = [];
  const withheld: WithheldColumn[] = [];
  for (const column of columnsOf(tables)) {
    const isOfOwners = column.table === tables.owners;
    const isGranted = (isOfOwners ? ofOwners : ofCompanies).has(column.name);
    if (!isGranted) withheld.push({ ...column, reason: `Personal data, not granted to ${group}` });
    else if (isOfOwners && !joinsOwners) {
      withheld.push({ ...column, reason: `Owners cannot be found: their key is not granted to ${group}` });
    } else visible.push(column);
  }
  return { visible, withheld, joinsOwners };
}
