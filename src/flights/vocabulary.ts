import type { DelayCause } from "./delay-cause";
import type { PassengerStatus } from "./passenger-status";
import { arabic } from "./words/ar";
import { chinese } from "./words/zh";
import { english } from "./words/en";
import { french } from "./words/fr";
import { german } from "./words/de";
import { japanese } from "./words/ja";
import { spanish } from "./words/es";

/** The languages that displays speak (BCP 47); dates, numbers and zones are written as `Intl` writes them in each. */
export const languages = ["en", "es", "de", "fr", "ar", "zh", "ja"] as const;
export type Language = (typeof languages)[number];

/** A title and what stands below it. */
export interface Message {
  readonly title: string;
  readonly detail: string;
}

/** A mark beside a time, and how it is spoken; `days` is 1 or more. */
export interface DayMark {
  readonly mark: (days: number) => string;
  readonly spoken: (days: number) => string;
}

/**
 * Every text that a display shows or speaks. No text for passengers stands anywhere else, none is there for nothing
 * (words/loose-texts.test.ts), and every language keeps to its own rules (words/words.test.ts).
 * Numbers and times come in as they are to be shown, formatted by `Intl` for the language; counts come as numbers.
 */
export interface Vocabulary {
  readonly language: Language;
  /** Writing direction, for `dir`. */
  readonly direction: "ltr" | "rtl";
  /** The language's own name, for choosing it. */
  readonly name: string;
  readonly status: Readonly<Record<PassengerStatus, string>>;
  /** A status with its place: "Baggage on belt 4". */
  readonly baggageOnBelt: (belt: string) => string;
  /** The same where letters are so large that there is no room for more. */
  readonly onBelt: (belt: string) => string;
  readonly departures: string;
  readonly arrivals: string;
  readonly gate: (gate: string) => string;
  readonly belt: (belt: string) => string;
  readonly terminal: (terminal: string) => string;
  readonly columns: {
    readonly time: string;
    readonly estimated: string;
    readonly destination: string;
    readonly origin: string;
    readonly flight: string;
    readonly airline: string;
    readonly terminal: string;
    readonly gate: string;
    readonly belt: string;
    readonly status: string;
  };
  readonly via: (places: string) => string;
  /** Of an arrival: where it comes from, in a sentence with the stops between. */
  readonly from: (place: string) => string;
  readonly divertedTo: (place: string) => string;
  readonly alsoSoldAs: (flightNumbers: string) => string;
  readonly laterDay: DayMark;
  readonly earlierDay: DayMark;
  /** The page of one gate. */
  readonly gatePage: {
    readonly noFlight: Message;
    readonly next: string;
    readonly scheduled: string;
    readonly expected: string;
    readonly boarding: (time: string) => string;
  };
  /** The page of one belt. */
  readonly beltPage: { readonly noFlight: Message; readonly firstBag: (time: string) => string };
  readonly loading: string;
  readonly noFlights: { readonly departures: Message; readonly arrivals: Message };
  readonly notReachable: Message;
  /** `time` is the time of day of the last confirmation, in this and the next two. */
  readonly reconnecting: (time: string) => string;
  readonly offline: (time: string) => string;
  readonly maybeOutdated: (time: string) => string;
  readonly updated: (time: string) => string;
  /** The same as one short word above the time, where large letters leave no room for more. */
  readonly updatedShort: string;
  /** Beside times and gates that are too old to be trusted. */
  readonly confirmAtDesk: string;
  readonly allTimesLocal: (zone: string) => string;
  readonly page: (page: number, pages: number) => string;
  readonly moreLater: (count: number) => string;
  readonly moreNumbers: (count: number) => string;
  readonly showMore: string;
  readonly simulatedTime: string;
  readonly scanForPhone: string;
  /** What a takeover is, above its title, by its level. */
  readonly takeover: { readonly information: string; readonly warning: string; readonly emergency: string };
  /** The page for a phone. */
  readonly phone: {
    readonly title: string;
    readonly search: string;
    readonly searchHint: string;
    readonly results: (count: number) => string;
    readonly noResults: Message;
    readonly follow: string;
    readonly following: string;
    readonly unfollow: string;
    readonly history: string;
    readonly noHistory: string;
    readonly back: string;
    readonly announce: string;
    readonly announcing: string;
    readonly language: string;
    /** Announced to screen readers when a followed flight changes: "UA 123 to Boston: boarding, gate C72". */
    readonly change: (flight: string, place: string, what: string) => string;
    /** What happened, by the event's name in the contract. */
    readonly events: Readonly<Record<FlightEvent, string>>;
    /** Why it is late, where its airline says so by a code. */
    readonly causes: Readonly<Record<DelayCause, string>>;
    readonly newTime: (time: string) => string;
    readonly delayedMinutes: (minutes: number) => string;
  };
  /** The sheet to print. */
  readonly print: {
    readonly button: string;
    readonly title: string;
    readonly asOf: (time: string) => string;
    readonly remarks: string;
  };
  readonly failure: Message;
  readonly configurationFailed: Message;
}

/** `StatusEvent` of the contract. */
export type FlightEvent =
  | "FlightArrived"
  | "FlightBaggageOnBelt"
  | "FlightBoarding"
  | "FlightCancelled"
  | "FlightDelayed"
  | "FlightDiverted"
  | "FlightFinalCall"
  | "FlightGateChanged"
  | "FlightGateClosed"
  | "FlightLanded"
  | "FlightPushBack"
  | "FlightReinstated"
  | "FlightScheduled"
  | "FlightTookOff";

/** All languages by their code. */
export const vocabularies: Readonly<Record<Language, Vocabulary>> = {
  en: english,
  es: spanish,
  de: german,
  fr: french,
  ar: arabic,
  zh: chinese,
  ja: japanese,
};
