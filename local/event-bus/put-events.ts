import { z } from "zod";
import { serializationError, validationError } from "../aws-json/aws-error.js";
import { eventText, type Envelope } from "./event-envelope.js";
import { isoSeconds } from "./event-time.js";
import { JsonSyntaxError, parseJson, stringifyJson } from "./json-tree.js";

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
const MOST_ENTRIES = 10;
const LONGEST_DETAIL_TYPE = 128;
/** All entries of a request together (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevent-size). */
const MOST_BYTES = 256 * 1024;
/** What a time counts, however it is written. */
const TIME_BYTES = 14;

const entrySchema = z.looseObject({
  Source: z.string().nullish(),
  DetailType: z.string().nullish(),
  Detail: z.string().nullish(),
  EventBusName: z.string().nullish(),
  Resources: z.array(z.string()).nullish(),
  Time: z.number().nullish(),
  TraceHeader: z.string().nullish(),
});
const inputSchema = z.looseObject({ Entries: z.array(entrySchema).nullish(), EndpointId: z.string().nullish() });

/** One entry of PutEvents, as it comes over the wire: `Time` in seconds since 1970. */
export type PutEventsEntry = z.infer<typeof entrySchema>;

/** Why an entry was not taken (PutEventsResultEntry). */
export interface EntryFailure {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/**
 * Checks a request as a whole.
 *
 * @throws AwsError SerializationException where a value has the wrong type, ValidationException for too many or too
 * large entries, or none
 */
export function readPutEventsInput(input: unknown): readonly PutEventsEntry[] {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw serializationError(`PutEvents: ${issue?.path.join(".") ?? "input"}: ${issue?.message ?? "is not valid"}`);
  }
  const entries = parsed.data.Entries;
  if (entries == null) throw constraintError("null", "not be null");
  if (entries.length === 0) throw constraintError("'[]'", "have length greater than or equal to 1");
  if (entries.length > MOST_ENTRIES) {
    throw constraintError(`'[${entries.length} entries]'`, `have length less than or equal to ${MOST_ENTRIES}`);
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MOST_BYTES) {
    throw validationError("Total size of the entries in the request is over the limit.");
  }
  return entries;
}

function constraintError(value: string, constraint: string): Error {
  return validationError(
    `1 validation error detected: Value ${value} at 'entries' failed to satisfy constraint: Member must ${constraint}`,
  );
}

/** Bytes of an entry as AWS counts them. */
function sizeOf({ Time, Source, DetailType, Detail, Resources }: PutEventsEntry): number {
  const texts = [Source, DetailType, Detail, ...(Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ""), Time == null ? 0 : TIME_BYTES);
}

/** The event of an entry as JSON text, or why the entry is refused (the messages are those of AWS). */
export function buildEvent(entry: PutEventsEntry, envelope: Envelope): { readonly text: string } | EntryFailure {
  for (const name of ["Source", "DetailType", "Detail"] as const) {
    if (entry[name] == null || entry[name] === "") return invalidArgument(name, `${name} is a required argument.`);
  }
  const { Source: source = "", DetailType: detailType = "", Detail: detail, Resources: resources, Time: time } = entry;
  if ((detailType ?? "").length > LONGEST_DETAIL_TYPE) {
    return invalidArgument("DetailType", `DetailType must not be longer than ${LONGEST_DETAIL_TYPE} characters.`);
  }
  if (source?.startsWith("aws.") === true) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const at = isoSeconds(time == null ? envelope.now : time * 1_000);
  if (at === undefined) return invalidArgument("Time", `${time} is not a time in seconds since 1970.`);
  const compact = compactObject(detail ?? "");
  if (compact === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return { text: eventText(envelope, { source, detailType, time: at, resources: resources ?? [], detail: compact }) };
}

function invalidArgument(name: string, reason: string): EntryFailure {
  return { ErrorCode: "InvalidArgument", ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}` };
}

/** A JSON object without white space, its numbers as they were written; undefined where the text is none. */
function compactObject(text: string): string | undefined {
  try {
    const node = parseJson(text);
    return node.kind === "object" ? stringifyJson(node) : undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
