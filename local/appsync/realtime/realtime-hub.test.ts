import { beforeEach, describe, expect, test } from "vitest";
import { flightPlanner, testAuthorization } from "./flight-planner.js";
import { defaultLimits, type RealtimeLimits } from "./limits.js";
import { manualClock, type ManualClock } from "../../manual-clock.js";
import { createRealtime, type RealtimeConnection, type RealtimeHub } from "./realtime-hub.js";
import type { OutgoingMessage, RealtimeSocket } from "./realtime-socket.js";
import { startMessage, type ServerMessage } from "./test-client.js";

const board = "subscription { onMove { num } }";

/** A socket that keeps what it was told; the network takes nothing while `stuck`. */
class FakeSocket implements RealtimeSocket {
  bufferedBytes = 0;
  stuck = false;
  readonly writes: ServerMessage[][] = [];
  closedWith: { code: number; reason: string } | undefined;

  write(messages: readonly OutgoingMessage[]): void {
    if (this.stuck) this.bufferedBytes += messages.reduce((sum, { head, body }) => sum + head.length + body.length, 0);
    this.writes.push(
      messages.map(({ head, body }) => JSON.parse(`${head.toString()}${body.toString()}`) as ServerMessage),
    );
  }

  close(code: number, reason: string): void {
    this.closedWith = { code, reason };
  }

  get types(): string[] {
    return this.writes.flat().map(({ type }) => type);
  }
}

let clock: ManualClock;
let turnEnds: (() => void)[];
let lines: string[];
let hub: RealtimeHub;

/** Everything that this turn left to be done. */
async function endTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  for (const action of turnEnds.splice(0)) action();
}

function create(limits: Partial<RealtimeLimits> = {}, planner = flightPlanner()): RealtimeHub {
  const say = (line: string): number => lines.push(line);
  const log = { info: say, warn: say, error: say };
  return createRealtime({ planner, clock, limits, log, endOfTurn: (action) => turnEnds.push(action) });
}

async function connect(ids: readonly string[] = ["a"], query = board): Promise<[FakeSocket, RealtimeConnection]> {
  const socket = new FakeSocket();
  const connection = hub.connect(socket, { authorization: testAuthorization });
  connection.receive(JSON.stringify({ type: "connection_init" }));
  await endTurn();
  for (const id of ids) connection.receive(JSON.stringify(startMessage(id, query)));
  await endTurn();
  socket.writes.length = 0;
  return [socket, connection];
}

const publish = (num: number, message = ""): void => {
  hub.publish({ mutation: "moveFlight", value: { __typename: "Flight", num, message } });
};

beforeEach(() => {
  clock = manualClock(0);
  turnEnds = [];
  lines = [];
  hub = create();
});

describe("fan-out", () => {
  test("one projection serves all equal subscriptions, and the messages of a turn are one write", async () => {
    const sockets = await Promise.all(Array.from({ length: 10 }, () => connect(["a", "b"])));
    for (let num = 1; num <= 3; num += 1) publish(num);
    await endTurn();
    for (const [socket] of sockets) {
      expect(socket.writes).toHaveLength(1);
      expect(socket.writes[0]?.filter(({ id }) => id === "a").map(({ payload }) => payload)).toEqual(
        [1, 2, 3].map((num) => ({ data: { onMove: { num } } })),
      );
    }
    expect(hub.stats()).toMatchObject({ groups: 1, subscriptions: 20, published: 3, projected: 3, delivered: 60 });
  });

  test("groups that differ in their filter only share a payload", async () => {
    hub = create(
      {},
      flightPlanner((_, args) => ({
        filter: { filterGroup: [{ filters: [{ fieldName: "num", operator: "ge", value: Number(args.carrier) }] }] },
      })),
    );
    const query = "subscription ($c: String) { onMove(carrier: $c) { num } }";
    const sockets: FakeSocket[] = [];
    for (let least = 0; least < 5; least += 1) {
      const [socket, connection] = await connect([]);
      connection.receive(JSON.stringify(startMessage("a", query, { c: String(least) })));
      await endTurn();
      socket.writes.length = 0;
      sockets.push(socket);
    }
    publish(2);
    await endTurn();
    expect(sockets.map(({ types }) => types)).toEqual([["data"], ["data"], ["data"], [], []]);
    expect(hub.stats()).toMatchObject({ groups: 5, projected: 1, delivered: 3 });
  });

  test("a document that cannot be answered keeps nobody else from the data", async () => {
    const planner = flightPlanner();
    hub = create(
      {},
      {
        ...planner,
        plan: async (request, ...rest) => {
          const plan = await planner.plan(request, ...rest);
          if (!request.query.includes("carrier")) return plan;
          return {
            ...plan,
            project: () => {
              throw new Error("broken document");
            },
          };
        },
      },
    );
    const [broken] = await connect(["a"], "subscription { onMove { carrier } }");
    const [whole] = await connect();
    publish(1);
    await endTurn();
    expect(broken.types).toEqual([]);
    expect(whole.types).toEqual(["data"]);
    expect(lines.join("\n")).toContain("broken document");
  });

  test("ids are quoted as JSON wants it", async () => {
    const id = 'a"b\\c\n';
    const [socket] = await connect([id]);
    publish(1);
    await endTurn();
    expect(socket.writes.flat()).toEqual([{ type: "data", id, payload: { data: { onMove: { num: 1 } } } }]);
  });
});

describe("slow clients", () => {
  const query = "subscription { onMove { message } }";

  test("one that does not read is dropped with a reason; the others get everything", async () => {
    hub = create({ bufferedBytes: 10_000 });
    const [slow] = await connect(["a"], query);
    const [quick] = await connect(["a"], query);
    slow.stuck = true;
    for (let num = 0; num < 20; num += 1) {
      publish(num, "x".repeat(1_000));
      await endTurn();
    }
    expect(slow.closedWith).toEqual({ code: 4408, reason: "Client reads too slowly" });
    expect(slow.bufferedBytes).toBeLessThanOrEqual(10_000);
    expect(quick.types).toHaveLength(20);
    expect(quick.closedWith).toBeUndefined();
    expect(hub.stats()).toMatchObject({ connections: 1, subscriptions: 1, droppedTooSlow: 1 });
    expect(lines.join("\n")).toContain("left more than 10000 bytes unread");
  });

  test("a great wave in one turn is not the reader's fault", async () => {
    hub = create({ bufferedBytes: 100_000 });
    const [socket] = await connect(["a"], query);
    for (let num = 0; num < 500; num += 1) publish(num, "x".repeat(1_000));
    await endTurn();
    expect(socket.types).toHaveLength(500);
    expect(socket.closedWith).toBeUndefined();
  });
});

describe("ends", () => {
  test("a connection that closes while a start is being planned leaves nothing behind", async () => {
    const [socket, connection] = await connect([]);
    connection.receive(JSON.stringify(startMessage("a", board)));
    connection.closed();
    await endTurn();
    connection.receive(JSON.stringify(startMessage("b", board)));
    await endTurn();
    expect(socket.types).toEqual([]);
    expect(hub.stats()).toMatchObject({ connections: 0, subscriptions: 0, groups: 0 });
    expect(clock.scheduled.length).toBe(0);
  });

  test("dispose closes every connection, later ones too, and may be called twice", async () => {
    const [socket] = await connect();
    await hub.dispose();
    await hub.dispose();
    expect(socket.closedWith).toEqual({ code: 1001, reason: "Going away" });
    const late = new FakeSocket();
    hub.connect(late, { authorization: testAuthorization });
    expect(late.closedWith?.code).toBe(1001);
    expect(clock.scheduled.length).toBe(0);
  });

  test("ka stops when the last acknowledged client has gone and starts again with the next", async () => {
    const [, connection] = await connect();
    connection.closed();
    expect(clock.scheduled.length).toBe(0);
    const [socket] = await connect();
    clock.advance(defaultLimits.keepAliveMs);
    await endTurn();
    expect(socket.types).toEqual(["ka"]);
  });
});
