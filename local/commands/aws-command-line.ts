import type { EventEntry } from "./event-entry.js";
import type { PublishTarget } from "./publish-target.js";
import { sandboxCredentials } from "./sandbox-outputs.js";

/** The `aws events put-events` command that sends the same entries to the same bus, ready to paste into a shell. */
export function awsCommandLine(entries: readonly EventEntry[], target: PublishTarget): string {
  const Entries = entries.map((entry) => ({
    EventBusName: target.eventBusName,
    ...entry,
    ...(entry.Time === undefined ? {} : { Time: entry.Time.toISOString() }),
  }));
  return [
    ...(target.sandbox
      ? [
          `AWS_ACCESS_KEY_ID=${sandboxCredentials.accessKeyId}`,
          `AWS_SECRET_ACCESS_KEY=${sandboxCredentials.secretAccessKey}`,
        ]
      : []),
    "aws events put-events",
    ...(target.endpoint === undefined ? [] : [`--endpoint-url ${quoted(target.endpoint)}`]),
    ...(target.region === undefined ? [] : [`--region ${quoted(target.region)}`]),
    `--entries ${quoted(JSON.stringify(Entries))}`,
  ].join(" ");
}

/** For a POSIX shell: within single quotes nothing is special but the single quote itself. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
