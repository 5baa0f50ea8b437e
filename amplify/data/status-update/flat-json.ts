const text = '"[^"\\\\\\x00-\\x1f]*(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\\\\x00-\\x1f]*)*"';
const number = "-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?";
const space = "[ \\t\\n\\r]*";
const scalar = `(?:${text}|${number}|true|false|null)`;
const list = `\\[${space}(?:${scalar}${space}(?:,${space}${scalar}${space})*)?\\]`;
const member = `${text}${space}:${space}(?:${scalar}|${list})${space}`;

/**
 * A regular expression (the subset common to Java and JavaScript) for the JSON text of an object whose values are
 * scalars or lists of scalars (RFC 8259). Asked before `JSON.parse`, because APPSYNC_JS cannot catch what that throws.
 */
export const flatJsonObject = `^${space}\\{${space}(?:${member}(?:,${space}${member})*)?\\}${space}$`;
