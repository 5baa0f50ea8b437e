import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseTemplate, isJsonObject, type JsonObject, type Template } from "./template.js";
import { SynthError } from "./synth-error.js";
import { accountId, region } from "./pseudo-parameters.js";

/** What the CDK wrote: templates and the files that they point at by content hash. */
export interface Assembly {
  readonly rootStackName: string;
  readonly rootTemplate: Template;
  /** The nested template at an evaluated `TemplateURL`. */
  nestedTemplate(templateUrl: string): Template;
  /** Text of the file asset at an evaluated S3 URL or object key. */
  assetText(location: string): string;
  /** Absolute path of the directory asset at an object key, or undefined where the asset is a file. */
  assetDirectory(location: string): string | undefined;
  /** Text of `name` inside an asset that is a directory (a zip once it is uploaded), or undefined. */
  fileInAsset(location: string, name: string): string | undefined;
}

/**
 * Opens a cloud assembly directory (`cdk.out`).
 * @throws SynthError INVALID_ASSEMBLY
 */
export function openAssembly(directory: string): Assembly {
  const manifest = readJson(join(directory, "manifest.json"));
  const artifacts = isJsonObject(manifest["artifacts"]) ? Object.entries(manifest["artifacts"]) : [];
  const stacks = artifacts.flatMap(([name, artifact]) =>
    isJsonObject(artifact) && artifact["type"] === "aws:cloudformation:stack" ? [{ name, artifact }] : [],
  );
  const [root] = stacks;
  if (root === undefined || stacks.length > 1) {
    throw new SynthError(
      "INVALID_ASSEMBLY",
      `Expected one root stack, found ${stacks.length}${stacks.length > 1 ? `: ${stacks.map((stack) => stack.name).join(", ")}` : ""}. ` +
        "Add stacks with backend.createStack(), which nests them.",
    );
  }
  const properties = root.artifact["properties"];
  const templateFile = isJsonObject(properties) ? properties["templateFile"] : undefined;
  if (typeof templateFile !== "string") {
    throw new SynthError("INVALID_ASSEMBLY", `manifest.json: ${root.name} names no templateFile`);
  }
  const files = assetFiles(directory);

  const assetPath = (location: string): string => {
    const path = files.get(objectKey(location));
    if (path !== undefined) return path;
    throw new SynthError(
      "INVALID_ASSEMBLY",
      `No asset of this assembly is uploaded to ${location}. The sandbox runs only code and schemas that are part of ` +
        "amplify/: give the file's path or its text instead of an S3 address.",
    );
  };
  const template = (file: string) => parseTemplate(readText(join(directory, file)), file);
  return {
    rootStackName: root.name,
    rootTemplate: template(templateFile),
    nestedTemplate: (templateUrl) => template(assetPath(templateUrl)),
    assetText: (location) => readText(join(directory, assetPath(location))),
    assetDirectory(location) {
      const path = resolve(directory, assetPath(location));
      return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : undefined;
    },
    fileInAsset(location, name) {
      const path = join(directory, assetPath(location));
      if (!statSync(path).isDirectory() || !readdirSync(path).includes(name)) return undefined;
      return readText(join(path, name));
    },
  };
}

/** Object key to path inside the assembly, from every `*.assets.json`. */
function assetFiles(directory: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(directory)) {
    if (!name.endsWith(".assets.json")) continue;
    const assets = readJson(join(directory, name))["files"];
    for (const asset of isJsonObject(assets) ? Object.values(assets) : []) {
      if (!isJsonObject(asset) || !isJsonObject(asset["source"]) || !isJsonObject(asset["destinations"])) continue;
      const path = asset["source"]["path"];
      if (typeof path !== "string") continue;
      for (const destination of Object.values(asset["destinations"])) {
        const key = isJsonObject(destination) ? destination["objectKey"] : undefined;
        if (typeof key === "string") files.set(objectKey(key), path);
      }
    }
  }
  return files;
}

/** Last part of `s3://bucket/key`, an S3 web address or a key: the CDK names assets by their hash, without folders. */
function objectKey(location: string): string {
  const resolved = location.replaceAll("${AWS::AccountId}", accountId).replaceAll("${AWS::Region}", region);
  return resolved.split("/").at(-1) ?? resolved;
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new SynthError("INVALID_ASSEMBLY", `Cannot read ${file}`, { cause: error });
  }
}

function readJson(file: string): JsonObject {
  const text = readText(file);
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (error) {
    throw new SynthError("INVALID_ASSEMBLY", `${file} is not JSON`, { cause: error });
  }
  throw new SynthError("INVALID_ASSEMBLY", `${file}: expected an object`);
}
