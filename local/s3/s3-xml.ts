import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import { S3Error } from "./s3-error.js";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/**
 * Text for XML. A carriage return would be read as a line feed, and other control characters are no part of XML 1.0: S3
 * writes references to them all the same, and clients that list such keys ask for `encoding-type=url`.
 */
function escapeText(text: string): string {
  return text.replace(/[&<>"\ufffe\uffff]|\p{Cc}/gu, (character) => {
    if (character === "\t" || character === "\n") return character;
    const named = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[character];
    return named ?? `&#x${character.charCodeAt(0).toString(16)};`;
  });
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  processEntities: false,
  tagValueProcessor: (_name, value) => escapeText(String(value)),
});

const declaration = { "?xml": { "@version": "1.0", "@encoding": "UTF-8" } };

/** An element's content: elements by name, several of one name as a list; what is undefined is left out. */
export interface XmlContent {
  readonly [name: string]: XmlValue | readonly XmlValue[] | undefined;
}
export type XmlValue = string | number | boolean | XmlContent;

/** A document of S3: one element in S3's namespace. */
export function s3Document(name: string, content: XmlContent | string): string {
  const element = typeof content === "string" ? { "#text": content } : content;
  return builder.build({ ...declaration, [name]: { "@xmlns": namespace, ...element } });
}

/** A document without a namespace: errors. */
export function plainDocument(name: string, content: XmlContent): string {
  return builder.build({ ...declaration, [name]: content });
}

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  // Numeric references, too.
  htmlEntities: true,
});

/** Reads a request's XML into elements by name. @throws S3Error MalformedXML */
export function parseXml(text: string): unknown {
  if (XMLValidator.validate(text) !== true) throw malformedXml();
  try {
    return parser.parse(text);
  } catch (cause) {
    throw malformedXml(cause);
  }
}

/** The error for XML that is none, or none of this operation. */
export function malformedXml(cause?: unknown): S3Error {
  const reason = cause instanceof Error ? ` (${cause.message})` : "";
  return new S3Error(
    "MalformedXML",
    `The XML you provided was not well-formed or did not validate against our published schema${reason}`,
  );
}
