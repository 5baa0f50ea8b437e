import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectedFlights, type OracleFlight } from "../../../e2e/oracle.js";
import { startMemoryDynamoDb, type MemoryDynamoDb } from "../../testing/memory-dynamodb.js";
import { answerOf, flightKeyOf, type FlightItem, type IdentifiedUpdate } from "./flight-item.js";
import { flightQueryOf } from "./flight-query.js";
import { registerWriteOf } from "./register-write.js";
import { registerNames, registersOf, type Register, type Registers } from "./registers.js";

const seed = 1549;
const now = "2024-01-25T17:00:00.000Z";

interface Publication {
  readonly terminal: string | null;
  readonly previousTerminal: string | null;
  readonly registers: Registers;
}

/** The rule that everything here is held to: of two values the one with the greater stamp stays. */
function merged(registers: Registers, others: Registers): Registers {
  const result: Registers = { ...registers };
  for (const name of registerNames) {
    const [mine, theirs] = [registers[name], others[name]];
    if (theirs !== undefined && (mine === undefined || mine.stamp < theirs.stamp)) {
      result[name] = theirs;
    }
  }
  return result;
}

function terminalOf(registers: Registers): string | null {
  return registers.terminal?.terminal ?? registers.schedule?.terminal ?? null;
}

/** What passengers read of a flight, in the words of the oracle that boards are held to, too. */
function shownOf({ schedule, state, times, terminal, gate, belt }: Registers): OracleFlight {
  return {
    status: textOf(state?.["status"]) ?? "SCHEDULED",
    scheduledTime: textOf(schedule?.["scheduledTime"]),
    estimatedTime: textOf(times?.["estimatedTime"]),
    terminal: terminal?.terminal ?? schedule?.terminal,
    gate: textOf((gate ?? schedule)?.["gate"]),
    belt: textOf(belt?.["belt"]),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function registersIn(item: FlightItem): Registers {
  const present = registerNames.map((name): [string, unknown] => [name, item[name]]);
  return Object.fromEntries(present.filter(([, register]) => register !== undefined));
}

interface AnEvent {
  readonly event: string;
  readonly terminal: string | undefined;
  /** A change of the gate that names no terminal names a gate all the same. */
  readonly gate: string | undefined;
  readonly minute: number;
  /** The first attempt writes but never answers. */
  readonly crashes: boolean;
}

const anEvent: fc.Arbitrary<AnEvent> = fc.record({
  event: fc.constantFrom(
    "FlightScheduled",
    "FlightGateChanged",
    "FlightGateChanged",
    "FlightDelayed",
    "FlightBoarding",
  ),
  terminal: fc.option(fc.constantFrom("A", "B", "C"), { nil: undefined }),
  gate: fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }),
  minute: fc.integer({ min: 10, max: 14 }),
  crashes: fc.boolean(),
});

function updateOf(event: AnEvent, num: number, index: number): IdentifiedUpdate {
  const name = event.event as IdentifiedUpdate["event"];
  const place = {
    ...(event.terminal === undefined ? {} : { terminal: event.terminal }),
    ...(event.gate === undefined ? {} : { gate: event.gate }),
  };
  const facts =
    name === "FlightScheduled"
      ? { airport: "LAX", scheduledTime: "2024-01-25T18:30:00.000Z", ...place }
      : name === "FlightGateChanged"
        ? { ...(event.terminal === undefined ? { gate: `G${index}` } : {}), ...place }
        : name === "FlightDelayed"
          ? { delayMinutes: index }
          : {};
  return {
    num,
    carrier: "JK",
    date: "2024-01-25",
    event: name,
    direction: "DEPARTURE",
    time: `2024-01-25T12:${event.minute}:00.000Z`,
    id: `e${index}`,
    info: { __typename: "EventInfo", ...facts },
  };
}

describe("register writes", () => {
  let database: MemoryDynamoDb;

  beforeAll(async () => {
    database = await startMemoryDynamoDb("flight");
  });

  afterAll(async () => {
    await database.dispose();
  });

  async function write(update: IdentifiedUpdate, name: (typeof registerNames)[number], value: Register): Promise<void> {
    const { key, expression, names, values, terminals, condition } = registerWriteOf(
      update,
      flightKeyOf(update),
      name,
      value,
      now,
    );
    const command = new UpdateCommand({
      TableName: database.tableName,
      Key: { ...key },
      UpdateExpression: expression,
      ConditionExpression: condition.expression,
      ExpressionAttributeNames: { ...names, ...condition.names },
      ExpressionAttributeValues: {
        ...values,
        ...condition.values,
        ...(terminals.length > 0 ? { ":terminals": new Set(terminals) } : {}),
      },
    });
    await database.documents.send(command).catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw error;
      }
    });
  }

  async function read(update: IdentifiedUpdate): Promise<FlightItem> {
    const command = new GetCommand({
      TableName: database.tableName,
      Key: { ...flightKeyOf(update) },
      ConsistentRead: true,
    });
    return (await database.documents.send(command)).Item as FlightItem;
  }

  /** The steps of the pipeline, one after the other; `crashes`: the answer is lost, nothing is published. */
  async function take(update: IdentifiedUpdate, crashes: boolean): Promise<Publication[]> {
    const registers = registersOf(update, update.id);
    for (const name of registerNames) {
      const register = registers[name];
      if (register !== undefined) {
        await write(update, name, register);
      }
    }
    const item = await read(update);
    const { terminal: at, previousTerminal } = answerOf(update, item);
    return crashes ? [] : [{ terminal: at, previousTerminal, registers: registersIn(item) }];
  }

  it(`converge, and tell every display that a flight leaves, in any order and with any repetition (seed ${seed})`, async () => {
    let num = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anEvent, { minLength: 1, maxLength: 7 }), async (events) => {
        num += 1;
        const updates = events.map((event, index) => updateOf(event, num, index));
        const first = await Promise.all(updates.map((update, index) => take(update, events[index]?.crashes === true)));
        const again = await Promise.all(updates.map((update) => take(update, false)));
        const publications = [...first, ...again].flat();

        const oracle = updates.map((update) => registersOf(update, update.id)).reduce(merged, {});
        for (const update of updates.slice(0, 1)) {
          expect(registersIn(await read(update))).toEqual(oracle);
        }
        const told = updates.map(({ info: { __typename: _, ...facts }, ...update }) => ({ ...update, facts }));
        expect([...expectedFlights(told).values()]).toEqual([shownOf(oracle)]);

        for (const code of ["A", "B", "C"]) {
          const heard = publications.filter((each) => each.terminal === code || each.previousTerminal === code);
          const shown = terminalOf(heard.map((each) => each.registers).reduce(merged, {}));
          expect(shown === code).toBe(terminalOf(oracle) === code);
        }
      }),
      { seed, numRuns: 40 },
    );
  }, 120_000);

  it("answers an event that comes again as it did the first time, even after later ones", async () => {
    const events = [
      { event: "FlightScheduled", terminal: "A", gate: "1", minute: 10, crashes: false },
      { event: "FlightGateChanged", terminal: "B", gate: undefined, minute: 11, crashes: false },
      { event: "FlightGateChanged", terminal: undefined, gate: "2", minute: 12, crashes: false },
      { event: "FlightGateChanged", terminal: "C", gate: "3", minute: 13, crashes: false },
    ];
    const updates = events.map((event, index) => updateOf(event, 9001, index));
    const previous: (string | null)[] = [];
    for (const update of [...updates, ...updates]) {
      previous.push(...(await take(update, false)).map((each) => each.previousTerminal));
    }
    expect(previous).toEqual([null, "A", null, "B", null, "A", null, "B"]);
  });

  it("finds a flight under its terminal, and with updatedAfter also under those it left", async () => {
    const events = [
      { event: "FlightScheduled", terminal: "A", gate: "1", minute: 10, crashes: false },
      { event: "FlightGateChanged", terminal: "B", gate: undefined, minute: 11, crashes: false },
      { event: "FlightGateChanged", terminal: undefined, gate: "2", minute: 12, crashes: false },
    ];
    const found: Record<string, boolean>[] = [];
    for (const [index, event] of events.entries()) {
      await take({ ...updateOf(event, 9002, index), date: "2024-01-26" }, false);
      const under: Record<string, boolean> = {};
      for (const code of ["A", "B", "C"]) {
        for (const updatedAfter of [null, "2024-01-25T16:59:59.999Z", now]) {
          const query = flightQueryOf({ date: "2024-01-26", terminal: code, updatedAfter, direction: "DEPARTURE" });
          const filter = "filter" in query ? query.filter : undefined;
          const result = await database.documents.send(
            new QueryCommand({
              TableName: database.tableName,
              KeyConditionExpression: "#date = :date",
              FilterExpression: filter?.expression,
              ExpressionAttributeNames: { "#date": "date", ...filter?.names },
              ExpressionAttributeValues: { ":date": "2024-01-26", ...filter?.values },
            }),
          );
          under[`${code} ${updatedAfter === null ? "all" : updatedAfter < now ? "changed" : "unchanged"}`] =
            result.Count === 1;
        }
      }
      found.push(under);
    }
    const nowhere = {
      "A unchanged": false,
      "B unchanged": false,
      "C unchanged": false,
      "C all": false,
      "C changed": false,
    };
    expect(found).toEqual([
      { ...nowhere, "A all": true, "A changed": true, "B all": false, "B changed": false },
      { ...nowhere, "A all": false, "A changed": true, "B all": true, "B changed": true },
      { ...nowhere, "A all": false, "A changed": true, "B all": true, "B changed": true },
    ]);
  });
});
