/** A column of the lake. `personal` is the one place that says so: grants, function, API and page follow from it. */
export interface LakeColumn {
  /** As in Glue: lower case. */
  readonly name: string;
  /** Hive type. */
  readonly type: "bigint" | "string";
  /** For people: shown in the page and in the Glue catalog. */
  readonly description: string;
  /** Personal data: only groups with full access see it. */
  readonly personal: boolean;
}

/** A table of the lake: Glue's declaration, and what Lake Formation grants, are made from it. */
export interface LakeTable {
  readonly name: string;
  readonly description: string;
  /** Below the bucket's root, with the slash at its end. */
  readonly prefix: string;
  /**
   * Format of its objects. Athena ends a CSV row at every line break, even inside quotes
   * (https://docs.aws.amazon.com/athena/latest/ug/csv-serde.html), so texts that may hold one need Parquet.
   */
  readonly format: "csv" | "parquet";
  /** In the order of the cells of a CSV row: Athena goes by position. */
  readonly columns: readonly LakeColumn[];
  /** Hive partitions: folders named `continent=eu`. */
  readonly partitionKeys: readonly LakeColumn[];
}

const open = { personal: false } as const;
const personal = { personal: true } as const;

/** One row for each company. */
export const companiesTable: LakeTable = {
  name: "companies",
  description: "Companies, by continent",
  prefix: "companies/",
  format: "csv",
  columns: [
    { name: "index", type: "bigint", description: "Row number in the source", ...open },
    { name: "company_id", type: "string", description: "Identifier of the company, unique", ...open },
    { name: "company_name", type: "string", description: "Name of the company", ...open },
    { name: "category_code", type: "string", description: "Line of business", ...open },
    { name: "status", type: "string", description: "Operating, acquired, closed or public (ipo)", ...open },
    { name: "owner_id", type: "bigint", description: "Identifier of the owner", ...open },
  ],
  partitionKeys: [{ name: "continent", type: "string", description: "Continent of the head office", ...open }],
};

/** One row for each owner of companies. */
export const ownersTable: LakeTable = {
  name: "owners",
  description: "Owners of companies",
  prefix: "owners/",
  format: "parquet",
  columns: [
    { name: "people_id", type: "bigint", description: "Identifier of the person", ...open },
    { name: "first_name", type: "string", description: "First name of the owner", ...personal },
    { name: "last_name", type: "string", description: "Last name of the owner", ...personal },
    { name: "gender", type: "string", description: "Gender of the owner", ...open },
    { name: "age", type: "bigint", description: "Age of the owner, years", ...open },
    { name: "designation", type: "string", description: "Position of the owner", ...open },
    { name: "address", type: "string", description: "Postal address of the owner", ...personal },
  ],
  partitionKeys: [],
};

/** All tables of the lake. */
export const lakeTables: readonly LakeTable[] = [companiesTable, ownersTable];
