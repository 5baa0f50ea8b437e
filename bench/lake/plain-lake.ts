import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { facetSql, facets, visibleFacets } from "../../amplify/functions/query-lake/company-facets.js";
import { conditionsOf } from "../../amplify/functions/query-lake/company-filter.js";
import { countSql, pageSql } from "../../amplify/functions/query-lake/company-page.js";
import { companySelect } from "../../amplify/functions/query-lake/company-sql.js";
import type { CompaniesArguments } from "../../amplify/functions/query-lake/lake-request.js";
import { sortOf, totalOrder } from "../../amplify/functions/query-lake/row-order.js";
import type { Sql } from "../../amplify/functions/query-lake/sql-fragment.js";
import { visibilityOf } from "../../amplify/lake/visibility.js";

/** The same rows in DuckDB and nothing around it. */
export interface PlainLake {
  /** Runs the two queries of a page, rows and count, and gives the number of rows read. */
  page(given: CompaniesArguments): Promise<number>;
  /** Counts for the charts, all rows among them; gives the number of counts. */
  charts(given: Pick<CompaniesArguments, "filter">): Promise<number>;
  close(): void;
}

/** Reads the Parquet files of a data set into tables in memory. */
export async function openPlainLake(directory: string): Promise<PlainLake> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run("CREATE SCHEMA lake");
  const companies = join(directory, "companies/*/*.parquet");
  await connection.run(
    `CREATE TABLE lake.companies AS FROM read_parquet('${companies}', hive_partitioning = true) ORDER BY company_name`,
  );
  await connection.run(`CREATE TABLE lake.owners AS FROM read_parquet('${join(directory, "owners/*.parquet")}')`);
  const { visible, joinsOwners } = visibilityOf("developer");
  const select = companySelect("lake", { joinsOwners });

  /** DuckDB takes the parameters as literals in the text: they are the function's own. */
  const rows = async ({ text, parameters }: Sql): Promise<number> => {
    const rest = [...parameters];
    const read = await connection.runAndReadAll(text.replace(/\?/g, () => rest.shift() ?? "?"));
    return read.getRowsJson().length;
  };
  return {
    async page(given) {
      const order = totalOrder(sortOf(given.sort, visible), visible);
      const query = { conditions: conditionsOf(given.filter), order };
      const count = await rows(pageSql(select, query, 1, given.limit ?? 100));
      await rows(countSql(select, query));
      return count;
    },
    charts(given) {
      return rows(facetSql(select, conditionsOf(given.filter), visibleFacets(facets, visible), true));
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
