import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Json, JsonObject } from "../template.js";

/** Templates and files of a cloud assembly as the CDK would write them, for tests. */
export interface FixtureAssembly {
  readonly root: JsonObject;
  /** Nested templates by file name without ending; `nestedStack(name)` refers to them. */
  readonly nested?: Readonly<Record<string, JsonObject>>;
  /** Assets by object key: the text of a file, or the files of a directory. */
  readonly assets?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Writes the assembly to a temporary directory that goes when the test ends. */
export async function writeAssembly({ root, nested = {}, assets = {} }: FixtureAssembly): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "airside-assembly-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const files: Record<string, Json> = {};
  const write = (name: string, text: string): Promise<void> => writeFile(join(directory, name), text);
  const asset = async (
    key: string,
    path: string,
    content: string | Readonly<Record<string, string>>,
  ): Promise<void> => {
    if (typeof content === "string") await write(path, content);
    else {
      await mkdir(join(directory, path));
      for (const [name, text] of Object.entries(content)) await write(join(path, name), text);
    }
    files[key] = {
      source: { path },
      destinations: { here: { bucketName: "assets", objectKey: key } },
    };
  };
  for (const [name, template] of Object.entries(nested)) {
    await asset(`${name}.json`, `${name}.nested.template.json`, JSON.stringify(template));
  }
  for (const [key, content] of Object.entries(assets)) await asset(key, `asset.${key}`, content);
  await write("root.template.json", JSON.stringify(root));
  await write("root.assets.json", JSON.stringify({ files }));
  await write(
    "manifest.json",
    JSON.stringify({
      artifacts: {
        root: { type: "aws:cloudformation:stack", properties: { templateFile: "root.template.json" } },
        "root.assets": { type: "cdk:asset-manifest" },
      },
    }),
  );
  return directory;
}

/** A nested stack resource whose template is `nested[name]`. */
export function nestedStack(name: string, parameters: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return {
    Type: "AWS::CloudFormation::Stack",
    Properties: {
      TemplateURL: {
        "Fn::Sub": `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets-\${AWS::AccountId}/${name}.json`,
      },
      Parameters: parameters,
    },
    Metadata: { "aws:cdk:path": `root/${name}.NestedStack/${name}.NestedStackResource` },
    ...more,
  };
}

/** A resource with its construct path below `root`. */
export function resource(type: string, path: string, properties: JsonObject = {}): JsonObject {
  return { Type: type, Properties: properties, Metadata: { "aws:cdk:path": `root/${path}` } };
}
