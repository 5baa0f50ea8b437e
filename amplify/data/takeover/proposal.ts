import { isProblem, problem, type Problem } from "../status-update/problem.js";
import { mostMinutes, takeoverIdOf, type Person, type TakeoverItem, type TakeoverLevel } from "./takeover-item.js";
import { takeoverTextsOf, type TakeoverTextInput } from "./takeover-text.js";
import { takeoverZoneOf } from "./zone.js";

/** `TakeoverInput` of the schema, as AppSync hands it over. */
export interface TakeoverInput {
  readonly zone: string;
  readonly level: TakeoverLevel;
  readonly texts: readonly TakeoverTextInput[];
  readonly minutes: number;
}

/** A takeover as it is asked for: checked, and in one form. */
export type AcceptedTakeover = Pick<TakeoverItem, "zone" | "level" | "texts" | "minutes">;

/** Checks a takeover. `terminals`: codes of the airport's own. The first thing wrong is answered as a problem. */
export function acceptedTakeoverOf(input: TakeoverInput, terminals: readonly string[]): AcceptedTakeover | Problem {
  const { level, minutes } = input;
  const place = takeoverZoneOf(input.zone, terminals);
  if (isProblem(place)) {
    return place;
  }
  if (minutes % 1 !== 0 || minutes < 1 || minutes > mostMinutes) {
    return problem("minutes", `a whole number from 1 to ${mostMinutes}`, minutes, "Propose it again when it is over.");
  }
  const taken = takeoverTextsOf(input.texts);
  return isProblem(taken) ? taken : { zone: place.zone, level, texts: taken.texts, minutes };
}

/** When a proposal is made, in the forms that its item needs. */
export interface ProposalTimes {
  /** Milliseconds since 1970. */
  readonly milliseconds: number;
  /** As `utcTime` writes them. */
  readonly proposedAt: string;
  readonly lapsesAt: string;
  /** When the item goes, seconds since 1970. */
  readonly expires: number;
}

/** The item of a proposal. `uuid`: a fresh one. */
export function proposalOf(
  accepted: AcceptedTakeover,
  airport: string,
  proposer: Person,
  uuid: string,
  times: ProposalTimes,
): TakeoverItem {
  return {
    ...accepted,
    airport,
    id: takeoverIdOf(times.milliseconds, uuid),
    state: "PROPOSED",
    proposedAt: times.proposedAt,
    lapsesAt: times.lapsesAt,
    proposedBy: proposer.name,
    proposerSub: proposer.sub,
    expires: times.expires,
  };
}
