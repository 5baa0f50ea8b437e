import type { Person, TakeoverItem } from "./takeover-item.js";

/** A write to one item: an update expression with what it names, and the condition under which it is made. */
export interface TakeoverWrite {
  readonly expression: string;
  readonly condition: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
  readonly conditionNames: Readonly<Record<string, string>>;
  readonly conditionValues: Readonly<Record<string, string>>;
}

/** Why a step is refused: `errorType` and message for the person who took it. */
export interface Refusal {
  readonly type: string;
  readonly message: string;
}

/** Where a takeover stands for somebody who confirms it. */
export type Confirmation = "confirmable" | "confirmed" | Refusal;

/** The refusal of an id that no takeover has. */
export const unknownTakeover: Refusal = {
  type: "NotFound",
  message: "id: there is no takeover of this id. It may be older than 30 days; look at takeovers for the others.",
};

/**
 * What confirming comes to. `confirmed` is also the answer to whoever has confirmed it already, so that a confirmation
 * whose answer was lost can be sent again. `now` as `utcTime` writes it.
 */
export function confirmationOf(item: TakeoverItem | null, sub: string, now: string): Confirmation {
  if (item === null) {
    return unknownTakeover;
  }
  // Ended in the moment since it was confirmed: it was confirmed.
  if (item.confirmerSub === sub && (item.state === "CONFIRMED" || item.confirmedAt === now)) {
    return "confirmed";
  }
  if (item.state === "ENDED") {
    return {
      type: "AlreadyEnded",
      message: `${item.endedBy ?? "Somebody"} has ended this takeover. Propose it again.`,
    };
  }
  if (item.state === "CONFIRMED") {
    return {
      type: "AlreadyConfirmed",
      message: `${item.confirmedBy ?? "Somebody"} has confirmed this takeover already.`,
    };
  }
  if (item.lapsesAt <= now) {
    return { type: "Lapsed", message: `Nobody confirmed this takeover before ${item.lapsesAt}. Propose it again.` };
  }
  return item.proposerSub === sub
    ? { type: "Forbidden", message: "It needs a second person: whoever proposes a takeover cannot confirm it, too." }
    : "confirmable";
}

/**
 * The write that confirms a proposal. Its condition says once more what `confirmationOf` says: of two who confirm at once,
 * or of one who confirms and one who ends, DynamoDB lets the first. Times as `utcTime` writes them.
 */
export function confirmationWriteOf(confirmer: Person, now: string, expiresAt: string): TakeoverWrite {
  return {
    expression:
      "SET #state = :confirmed, #confirmedAt = :now, #expiresAt = :expiresAt, #confirmedBy = :name, #confirmerSub = :sub",
    names: {
      "#state": "state",
      "#confirmedAt": "confirmedAt",
      "#expiresAt": "expiresAt",
      "#confirmedBy": "confirmedBy",
      "#confirmerSub": "confirmerSub",
    },
    values: {
      ":confirmed": "CONFIRMED",
      ":now": now,
      ":expiresAt": expiresAt,
      ":name": confirmer.name,
      ":sub": confirmer.sub,
    },
    condition: "#state = :proposed AND #proposerSub <> :sub AND #lapsesAt > :now",
    conditionNames: { "#state": "state", "#proposerSub": "proposerSub", "#lapsesAt": "lapsesAt" },
    conditionValues: { ":proposed": "PROPOSED", ":sub": confirmer.sub, ":now": now },
  };
}

/** The write that ends a takeover, proposed or shown, once. `now` as `utcTime` writes it. */
export function endWriteOf(ender: Person, now: string): TakeoverWrite {
  return {
    expression: "SET #state = :ended, #endedAt = :now, #endedBy = :name, #enderSub = :sub",
    names: { "#state": "state", "#endedAt": "endedAt", "#endedBy": "endedBy", "#enderSub": "enderSub" },
    values: { ":ended": "ENDED", ":now": now, ":name": ender.name, ":sub": ender.sub },
    // Without an item there is no state: nothing is made of an unknown id.
    condition: "attribute_exists(#state) AND #state <> :ended",
    conditionNames: { "#state": "state" },
    conditionValues: { ":ended": "ENDED" },
  };
}
