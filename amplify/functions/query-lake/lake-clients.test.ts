import { S3Client } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { exportStore, sdkClients } from "./lake-clients.js";

const credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "secret",
  sessionToken: "session-token",
  expiration: new Date(Date.now() + 3_600_000),
};

describe("exportStore", () => {
  it("signs addresses with the role's own credentials, for 15 minutes, to be saved by name", async () => {
    const client = new S3Client({ region: "us-east-1", credentials });
    const url = new URL(await exportStore(client, "bucket").link("exports/a b.csv", "companies-2026-11-23.csv"));
    expect(url.pathname).toContain("exports/a%20b.csv");
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({
      "X-Amz-Expires": "900",
      "X-Amz-Security-Token": "session-token",
      "response-content-disposition": "attachment; filename=companies-2026-11-23.csv",
    });
    expect(query["X-Amz-Credential"]).toMatch(/^ASIAEXAMPLE\//);
    expect(url.href).not.toContain("secret");
  });
});

describe("sdkClients", () => {
  it("gives each set of credentials clients of its own", () => {
    const clients = sdkClients("bucket");
    const [one, other] = [clients(credentials), clients({ ...credentials, accessKeyId: "ASIAOTHER" })];
    expect(one.athena).not.toBe(other.athena);
    expect(one.store).not.toBe(other.store);
  });

  it("keeps the clients of a session", () => {
    const clients = sdkClients("bucket");
    expect(clients(credentials)).toBe(clients(credentials));
  });
});
