import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { Disposable } from "../disposable.js";

/** An entry as it came over the wire: Time is seconds since 1970. */
export interface ReceivedEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly EventBusName?: string;
  readonly Time?: number;
}

/** A sandbox for tests that only takes events: its outputs file and PutEvents, nothing behind them. */
export interface RecordingBus extends Disposable {
  readonly url: string;
  readonly received: ReceivedEntry[];
  /** Sizes of the calls, in their order. */
  readonly calls: number[];
}

/** @param answer what becomes of an entry, by its place among all that came; an event id where it says nothing */
export async function startRecordingBus(
  answer: (place: number, entry: ReceivedEntry) => PutEventsResultEntry | undefined = () => undefined,
): Promise<RecordingBus> {
  const received: ReceivedEntry[] = [];
  const calls: number[] = [];
  const server = createServer((request, response) => {
    if (request.url === "/amplify_outputs.json") {
      const local = { awsEndpoint: `${url}/aws`, eventBusName: "flight-events" };
      response.end(JSON.stringify({ data: { aws_region: "eu-central-1" }, custom: { local } }));
      return;
    }
    void bodyOf(request).then((body) => {
      if (request.headers["x-amz-target"] !== "AWSEvents.PutEvents") {
        response.writeHead(400).end("{}");
        return;
      }
      const { Entries } = JSON.parse(body) as { Entries: ReceivedEntry[] };
      calls.push(Entries.length);
      const answers = Entries.map((entry) => {
        received.push(entry);
        return answer(received.length - 1, entry) ?? { EventId: `event-${String(received.length)}` };
      });
      const FailedEntryCount = answers.filter(({ EventId }) => EventId === undefined).length;
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(JSON.stringify({ FailedEntryCount, Entries: answers }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The bus has no TCP port.");
  const url = `http://127.0.0.1:${String(address.port)}`;

  return {
    url,
    received,
    calls,
    async dispose() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
