import { expect, test } from "@playwright/test";
import { ask } from "./companies-client.js";
import {
  activeTakeovers,
  confirm,
  end,
  kiosk,
  listen,
  propose,
  shownFields,
  takeoverDocuments,
  takeoverInput,
  type Caller,
  type SeenTakeover,
} from "./operations-client.js";
import { createPerson, firstTokensOf, tokensOf, type Tokens } from "./people.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

let sandbox: SandboxProcess;
const tokens = new Map<string, Tokens>();

test.beforeAll(async () => {
  sandbox = await startSandbox();
  for (const name of ["operations1", "operations2"]) {
    tokens.set(name, await firstTokensOf(sandbox, `${name}@airside.example`));
  }
  tokens.set("dev", await tokensOf(sandbox, await createPerson(sandbox, "dev", ["developer"])));
});
test.afterAll(() => sandbox.dispose());

function as(name: string, kind: keyof Tokens = "access"): Caller {
  return { authorization: tokens.get(name)?.[kind] ?? "" };
}

function subOf(name: string): string {
  const claims = Buffer.from(tokens.get(name)?.access.split(".")[1] ?? "", "base64url").toString();
  return (JSON.parse(claims) as { sub: string }).sub;
}

const onTakeover = `subscription Watch($zones: [String!]!) { onTakeover(zones: $zones) { ${shownFields} } }`;
const report = `mutation Report($input: DisplayReportInput!) { reportDisplay(input: $input) { id reportedAt takeoverId } }`;
const display = (change: Readonly<Record<string, unknown>> = {}) => ({
  id: "6f1b0a9e-54f4-4b0c-8a35-7c1f2f8a9d10",
  address: "/departures?terminal=B",
  version: "1.0.0",
  digest: "9f86d081884c7d65",
  rows: 12,
  rowsBeyond: 0,
  connection: "LIVE",
  width: 1920,
  height: 1080,
  startedAt: "2024-01-25T06:00:00Z",
  ...change,
});

test("two members of operations show a takeover in its zones, and end it, by plain HTTP with their access tokens", async () => {
  const inZone = await listen(sandbox, kiosk(sandbox), onTakeover, { zones: ["all", "terminal/B", "gate/B44"] });
  const elsewhere = await listen(sandbox, kiosk(sandbox), onTakeover, { zones: ["all", "terminal/A"] });
  const colleague = await listen(sandbox, as("operations2"), "subscription { onTakeoverStep { id state proposedBy } }");
  const heard = async (listener: typeof inZone): Promise<SeenTakeover> => {
    const { data, errors } = await listener.next();
    expect(errors).toBeUndefined();
    return (data as { onTakeover: SeenTakeover }).onTakeover;
  };

  const proposed = await propose(sandbox, as("operations1"), { zone: "gate/b44" });
  expect(proposed).toMatchObject({ zone: "gate/B44", state: "PROPOSED", proposedBy: subOf("operations1") });
  expect(await activeTakeovers(sandbox, ["all", "gate/B44"])).toEqual([]);
  const step = await colleague.next();
  expect(step).toEqual({
    data: { onTakeoverStep: { id: proposed.id, state: "PROPOSED", proposedBy: subOf("operations1") } },
  });

  const own = await ask(sandbox, as("operations1"), takeoverDocuments.confirmTakeover, { id: proposed.id });
  expect(own.status, "a refusal is no failure of the service").toBe(200);
  expect(own.errors).toMatchObject([{ errorType: "Forbidden" }]);
  expect(own.errors[0]?.message).toContain("second person");

  const confirmed = await confirm(sandbox, as("operations2"), proposed.id);
  expect(confirmed).toMatchObject({ state: "CONFIRMED", confirmedBy: subOf("operations2") });
  const shown = await heard(inZone);
  expect(shown).toMatchObject({
    id: proposed.id,
    level: "EMERGENCY",
    state: "CONFIRMED",
    expiresAt: confirmed.expiresAt,
  });
  expect(shown.texts.map(({ language }) => language)).toEqual(["en", "de", "ar"]);
  expect(await activeTakeovers(sandbox, ["all", "terminal/B", "gate/B44"])).toEqual([proposed.id]);
  expect(await activeTakeovers(sandbox, ["all", "terminal/A"])).toEqual([]);

  expect(await end(sandbox, as("operations1"), proposed.id)).toMatchObject({ state: "ENDED" });
  expect(await heard(inZone)).toMatchObject({ id: proposed.id, state: "ENDED" });
  expect(await activeTakeovers(sandbox, ["gate/B44"])).toEqual([]);

  // A withdrawn proposal is heard by no display; the next one of all zones is the first that the other hears of.
  const withdrawn = await propose(sandbox, as("operations1"));
  await end(sandbox, as("operations1"), withdrawn.id);
  const everywhere = await propose(sandbox, as("operations1"));
  await confirm(sandbox, as("operations2"), everywhere.id);
  expect(await heard(elsewhere)).toMatchObject({ id: everywhere.id, state: "CONFIRMED", zone: "all" });
  expect(await heard(inZone)).toMatchObject({ id: everywhere.id, state: "CONFIRMED" });
  await end(sandbox, as("operations2"), everywhere.id);
  for (const listener of [inZone, elsewhere, colleague]) await listener.close();
});

test("an ID token names people by their email address", async () => {
  const proposed = await propose(sandbox, as("operations1", "id"));
  const confirmed = await confirm(sandbox, as("operations2", "id"), proposed.id);
  expect(confirmed).toMatchObject({
    proposedBy: "operations1@airside.example",
    confirmedBy: "operations2@airside.example",
  });
  await end(sandbox, as("operations1"), proposed.id);
});

test("nobody else takes a step, sees the fleet, or learns who took a step", async () => {
  const proposed = await propose(sandbox, as("operations1"), { zone: "gate/C1" });
  const others: Readonly<Record<string, Caller>> = { "a display": kiosk(sandbox), "a developer": as("dev") };
  for (const [who, caller] of Object.entries(others)) {
    const attempts: readonly [string, Record<string, unknown>][] = [
      [takeoverDocuments.proposeTakeover, { input: takeoverInput() }],
      [takeoverDocuments.confirmTakeover, { id: proposed.id }],
      [takeoverDocuments.endTakeover, { id: proposed.id }],
      [takeoverDocuments.takeovers, {}],
      [takeoverDocuments.displays, {}],
    ];
    for (const [query, variables] of attempts) {
      const { data, errors, text } = await ask(sandbox, caller, query, variables);
      expect(data ?? null, `${who}: ${text}`).toBeNull();
      expect(errors, `${who}: ${text}`).toMatchObject([{ errorType: "Unauthorized" }]);
    }
    for (const field of ["onTakeoverStep { id }", "onDisplayReport { id }"]) {
      await expect(listen(sandbox, caller, `subscription { ${field} }`)).rejects.toThrow(
        /Unauthorized.*Not Authorized/,
      );
    }
  }

  const named = `${shownFields} proposedBy confirmedBy endedBy`;
  const watching: Awaited<ReturnType<typeof listen>>[] = [];
  for (const caller of Object.values(others)) {
    watching.push(await listen(sandbox, caller, onTakeover.replace(shownFields, named), { zones: ["gate/C1"] }));
  }
  await confirm(sandbox, as("operations2"), proposed.id);
  for (const listener of watching) {
    const { data, errors } = await listener.next();
    expect(data).toMatchObject({ onTakeover: { id: proposed.id, proposedBy: null, confirmedBy: null, endedBy: null } });
    expect(errors?.map(({ errorType }) => errorType)).toEqual(["Unauthorized", "Unauthorized", "Unauthorized"]);
    await listener.close();
  }
  for (const caller of Object.values(others)) {
    const query = `{ activeTakeovers(zones: ["gate/C1"]) { ${named} } }`;
    const { data, errors } = await ask(sandbox, caller, query);
    expect(data).toMatchObject({ activeTakeovers: [{ id: proposed.id, proposedBy: null, confirmedBy: null }] });
    expect(errors.map(({ errorType }) => errorType)).toEqual(["Unauthorized", "Unauthorized", "Unauthorized"]);
  }
  await end(sandbox, as("operations1"), proposed.id);
});

test("displays report with the API key, not more often than once in five seconds; operations see them", async () => {
  const page = await listen(
    sandbox,
    as("operations1"),
    "subscription { onDisplayReport { id reportedAt takeoverId } }",
  );
  // At once, so that they are within five seconds of each other on any machine.
  const answers = await Promise.all([1, 2, 3].map(() => ask(sandbox, kiosk(sandbox), report, { input: display() })));
  const [first, ...others] = answers.filter(({ errors }) => errors.length === 0);
  expect(others).toEqual([]);
  const refused = answers.filter(({ errors }) => errors.length > 0);
  expect(refused).toHaveLength(2);
  for (const { status, errors } of refused) {
    expect(status, "too many reports are no failure of the service").toBe(200);
    expect(errors).toMatchObject([{ errorType: "Throttled", errorInfo: { tryAgainAt: expect.any(String) } }]);
  }
  const takeover = await ask(sandbox, kiosk(sandbox), report, { input: display({ takeoverId: "1706184000000-x" }) });
  expect(takeover.errors).toEqual([]);
  expect(await page.next()).toEqual({ data: { onDisplayReport: first?.data?.["reportDisplay"] } });
  expect(await page.next()).toEqual({ data: { onDisplayReport: takeover.data?.["reportDisplay"] } });
  const fleet = await ask(sandbox, as("operations2"), takeoverDocuments.displays);
  expect(fleet.data?.["displays"]).toEqual({ items: [takeover.data?.["reportDisplay"]], nextToken: null });
  expect((await ask(sandbox, as("operations1"), report, { input: display() })).errors).toMatchObject([
    { errorType: "Unauthorized" },
  ]);
  await page.close();
});

test("a takeover that was confirmed is shown after kill -9, and ends by the same rules", async () => {
  const proposed = await propose(sandbox, as("operations1"), { zone: "terminal/C" });
  const waiting = await propose(sandbox, as("operations1"), { zone: "terminal/C" });
  const confirmed = await confirm(sandbox, as("operations2"), proposed.id);
  await sandbox.killHard();
  await sandbox.restart();
  expect(await activeTakeovers(sandbox, ["all", "terminal/C"])).toEqual([proposed.id]);
  expect(await confirm(sandbox, as("operations2"), proposed.id), "sent again").toEqual(confirmed);
  const own = await ask(sandbox, as("operations1"), takeoverDocuments.confirmTakeover, { id: waiting.id });
  expect(own.errors).toMatchObject([{ errorType: "Forbidden" }]);
  await end(sandbox, as("operations1"), proposed.id);
  await sandbox.killHard();
  await sandbox.restart();
  expect(await activeTakeovers(sandbox, ["all", "terminal/C"])).toEqual([]);
  await confirm(sandbox, as("operations2"), waiting.id);
  expect(await activeTakeovers(sandbox, ["terminal/C"])).toEqual([waiting.id]);
});
