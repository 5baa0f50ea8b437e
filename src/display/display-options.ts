import { defaultRetention, type Retention } from "../flights/leaving";
import { languages, type Language } from "../flights/vocabulary";
import type { BadParameter, Expected } from "./bad-parameter";

/** How rows are laid out: pages that turn, a list to scroll, or what suits the screen. */
export type DisplayLayout = "auto" | "pages" | "list";

/** The looks to choose from; their colours stand in ui/themes.ts. */
export const themeNames = ["modern", "classic", "light"] as const;
export type ThemeName = (typeof themeNames)[number];

/**
 * What stands beside an airline's name: the image that the deployment has of it (ui/airline-marks), or nothing; its code
 * on a tile where there is no image; or never anything.
 */
export const markChoices = ["images", "codes", "none"] as const;
export type MarkChoice = (typeof markChoices)[number];

/** The panel that the display hangs on, for legibility (panel.ts); without it, text scales with the window alone. */
export interface PanelChoice {
  /** Diagonal in inches. */
  readonly diagonalInches: number;
  /** How far the passengers stand off, metres. */
  readonly distanceMetres: number;
}

/** All of a display's configuration but its kind, which is the URL's path: a kiosk needs nothing but its URL. */
export interface DisplayOptions {
  /** Code of the only terminal to show. */
  readonly terminal: string | undefined;
  /** Code of the terminal that the display hangs in, which decides on takeovers; where left out, `terminal`. */
  readonly location: string | undefined;
  /** Languages that take turns, at least one, each once. */
  readonly languages: readonly Language[];
  readonly theme: ThemeName;
  readonly marks: MarkChoice;
  readonly panel: PanelChoice | undefined;
  /** Rows on a page; undefined: as many as are legible. */
  readonly rows: number | undefined;
  /** Minutes that flights stay by each rule. */
  readonly retention: Retention;
  /** Seconds without a sign of life of the feed after which passengers are told that the information may be old. */
  readonly staleSeconds: number;
  /** Instant that the display's clock starts at, milliseconds since 1970; undefined: the real time. */
  readonly at: number | undefined;
  readonly layout: DisplayLayout;
  /** Announces every painted update as a window event, for measuring. */
  readonly trace: boolean;
}

/** What a display does where its URL says nothing. */
export const defaultOptions: DisplayOptions = {
  terminal: undefined,
  location: undefined,
  languages: ["en"],
  theme: "modern",
  marks: "images",
  panel: undefined,
  rows: undefined,
  retention: defaultRetention,
  staleSeconds: 60,
  at: undefined,
  layout: "auto",
  trace: false,
};

/** From where people look at a hung panel when nothing is said, metres. */
export const DEFAULT_DISTANCE_METRES = 3;
export const MAXIMUM_MINUTES = 720;
const rowLimits = { least: 1, most: 60 };
const staleLimits = { least: 10, most: 3600 };
const inchLimits = { least: 10, most: 200 };
const metreLimits = { least: 0.5, most: 30 };

const layouts = ["auto", "pages", "list"] as const satisfies readonly DisplayLayout[];
const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Either the options, or the first parameter that is wrong. */
export type ParsedOptions = { readonly options: DisplayOptions } | { readonly fault: BadParameter };

/**
 * Reads a query string (with or without `?`) for a display of an airport with these terminals. Parameters that no
 * display knows are refused as well: a misspelt one would otherwise be obeyed by nobody, in silence.
 */
export function parseDisplayOptions(search: string, terminals: readonly string[]): ParsedOptions {
  const reader = new OptionReader(new URLSearchParams(search));
  const terminal = reader.choice("terminal", terminals);
  const location = reader.choice("location", terminals);
  const chosen = reader.languages();
  const theme = reader.choice("theme", themeNames) ?? defaultOptions.theme;
  const marks = reader.choice("marks", markChoices) ?? defaultOptions.marks;
  const diagonalInches = reader.number("panel", "inches", inchLimits);
  const distanceMetres = reader.number("distance", "metres", metreLimits);
  if (distanceMetres !== undefined && diagonalInches === undefined) {
    reader.refuse("panel", { kind: "besideDistance" }, "");
  }
  const rows = reader.whole("rows", rowLimits);
  const kept = { least: 0, most: MAXIMUM_MINUTES };
  const retention: Retention = {
    departed: reader.whole("departed", kept) ?? defaultRetention.departed,
    landed: reader.whole("landed", kept) ?? defaultRetention.landed,
    cancelled: reader.whole("cancelled", kept) ?? defaultRetention.cancelled,
    sinceCancelled: reader.whole("sinceCancelled", kept) ?? defaultRetention.sinceCancelled,
  };
  const staleSeconds = reader.whole("stale", staleLimits) ?? defaultOptions.staleSeconds;
  const at = reader.instant("at");
  const layout = reader.choice("layout", layouts) ?? defaultOptions.layout;
  if (layout === "list" && diagonalInches !== undefined) {
    reader.refuse("layout", { kind: "onPanel", values: layouts.filter((each) => each !== "list") }, layout);
  }
  const trace = reader.flag("trace");
  reader.refuseOthers();
  if (reader.fault !== undefined) return { fault: reader.fault };
  const panel =
    diagonalInches === undefined
      ? undefined
      : { diagonalInches, distanceMetres: distanceMetres ?? DEFAULT_DISTANCE_METRES };
  return {
    options: {
      terminal,
      location,
      languages: chosen,
      theme,
      marks,
      panel,
      rows,
      retention,
      staleSeconds,
      at,
      layout,
      trace,
    },
  };
}

/** The query string (without `?`, empty for the defaults) that `parseDisplayOptions` reads these options from. */
export function formatDisplayOptions(options: DisplayOptions): string {
  const parameters = new URLSearchParams();
  const put = (name: string, value: string | number | undefined, standard?: string | number) => {
    if (value !== undefined && value !== standard) parameters.set(name, String(value));
  };
  put("terminal", options.terminal);
  put("location", options.location);
  put("lang", options.languages.join(","), defaultOptions.languages.join(","));
  put("theme", options.theme, defaultOptions.theme);
  put("marks", options.marks, defaultOptions.marks);
  put("panel", options.panel?.diagonalInches);
  put("distance", options.panel?.distanceMetres, DEFAULT_DISTANCE_METRES);
  put("rows", options.rows);
  put("departed", options.retention.departed, defaultRetention.departed);
  put("landed", options.retention.landed, defaultRetention.landed);
  put("cancelled", options.retention.cancelled, defaultRetention.cancelled);
  put("sinceCancelled", options.retention.sinceCancelled, defaultRetention.sinceCancelled);
  put("stale", options.staleSeconds, defaultOptions.staleSeconds);
  put("at", options.at === undefined ? undefined : new Date(options.at).toISOString());
  put("layout", options.layout, defaultOptions.layout);
  if (options.trace) parameters.set("trace", "");
  // Commas and colons need no escape in a query, and people read and type these addresses.
  return parameters.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
}

/** Takes parameters one by one and keeps the first fault. */
class OptionReader {
  fault: BadParameter | undefined;
  private readonly known = new Set<string>();

  constructor(private readonly parameters: URLSearchParams) {}

  refuse(parameter: string, expected: Expected, actual: string): void {
    this.fault ??= { parameter, expected, actual };
  }

  choice<Value extends string>(name: string, values: readonly Value[]): Value | undefined {
    const text = this.take(name);
    if (text === undefined) return undefined;
    const value = values.find((each) => each === text);
    if (value === undefined) this.refuse(name, { kind: "oneOf", values }, text);
    return value;
  }

  languages(): readonly Language[] {
    const text = this.take("lang");
    if (text === undefined) return defaultOptions.languages;
    const chosen = text.split(",").map((code) => languages.find((each) => each === code));
    const valid = chosen.filter((each) => each !== undefined);
    if (valid.length < chosen.length || new Set(valid).size < valid.length) {
      this.refuse("lang", { kind: "someOf", values: languages }, text);
    }
    return valid;
  }

  number(name: string, kind: "inches" | "metres", limits: { least: number; most: number }): number | undefined {
    const text = this.take(name);
    if (text === undefined) return undefined;
    const value = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= limits.least && value <= limits.most) return value;
    this.refuse(name, { kind, ...limits }, text);
    return undefined;
  }

  whole(name: string, limits: { least: number; most: number }): number | undefined {
    const text = this.take(name);
    if (text === undefined) return undefined;
    const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= limits.least && value <= limits.most) return value;
    this.refuse(name, { kind: "wholeNumber", ...limits }, text);
    return undefined;
  }

  instant(name: string): number | undefined {
    // A bare + in a query string means a space; a zone offset typed by hand must still work.
    const text = this.take(name)?.replace(" ", "+");
    if (text === undefined) return undefined;
    const value = instantPattern.test(text) ? Date.parse(text) : Number.NaN;
    if (!Number.isNaN(value)) return value;
    this.refuse(name, { kind: "instant" }, text);
    return undefined;
  }

  flag(name: string): boolean {
    return this.take(name) !== undefined;
  }

  refuseOthers(): void {
    for (const name of this.parameters.keys()) {
      if (!this.known.has(name)) this.refuse(name, { kind: "oneOf", values: [...this.known] }, name);
    }
  }

  private take(name: string): string | undefined {
    this.known.add(name);
    return this.parameters.get(name) ?? undefined;
  }
}
