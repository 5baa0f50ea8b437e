import { queryOptions } from "@tanstack/react-query";
import { pageRetryDelay } from "../flights/back-off";
import type { Airport } from "../state/airport";

/** Where the page finds Amplify's outputs: read at run time, so that one build serves every environment. */
export const OUTPUTS_PATH = "/amplify_outputs.json";

/** What a board needs of Amplify's outputs, and the outputs themselves for Amplify. */
export interface Configuration {
  /** GraphQL endpoint (`data.url`). */
  readonly endpoint: string;
  readonly apiKey: string;
  readonly region: string;
  readonly airport: Airport;
}

/** The query that loads the configuration and goes on trying until it has one. */
export const configurationQuery = queryOptions({
  queryKey: ["configuration"],
  queryFn: ({ signal }) => loadConfiguration(signal),
  staleTime: Infinity,
  gcTime: Infinity,
  retry: true,
  retryDelay: pageRetryDelay,
  // A kiosk's network manager may be wrong about being offline; only an attempt tells.
  networkMode: "always",
});

/** Amplify's outputs as they come, for pages that ask for them before their own code is there. It is tried once. */
export const outputsQuery = queryOptions({
  queryKey: ["outputs"],
  queryFn: ({ signal }) => loadOutputs(signal),
  staleTime: Infinity,
  gcTime: Infinity,
  retry: false,
  networkMode: "always",
});

/** Fetches and checks the configuration. Throws an error that names what is wrong. */
export async function loadConfiguration(signal?: AbortSignal): Promise<Configuration> {
  return parseConfiguration(await loadOutputs(signal));
}

async function loadOutputs(signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(OUTPUTS_PATH, { cache: "no-store", ...(signal && { signal }) });
  if (!response.ok) throw new Error(`${OUTPUTS_PATH}: expected status 200, got ${String(response.status)}`);
  return response.json();
}

/** Checks Amplify's outputs (https://docs.amplify.aws/react/reference/amplify_outputs/) and this project's `custom` part. */
export function parseConfiguration(outputs: unknown): Configuration {
  const data = objectAt(outputs, "data");
  const airport = objectAt(objectAt(outputs, "custom"), "airport", "custom.airport");
  const timeZone = textAt(airport, "timeZone", "custom.airport.timeZone");
  checkTimeZone(timeZone);
  return {
    // The sandbox writes its scheme in capitals for other clients of Amplify; here realtime-socket.ts does that work.
    endpoint: new URL(textAt(data, "url", "data.url")).href,
    apiKey: textAt(data, "api_key", "data.api_key"),
    region: textAt(data, "aws_region", "data.aws_region"),
    airport: {
      iata: textAt(airport, "iata", "custom.airport.iata"),
      name: textAt(airport, "name", "custom.airport.name"),
      city: textAt(airport, "city", "custom.airport.city"),
      timeZone,
      terminals: terminalsOf(airport),
    },
  };
}

function terminalsOf(airport: Readonly<Record<string, unknown>>): Airport["terminals"] {
  const terminals = airport["terminals"];
  if (!Array.isArray(terminals)) throw unexpected("custom.airport.terminals", "a list", terminals);
  return terminals.map((terminal: unknown, index) => {
    const path = `custom.airport.terminals[${String(index)}]`;
    const fields = asObject(terminal, path);
    return { code: textAt(fields, "code", `${path}.code`), name: textAt(fields, "name", `${path}.name`) };
  });
}

function checkTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
  } catch (cause) {
    throw new Error(`${OUTPUTS_PATH}: custom.airport.timeZone: expected an IANA time zone, got "${timeZone}"`, {
      cause,
    });
  }
}

function objectAt(parent: unknown, field: string, path = field): Readonly<Record<string, unknown>> {
  return asObject(asObject(parent, "the file")[field], path);
}

function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw unexpected(path, "an object", value);
  return value as Readonly<Record<string, unknown>>;
}

function textAt(parent: Readonly<Record<string, unknown>>, field: string, path: string): string {
  const value = parent[field];
  if (typeof value !== "string" || value === "") throw unexpected(path, "a text", value);
  return value;
}

function unexpected(path: string, expected: string, actual: unknown): Error {
  return new Error(`${OUTPUTS_PATH}: ${path}: expected ${expected}, got ${JSON.stringify(actual) ?? "nothing"}`);
}
