import type { Conditions, NumberConditions, TextConditions } from "./filter";
import { formatList, parseList } from "./list-text";

/** How a column's filter is meant: the choices of its menu. "several" stands for more than the editor can show. */
export type FilterMode = "contains" | "equals" | "in" | "range" | "present" | "missing" | "several";

/** What stands in the editor of a column's filter, valid or not. */
export interface FilterDraft {
  readonly mode: FilterMode;
  readonly text: string;
  /** Upper end of a range; empty in other modes. */
  readonly to: string;
}

/** Modes of a column's menu, the one that an empty editor has first. */
export const filterModes = {
  TEXT: ["contains", "equals", "in", "range", "present", "missing"],
  NUMBER: ["range", "equals", "contains", "in", "present", "missing"],
} as const satisfies Readonly<Record<"TEXT" | "NUMBER", readonly FilterMode[]>>;

/** The smallest and the greatest number that the API takes: what JSON holds exactly. */
export const NUMBER_LIMITS = { least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER } as const;

/** What the editor shows for conditions. */
export function draftOf(type: "TEXT" | "NUMBER", conditions: Conditions | undefined): FilterDraft {
  const given = Object.entries(conditions ?? {}).filter(([, value]) => value !== undefined);
  if (conditions === undefined || given.length === 0) return { mode: filterModes[type][0], text: "", to: "" };
  const kinds = new Set(given.map(([name]) => (name === "from" || name === "to" ? "range" : name)));
  const [kind] = kinds;
  if (kinds.size > 1 || kind === undefined) return { mode: "several", text: "", to: "" };
  const { equals, contains, from, to, missing, in: listed } = conditions;
  if (missing !== undefined) return { mode: missing ? "missing" : "present", text: "", to: "" };
  if (listed !== undefined) return { mode: "in", text: formatList(listed.map(String)), to: "" };
  if (equals !== undefined) return { mode: "equals", text: String(equals), to: "" };
  if (contains !== undefined) return { mode: "contains", text: contains, to: "" };
  return { mode: "range", text: String(from ?? ""), to: String(to ?? "") };
}

/** The conditions that a draft means (undefined: none), or what is wrong with it, for people. */
export function conditionsOf(
  type: "TEXT" | "NUMBER",
  draft: FilterDraft,
): { readonly conditions: Conditions | undefined } | { readonly fault: string } {
  if (draft.mode === "present" || draft.mode === "missing") {
    return { conditions: { missing: draft.mode === "missing" } };
  }
  if (draft.mode === "several") return { conditions: undefined };
  return type === "TEXT" ? { conditions: textConditions(draft) } : numberConditions(draft);
}

function textConditions({ mode, text, to }: FilterDraft): TextConditions | undefined {
  if (mode === "range") {
    return text === "" && to === "" ? undefined : { ...(text !== "" && { from: text }), ...(to !== "" && { to }) };
  }
  if (text === "") return undefined;
  if (mode === "in") return { in: parseList(text) };
  return mode === "equals" ? { equals: text } : { contains: text };
}

function numberConditions({
  mode,
  text,
  to,
}: FilterDraft): { readonly conditions: NumberConditions | undefined } | { readonly fault: string } {
  if (mode === "contains") return digitConditions(text.trim());
  const from = wholeNumber(text);
  const upper = wholeNumber(to);
  if (mode === "in") {
    const values = parseList(text).map(wholeNumber);
    const good = values.filter((value): value is number => typeof value === "number");
    if (good.length < values.length) return { fault: "Whole numbers, with commas between" };
    return { conditions: good.length === 0 ? undefined : { in: good } };
  }
  if (from === "bad" || upper === "bad") return { fault: "A whole number" };
  if (mode === "equals") return { conditions: from === undefined ? undefined : { equals: from } };
  if (from !== undefined && upper !== undefined && from > upper) return { fault: "The first must not be the greater" };
  const range = { ...(from !== undefined && { from }), ...(upper !== undefined && { to: upper }) };
  return { conditions: Object.keys(range).length === 0 ? undefined : range };
}

function digitConditions(text: string): ReturnType<typeof numberConditions> {
  if (!/^-?\d*$/.test(text)) return { fault: "Digits of a number" };
  return { conditions: text === "" ? undefined : { contains: text } };
}

/** The number of a text; undefined for an empty one. */
export function wholeNumber(text: string): number | undefined | "bad" {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const value = /^[+-]?\d{1,16}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return value >= NUMBER_LIMITS.least && value <= NUMBER_LIMITS.most ? value + 0 : "bad";
}
