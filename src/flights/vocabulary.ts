import type { PassengerStatus } from "./passenger-status";

/** A language that boards speak (BCP 47); dates and zones are written as `Intl` writes them in it. */
export type Language = "en";

/** Every text that a board shows or speaks. No text for passengers stands anywhere else. */
export interface Vocabulary {
  readonly language: Language;
  /** Writing direction, for `dir`. */
  readonly direction: "ltr" | "rtl";
  readonly status: Readonly<Record<PassengerStatus, string>>;
  readonly departures: string;
  readonly columns: {
    readonly time: string;
    readonly estimated: string;
    readonly destination: string;
    readonly flight: string;
    readonly airline: string;
    readonly terminal: string;
    readonly gate: string;
    readonly status: string;
  };
  readonly via: (places: string) => string;
  readonly divertedTo: (place: string) => string;
  readonly alsoSoldAs: (flightNumbers: string) => string;
  /** Mark beside a time on a later day; `days` is 1 or more. */
  readonly laterDay: { readonly mark: (days: number) => string; readonly spoken: (days: number) => string };
  readonly earlierDay: { readonly mark: (days: number) => string; readonly spoken: (days: number) => string };
  readonly loading: string;
  readonly noFlights: { readonly title: string; readonly detail: string };
  readonly notReachable: { readonly title: string; readonly detail: string };
  /** `time` is the time of day of the last confirmation, in this and the next two. */
  readonly reconnecting: (time: string) => string;
  readonly offline: (time: string) => string;
  readonly maybeOutdated: (time: string) => string;
  readonly updated: (time: string) => string;
  readonly allTimesLocal: (zone: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly moreLater: (count: number) => string;
  readonly showMore: string;
  readonly simulatedTime: string;
  readonly failure: { readonly title: string; readonly detail: string };
  readonly configurationFailed: { readonly title: string; readonly detail: string };
  readonly badAddress: {
    readonly title: string;
    readonly parameter: (name: string) => string;
    readonly expected: (text: string) => string;
    readonly actual: (text: string) => string;
    readonly advice: string;
  };
  readonly notFound: { readonly title: string; readonly link: string };
}

const english: Vocabulary = {
  language: "en",
  direction: "ltr",
  status: {
    onTime: "On time",
    delayed: "Delayed",
    boarding: "Boarding",
    finalCall: "Final call",
    gateClosed: "Gate closed",
    departed: "Departed",
    cancelled: "Cancelled",
    diverted: "Diverted",
  },
  departures: "Departures",
  columns: {
    time: "Time",
    estimated: "Estimated",
    destination: "Destination",
    flight: "Flight",
    airline: "Airline",
    terminal: "Terminal",
    gate: "Gate",
    status: "Status",
  },
  via: (places) => `via ${places}`,
  divertedTo: (place) => `now going to ${place}`,
  alsoSoldAs: (flightNumbers) => `also sold as ${flightNumbers}`,
  laterDay: {
    mark: (days) => `+${String(days)}`,
    spoken: (days) => (days === 1 ? "tomorrow" : `in ${String(days)} days`),
  },
  earlierDay: {
    mark: (days) => `−${String(days)}`,
    spoken: (days) => (days === 1 ? "yesterday" : `${String(days)} days ago`),
  },
  loading: "Loading departures",
  noFlights: { title: "No departures at the moment", detail: "Flights appear here as soon as they are scheduled." },
  notReachable: {
    title: "Flight information is not available",
    detail: "Please ask at your airline’s desk. This display keeps trying to reconnect.",
  },
  reconnecting: (time) => `Connection lost. Reconnecting. Flights as of ${time}`,
  offline: (time) => `No connection. Flights as of ${time}`,
  maybeOutdated: (time) => `Flight information may be out of date. Flights as of ${time}`,
  updated: (time) => `Updated ${time}`,
  allTimesLocal: (zone) => `All times are local (${zone})`,
  page: (page, pages) => `Page ${String(page)} of ${String(pages)}`,
  moreLater: (count) => `+${String(count)} later flights`,
  showMore: "Show later flights",
  simulatedTime: "Simulated time",
  failure: { title: "This display had a problem", detail: "It starts again by itself in a few seconds." },
  configurationFailed: {
    title: "Flight information is not available",
    detail: "This display cannot reach its configuration (/amplify_outputs.json). It keeps trying.",
  },
  badAddress: {
    title: "This display’s address is not valid",
    parameter: (name) => `Parameter “${name}”`,
    expected: (text) => `Expected: ${text}`,
    actual: (text) => `Found: ${text}`,
    advice: "Correct the address and open the page again.",
  },
  notFound: { title: "There is no such display", link: "Go to departures" },
};

/** All languages by their code. */
export const vocabularies: Readonly<Record<Language, Vocabulary>> = { en: english };
