import { BatchWriteItemCommand, DynamoDBClient, type WriteRequest } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import type { OracleEvent } from "./oracle.js";
import type { SandboxProcess } from "./sandbox.js";

/** The most items that one BatchWriteItem takes. */
const batchSize = 25;
/** Batches on their way at once. */
const lanes = 4;

/**
 * Puts flights into the table as their schedules would have: a day of thousands is there in seconds. Nobody is told of
 * them, so boards are to be opened afterwards.
 */
export async function putSchedule(sandbox: SandboxProcess, schedule: readonly OracleEvent[]): Promise<void> {
  const client = new DynamoDBClient({
    endpoint: sandbox.outputs.custom.local.awsEndpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const updatedAt = new Date().toISOString();
  const batches: WriteRequest[][] = [];
  for (let start = 0; start < schedule.length; start += batchSize) {
    batches.push(
      schedule.slice(start, start + batchSize).map((event) => ({ PutRequest: { Item: itemOf(event, updatedAt) } })),
    );
  }
  const lane = async (): Promise<void> => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const { UnprocessedItems } = await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: batch } }));
      const left = UnprocessedItems?.[table]?.length ?? 0;
      if (left > 0) throw new Error(`${table}: expected all items to be written, ${left} were not`);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    client.destroy();
  }
}

const table = "data-Flights";

function itemOf({ carrier, num, direction, date, facts, time, id }: OracleEvent, updatedAt: string) {
  const stamp = `${time}#${id}`;
  return marshall({
    date,
    flight: `${carrier}#${num}#${direction}`,
    carrier,
    num,
    direction,
    schedule: { ...facts, stamp },
    [`before#${stamp}`]: "",
    terminals: new Set([facts.terminal]),
    updatedAt,
  });
}
