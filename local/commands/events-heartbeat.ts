import { startHeartbeats } from "../flight-events/heartbeats.js";
import { CommandError } from "./command-error.js";
import { counted } from "./counted.js";
import { heartbeatSender } from "./heartbeat-sender.js";
import { clientFor, findTarget, type TargetOptions } from "./publish-target.js";
import type { Terminal } from "./terminal.js";

/** What `events heartbeat` was told. */
export interface HeartbeatOptions extends TargetOptions {
  /** Seconds from one to the next; undefined: one only. */
  readonly every: number | undefined;
  /** How many, with `every`; undefined: until Ctrl-C. */
  readonly count: number | undefined;
}

/**
 * Sends one heartbeat of the feed now, or one every so many seconds until Ctrl-C.
 * @returns the exit code: 1 when the bus did not take one of them
 * @throws CommandError for a count without an interval, and where there is no bus
 */
export async function sendHeartbeats(options: HeartbeatOptions, terminal: Terminal): Promise<number> {
  const { every } = options;
  if (every === undefined && options.count !== undefined) {
    throw new CommandError("--count counts the heartbeats of --every.", "Add --every, or leave --count out for one.");
  }
  const target = await findTarget(options);
  const client = clientFor(target);
  const send = heartbeatSender(client, target.eventBusName, terminal.clock);
  const count = every === undefined ? 1 : options.count;
  let sent = 0;
  let failures = 0;
  const heartbeats = startHeartbeats({
    async send(heartbeat) {
      await send(heartbeat);
      sent += 1;
      terminal.out(`sent heartbeat, ${heartbeat.time}`);
    },
    onFailure(error) {
      failures += 1;
      terminal.err(`not sent: heartbeat: ${error instanceof Error ? error.message : String(error)}`);
    },
    clock: terminal.clock,
    everyMs: (every ?? 0) * 1_000,
    ...(count === undefined ? {} : { count }),
  });
  const forget = terminal.onInterrupt(() => void heartbeats.dispose());
  await heartbeats.done;
  forget();
  client.destroy();
  if (every !== undefined) terminal.out(`${counted(sent, "heartbeat")} sent.`);
  return failures === 0 ? 0 : 1;
}
