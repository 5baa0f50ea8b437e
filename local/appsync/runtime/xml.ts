import { strictNamespace } from "./unimplemented.js";

/** What an element becomes: its text, or its children by name, a list where a name comes more than once. */
type XmlValue = string | number | boolean | null | { [name: string]: XmlValue | XmlValue[] };

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** `util.xml` (https://docs.aws.amazon.com/appsync/latest/devguide/xml-helpers-in-util-xml-js.html). */
export function createXmlNamespace(): Readonly<Record<string, unknown>> {
  return strictNamespace("util.xml", {
    toMap: (xml: unknown) => parseXml(xml, "util.xml.toMap"),
    toJsonString: (xml: unknown, stringEncode?: unknown) => {
      const json = JSON.stringify(parseXml(xml, "util.xml.toJsonString"));
      return stringEncode === true ? JSON.stringify(json) : json;
    },
  });
}

/**
 * Reads XML as the documented example shows: texts that look like numbers become numbers, an element without content an empty
 * string. What AWS makes of attributes and of text beside elements is not documented, so both are refused.
 *
 * @throws Error saying what is wrong with the XML or not implemented
 */
function parseXml(xml: unknown, caller: string): XmlValue {
  if (typeof xml !== "string")
    throw new Error(`${caller}: expected XML text, got ${xml === null ? "null" : typeof xml}`);
  const tags =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([^\s/>]+)([^>]*?)(\/?)>/g;
  const stack: { name: string; text: string; children: Record<string, XmlValue | XmlValue[]> }[] = [
    { name: "", text: "", children: {} },
  ];
  let offset = 0;
  for (const match of xml.matchAll(tags)) {
    const [all, cdata, closing, name, attributes = "", empty] = match;
    const top = stack.at(-1);
    if (top === undefined) throw new Error(`${caller}: the XML closes more elements than it opens`);
    top.text += decodeText(xml.slice(offset, match.index)) + (cdata ?? "");
    offset = match.index + all.length;
    if (name === undefined) continue;
    if (attributes.trim() !== "") {
      throw new Error(`${caller}: attributes (of <${name}>) are not implemented in the local APPSYNC_JS runtime`);
    }
    if (closing === "/") {
      const parent = stack.at(-2);
      if (top.name !== name || parent === undefined) throw new Error(`${caller}: </${name}> closes <${top.name}>`);
      stack.pop();
      addChild(parent.children, name, elementValue(top, caller));
    } else if (empty === "/") addChild(top.children, name, "");
    else stack.push({ name, text: "", children: {} });
  }
  const [root] = stack;
  if (root === undefined || stack.length !== 1)
    throw new Error(`${caller}: <${stack.at(-1)?.name ?? ""}> is not closed`);
  return root.children;
}

function elementValue(
  element: { name: string; text: string; children: Record<string, unknown> },
  caller: string,
): XmlValue {
  const text = element.text.trim();
  if (Object.keys(element.children).length === 0) return textValue(text);
  if (text === "") return element.children as XmlValue;
  throw new Error(
    `${caller}: text beside elements (in <${element.name}>) is not implemented in the local APPSYNC_JS runtime`,
  );
}

function addChild(children: Record<string, XmlValue | XmlValue[]>, name: string, value: XmlValue): void {
  const present = Object.hasOwn(children, name) ? children[name] : undefined;
  if (present === undefined) children[name] = value;
  else if (Array.isArray(present)) present.push(value);
  else children[name] = [present, value];
}

function textValue(text: string): XmlValue {
  if (text === "true" || text === "false") return text === "true";
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function decodeText(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return (name === undefined ? undefined : ENTITIES[name]) ?? all;
  });
}
