import { describe, expect, it } from "vitest";
import { personOf, type TokenIdentity } from "./person.js";

const sub = "0b3c0f52-7c5f-4f3a-9a53-0f2f5f6f7a10";
const access = { token_use: "access", username: sub, client_id: "app" };
const id = { token_use: "id", "cognito:username": sub, email: "ada@airside.example", email_verified: true };

describe("personOf", () => {
  it.each<{ source: string; identity: TokenIdentity | null; name: string | undefined }>([
    { source: "an ID token", identity: { sub, username: sub, claims: id }, name: "ada@airside.example" },
    {
      source: "an ID token whose claims are texts",
      identity: { sub, username: sub, claims: { ...id, email_verified: "true" } },
      name: "ada@airside.example",
    },
    { source: "an access token has no email", identity: { sub, username: sub, claims: access }, name: sub },
    {
      source: "an email that is not verified may be another's",
      identity: { sub, username: sub, claims: { ...id, email_verified: false } },
      name: sub,
    },
    {
      source: "an email that nobody speaks of verifying",
      identity: { sub, username: "ada", claims: { email: "x" } },
      name: "ada",
    },
    {
      source: "an email that is no text",
      identity: { sub, username: "ada", claims: { ...id, email: 1 } },
      name: "ada",
    },
    { source: "no claims", identity: { sub, username: "ada" }, name: "ada" },
    { source: "IAM has no sub", identity: { username: "AROAX:session" }, name: undefined },
    { source: "an API key has no identity", identity: null, name: undefined },
  ])("$source: $name", ({ identity, name }) => {
    expect(personOf(identity)).toEqual(name === undefined ? null : { sub, name });
  });
});
