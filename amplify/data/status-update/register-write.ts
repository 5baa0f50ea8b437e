import { terminalBefore, type FlightKey } from "./flight-item.js";
import type { Register, RegisterName } from "./registers.js";
import type { StatusUpdate } from "./status-update.js";

/** A conditional DynamoDB update with plain values; the resolver turns them into typed ones. */
export interface RegisterWrite {
  readonly key: FlightKey;
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  /** Members of the string set `:terminals` of the expression; empty where the expression has none. */
  readonly terminals: readonly string[];
  readonly condition: {
    readonly expression: string;
    readonly names: Readonly<Record<string, string>>;
    readonly values: Readonly<Record<string, unknown>>;
  };
}

/**
 * The update that writes one register where it is newer than what is there. For the two registers that decide the
 * terminal it also notes, from the item as the same update finds it, which terminal the flight had before: right under any
 * concurrency, since DynamoDB reads and writes an item in one step.
 */
export function registerWriteOf(
  update: StatusUpdate,
  key: FlightKey,
  name: RegisterName,
  register: Register,
  now: string,
): RegisterWrite {
  const decidesTerminal = name === "terminal" || name === "schedule";
  const { terminal } = register;
  const terminals = decidesTerminal && terminal !== undefined ? [terminal] : [];
  const facts =
    "SET #register = :register, #carrier = :carrier, #num = :num, #direction = :direction, #updatedAt = :updatedAt";
  const before = decidesTerminal
    ? ", #before = if_not_exists(#terminal.#terminal, if_not_exists(#schedule.#terminal, :noTerminal))"
    : "";
  const add = terminals.length > 0 ? " ADD #terminals :terminals" : "";
  return {
    key,
    expression: facts + before + add,
    names: {
      "#register": name,
      "#carrier": "carrier",
      "#num": "num",
      "#direction": "direction",
      "#updatedAt": "updatedAt",
      ...(decidesTerminal
        ? {
            "#before": terminalBefore(register.stamp),
            "#schedule": "schedule",
            "#terminal": "terminal",
          }
        : {}),
      ...(terminals.length > 0 ? { "#terminals": "terminals" } : {}),
    },
    values: {
      ":register": register,
      ":carrier": update.carrier,
      ":num": update.num,
      ":direction": update.direction,
      ":updatedAt": now,
      ...(decidesTerminal ? { ":noTerminal": "" } : {}),
    },
    terminals,
    condition: {
      expression: "attribute_not_exists(#old) OR #old.#oldStamp < :newStamp",
      names: { "#old": name, "#oldStamp": "stamp" },
      values: { ":newStamp": register.stamp },
    },
  };
}
