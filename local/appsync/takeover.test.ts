import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Principal } from "./identity.js";
import { compileFilter, passes } from "./realtime/filter.js";
import { principals, type SampleApi } from "./sample-api.js";
import {
  byAccessToken,
  byIdToken,
  dataOf,
  errorTypesOf,
  startOperationsBackend,
  takeoverDocuments,
  takeoverInput,
  type OperationsBackend,
} from "./sample-operations-api.js";

const minute = 60_000;
const ada = byIdToken("ada", "operations");
const bob = byIdToken("bob", "operations");
const cyd = byAccessToken("cyd", "operations");

const { active, confirm, end, list, propose } = takeoverDocuments;

let backend: OperationsBackend;
let api: SampleApi;

beforeAll(async () => {
  backend = await startOperationsBackend();
}, 120_000);
beforeEach(async () => {
  api = await backend.fresh();
});
afterAll(() => backend.dispose());

async function proposal(by: Principal = ada, change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  return String(dataOf(await api.run(propose, { input: takeoverInput(change) }, by))["id"]);
}

async function shown(zone: string, change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const id = await proposal(ada, { zone, ...change });
  dataOf(await api.run(confirm, { id }, bob));
  return id;
}

async function activeIn(...zones: string[]): Promise<string[]> {
  const { data } = (await api.run(active, { zones })) as { data: { activeTakeovers: { id: string }[] } };
  return data.activeTakeovers.map(({ id }) => id);
}

async function listed(limit?: number): Promise<Record<string, unknown>[]> {
  return dataOf(await api.run(list, limit === undefined ? {} : { limit }, ada)) as unknown as Record<string, unknown>[];
}

const publishedBy = (mutation: string) => api.publications.filter((publication) => publication.mutation === mutation);

describe("a proposal", () => {
  test("is kept with who made it and when it lapses, and shown by no display", async () => {
    const answer = await api.run(propose, { input: takeoverInput({ zone: "gate/b44" }) }, ada);
    expect(dataOf(answer)).toEqual({
      id: expect.stringMatching(/^1706184000000-[\da-f-]{36}$/) as string,
      zone: "gate/B44",
      level: "EMERGENCY",
      texts: [
        { language: "en", title: "Leave the building", detail: "Use the nearest exit." },
        { language: "ar", title: "غادروا المبنى", detail: null },
      ],
      state: "PROPOSED",
      minutes: 30,
      proposedAt: "2024-01-25T12:00:00.000Z",
      lapsesAt: "2024-01-25T12:10:00.000Z",
      confirmedAt: null,
      expiresAt: null,
      endedAt: null,
      proposedBy: "ada@airside.example",
      confirmedBy: null,
      endedBy: null,
    });
    expect(await activeIn("gate/B44")).toEqual([]);
    expect(await listed()).toEqual([dataOf(answer)]);
    expect(await backend.items("Takeovers")).toMatchObject([
      { airport: "EWR", proposerSub: "sub-ada", expires: Date.parse("2024-02-24T12:00:00Z") / 1000 },
    ]);
  });

  test("says the user name where the token has no email address", async () => {
    await proposal(cyd);
    expect(await listed()).toMatchObject([{ proposedBy: "sub-cyd" }]);
  });

  test.each([
    { change: { zone: "terminal/Z" }, message: "zone: expected a terminal of this airport (A, B, C)" },
    { change: { minutes: 721 }, message: "minutes: expected a whole number from 1 to 720, got 721" },
    { change: { texts: [{ language: "de", title: "x" }] }, message: "texts: expected a text in English" },
  ])("with $change is refused and leaves nothing behind", async ({ change, message }) => {
    expect(await api.run(propose, { input: takeoverInput(change) }, ada)).toMatchObject({
      data: null,
      errors: [{ errorType: "InvalidInput", message: expect.stringContaining(message) as string }],
    });
    expect(await backend.items("Takeovers")).toEqual([]);
    expect(api.publications).toEqual([]);
  });
});

describe("a confirmation", () => {
  test("by a second person shows the takeover from then on for its minutes", async () => {
    const id = await proposal(ada, { zone: "terminal/B" });
    api.clock.advance(9 * minute);
    expect(dataOf(await api.run(confirm, { id }, cyd))).toMatchObject({
      id,
      state: "CONFIRMED",
      confirmedAt: "2024-01-25T12:09:00.000Z",
      expiresAt: "2024-01-25T12:39:00.000Z",
      proposedBy: "ada@airside.example",
      confirmedBy: "sub-cyd",
    });
    expect(await activeIn("all", "terminal/B", "gate/B1")).toEqual([id]);
    expect(await activeIn("all", "terminal/A", "gate/B1")).toEqual([]);
    api.clock.advance(30 * minute - 1);
    expect(await activeIn("terminal/b")).toEqual([id]);
    api.clock.advance(1);
    expect(await activeIn("terminal/B")).toEqual([]);
    expect(await listed()).toMatchObject([{ id, state: "CONFIRMED" }]);
  });

  test("of the longest takeover, as late as can be, is found to its last moment", async () => {
    const id = await proposal(ada, { minutes: 720 });
    api.clock.advance(10 * minute - 1);
    dataOf(await api.run(confirm, { id }, bob));
    api.clock.advance(720 * minute - 1);
    expect(await activeIn("all")).toEqual([id]);
    api.clock.advance(1);
    expect(await activeIn("all")).toEqual([]);
  });

  test.each<{ why: string; type: string; by: Principal; words: RegExp; prepare?: (id: string) => Promise<unknown> }>([
    { why: "by the proposer", type: "Forbidden", by: ada, words: /second person/ },
    {
      why: "by the proposer with another kind of token",
      type: "Forbidden",
      by: byAccessToken("ada", "operations"),
      words: /second person/,
    },
    {
      why: "of a proposal that has lapsed",
      type: "Lapsed",
      by: bob,
      words: /before 2024-01-25T12:10:00.000Z/,
      prepare: async () => {
        api.clock.advance(10 * minute);
      },
    },
    {
      why: "of what another has confirmed",
      type: "AlreadyConfirmed",
      by: cyd,
      words: /bob@airside.example/,
      prepare: (id) => api.run(confirm, { id }, bob),
    },
    {
      why: "of what was withdrawn",
      type: "AlreadyEnded",
      by: bob,
      words: /ada@airside.example has ended/,
      prepare: (id) => api.run(end, { id }, ada),
    },
  ])("$why is refused: $type", async ({ type, by, words, prepare }) => {
    const id = await proposal();
    await prepare?.(id);
    const before = await backend.items("Takeovers");
    const published = api.publications.length;
    expect(await api.run(confirm, { id }, by)).toMatchObject({
      data: null,
      errors: [{ errorType: type, message: expect.stringMatching(words) as string, path: ["confirmTakeover"] }],
    });
    expect(await backend.items("Takeovers")).toEqual(before);
    expect(api.publications).toHaveLength(published);
  });

  test.each([
    { id: "1706184000000-unknown", type: "NotFound" },
    { id: "", type: "InvalidInput" },
    { id: "a b", type: "InvalidInput" },
    { id: "x".repeat(65), type: "InvalidInput" },
  ])("of the id '$id' is refused: $type", async ({ id, type }) => {
    expect(errorTypesOf(await api.run(confirm, { id }, bob))).toEqual([type]);
    expect(errorTypesOf(await api.run(end, { id }, bob))).toEqual([type]);
    expect(await backend.items("Takeovers")).toEqual([]);
  });

  test("that is sent again is answered as it is, even when it is over", async () => {
    const id = await proposal();
    const first = await api.run(confirm, { id }, bob);
    api.clock.advance(minute);
    expect(await api.run(confirm, { id }, bob)).toEqual(first);
    api.clock.advance(60 * minute);
    expect(await api.run(confirm, { id }, bob)).toEqual(first);
  });
});

describe("an end", () => {
  test("gives displays back to their flights before the time, once", async () => {
    const id = await shown("all");
    api.clock.advance(minute);
    const first = await api.run(end, { id }, ada);
    expect(dataOf(first)).toMatchObject({
      state: "ENDED",
      confirmedAt: "2024-01-25T12:00:00.000Z",
      endedAt: "2024-01-25T12:01:00.000Z",
      endedBy: "ada@airside.example",
    });
    expect(await activeIn("all")).toEqual([]);
    api.clock.advance(minute);
    expect(await api.run(end, { id }, bob)).toEqual(first);
  });

  test("withdraws a proposal, whosoever it is", async () => {
    const id = await proposal(ada);
    expect(dataOf(await api.run(end, { id }, cyd))).toMatchObject({ state: "ENDED", confirmedAt: null });
    expect(errorTypesOf(await api.run(confirm, { id }, bob))).toEqual(["AlreadyEnded"]);
  });
});

const seed = 4410;
test(`of all who come at once, one confirms, one ends, and all are told what holds (seed ${seed})`, async () => {
  const people = [ada, bob, cyd];
  const call = fc.record({ document: fc.constantFrom(confirm, confirm, end), by: fc.constantFrom(...people) });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 2, maxLength: 6 }), async (calls) => {
      // Another moment for each run: ids come from it.
      api.clock.advance(1);
      const id = await proposal(ada);
      const answers = await Promise.all(calls.map(({ document, by }) => api.run(document, { id }, by)));
      const item = (await backend.items("Takeovers")).find((each) => each["id"] === id) ?? {};
      for (const [index, answer] of answers.entries()) {
        const { document, by } = calls[index] ?? {};
        const [type] = errorTypesOf(answer);
        if (document === end) {
          expect(dataOf(answer)).toMatchObject({ state: "ENDED", endedBy: item["endedBy"], endedAt: item["endedAt"] });
        } else if (by === ada) {
          expect(["Forbidden", "AlreadyConfirmed", "AlreadyEnded"]).toContain(type);
        } else if (type === undefined) {
          expect(dataOf(answer)).toMatchObject({ confirmedBy: item["confirmedBy"], confirmedAt: item["confirmedAt"] });
          expect(item["confirmerSub"]).toBe(by?.identity?.["sub"]);
        } else {
          expect(["AlreadyConfirmed", "AlreadyEnded"]).toContain(type);
        }
      }
      const asked = (document: string) => calls.some((each) => each.document === document && each.by !== ada);
      if (!calls.some(({ document }) => document === end)) {
        expect(item["state"]).toBe(asked(confirm) ? "CONFIRMED" : "PROPOSED");
        // Of the seconds, all who are the confirmer are told so, and nobody else.
        const confirmers = new Set(
          calls.flatMap(({ by }, index) => (errorTypesOf(answers[index]).length > 0 ? [] : [by])),
        );
        expect(confirmers.size).toBe(asked(confirm) ? 1 : 0);
      } else {
        expect(item["state"]).toBe("ENDED");
      }
    }),
    { seed, numRuns: 40 },
  );
});

describe("the list", () => {
  test("has the newest first, as many as asked for, none older than 30 days", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 4; index += 1) {
      ids.unshift(await proposal(ada, { zone: `gate/A${index}` }));
      api.clock.advance(minute);
    }
    expect((await listed()).map(({ id }) => id)).toEqual(ids);
    expect((await listed(2)).map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(errorTypesOf(await api.run(list, { limit: 101 }, ada))).toEqual(["InvalidInput"]);
    // The oldest is 30 days old, and a millisecond; the others are younger.
    api.clock.advance(30 * 24 * 60 * minute - 4 * minute + 1);
    expect((await listed()).map(({ id }) => id)).toEqual(ids.slice(0, 3));
  });

  test("of what is shown refuses zones that are none, and more than five", async () => {
    for (const zones of [[], ["belt/1"], ["all", "all", "all", "all", "all", "all"]]) {
      expect(errorTypesOf(await api.run(active, { zones }))).toEqual(["InvalidInput"]);
    }
  });
});

describe("onTakeover", () => {
  const subscription = `subscription ($zones: [String!]!) { onTakeover(zones: $zones) { id state proposedBy } }`;
  const plan = (zones: string[], principal: Principal = principals.apiKey) =>
    api.api.planner.plan({ query: subscription, variables: { zones } }, principal, {});

  test("lets through what was confirmed in its zones, and again when it ends; no proposal, no withdrawal", async () => {
    const confirmed = await shown("terminal/B");
    await api.run(end, { id: confirmed }, ada);
    const elsewhere = await shown("terminal/A");
    const everywhere = await shown("all");
    const withdrawn = await proposal(ada, { zone: "gate/B1" });
    await api.run(end, { id: withdrawn }, ada);
    const heard = async (...zones: string[]) => {
      const { filter, mutations } = await plan(zones);
      if (filter === undefined) throw new Error("Expected a filter, got none: everything would come through.");
      const compiled = compileFilter(filter);
      return api.publications
        .filter(({ mutation, value }) => mutations.includes(mutation) && passes(compiled, value))
        .map(({ value }) => [value["id"], value["state"]]);
    };
    expect(publishedBy("proposeTakeover")).toHaveLength(4);
    expect(await heard("all", "terminal/b", "gate/b1")).toEqual([
      [confirmed, "CONFIRMED"],
      [confirmed, "ENDED"],
      [everywhere, "CONFIRMED"],
    ]);
    expect(await heard("terminal/A")).toEqual([[elsewhere, "CONFIRMED"]]);
    expect(await heard("gate/B1")).toEqual([]);
  });

  test.each([{ zones: [] }, { zones: ["all", "nowhere"] }, { zones: Array.from({ length: 6 }, () => "all") }])(
    "refuses $zones",
    async ({ zones }) => {
      await expect(plan(zones)).rejects.toMatchObject({ errorType: "InvalidInput" });
    },
  );

  test.each([
    { who: "a display", principal: principals.apiKey, name: null },
    { who: "a developer", principal: byIdToken("dev", "developer"), name: null },
    { who: "operations", principal: ada, name: "ada@airside.example" },
  ])("tells $who that it was proposed by $name", async ({ principal, name }) => {
    await shown("all");
    const [publication] = publishedBy("confirmTakeover");
    if (publication === undefined) throw new Error("Expected a publication.");
    const payload = (await plan(["all"], principal)).project(publication);
    expect(payload).toMatchObject({ data: { onTakeover: { state: "CONFIRMED", proposedBy: name } } });
    expect(errorTypesOf(payload)).toEqual(name === null ? ["Unauthorized"] : []);
  });
});

describe("who may", () => {
  const calls: readonly { field: string; query: string; variables: Record<string, unknown> }[] = [
    { field: "proposeTakeover", query: propose, variables: { input: takeoverInput() } },
    { field: "confirmTakeover", query: confirm, variables: { id: "1706184000000-x" } },
    { field: "endTakeover", query: end, variables: { id: "1706184000000-x" } },
    { field: "takeovers", query: list, variables: {} },
  ];
  const others: Readonly<Record<string, Principal>> = {
    "a display": principals.apiKey,
    "a developer": byIdToken("dev", "developer", "businessAnalyst"),
    "a user without groups": byAccessToken("nobody"),
  };

  test.each(calls)("$field is for operations alone", async ({ field, query, variables }) => {
    for (const [who, principal] of Object.entries(others)) {
      const answer = await api.run(query, variables, principal);
      expect(answer, who).toMatchObject({
        data: null,
        errors: [{ errorType: "Unauthorized", message: expect.stringContaining(`access ${field} on`) as string }],
      });
    }
    expect(await backend.items("Takeovers")).toEqual([]);
  });

  test("callers by IAM, who are nobody, take no step", async () => {
    const id = await proposal();
    const administrator = api.api.principalOfRole(api.roles.administrator.arn);
    const before = await backend.items("Takeovers");
    for (const [query, variables] of [
      [propose, { input: takeoverInput() }],
      [confirm, { id }],
      [end, { id }],
    ] as const) {
      expect(errorTypesOf(await api.run(query, variables, administrator))).toEqual(["Unauthorized"]);
    }
    expect(await backend.items("Takeovers")).toEqual(before);
  });

  test("onTakeoverStep is for operations alone, and hears every step", async () => {
    const request = { query: "subscription { onTakeoverStep { id } }", variables: {} };
    for (const principal of Object.values(others)) {
      await expect(api.api.planner.plan(request, principal, {})).rejects.toMatchObject({ errorType: "Unauthorized" });
    }
    expect(await api.api.planner.plan(request, bob, {})).toMatchObject({
      mutations: ["proposeTakeover", "confirmTakeover", "endTakeover"],
      filter: undefined,
      arguments: {},
    });
  });

  test.each(["proposedBy", "confirmedBy", "endedBy"])("%s is answered to operations alone", async (field) => {
    const id = await shown("all");
    const query = `query { activeTakeovers(zones: ["all"]) { id ${field} } }`;
    for (const principal of [principals.apiKey, byIdToken("dev", "developer")]) {
      expect(await api.run(query, {}, principal)).toMatchObject({
        data: { activeTakeovers: [{ id, [field]: null }] },
        errors: [{ errorType: "Unauthorized", message: `Not Authorized to access ${field} on type Takeover` }],
      });
    }
    expect(errorTypesOf(await api.run(query, {}, ada))).toEqual([]);
  });
});
