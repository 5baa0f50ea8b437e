import { expect } from "@playwright/test";
import { TestClient, type ServerMessage } from "../local/appsync/realtime/test-client.js";
import { ask } from "./companies-client.js";
import type { SandboxProcess } from "./sandbox.js";

/** Who asks: the headers of a request, which are those of a subscription, too. */
export type Caller = Readonly<Record<string, string>>;

/** Any display of this sandbox. */
export function kiosk(sandbox: SandboxProcess): Caller {
  return { "x-api-key": sandbox.outputs.data.api_key };
}

/** What a display may see of a takeover. */
export const shownFields =
  "id zone level texts { language title detail } state minutes proposedAt lapsesAt confirmedAt expiresAt endedAt";
const allFields = `${shownFields} proposedBy confirmedBy endedBy`;

/** A takeover as the API answers it; names for operations only. */
export interface SeenTakeover {
  readonly id: string;
  readonly zone: string;
  readonly level: string;
  readonly texts: readonly { readonly language: string; readonly title: string; readonly detail: string | null }[];
  readonly state: string;
  readonly minutes: number;
  readonly confirmedAt: string | null;
  readonly expiresAt: string | null;
  readonly endedAt: string | null;
  readonly proposedBy?: string | null;
  readonly confirmedBy?: string | null;
  readonly endedBy?: string | null;
}

/** The documents of operations. They select every field: subscribers receive nothing else. */
export const takeoverDocuments = {
  proposeTakeover: `mutation Propose($input: TakeoverInput!) { proposeTakeover(input: $input) { ${allFields} } }`,
  confirmTakeover: `mutation Confirm($id: ID!) { confirmTakeover(id: $id) { ${allFields} } }`,
  endTakeover: `mutation End($id: ID!) { endTakeover(id: $id) { ${allFields} } }`,
  takeovers: `query Takeovers { takeovers { ${allFields} } }`,
  displays: "query Displays { displays { items { id reportedAt takeoverId } nextToken } }",
} as const;

/** A takeover of all displays in three languages, for half an hour. */
export function takeoverInput(change: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    zone: "all",
    level: "EMERGENCY",
    texts: [
      { language: "en", title: "Please leave the building", detail: "Use the nearest exit. Do not use the lifts." },
      { language: "de", title: "Bitte verlassen Sie das Gebäude" },
      { language: "ar", title: "يرجى مغادرة المبنى" },
    ],
    minutes: 30,
    ...change,
  };
}

async function step(
  sandbox: SandboxProcess,
  caller: Caller,
  name: "proposeTakeover" | "confirmTakeover" | "endTakeover",
  variables: Readonly<Record<string, unknown>>,
): Promise<SeenTakeover> {
  const { data, text } = await ask(sandbox, caller, takeoverDocuments[name], variables);
  const taken = data?.[name];
  if (taken === null || taken === undefined) throw new Error(`${name} was refused: ${text}`);
  return taken as SeenTakeover;
}

/** Proposes a takeover. @throws Error with the answer where it is refused */
export function propose(sandbox: SandboxProcess, by: Caller, change: Readonly<Record<string, unknown>> = {}) {
  return step(sandbox, by, "proposeTakeover", { input: takeoverInput(change) });
}

/** Confirms a takeover. @throws Error with the answer where it is refused */
export function confirm(sandbox: SandboxProcess, by: Caller, id: string): Promise<SeenTakeover> {
  return step(sandbox, by, "confirmTakeover", { id });
}

/** Ends a takeover. @throws Error with the answer where it is refused */
export function end(sandbox: SandboxProcess, by: Caller, id: string): Promise<SeenTakeover> {
  return step(sandbox, by, "endTakeover", { id });
}

/** Ids of the takeovers that displays of these zones show now. */
export async function activeTakeovers(sandbox: SandboxProcess, zones: readonly string[]): Promise<string[]> {
  const query = "query Active($zones: [String!]!) { activeTakeovers(zones: $zones) { id } }";
  const answer = await ask(sandbox, kiosk(sandbox), query, { zones });
  expect(answer.errors).toEqual([]);
  return (answer.data?.["activeTakeovers"] as { id: string }[]).map(({ id }) => id);
}

/** A subscription over a WebSocket of its own. */
export interface Listener {
  /** The payload of the next data message. */
  next(): Promise<{ readonly data: unknown; readonly errors?: readonly { readonly errorType?: string }[] }>;
  close(): Promise<void>;
}

async function nextButKeepAlive(client: TestClient): Promise<ServerMessage> {
  const message = await client.next();
  return message.type === "ka" ? nextButKeepAlive(client) : message;
}

/** Subscribes as any WebSocket client may. @throws Error with the message where it is refused */
export async function listen(
  sandbox: SandboxProcess,
  caller: Caller,
  query: string,
  variables: object = {},
): Promise<Listener> {
  const { authorization, ...others } = caller;
  const header = {
    host: new URL(sandbox.url).host,
    ...others,
    ...(authorization === undefined ? {} : { Authorization: authorization }),
  };
  const client = await TestClient.ready(sandbox.port, { authorization: header });
  client.start("1", query, variables, header);
  const answer = await nextButKeepAlive(client);
  if (answer.type !== "start_ack") {
    await client.close();
    throw new Error(`the subscription was refused: ${JSON.stringify(answer)}`);
  }
  return {
    async next() {
      const { type, payload } = await nextButKeepAlive(client);
      expect(type).toBe("data");
      return payload as unknown as Awaited<ReturnType<Listener["next"]>>;
    },
    close: () => client.close(),
  };
}
