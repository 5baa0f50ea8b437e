import type { BucketModel, LakeGrantModel, LakeModel, RoleModel, WorkGroupModel } from "../synth/backend-model.js";

/** Names and ARNs of a made-up lake for tests: companies by continent as CSV, owners as Parquet. */
export const accountId = "123456789012";
export const region = "us-east-1";
export const bucketName = "sample-lake";
export const databaseName = "lake";
export const crawlerName = "lake-crawler";

const place = (logicalId: string) => ({ path: `airside/Lake/${logicalId}`, logicalId });
const column = (name: string, type: string) => ({ name, type, comment: undefined });

/** The bucket of tables and results. */
export const sampleBucket: BucketModel = {
  ...place("Bucket"),
  name: bucketName,
  arn: `arn:aws:s3:::${bucketName}`,
  sendsEvents: false,
  expirations: [],
};

/** A role that may use Athena's work groups and read the catalog, as the groups of analysts may. */
function analystRole(name: string, ...others: readonly RoleModel["statements"][number][]): RoleModel {
  const glue = `arn:aws:glue:${region}:${accountId}:`;
  return {
    ...place(name),
    name,
    arn: roleArn(name),
    trustedPrincipals: ["lambda.amazonaws.com"],
    statements: [
      { effect: "Allow", actions: ["athena:*"], resources: [workGroupArn("*")] },
      {
        effect: "Allow",
        actions: ["glue:Get*"],
        resources: [`${glue}catalog`, `${glue}database/${databaseName}`, `${glue}table/${databaseName}/*`],
      },
      { effect: "Allow", actions: ["lakeformation:GetDataAccess"], resources: ["*"] },
      {
        effect: "Allow",
        actions: ["s3:GetObject", "s3:PutObject"],
        resources: [`${sampleBucket.arn}/query-results/*`, `${sampleBucket.arn}/exports/*`],
      },
      ...others,
    ],
  };
}

/** ARN of a role by its name. */
export function roleArn(name: string): string {
  return `arn:aws:iam::${accountId}:role/${name}`;
}

function workGroupArn(name: string): string {
  return `arn:aws:athena:${region}:${accountId}:workgroup/${name}`;
}

/** Roles: developer reads everything, analyst no personal column, stranger has IAM's leave but no grant, outsider has none. */
export const sampleRoles: readonly RoleModel[] = [
  analystRole("developer"),
  analystRole("analyst"),
  analystRole("stranger"),
  analystRole("crawler"),
  { ...analystRole("outsider"), statements: [] },
];

function grant(role: string, table: string | undefined, more: Partial<LakeGrantModel> = {}): LakeGrantModel {
  return {
    ...place(`Grant-${role}-${table ?? "database"}`),
    principalArn: roleArn(role),
    databaseName,
    tableName: table,
    columns: "all",
    permissions: table === undefined ? ["DESCRIBE"] : ["SELECT"],
    ...more,
  };
}

function workGroup(name: string, prefix: string, more: Partial<WorkGroupModel> = {}): WorkGroupModel {
  return {
    ...place(name),
    name,
    arn: workGroupArn(name),
    enabled: true,
    enforced: true,
    outputLocation: `s3://${bucketName}/${prefix}/`,
    bytesScannedCutoff: undefined,
    ...more,
  };
}

/** Columns of owners that the analyst is granted. */
export const openOwnerColumns = ["people_id", "gender", "age", "designation"];

/** The lake. Its tables are those of the project; tests that change one replace it. */
export const sampleLake: LakeModel = {
  databases: [{ ...place("Database"), name: databaseName, description: "Companies and their owners" }],
  tables: [
    {
      ...place("Companies"),
      databaseName,
      name: "companies",
      description: "Companies, by continent",
      location: `s3://${bucketName}/companies/`,
      format: "csv",
      columns: [
        column("index", "bigint"),
        column("company_id", "string"),
        column("company_name", "string"),
        column("category_code", "string"),
        column("status", "string"),
        column("owner_id", "bigint"),
      ],
      partitionKeys: [column("continent", "string")],
    },
    {
      ...place("Owners"),
      databaseName,
      name: "owners",
      description: "Owners of companies",
      location: `s3://${bucketName}/owners/`,
      format: "parquet",
      columns: [
        column("people_id", "bigint"),
        column("first_name", "string"),
        column("last_name", "string"),
        column("gender", "string"),
        column("age", "bigint"),
        column("designation", "string"),
        column("address", "string"),
      ],
      partitionKeys: [],
    },
  ],
  crawlers: [
    {
      ...place("Crawler"),
      name: crawlerName,
      arn: `arn:aws:glue:${region}:${accountId}:crawler/${crawlerName}`,
      databaseName,
      tableNames: ["companies", "owners"],
      roleArn: roleArn("crawler"),
    },
  ],
  registeredLocations: [`${sampleBucket.arn}/companies`, `${sampleBucket.arn}/owners`],
  grants: [
    grant("developer", undefined),
    grant("developer", "companies"),
    grant("developer", "owners"),
    grant("analyst", undefined),
    // One grant for each column, as the definition makes them.
    ...["index", "company_id", "company_name", "category_code", "status", "owner_id", "continent"].map((name) =>
      grant("analyst", "companies", { columns: [name] }),
    ),
    ...openOwnerColumns.map((name) => grant("analyst", "owners", { columns: [name] })),
    ...["companies", "owners"].map((table) =>
      grant("crawler", table, { permissions: ["ALTER", "DESCRIBE", "INSERT", "SELECT"] }),
    ),
  ],
  workGroups: [
    workGroup("queries", "query-results"),
    workGroup("exports", "exports"),
    workGroup("free", "query-results", { enforced: false }),
    workGroup("small", "query-results", { bytesScannedCutoff: 20 }),
    workGroup("off", "query-results", { enabled: false }),
  ],
};
