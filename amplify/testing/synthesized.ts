import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdir, mkdtemp, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/airside-templates");

/** A resource of a CloudFormation template, as far as tests look into it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

/** A synthesized CloudFormation template. */
export interface StackTemplate {
  /** `root`, or the name of the nested stack. */
  readonly name: string;
  readonly path: string;
  readonly template: {
    readonly Resources: Readonly<Record<string, Resource>>;
    readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  };
}

/** Everything that one synthesis of `amplify/` wrote. */
export interface Synthesis {
  readonly directory: string;
  readonly stacks: readonly StackTemplate[];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Hash of all that a synthesis reads: the definition and the versions of what it is made with. */
async function definitionHash(deploymentType: string): Promise<string> {
  const hash = createHash("sha256").update(deploymentType);
  const entries = await readdir(join(root, "amplify"), { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...files.sort(), join(root, "package-lock.json")]) {
    hash
      .update(file)
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  }
  return hash.digest("hex").slice(0, 32);
}

async function synthesizeInto(directory: string, deploymentType: string): Promise<void> {
  const context = {
    "amplify-backend-namespace": "airside",
    "amplify-backend-name": "test",
    "amplify-backend-type": deploymentType,
  };
  const environment = {
    ...process.env,
    CDK_CONTEXT_JSON: JSON.stringify(context),
    CDK_OUTDIR: directory,
    CDK_VALIDATION: "false",
    AWS_REGION: "us-east-1",
  };
  await promisify(execFile)(process.execPath, ["--import", "tsx", "amplify/testing/synthesize.ts"], {
    cwd: root,
    env: environment,
  });
}

/** Forgets what earlier definitions gave: each holds some twenty megabytes. */
async function dropOthers(deploymentType: string, name: string): Promise<void> {
  const others = (await readdir(cache)).filter((other) => other.startsWith(`${deploymentType}-`) && other !== name);
  await Promise.all(others.map((other) => rm(join(cache, other), { recursive: true, force: true })));
}

/** `data57F9A939` of `amplifyairsidetestsandbox…data57F9A939.nested.template.json` without its hash. */
function nestedName(file: string): string {
  return /(auth|data|events|grants|lake|monitoring)[0-9A-F]{8}\.nested/.exec(file)?.[1] ?? file;
}

/**
 * The templates of this definition, synthesized in a process of its own and kept under `node_modules/.cache` until the
 * definition changes. Rejects with the compiler's or the CDK's own words where the definition cannot be synthesized.
 */
export async function synthesized(deploymentType: "sandbox" | "branch" = "sandbox"): Promise<Synthesis> {
  const name = `${deploymentType}-${await definitionHash(deploymentType)}`;
  const directory = join(cache, name);
  if (!(await exists(join(directory, "manifest.json")))) {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(join(cache, "fresh-"));
    await synthesizeInto(fresh, deploymentType);
    // Another test file may have been faster: its directory is as good.
    await rename(fresh, directory).catch(async (error: unknown) => {
      await rm(fresh, { recursive: true });
      if (!(await exists(join(directory, "manifest.json")))) {
        throw error;
      }
    });
    await dropOthers(deploymentType, name);
  }
  const files = (await readdir(directory)).filter((file) => file.endsWith(".template.json")).sort();
  const stacks = files.map(async (file): Promise<StackTemplate> => {
    const path = join(directory, file);
    const template = JSON.parse(await readFile(path, "utf8")) as StackTemplate["template"];
    return { name: file.endsWith(".nested.template.json") ? nestedName(file) : "root", path, template };
  });
  return { directory, stacks: await Promise.all(stacks) };
}

/** The stack of that name. Throws where there is none. */
export function stackNamed(synthesis: Synthesis, name: string): StackTemplate {
  const found = synthesis.stacks.find((stack) => stack.name === name);
  if (found === undefined) {
    const names = synthesis.stacks.map((stack) => stack.name).join(", ");
    throw new Error(`Expected a stack named ${name}, found ${names}.`);
  }
  return found;
}
