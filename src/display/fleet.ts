import { displayPath } from "./display-kind";
import { draftOf, kindOf } from "./display-draft";
import { zonesOf, type Takeover } from "./takeover";

/** A display's newest report: `Display` of the contract. Instants are ISO 8601 with zone. */
export interface DisplayReport {
  readonly id: string;
  /** Path and query of its URL. */
  readonly address: string;
  readonly version: string;
  /** Of the rows that it has painted: equal for displays that show the same. */
  readonly digest: string;
  readonly rows: number;
  /** Rows that only its "+N more flights" counts. */
  readonly rowsBeyond: number;
  readonly connection: "CONNECTING" | "LIVE" | "RECONNECTING" | "OFFLINE";
  readonly feedAliveAt: string | null;
  readonly flightsAsOf: string | null;
  readonly takeoverId: string | null;
  readonly takeoverPaintedAt: string | null;
  /** Its device's clock minus the service's, milliseconds. */
  readonly clockOffset: number | null;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly startedAt: string;
  /** By the service's clock. */
  readonly reportedAt: string;
}

/** A display reports at least once a minute; after two and a half without, something is wrong with it. */
export const SILENT_AFTER_MS = 150_000;
/** A display's data may be so much older than the service's: two heartbeats of the feed. */
export const BEHIND_AFTER_MS = 30_000;

/**
 * How a display stands: `silent` reports no more; `troubled` reports, but is not connected; `behind` is connected, but its
 * data is older than the service's; `live` is as it should be.
 */
export type DisplayStanding = "silent" | "troubled" | "behind" | "live";

/** The order in which people want to see them: what needs them first. */
export const standings: readonly DisplayStanding[] = ["silent", "troubled", "behind", "live"];

/** What operations reads of one display. */
export interface FleetEntry {
  readonly report: DisplayReport;
  readonly standing: DisplayStanding;
  /** Since its last report, milliseconds. */
  readonly silentMs: number;
  /** How old its data was when it reported, milliseconds; undefined: it had none. */
  readonly dataAgeMs: number | undefined;
  /** Live displays of the same address that show other rows. */
  readonly differsFrom: number;
}

/**
 * The fleet as it stands at `now` (milliseconds by the service's clock), what needs people first. `signsOfLife` are the
 * feed's, as far as the service has told of them: milliseconds, at least the last one that it knows, if there is one.
 */
export function fleetAt(
  reports: Iterable<DisplayReport>,
  now: number,
  signsOfLife: readonly number[],
): readonly FleetEntry[] {
  const all = [...reports];
  const feed = { told: signsOfLife, known: knownSigns(all, signsOfLife) };
  const entries = all.map((report): FleetEntry => {
    const silentMs = Math.max(0, now - Date.parse(report.reportedAt));
    const standing = standingOf(report, silentMs, feed);
    return { report, standing, silentMs, dataAgeMs: dataAgeOf(report), differsFrom: 0 };
  });
  const live = entries.filter(({ standing }) => standing === "live");
  return entries
    .map((entry) => ({ ...entry, differsFrom: entry.standing === "live" ? othersOf(entry.report, live) : 0 }))
    .sort(compareEntries);
}

/** Signs of life of the feed, milliseconds. */
interface FeedSigns {
  /** By the service. */
  readonly told: readonly number[];
  /** By anybody, newest first. */
  readonly known: readonly number[];
}

function knownSigns(reports: readonly DisplayReport[], told: readonly number[]): readonly number[] {
  const reported = reports.flatMap(({ feedAliveAt }) => (feedAliveAt === null ? [] : [Date.parse(feedAliveAt)]));
  return [...told, ...reported].sort((a, b) => b - a);
}

function standingOf(report: DisplayReport, silentMs: number, feed: FeedSigns): DisplayStanding {
  if (silentMs > SILENT_AFTER_MS) return "silent";
  if (report.connection !== "LIVE") return "troubled";
  const service = aliveAsOf(Date.parse(report.reportedAt), feed);
  if (service === undefined) return "live";
  const own = report.feedAliveAt === null ? Number.NEGATIVE_INFINITY : Date.parse(report.feedAliveAt);
  return service - own > BEHIND_AFTER_MS ? "behind" : "live";
}

/**
 * When the service's feed had last been alive, as of an instant: a feed that is frozen makes no display older than the
 * service. Of what was before the service first told, the later is taken to be true: that the feed was alive all along.
 * Undefined where nobody knows of any sign of life.
 */
function aliveAsOf(instant: number, { told, known }: FeedSigns): number | undefined {
  if (known.length === 0) return undefined;
  if (told.length > 0 && told.every((sign) => sign > instant)) return instant;
  return known.find((sign) => sign <= instant);
}

function dataAgeOf({ feedAliveAt, reportedAt }: DisplayReport): number | undefined {
  const age = Date.parse(reportedAt) - Date.parse(feedAliveAt ?? "");
  return Number.isNaN(age) ? undefined : Math.max(0, age);
}

/**
 * Boards of one address must show the same; those that reported within a few seconds of a change may differ for a
 * moment, and one that was started while rows moved to other pages until they are there (page-succession.ts).
 */
function othersOf(report: DisplayReport, live: readonly FleetEntry[]): number {
  return live.filter(
    ({ report: other }) =>
      other.address === report.address &&
      other.version === report.version &&
      other.digest !== report.digest &&
      Math.abs(Date.parse(other.reportedAt) - Date.parse(report.reportedAt)) > SETTLING_MS,
  ).length;
}

/** Reports of one change come within this time of each other, milliseconds: displays report every ten seconds at most. */
const SETTLING_MS = 15_000;

function compareEntries(a: FleetEntry, b: FleetEntry): number {
  const order = standings.indexOf(a.standing) - standings.indexOf(b.standing);
  if (order !== 0) return order;
  if (a.report.address !== b.report.address) return a.report.address < b.report.address ? -1 : 1;
  return a.report.id < b.report.id ? -1 : a.report.id > b.report.id ? 1 : 0;
}

/** Which displays have painted a takeover, of those that must show it. */
export interface TakeoverReceipts {
  /** Displays of its zone that report. */
  readonly expected: number;
  readonly painted: number;
  /** Those of its zone that have not painted it. */
  readonly missing: readonly FleetEntry[];
}

/** The displays that show a takeover of the zone. Silent ones are left out: nobody knows what they show, and the fleet says so. */
export function reachedBy(
  zone: string,
  fleet: readonly FleetEntry[],
  terminals: readonly string[],
): readonly FleetEntry[] {
  return fleet.filter(
    ({ report, standing }) => standing !== "silent" && zonesOfAddress(report.address, terminals).includes(zone),
  );
}

/** Receipts of a takeover, from the reports. A display that shows another one, louder or newer, has not painted this one. */
export function receiptsOf(
  takeover: Pick<Takeover, "id" | "zone">,
  fleet: readonly FleetEntry[],
  terminals: readonly string[],
): TakeoverReceipts {
  const inZone = reachedBy(takeover.zone, fleet, terminals);
  const missing = inZone.filter(({ report }) => report.takeoverId !== takeover.id);
  return { expected: inZone.length, painted: inZone.length - missing.length, missing };
}

/** The zones of the display with this address; only "all" where the address makes no sense. */
export function zonesOfAddress(address: string, terminals: readonly string[]): readonly string[] {
  const draft = draftOf(address, terminals);
  if ("fault" in draft) return ["all"];
  const kind = kindOf(draft);
  return kind === undefined ? ["all"] : zonesOf(kind, draft.options);
}

/** What a display is called among people: its path, and the query behind it. */
export function displayTitle(address: string, terminals: readonly string[]): { title: string; query: string } {
  const [path = "", query = ""] = address.split("?");
  const draft = draftOf(address, terminals);
  const kind = "fault" in draft ? undefined : kindOf(draft);
  return { title: kind === undefined ? path : displayPath(kind), query };
}
