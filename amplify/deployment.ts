import { createHash } from "node:crypto";
import type { IConstruct } from "constructs";

/** Which deployment of the backend this is. */
export interface Deployment {
  /** A developer's own (`ampx sandbox`) as against a branch's. */
  readonly isSandbox: boolean;
  /** Application and branch, or application and developer: unique within account and region, of A-Z a-z 0-9 . _ - */
  readonly name: string;
  /**
   * The name of which only a-z 0-9 _ are left, for what Athena knows by name; still unique: names that lose more than a
   * hyphen by it end in a hash of the whole.
   */
  readonly identifier: string;
}

function identifierOf(name: string): string {
  const identifier = name.toLowerCase().replaceAll(/[^a-z0-9]/g, "_");
  const onlyHyphensLost = /^[a-z0-9-]*$/.test(name);
  return onlyHyphensLost ? identifier : `${identifier}_${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}

/** Reads what Amplify's deployer tells the app through CDK context. Throws where it tells nothing. */
export function deploymentOf(construct: IConstruct): Deployment {
  function context(key: string): string {
    const value: unknown = construct.node.tryGetContext(key);
    if (typeof value !== "string" || value === "") {
      throw new Error(`CDK context ${key}: expected a text, got nothing. Synthesize with ampx, which sets it.`);
    }
    return value;
  }
  const given = `${context("amplify-backend-namespace")}-${context("amplify-backend-name")}`;
  const name = given.replaceAll(/[^A-Za-z0-9._-]/g, "-");
  return { isSandbox: context("amplify-backend-type") === "sandbox", name, identifier: identifierOf(name) };
}
