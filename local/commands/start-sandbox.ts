import path from "node:path";
import { airport } from "../../amplify/airport.js";
import { departureOnBoard } from "../sample-day/departure-on-board.js";
import { UserError } from "../user-error.js";
import { defaultSandboxUrl } from "./sandbox-outputs.js";
import type { LocalSandbox } from "../start.js";
import type { SampleUser } from "../sample-users.js";
import type { Terminal } from "./terminal.js";

/** What `start` was told. */
export interface StartOptions {
  readonly port: number;
  readonly host: string;
  readonly reset: boolean;
  readonly sampleDay: boolean;
  /** Heartbeats of the feed where there is no sample day. */
  readonly heartbeat: boolean;
  readonly sampleLake: boolean;
  /** Relative to the project's folder. */
  readonly stateDir: string;
}

/** The exit code of a process that Ctrl-C ended before it was done (128 + SIGINT). */
const interruptedExitCode = 130;

/**
 * Starts the sandbox, says where to look, and runs it until Ctrl-C or SIGTERM; a second one ends it at once.
 * @returns the exit code: 1 when it cannot start and the person can do something about it
 */
export async function startSandbox(options: StartOptions, terminal: Terminal): Promise<number> {
  let interrupts = 0;
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  const forget = terminal.onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1) terminal.exit(interruptedExitCode);
    terminal.err("Stopping … (Ctrl-C again stops at once)");
    stop();
  });

  try {
    const { startLocal } = await import("../start.js");
    const sandbox = await startLocal({
      projectDir: terminal.projectDir,
      stateDir: path.resolve(terminal.projectDir, options.stateDir),
      host: options.host,
      port: options.port,
      reset: options.reset,
      sampleDay: options.sampleDay,
      heartbeat: options.heartbeat,
      sampleLake: options.sampleLake,
      log: (line) => {
        terminal.err(line);
      },
    });
    if (interrupts === 0) for (const line of whereToLook(sandbox, options, terminal)) terminal.out(line);
    await stopped;
    await sandbox.dispose();
    return 0;
  } catch (error) {
    // Ctrl-C reaches child processes too: what they then fail with is no news.
    if (interrupts > 0) return interruptedExitCode;
    if (!(error instanceof UserError)) throw error;
    terminal.err(`error: ${error.message}`);
    return 1;
  } finally {
    forget();
  }
}

/** The lines that tell where everything is, and one command to try. */
function whereToLook(
  { urls, users }: Pick<LocalSandbox, "urls" | "users">,
  options: StartOptions,
  terminal: Terminal,
): string[] {
  const base = new URL(urls.app).origin;
  const target = base === defaultSandboxUrl ? "" : ` --url ${base}`;
  const lines = [
    "",
    `  Choose a display   ${base}/`,
    `  Departures board   ${base}/departures`,
    `  For a phone        ${base}/flights`,
    `  Operations         ${base}/operations`,
    `  Companies          ${base}/companies`,
    `  GraphQL endpoint   ${urls.graphql}`,
    `  AWS services       ${urls.aws}  (aws events put-events --endpoint-url …)`,
    "",
    ...signInLines(users),
    "",
  ];
  if (options.sampleDay) {
    const { date, carrier, number } = departureOnBoard(airport, terminal.clock.now());
    const flight = `--carrier ${carrier} --number ${String(number)} --date ${date}`;
    lines.push(
      `  Delay ${carrier} ${String(number)}, now on the board:`,
      `  npm run events -- send FlightDelayed ${flight} --minutes 15 --message "Late aircraft"${target}`,
    );
  } else {
    lines.push(
      "  The board is empty. Put a flight on it, and delay it:",
      `  npm run events -- send FlightScheduled --carrier JK --number 123 --airport LHR --scheduled-time 23:55${target}`,
      `  npm run events -- send FlightDelayed --carrier JK --number 123 --minutes 15${target}`,
    );
  }
  return [...lines, "", "  Ctrl-C stops it.", ""];
}

/** Who can sign in, with the one-time passwords of those who never have. */
function signInLines(users: readonly SampleUser[]): string[] {
  if (users.length === 0) return [];
  const rows = users.map(({ email, groups, oneTimePassword }) => ({
    email,
    password: oneTimePassword ?? "has chosen one",
    groups: groups.join(", "),
  }));
  const widthOf = (name: "email" | "password"): number => Math.max(...rows.map((row) => row[name].length));
  const [emailWidth, passwordWidth] = [widthOf("email"), widthOf("password")];
  return [
    "  Sign in to companies and operations with a one-time password; it asks for a new one:",
    ...rows.map((row) => `  ${row.email.padEnd(emailWidth)}   ${row.password.padEnd(passwordWidth)}   ${row.groups}`),
    ...(users.every(({ oneTimePassword }) => oneTimePassword !== undefined)
      ? []
      : ["  Another one-time password: npm run users -- reset EMAIL"]),
  ];
}
