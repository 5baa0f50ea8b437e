import { expect, test } from "@playwright/test";
import { TestClient } from "../local/appsync/realtime/test-client.js";
import { heartbeatEvent } from "../local/flight-events/heartbeat-event.js";
import { runCommand } from "./command.js";
import { ask } from "./companies-client.js";
import { publish, putEntries } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

interface FeedStatus {
  readonly aliveAt: string | null;
  readonly now: string;
}

const fields = "aliveAt now";

async function feedStatus(sandbox: SandboxProcess): Promise<FeedStatus> {
  const answer = await ask(sandbox, { "x-api-key": sandbox.outputs.data.api_key }, `{ feedStatus { ${fields} } }`);
  expect(answer.errors).toEqual([]);
  return answer.data?.["feedStatus"] as FeedStatus;
}

/** A display that listens to the feed, as any WebSocket client may. */
async function listen(sandbox: SandboxProcess): Promise<{ next(): Promise<FeedStatus>; close(): Promise<void> }> {
  const authorization = { host: new URL(sandbox.url).host, "x-api-key": sandbox.outputs.data.api_key };
  const client = await TestClient.ready(sandbox.port, { authorization });
  client.start("feed", `subscription { onFeedStatus { ${fields} } }`, {}, authorization);
  expect(await client.next()).toMatchObject({ type: "start_ack", id: "feed" });
  return {
    async next() {
      for (;;) {
        const { type, payload } = await client.next();
        if (type === "ka") continue;
        expect(type).toBe("data");
        return (payload as { data: { onFeedStatus: FeedStatus } }).data.onFeedStatus;
      }
    },
    close: () => client.close(),
  };
}

/** A heartbeat as an entry of PutEvents. */
function entry(time: number) {
  const { source, detail, ...event } = heartbeatEvent(time);
  return {
    Source: source,
    DetailType: event["detail-type"],
    Time: new Date(event.time),
    Detail: JSON.stringify(detail),
  };
}

test("a heartbeat comes from PutEvents through onFeedStatus and feedStatus; every event moves it, nothing moves it back", async () => {
  const sandbox = await startSandbox({ heartbeat: false });
  try {
    expect((await feedStatus(sandbox)).aliveAt).toBeNull();
    const display = await listen(sandbox);

    const first = Math.floor(Date.now() / 1000) * 1000 - 60_000;
    await putEntries(sandbox, [entry(first)]);
    const heard = await display.next();
    expect(heard.aliveAt).toBe(new Date(first).toISOString());
    expect(Math.abs(Date.parse(heard.now) - Date.now())).toBeLessThan(5_000);
    expect((await feedStatus(sandbox)).aliveAt).toBe(heard.aliveAt);

    const time = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    const flight = { carrier: "JK", num: 123, date: "2024-01-25", direction: "DEPARTURE" } as const;
    await publish(sandbox, [{ ...flight, id: "boarding", time, event: "FlightBoarding", facts: {} }]);
    await expect.poll(async () => (await feedStatus(sandbox)).aliveAt, { message: "moved by an event" }).toBe(time);

    // Ahead of the service's clock: now, not later.
    await putEntries(sandbox, [entry(Date.now() + 1_800_000)]);
    const ahead = await display.next();
    expect(Date.parse(ahead.aliveAt ?? "")).toBeGreaterThan(Date.parse(time));
    expect(Date.parse(ahead.aliveAt ?? "")).toBeLessThanOrEqual(Date.parse(ahead.now));

    // Late: told with what holds.
    await putEntries(sandbox, [entry(first)]);
    expect((await display.next()).aliveAt).toBe(ahead.aliveAt);

    await display.close();
    const command = await runCommand(["events", "heartbeat", "--url", sandbox.url]);
    expect(command.output).toContain("sent heartbeat, ");
    expect(command.code).toBe(0);
  } finally {
    await sandbox.dispose();
  }
});

test("a sandbox without its sample day sends heartbeats where it is told to, also after it was killed", async () => {
  const sandbox = await startSandbox({ heartbeat: true });
  try {
    const alive = async () => Date.parse((await feedStatus(sandbox)).aliveAt ?? "");
    await expect.poll(alive, { message: "alive" }).toBeGreaterThan(Date.now() - 60_000);
    const before = await alive();
    await sandbox.killHard();
    await sandbox.restart();
    await expect.poll(alive, { message: "alive again" }).toBeGreaterThan(before);
  } finally {
    await sandbox.dispose();
  }
});
