import { App } from "aws-cdk-lib";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "./deployment.js";

function named(namespace: string, name: string) {
  const context = {
    "amplify-backend-namespace": namespace,
    "amplify-backend-name": name,
    "amplify-backend-type": "branch",
  };
  return deploymentOf(new App({ context }));
}

describe("deploymentOf", () => {
  it.each([
    { namespace: "d1ab2", name: "main", identifier: "d1ab2_main" },
    { namespace: "d1ab2", name: "feature-x", identifier: "d1ab2_feature_x" },
  ])("names the catalog of $namespace $name $identifier", ({ namespace, name, identifier }) => {
    expect(named(namespace, name)).toEqual({ isSandbox: false, name: `${namespace}-${name}`, identifier });
  });

  it("keeps deployments apart whose names differ by case or punctuation", () => {
    const identifiers = ["feature-x", "feature_x", "feature.x", "Feature-X"].map(
      (name) => named("app", name).identifier,
    );
    expect(new Set(identifiers).size).toBe(4);
    for (const identifier of identifiers) {
      expect(identifier).toMatch(/^[a-z0-9_]+$/);
    }
  });

  it("says what is missing", () => {
    expect(() => deploymentOf(new App())).toThrow(
      "CDK context amplify-backend-namespace: expected a text, got nothing.",
    );
  });
});
