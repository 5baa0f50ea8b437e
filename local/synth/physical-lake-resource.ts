import { arn, generatedName, givenName, nameOf, type NamedResource, type PhysicalResource } from "./physical-name.js";
import { region } from "./pseudo-parameters.js";
import { isJsonObject } from "./template.js";

/** A name inside a nested property, as in `DatabaseInput.Name`. */
function nestedName(resource: NamedResource, property: string): string | undefined {
  const input = resource.property(property);
  const name = isJsonObject(input) ? input["Name"] : undefined;
  return typeof name === "string" ? name : undefined;
}

// S3 bucket names: 3 to 63, lower case (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html)
export const bucketName = (bucket: NamedResource): string =>
  givenName(bucket, "BucketName") ??
  generatedName(bucket, 63)
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, "-")
    .replace(/^-+|-+$/g, "");
export const bucketArn = (bucket: NamedResource): string => `arn:aws:s3:::${bucketName(bucket)}`;

// Names in the catalog are lower case; Athena wants letters, digits and _ (https://docs.aws.amazon.com/athena/latest/ug/tables-databases-columns-names.html)
const catalogName = (resource: NamedResource) =>
  generatedName(resource, 128)
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, "_");
export const databaseName = (database: NamedResource): string =>
  nestedName(database, "DatabaseInput") ?? givenName(database, "DatabaseName") ?? catalogName(database);
export const glueTableName = (table: NamedResource): string =>
  nestedName(table, "TableInput") ?? givenName(table, "Name") ?? catalogName(table);
export const crawlerName = (crawler: NamedResource): string => nameOf(crawler, "Name", 64);
export const crawlerArn = (crawler: NamedResource): string => arn("glue", `crawler/${crawlerName(crawler)}`);
const classifierName = (classifier: NamedResource) =>
  ["CsvClassifier", "GrokClassifier", "JsonClassifier", "XMLClassifier"]
    .map((property) => nestedName(classifier, property))
    .find((name) => name !== undefined) ?? generatedName(classifier, 64);

// Athena work groups: 128, letters, digits, . _ and - (https://docs.aws.amazon.com/athena/latest/APIReference/API_CreateWorkGroup.html)
export const workGroupName = (group: NamedResource): string => nameOf(group, "Name", 64);
export const workGroupArn = (group: NamedResource): string => arn("athena", `workgroup/${workGroupName(group)}`);

/** What `Ref` and `Fn::GetAtt` give for the resources of the data lake. */
export const lakeResources: Readonly<Record<string, PhysicalResource>> = {
  "AWS::S3::Bucket": {
    ref: bucketName,
    attributes: {
      Arn: bucketArn,
      DomainName: (bucket) => `${bucketName(bucket)}.s3.amazonaws.com`,
      RegionalDomainName: (bucket) => `${bucketName(bucket)}.s3.${region}.amazonaws.com`,
    },
  },
  "AWS::Glue::Database": { ref: databaseName, attributes: {} },
  "AWS::Glue::Table": { ref: glueTableName, attributes: {} },
  "AWS::Glue::Crawler": { ref: crawlerName, attributes: {} },
  "AWS::Glue::Classifier": { ref: classifierName, attributes: {} },
  "AWS::Athena::WorkGroup": { ref: workGroupName, attributes: {} },
};
