import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import type { AwsJsonContext, AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import { authorize, type Caller } from "../iam/caller.js";
import type { GlueColumnModel, GlueDatabaseModel, LakeModel } from "../synth/backend-model.js";
import type { Catalog, CatalogTable } from "./catalog.js";
import type { Crawlers } from "./crawlers.js";
import { crawlerShape, databaseShape, partitionShape, showsPartitions, tableShape } from "./glue-shapes.js";
import { insufficientPermissions, type LakePermissions } from "./lake-permissions.js";
import { pageOf, readInput } from "./request-input.js";
import { isBelow } from "./s3-location.js";

/** What Glue's API answers from. */
export interface GlueOptions {
  readonly model: LakeModel;
  readonly catalog: Catalog;
  readonly crawlers: Crawlers;
  readonly permissions: LakePermissions;
  readonly accountId: string;
  readonly region: string;
}

const invalidInput = "InvalidInputException";
const page = { MaxResults: z.int().min(1).max(1000).nullish(), NextToken: z.string().nullish() };
const named = z.looseObject({ Name: z.string() });
const inDatabase = z.looseObject({ DatabaseName: z.string(), Name: z.string() });

/**
 * The operations of Glue's API that the lake's functions, Athena's clients and people use. The catalog is changed by
 * crawls and by the definition, so the operations that would change it are not here. IAM is asked first, then Lake
 * Formation, as on AWS.
 */
export function glueOperations(options: GlueOptions): Readonly<Record<string, AwsJsonOperation>> {
  const { catalog, crawlers, permissions, accountId } = options;
  const check = catalogAuthorization(options);

  const tableResult = (table: CatalogTable, columns: readonly GlueColumnModel[]): object => {
    const isRegistered = options.model.registeredLocations.some((arn) => isBelow(table.location, arn));
    return tableShape(table, columns, { catalog, accountId, isRegistered });
  };
  const databaseOf = (caller: Caller, name: string): GlueDatabaseModel => {
    const database = catalog.databases.find((one) => one.name === name.toLowerCase());
    if (database === undefined) throw notFound(`Database ${name} not found.`);
    if (!permissions.seesDatabase(caller.role.arn, database)) throw denied("Describe", name);
    return database;
  };
  const tableOf = (caller: Caller, databaseName: string, name: string): [CatalogTable, readonly GlueColumnModel[]] => {
    const table = catalog.find(databaseName.toLowerCase(), name.toLowerCase());
    if (table === undefined) throw notFound("Entity Not Found");
    const columns = permissions.visible(caller.role.arn, table);
    if (columns === undefined) throw denied("Describe", name);
    return [table, columns];
  };
  const crawlerOf = (caller: Caller, action: string, name: string) => {
    authorize(caller, `glue:${action}`, `arn:aws:glue:${options.region}:${accountId}:crawler/${name}`);
    return crawlers.find(name);
  };

  return {
    async GetDatabase(input, { caller }) {
      const { Name } = readInput(named, input, invalidInput);
      check(caller, "glue:GetDatabase", Name);
      return { Database: databaseShape(databaseOf(caller, Name), catalog, accountId) };
    },

    async GetDatabases(input, { caller }) {
      const request = readInput(z.looseObject(page), input, invalidInput);
      check(caller, "glue:GetDatabases");
      const seen = catalog.databases.filter((one) => permissions.seesDatabase(caller.role.arn, one));
      const { items, nextToken } = pageOf(
        seen,
        { token: request.NextToken, limit: request.MaxResults ?? 100 },
        invalidInput,
      );
      return { DatabaseList: items.map((one) => databaseShape(one, catalog, accountId)), NextToken: nextToken };
    },

    async GetTable(input, { caller }) {
      const { DatabaseName, Name } = readInput(inDatabase, input, invalidInput);
      check(caller, "glue:GetTable", DatabaseName, Name);
      const [table, columns] = tableOf(caller, DatabaseName, Name);
      return { Table: tableResult(table, columns) };
    },

    async GetTables(input, { caller }) {
      const schema = z.looseObject({ DatabaseName: z.string(), Expression: z.string().nullish(), ...page });
      const { DatabaseName, Expression, NextToken, MaxResults } = readInput(schema, input, invalidInput);
      check(caller, "glue:GetTables", DatabaseName);
      const { name } = databaseOf(caller, DatabaseName);
      const pattern = Expression == null ? undefined : expressionOf(Expression);
      const seen = catalog
        .tables()
        .filter((table) => table.databaseName === name && (pattern?.test(table.name) ?? true))
        .flatMap((table) => {
          const columns = permissions.visible(caller.role.arn, table);
          return columns === undefined ? [] : [tableResult(table, columns)];
        });
      const { items, nextToken } = pageOf(seen, { token: NextToken, limit: MaxResults ?? 100 }, invalidInput);
      return { TableList: items, NextToken: nextToken };
    },

    async GetPartitions(input, { caller }) {
      const schema = z.looseObject({
        DatabaseName: z.string(),
        TableName: z.string(),
        Expression: z.string().nullish(),
        ...page,
      });
      const { DatabaseName, TableName, Expression, NextToken, MaxResults } = readInput(schema, input, invalidInput);
      check(caller, "glue:GetPartitions", DatabaseName, TableName);
      if (Expression != null && Expression !== "") {
        throw new AwsError(invalidInput, "Expression: the sandbox gives all partitions only. Leave it out.");
      }
      const [table, columns] = tableOf(caller, DatabaseName, TableName);
      // What Lake Formation shows here is nowhere documented: the key's values are refused as the key itself is.
      if (!showsPartitions(table, columns)) throw denied("Select", TableName);
      const request = { token: NextToken, limit: MaxResults ?? 1000 };
      const { items, nextToken } = pageOf(table.partitions, request, invalidInput);
      return {
        Partitions: items.map((partition) => partitionShape(table, partition, columns, accountId)),
        NextToken: nextToken,
      };
    },

    async GetCrawler(input, { caller }) {
      const { Name } = readInput(named, input, invalidInput);
      return { Crawler: crawlerShape(crawlerOf(caller, "GetCrawler", Name), crawlers, catalog) };
    },

    async GetCrawlers(input, { caller }) {
      const request = readInput(z.looseObject(page), input, invalidInput);
      authorize(caller, "glue:GetCrawlers", "*");
      const { items, nextToken } = pageOf(
        crawlers.models,
        { token: request.NextToken, limit: request.MaxResults ?? 100 },
        invalidInput,
      );
      return { Crawlers: items.map((one) => crawlerShape(one, crawlers, catalog)), NextToken: nextToken };
    },

    async ListCrawlers(input, { caller }) {
      const request = readInput(z.looseObject(page), input, invalidInput);
      authorize(caller, "glue:ListCrawlers", "*");
      const { items, nextToken } = pageOf(
        crawlers.models,
        { token: request.NextToken, limit: request.MaxResults ?? 100 },
        invalidInput,
      );
      return { CrawlerNames: items.map(({ name }) => name), NextToken: nextToken };
    },

    async StartCrawler(input, { caller }: AwsJsonContext) {
      const { Name } = readInput(named, input, invalidInput);
      crawlers.start(crawlerOf(caller, "StartCrawler", Name));
      return {};
    },

    async StopCrawler(input, { caller }) {
      const { Name } = readInput(named, input, invalidInput);
      crawlers.stop(crawlerOf(caller, "StopCrawler", Name));
      return {};
    },
  };
}

/** Checks an action on the catalog and all that lies between it and what is asked for. */
export type CatalogAuthorization = (caller: Caller, action: string, databaseName?: string, tableName?: string) => void;

/**
 * IAM's side of the catalog: an action on a table needs leave for table, database and catalog
 * (https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html).
 */
export function catalogAuthorization({
  region,
  accountId,
}: {
  readonly region: string;
  readonly accountId: string;
}): CatalogAuthorization {
  const arn = `arn:aws:glue:${region}:${accountId}:`;
  return (caller, action, databaseName, tableName) => {
    authorize(caller, action, `${arn}catalog`);
    if (databaseName !== undefined) authorize(caller, action, `${arn}database/${databaseName}`);
    if (databaseName !== undefined && tableName !== undefined) {
      authorize(caller, action, `${arn}table/${databaseName}/${tableName}`);
    }
  };
}

function expressionOf(expression: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`);
  } catch (error) {
    throw new AwsError(invalidInput, "Expression: expected a regular expression.", { cause: error });
  }
}

function notFound(message: string): AwsError {
  return new AwsError("EntityNotFoundException", message);
}

function denied(permission: string, name: string): AwsError {
  return new AwsError("AccessDeniedException", insufficientPermissions(permission, name));
}
