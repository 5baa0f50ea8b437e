import { createHash } from "node:crypto";
import type { Airport } from "../../amplify/airport.js";
import { flightEvent, secondsPrecise } from "../flight-events/bus-event.js";
import type { ScheduleFacts } from "../flight-events/event-facts.js";
import * as fields from "../flight-events/flight-fields.js";
import { dateOf, isOnDate, parseDate, parseLocalMoment } from "../flight-events/local-time.js";
import { shown, UnexpectedValue } from "../flight-events/unexpected-value.js";
import type { ColumnPlace } from "./row-reader.js";
import { shownHeader, type ScheduleFormat } from "./schedule-format.js";

const requiredColumns = ["date", "carrier", "number", "airport", "scheduled_time"] as const;
const optionalColumns = ["direction", "terminal", "gate", "via", "codeshares"] as const;

type AirsideColumn = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

/**
 * The project's own schedule format; docs/commands.md describes its columns.
 * @param stamp time of the FlightScheduled events, milliseconds since 1970
 */
export function airsideFormat(airport: Airport, stamp: number): ScheduleFormat<AirsideColumn> {
  return {
    columns(header) {
      const places = new Map<AirsideColumn, ColumnPlace>();
      const unknown: string[] = [];
      header.forEach((name, index) => {
        const column = [...requiredColumns, ...optionalColumns].find((known) => known === name.toLowerCase());
        if (column === undefined) unknown.push(name);
        else places.set(column, { index, name });
      });
      const missing = requiredColumns.filter((column) => !places.has(column));
      if (missing.length > 0) {
        throw new UnexpectedValue("header", `the columns ${missing.join(", ")}`, shownHeader(header));
      }
      return { places, unknown };
    },

    flight(row) {
      const date = row.required("date", parseDate);
      const carrier = row.required("carrier", fields.parseCarrier);
      const number = row.required("number", fields.parseFlightNumber);
      const direction = row.optional("direction", fields.parseDirection) ?? "DEPARTURE";
      const otherEnd = row.required("airport", (field, text) => {
        const code = fields.parseAirport(field, text);
        if (code === airport.iata) {
          throw new UnexpectedValue(
            field,
            `the flight's other end, an airport other than ${airport.iata}`,
            shown(text),
          );
        }
        return code;
      });
      const scheduled = row.required("scheduled_time", (field, text) => {
        // Without a date the time cannot be placed; the date's own problem is reported already.
        if (date === undefined) return undefined;
        const moment = parseLocalMoment(field, text, date, airport.timeZone);
        if (isOnDate(moment, date, airport.timeZone)) return moment;
        const localDate = dateOf(moment, airport.timeZone);
        throw new UnexpectedValue(
          field,
          `a time on ${date} in ${airport.timeZone}`,
          `${text}, which is on ${localDate}`,
        );
      });
      const terminal = row.optional("terminal", (field, text) => fields.parseTerminal(field, text, airport));
      const gate = row.optional("gate", fields.parsePlace);
      const via = row.optional("via", fields.parseAirports);
      const codeshares = row.optional("codeshares", (field, text) => {
        const partners = fields.parseCodeshares(field, text);
        const own = `${carrier ?? ""}${String(number ?? "")}`;
        if (partners.includes(own)) {
          throw new UnexpectedValue(
            field,
            `partners' flight numbers, others than the flight's own ${own}`,
            shown(text),
          );
        }
        return partners;
      });
      if (date === undefined || carrier === undefined || number === undefined) return undefined;
      if (otherEnd === undefined || scheduled === undefined || row.problems.length > 0) return undefined;

      const flight = { date, carrier, number, direction };
      const facts: ScheduleFacts = {
        airport: otherEnd,
        scheduledTime: secondsPrecise(scheduled),
        ...(via === undefined ? {} : { via }),
        ...(terminal === undefined ? {} : { terminal }),
        ...(gate === undefined ? {} : { gate }),
        ...(codeshares === undefined ? {} : { codeshares }),
      };
      return {
        flight,
        scheduled: flightEvent({ event: "FlightScheduled", flight, time: stamp, facts, id: idOf(flight, facts) }),
        implied: [],
      };
    },
  };
}

/** Made from the content: the same row sent again is the same event, a corrected row is another. */
function idOf(
  flight: { date: string; carrier: string; number: number; direction: string },
  facts: ScheduleFacts,
): string {
  const content = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 12);
  return `csv-${flight.date}-${flight.carrier}-${String(flight.number)}-${flight.direction.charAt(0)}-${content}`;
}
