import type { IConstruct } from "constructs";

/** Which deployment of the backend this is. */
export interface Deployment {
  /** A developer's own (`ampx sandbox`) as against a branch's. */
  readonly isSandbox: boolean;
  /** Application and branch, or application and developer: unique within account and region, of A-Z a-z 0-9 . _ - */
  readonly name: string;
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
  const name = `${context("amplify-backend-namespace")}-${context("amplify-backend-name")}`;
  return { isSandbox: context("amplify-backend-type") === "sandbox", name: name.replaceAll(/[^A-Za-z0-9._-]/g, "-") };
}
