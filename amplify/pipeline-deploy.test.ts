import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Ended {
  readonly code: number | string | null | undefined;
  readonly output: string;
}

/** Runs `ampx pipeline-deploy` as Amplify Hosting does, on a machine that has no AWS account. */
async function pipelineDeploy(): Promise<Ended> {
  const withoutAccount = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("AWS_") && name !== "NODE_ENV",
  );
  const env = {
    ...Object.fromEntries(withoutAccount),
    CI: "1",
    AWS_REGION: "us-east-1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: join(root, "no-such-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(root, "no-such-credentials"),
    // Offline, ampx ends before it prints its error if it may report that error first.
    AMPLIFY_DISABLE_TELEMETRY: "1",
  };
  const ampx = join(root, "node_modules/.bin/ampx");
  return new Promise((resolve) => {
    execFile(
      ampx,
      ["pipeline-deploy", "--branch", "main", "--app-id", "abc"],
      { cwd: root, env },
      (error, out, err) => {
        resolve({ code: error === null ? 0 : error.code, output: out + err });
      },
    );
  });
}

describe("ampx pipeline-deploy", () => {
  it("synthesizes and type-checks the backend, and stops only where it needs an AWS account", async () => {
    const { code, output } = await pipelineDeploy();
    expect(output).toContain("Backend synthesized");
    expect(output).toContain("Type checks completed");
    expect(output).toContain("[UnresolvedAccount]");
    expect(code).toBe(1);
  }, 600_000);
});
