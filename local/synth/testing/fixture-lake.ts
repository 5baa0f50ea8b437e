import type { JsonObject } from "../template.js";
import { resource } from "./fixture-assembly.js";

const account = { Ref: "AWS::AccountId" };
const arnOf = (logicalId: string): JsonObject => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const join = (...parts: (string | JsonObject)[]): JsonObject => ({ "Fn::Join": ["", parts] });
const trust = (principal: JsonObject): JsonObject => ({
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: principal }],
});
const allow = (action: string, target: JsonObject | string): JsonObject => ({
  PolicyName: "inline",
  PolicyDocument: { Statement: { Effect: "Allow", Action: action, Resource: target } },
});
const column = (name: string, type = "string"): JsonObject => ({ Name: name, Type: type, Comment: `The ${name}` });

/** The storage of a table of the fixture. */
export const fixtureStorage = (folder: string, serialization: string, ...columns: JsonObject[]): JsonObject => ({
  Location: join("s3://", { Ref: "Lake" }, `/${folder}/`),
  Columns: columns,
  SerdeInfo: { SerializationLibrary: serialization },
});

const grant = (path: string, on: JsonObject, ...permissions: string[]): JsonObject =>
  resource("AWS::LakeFormation::PrincipalPermissions", path, {
    Catalog: account,
    Principal: { DataLakePrincipalIdentifier: arnOf("ReaderRole") },
    Resource: on,
    Permissions: permissions,
    PermissionsWithGrantOption: [],
  });

/** A small data lake with one of everything: parcels and the people who sent them. */
export function fixtureLakeResources(): Record<string, JsonObject> {
  const databaseName = { Ref: "Database" };
  return {
    Lake: resource("AWS::S3::Bucket", "lake/Lake/Resource", {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      LifecycleConfiguration: {
        Rules: [
          { Status: "Enabled", Prefix: "results/", ExpirationInDays: "2", Id: "results" },
          { Status: "Disabled", Prefix: "parcels/", ExpirationInDays: 1 },
          { Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 30 } },
        ],
      },
      VersioningConfiguration: { Status: "Enabled" },
    }),
    Database: resource("AWS::Glue::Database", "lake/Database", {
      CatalogId: account,
      DatabaseInput: { Name: "post", Description: "Parcels", CreateTableDefaultPermissions: [] },
    }),
    Parcels: resource("AWS::Glue::Table", "lake/Parcels", {
      CatalogId: account,
      DatabaseName: databaseName,
      TableInput: {
        Name: "parcels",
        Description: "One row for each parcel",
        TableType: "EXTERNAL_TABLE",
        Parameters: { classification: "csv", "skip.header.line.count": "1" },
        PartitionKeys: [column("country")],
        StorageDescriptor: fixtureStorage(
          "parcels",
          "org.apache.hadoop.hive.serde2.OpenCSVSerde",
          column("number", "bigint"),
          column("sender"),
        ),
      },
    }),
    Senders: resource("AWS::Glue::Table", "lake/Senders", {
      CatalogId: account,
      DatabaseName: databaseName,
      TableInput: {
        Name: "senders",
        StorageDescriptor: fixtureStorage(
          "senders",
          "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          column("id", "bigint"),
          column("phone"),
        ),
      },
    }),
    Settings: resource("AWS::LakeFormation::DataLakeSettings", "lake/Settings", {
      Admins: [{ DataLakePrincipalIdentifier: { "Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/deploys" } }],
      CreateDatabaseDefaultPermissions: [],
      CreateTableDefaultPermissions: [],
      MutationType: "REPLACE",
    }),
    Location: resource("AWS::LakeFormation::Resource", "lake/Location", {
      ResourceArn: arnOf("Lake"),
      UseServiceLinkedRole: true,
      HybridAccessEnabled: false,
    }),
    Classifier: resource("AWS::Glue::Classifier", "lake/Classifier", { CsvClassifier: { Name: "plain" } }),
    CrawlerRole: resource("AWS::IAM::Role", "lake/CrawlerRole/Resource", {
      AssumeRolePolicyDocument: trust({ Service: "glue.amazonaws.com" }),
    }),
    Crawler: resource("AWS::Glue::Crawler", "lake/Crawler", {
      Role: { Ref: "CrawlerRole" },
      DatabaseName: databaseName,
      Targets: { CatalogTargets: [{ DatabaseName: databaseName, Tables: [{ Ref: "Parcels" }] }] },
      Classifiers: [{ Ref: "Classifier" }],
      Configuration: JSON.stringify({
        Version: 1.0,
        CrawlerOutput: { Tables: { AddOrUpdateBehavior: "MergeNewColumns" } },
      }),
      SchemaChangePolicy: { UpdateBehavior: "UPDATE_IN_DATABASE", DeleteBehavior: "LOG" },
    }),
    WorkGroup: resource("AWS::Athena::WorkGroup", "lake/WorkGroup", {
      Name: "questions",
      WorkGroupConfiguration: {
        EnforceWorkGroupConfiguration: true,
        BytesScannedCutoffPerQuery: 20_000_000,
        EngineVersion: { SelectedEngineVersion: "Athena engine version 3" },
        ResultConfiguration: { OutputLocation: join("s3://", { Ref: "Lake" }, "/results") },
      },
    }),
    ReaderRole: resource("AWS::IAM::Role", "lake/ReaderRole/Resource", {
      AssumeRolePolicyDocument: trust({ AWS: arnOf("AskerRole") }),
    }),
    DatabaseGrant: grant("lake/DatabaseGrant", { Database: { CatalogId: account, Name: databaseName } }, "DESCRIBE"),
    TablesGrant: grant("lake/TablesGrant", { Table: { DatabaseName: databaseName, TableWildcard: {} } }, "DESCRIBE"),
    ParcelsGrant: grant(
      "lake/ParcelsGrant",
      { TableWithColumns: { DatabaseName: databaseName, Name: { Ref: "Parcels" }, ColumnWildcard: {} } },
      "SELECT",
    ),
    SendersGrant: grant(
      "lake/SendersGrant",
      { TableWithColumns: { DatabaseName: databaseName, Name: { Ref: "Senders" }, ColumnNames: ["id"] } },
      "SELECT",
    ),
    LocationGrant: grant(
      "lake/LocationGrant",
      { DataLocation: { ResourceArn: arnOf("Lake") } },
      "DATA_LOCATION_ACCESS",
    ),
    AskerRole: resource("AWS::IAM::Role", "lake/asker/ServiceRole/Resource", {
      AssumeRolePolicyDocument: trust({ Service: "lambda.amazonaws.com" }),
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"],
      Policies: [allow("sts:AssumeRole", join("arn:aws:iam::", account, ":role/lake-ReaderRole"))],
    }),
    Asker: resource("AWS::Lambda::Function", "lake/asker/Resource", {
      Code: { S3Bucket: { "Fn::Sub": "assets-${AWS::AccountId}" }, S3Key: "asker.zip" },
      DeadLetterConfig: { TargetArn: arnOf("DeadLetters") },
      Environment: {
        Variables: { AMPLIFY_SSM_ENV_CONFIG: "{}", CRAWLER: { Ref: "Crawler" }, BUCKET: { Ref: "Lake" } },
      },
      Handler: "index.handler",
      Role: arnOf("AskerRole"),
      Runtime: "nodejs22.x",
    }),
    AskerSource: resource("AWS::AppSync::DataSource", "data/AskerSource/Resource", {
      ApiId: { "Fn::GetAtt": ["Api", "ApiId"] },
      Name: "AskerSource",
      Type: "AWS_LAMBDA",
      LambdaConfig: { LambdaFunctionArn: arnOf("Asker") },
      ServiceRoleArn: arnOf("SourceRole"),
    }),
    ObjectsRule: resource("AWS::Events::Rule", "lake/ObjectsRule/Resource", {
      EventPattern: {
        source: ["aws.s3"],
        detail: { object: { key: [{ prefix: "parcels/" }, { "anything-but": { suffix: "/" } }] } },
      },
      State: "ENABLED",
      Targets: [{ Id: "Target0", Arn: arnOf("Asker"), RetryPolicy: { MaximumRetryAttempts: 3 } }],
    }),
    ObjectsPermission: resource("AWS::Lambda::Permission", "lake/ObjectsRule/AllowAsker", {
      Action: "lambda:InvokeFunction",
      FunctionName: arnOf("Asker"),
      Principal: "events.amazonaws.com",
      SourceArn: arnOf("ObjectsRule"),
    }),
    // What the CDK adds for its own use at deployment.
    Tidy: resource("AWS::Lambda::Function", "lake/tidy/Resource", {
      Code: { ZipFile: "print()" },
      Handler: "index.main",
      Role: arnOf("TidyRole"),
      Runtime: "python3.13",
    }),
    TidyRole: resource("AWS::IAM::Role", "lake/tidy/Role/Resource", {
      AssumeRolePolicyDocument: trust({ Service: "lambda.amazonaws.com" }),
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"],
    }),
  };
}
