import type { LakeRequest } from "./lake-request.js";

/** Whether one of these fields, right below the field that is asked for, may be selected. */
export type IsSelected = (...fields: readonly string[]) => boolean;

/** What stands between the outermost braces. */
function withinBraces(text: string): string {
  return text.slice(text.indexOf("{") + 1, Math.max(text.lastIndexOf("}"), 0));
}

/** The names at the top of a selection; undefined where there is more than names and directives: aliases, fragments. */
function namesIn(selections: string): readonly string[] | undefined {
  let top = selections;
  for (let before: string | undefined; before !== top;) {
    before = top;
    top = top.replaceAll(/\{[^{}]*\}/g, " ");
  }
  return /^[\s\w,@]*$/.test(top) ? top.split(/[\s,]+/).filter((word) => /^\w/.test(word)) : undefined;
}

/**
 * Tells what was selected, or perhaps was. The list of paths has aliases in place of names, so that `category: status`
 * reads as `category`. It is believed only where the text has neither an alias right below the field nor a fragment
 * there, which may bring one; else everything counts as selected: a query too many is better than a null that is wrong.
 * What stands deeper in the selection makes no difference.
 * @param known - fields of the type
 */
export function selectedFields(
  { field, selection, selectionText }: Pick<LakeRequest, "field" | "selection" | "selectionText">,
  known: readonly string[],
): IsSelected {
  const paths = new Set(selection.map((path) => path.split("/", 1)[0] ?? path));
  // Arguments have colons, too. Of a text among them that holds a bracket a quote is left, and nothing is believed.
  const inner = withinBraces((selectionText ?? "").replaceAll(/\([^()]*\)/g, " "));
  const outer = namesIn(inner);
  // Should the text begin with the field itself, its selection is one level deeper.
  const names = outer?.length === 1 && outer[0] === field ? namesIn(withinBraces(inner)) : outer;
  const isPlain =
    names !== undefined &&
    names.length > 0 &&
    [...names, ...paths].every((name) => name === "__typename" || known.includes(name));
  return (...fields) => !isPlain || fields.some((name) => paths.has(name));
}
