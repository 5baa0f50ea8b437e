/**
 * Characters that java.net.URLEncoder leaves alone
 * (https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html): `encodeURIComponent` spares a few more.
 */
const SPARED_BY_JAVASCRIPT_ONLY = /[!'()~]/g;

/** Encodes as application/x-www-form-urlencoded, UTF-8. */
export function urlEncode(value: string): string {
  return encodeURIComponent(value)
    .replace(SPARED_BY_JAVASCRIPT_ONLY, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}

/** @throws Error where an escape is malformed */
export function urlDecode(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch (error) {
    throw new Error(`util.urlDecode: '${value}' has a malformed escape`, { cause: error });
  }
}

/** Base64 of the UTF-8 bytes. */
export function base64Encode(value: string): string {
  return Buffer.from(value, "utf8").toString("base64");
}

/** The UTF-8 text of base64. */
export function base64Decode(value: string): string {
  return Buffer.from(value, "base64").toString("utf8");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\n": "\\n",
  "\t": "\\t",
  "\f": "\\f",
  "\r": "\\r",
  "\\": "\\\\",
  '"': '\\"',
  "'": "\\'",
  "/": "\\/",
};

/**
 * Escapes text for a JavaScript string literal as Apache Commons' `escapeEcmaScript` does, the function that the service's
 * template language has under this name
 * (https://commons.apache.org/proper/commons-text/apidocs/org/apache/commons/text/StringEscapeUtils.html).
 */
export function escapeJavaScript(value: string): string {
  return value.replace(/["'\\/]|[^ -~]/g, (char) =>
    Object.hasOwn(ESCAPES, char)
      ? (ESCAPES[char] ?? char)
      : `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`,
  );
}
