/** A piece of an input template. `quoted`: the variable stands between double quotes. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly variable: string; readonly quoted: boolean };

/** An InputTemplate taken apart. */
export interface InputTemplate {
  /** Quoted strings, one a line, rather than one JSON object or list: the result need not be JSON as a whole. */
  readonly isText: boolean;
  readonly parts: readonly TemplatePart[];
}

const PLACEHOLDER = /<([A-Za-z0-9_.-]+)>/y;

/** Finds the `<variables>` of a template and whether each stands within a string. Never fails. */
export function parseTemplate(template: string): InputTemplate {
  const parts: TemplatePart[] = [];
  let text = "";
  let quoted = false;
  for (let at = 0; at < template.length; at += 1) {
    const character = template.charAt(at);
    PLACEHOLDER.lastIndex = at;
    const found = character === "<" ? PLACEHOLDER.exec(template) : null;
    const variable = found?.[1];
    if (variable !== undefined) {
      parts.push({ kind: "text", text }, { kind: "variable", variable, quoted });
      text = "";
      at = PLACEHOLDER.lastIndex - 1;
    } else if (character === "\\" && quoted) {
      text += template.slice(at, at + 2);
      at += 1;
    } else {
      if (character === '"') quoted = !quoted;
      text += character;
    }
  }
  parts.push({ kind: "text", text });
  return { isText: template.trimStart().startsWith('"'), parts: parts.filter(isNotEmpty) };
}

function isNotEmpty(part: TemplatePart): boolean {
  return part.kind === "variable" || part.text !== "";
}
