import { execute, parse, type GraphQLSchema } from "graphql";
import { contractSchema } from "../../amplify/events/contract-schema.js";
import type { Publication, PublishedObject } from "../../local/appsync/subscription-plan.js";

/** What a board asks for. */
export const boardSubscription = `subscription Board {
  onFlightStatusUpdate {
    id time event num carrier date direction terminal previousTerminal
    info { __typename message ... on DelayEventInfo { delayMinutes newDepTime delayCode } }
    flight { date carrier num direction updatedAt
      schedule { stamp airport via scheduledTime terminal gate codeshares }
      state { stamp status since message reason airport }
      times { stamp estimatedTime delayMinutes delayCode }
      terminal { stamp terminal }
      gate { stamp gate }
      belt { stamp belt } }
  }
}`;

/** The schema of the backend, executable. */
export const boardSchema: GraphQLSchema = contractSchema();

const boardDocument = parse(boardSubscription);

/** A delay of a flight, about 1 KB as a frame; the number tells them apart. */
export function statusUpdate(number: number): PublishedObject {
  const stamp = `2024-01-25T16:58:37.000Z#9f0c2c1e-5b0e-4e0e-8a35-${String(number).padStart(12, "0")}`;
  return {
    __typename: "StatusUpdate",
    id: stamp.slice(25),
    time: "2024-01-25T16:58:37Z",
    event: "FlightDelayed",
    num: 1 + (number % 9999),
    carrier: "JK",
    date: "2024-01-25",
    direction: "DEPARTURE",
    terminal: "A",
    previousTerminal: null,
    info: {
      __typename: "DelayEventInfo",
      message: "Delayed 15 minutes, late aircraft",
      delayMinutes: 15,
      newDepTime: "2024-01-25T18:15:00Z",
      delayCode: "93",
    },
    flight: {
      __typename: "Flight",
      date: "2024-01-25",
      carrier: "JK",
      num: 1 + (number % 9999),
      direction: "DEPARTURE",
      updatedAt: "2024-01-25T16:58:37.412Z",
      schedule: {
        __typename: "FlightSchedule",
        stamp: "2024-01-24T03:00:00.000Z#schedule-2024-01-25-JK123",
        airport: "LHR",
        via: [],
        scheduledTime: "2024-01-25T18:00:00Z",
        terminal: "A",
        gate: "14",
        codeshares: ["AA4321", "BA1508"],
      },
      state: { __typename: "FlightState", stamp, status: "DELAYED", since: "2024-01-25T16:58:37Z" },
      times: {
        __typename: "FlightTimes",
        stamp,
        estimatedTime: "2024-01-25T18:15:00Z",
        delayMinutes: 15,
        delayCode: "93",
      },
      terminal: { __typename: "FlightTerminal", stamp, terminal: "A" },
      gate: { __typename: "FlightGate", stamp, gate: "14" },
      belt: null,
    },
  };
}

/** The payload that the board's document makes of a publication. */
export function project({ value }: Publication): { readonly data: unknown } {
  const result = execute({
    schema: boardSchema,
    document: boardDocument,
    rootValue: { onFlightStatusUpdate: value },
  });
  if (result instanceof Promise) throw new Error("The board's document must execute synchronously.");
  return { data: result.data };
}
