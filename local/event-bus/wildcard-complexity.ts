import type { Wildcard } from "./wildcard.js";

/**
 * EventBridge refuses the wildcards of one field when an unlucky value could match more than this many beginnings of
 * them at once. AWS describes the measure but not the number
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity);
 * ten agrees with what is on record: `*:*:*:*:*:event-bus/*` (11) is refused, as are four that look for a folder and an
 * ending (16), while two of these (8) and four that look for an ending, such as `*.bif` (8), pass.
 */
const MOST_SIMULTANEOUS_BEGINNINGS = 10;

/** Rather refuse than walk on for ever; ordinary wildcards need a few dozen. */
const MOST_SETS = 5_000;

const STAR = Symbol("any characters");
/** Stands for all characters that no wildcard names. */
const OTHER = Symbol("other character");
type Token = string | symbol;

/**
 * Whether the wildcards in one field's list are together too complex for EventBridge: walks the sets of beginnings that
 * one value can match, the measure of event-ruler's `MachineComplexityEvaluator`. The quotes of the value count.
 */
export function areTooComplex(wildcards: readonly Wildcard[]): boolean {
  if (wildcards.length === 0) return false;
  const tokens = wildcards.flatMap(tokensOf);
  const isBeginning = (at: number): boolean => tokens[at] !== '"<';
  const alphabet = [...new Set(tokens.filter((token) => token !== STAR && token !== '"<')), OTHER];
  const starts = new Set(tokens.flatMap((token, at) => (token === '"<' ? [at + 1] : [])));

  const step = (places: ReadonlySet<number>, character: Token): Set<number> => {
    const next = new Set<number>();
    for (const place of places) {
      if (tokens[place - 1] === STAR) next.add(place);
      if (tokens[place] === character) next.add(place + 1);
    }
    // What matches a beginning matches it with a star behind it, too.
    for (const place of next) if (tokens[place] === STAR && isBeginning(place)) next.add(place + 1);
    return next;
  };

  const seen = new Set<string>();
  const queue = [step(starts, '"')];
  for (let places = queue.pop(); places !== undefined; places = queue.pop()) {
    const key = [...places].sort((one, other) => one - other).join();
    if (seen.has(key)) continue;
    seen.add(key);
    if (places.size > MOST_SIMULTANEOUS_BEGINNINGS || seen.size > MOST_SETS) return true;
    for (const character of alphabet) queue.push(step(places, character));
  }
  return false;
}

/** `"<` marks where a wildcard begins: a place behind the last token of one wildcard leads nowhere. */
function tokensOf({ parts }: Wildcard): Token[] {
  const inner = parts.flatMap((part, index): Token[] => (index === 0 ? [...part] : [STAR, ...part]));
  return ['"<', '"', ...inner, '"'];
}
