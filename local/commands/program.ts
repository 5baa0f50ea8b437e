import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { UnexpectedValue } from "../flight-events/unexpected-value.js";
import { CommandError } from "./command-error.js";
import { factEntries, type SendValues } from "./event-options.js";
import type { TargetOptions } from "./publish-target.js";
import { defaultSandboxUrl } from "./sandbox-outputs.js";
import { UserError } from "../user-error.js";
import { systemErrorInWords } from "./system-error.js";
import type { StartOptions } from "./start-sandbox.js";
import type { Terminal } from "./terminal.js";
import { usersCommand } from "./users-command.js";

/** Values of the options that every publishing command has. */
interface TargetValues {
  readonly url: string;
  readonly bus?: string;
  readonly endpoint?: string;
  readonly region?: string;
}

/**
 * Runs the command line. Each command's module is loaded when it runs, so that the short ones start fast.
 * @param words what stands behind the program's name
 * @returns the exit code: 0 done, 1 not (all) done, 2 could not be understood
 */
export async function runProgram(words: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const finish = (code: number): void => {
    exitCode = code;
  };
  const program = new Command("airside").description("Airside on this machine: the sandbox, and events for its boards");
  program.addCommand(startCommand(terminal, finish));
  program.addCommand(buildCommand(terminal));
  program.addCommand(eventsCommand(terminal, finish));
  program.addCommand(scheduleCommand(terminal, finish));
  program.addCommand(lakeCommand(terminal, finish));
  program.addCommand(usersCommand(terminal, finish));
  for (const command of withDescendants(program)) {
    command.exitOverride().showHelpAfterError("(--help shows what there is)");
    command.configureOutput({
      writeOut: (text) => {
        terminal.out(text.trimEnd());
      },
      writeErr: (text) => {
        terminal.err(text.trimEnd());
      },
    });
  }

  try {
    await program.parseAsync([...words], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof UnexpectedValue) {
      terminal.err(`error: ${error.message}`);
      return 1;
    }
    const told = error instanceof CommandError ? error : systemErrorInWords(error);
    if (told === undefined) {
      if (!(error instanceof UserError)) throw error;
      terminal.err(`error: ${error.message}`);
      return 1;
    }
    terminal.err(`error: ${told.message}`);
    terminal.err(`       ${told.whatToDo}`);
    return 1;
  }
}

function startCommand(terminal: Terminal, finish: (code: number) => void): Command {
  return new Command("start")
    .description("start the sandbox: the backend, boards with today's sample flights, sample companies, on one port")
    .option("--port <port>", "port for everything", wholeNumber("a port, 0 to 65535", 0, 65_535), 4300)
    .option("--host <host>", "address to listen on", "127.0.0.1")
    .option("--reset", "forget all that was before and begin anew", false)
    .option("--no-sample-day", "without sample flights: an empty board")
    .option("--heartbeat", "heartbeats of the feed all the same, where there is no sample day", false)
    .option("--no-sample-lake", "without sample companies: an empty lake")
    .option("--state-dir <folder>", "where the sandbox keeps its state", ".airside")
    .action(async (options: StartOptions) => {
      const { startSandbox } = await import("./start-sandbox.js");
      finish(await startSandbox(options, terminal));
    });
}

function buildCommand(terminal: Terminal): Command {
  return new Command("build").description("build the web app into dist/, if its sources changed").action(async () => {
    const { buildWebApp } = await import("../web-app/build.js");
    await buildWebApp(terminal.projectDir, (line) => {
      terminal.err(line);
    });
  });
}

function eventsCommand(terminal: Terminal, finish: (code: number) => void): Command {
  const send = withTarget(new Command("send"))
    .description("send one event, or those of a file")
    .argument("[event]", "FlightDelayed, FlightGateChanged, FlightCancelled …")
    .option("--carrier <code>", "airline, two or three letters or digits")
    .option("--number <number>", "flight number, 1 to 9999")
    .option("--date <date>", "operating date, YYYY-MM-DD (default: today at the airport)")
    .option("--direction <direction>", "DEPARTURE or ARRIVAL (default: what the event implies)")
    .option("--message <text>", "free text for people")
    .option("--time <time>", "when it happened, ISO 8601 with zone (default: now)")
    .option("--id <id>", "the publisher's own id: sent again, the event changes nothing")
    .option("--file <file>", "a JSON file with the event as it is: bus form, or PutEvents entries")
    .option("--dry-run", "send nothing, print the same as an `aws events put-events` command", false);
  for (const [, option] of factEntries()) {
    send.addOption(new Option(option.flags, `${option.description} [${option.events.join(", ")}]`));
  }
  send.action(
    async (eventName: string | undefined, options: TargetValues & SendValues & { file?: string; dryRun: boolean }) => {
      const { url, bus, endpoint, region, file, dryRun, ...values } = options;
      const { sendEvents } = await import("./events-send.js");
      finish(
        await sendEvents({ ...targetOf({ url, bus, endpoint, region }), eventName, values, file, dryRun }, terminal),
      );
    },
  );

  const replay = withTarget(new Command("replay"))
    .description("send the events of an NDJSON file at the pace of their own times")
    .argument("<file>", "one event in bus form per line")
    .option("--speed <factor>", "how many times faster than it was, or max", speed, 60)
    .option("--shuffle", "in random order", false)
    .option("--repeat <part>", "part of the events that is sent twice, 0 to 1", fraction, 0)
    .option("--rate <events>", "most events a second", wholeNumber("events a second, 1 or more", 1, 1_000_000))
    .option("--seed <text>", "of --shuffle and --repeat: the same seed, the same replay", "1")
    .action(
      async (
        file: string,
        options: TargetValues & { speed: number; shuffle: boolean; repeat: number; rate?: number; seed: string },
      ) => {
        const { speed: factor, shuffle, repeat, rate, seed } = options;
        const { replayEvents } = await import("./events-replay.js");
        finish(
          await replayEvents({ ...targetOf(options), file, speed: factor, shuffle, repeat, rate, seed }, terminal),
        );
      },
    );

  const heartbeat = withTarget(new Command("heartbeat"))
    .description("send a heartbeat: the feed is alive, though nothing happens to any flight")
    .addOption(
      new Option("--every [seconds]", "one so often until Ctrl-C; 15 where no number is given")
        .preset("15")
        .argParser(wholeNumber("a number of seconds, 1 to 3600", 1, 3600)),
    )
    .option("--count <heartbeats>", "with --every: end after so many", wholeNumber("1 or more", 1, 1_000_000))
    .action(async (options: TargetValues & { every?: number; count?: number }) => {
      const { every, count } = options;
      const { sendHeartbeats } = await import("./events-heartbeat.js");
      finish(await sendHeartbeats({ ...targetOf(options), every, count }, terminal));
    });

  const events = new Command("events").description("put events on the bus");
  return events.addCommand(send).addCommand(replay).addCommand(heartbeat);
}

function scheduleCommand(terminal: Terminal, finish: (code: number) => void): Command {
  const load = withTarget(new Command("import"))
    .description("turn a CSV file into FlightScheduled events and send them")
    .argument("<file>", "a CSV file with a header line; its columns are in docs/commands.md")
    .addOption(new Option("--format <format>", "what the columns are").choices(["airside", "bts"]).default("airside"))
    .option("--airport <code>", "bts: only departures from this airport")
    .option("--strict", "import nothing when any row is bad", false)
    .option("--events <file>", "bts: write the events that the rows imply to this NDJSON file")
    .option("--time <time>", "time of the FlightScheduled events, ISO 8601 with zone (default: see docs/commands.md)")
    .option("--dry-run", "read and check, send nothing", false)
    .action(
      async (
        file: string,
        options: TargetValues & {
          format: "airside" | "bts";
          airport?: string;
          strict: boolean;
          events?: string;
          time?: string;
          dryRun: boolean;
        },
      ) => {
        const { format, airport, strict, events, time, dryRun } = options;
        const { importSchedule } = await import("./import-schedule.js");
        finish(
          await importSchedule(
            { ...targetOf(options), file, format, airport, strict, eventsFile: events, time, dryRun },
            terminal,
          ),
        );
      },
    );
  return new Command("schedule").description("bring in flight schedules").addCommand(load);
}

function lakeCommand(terminal: Terminal, finish: (code: number) => void): Command {
  const load = withSandbox(new Command("load"))
    .description("put the files of a folder into the lake, in place of what it held")
    .argument("<folder>", "holds companies/continent=…/ and owners/ with CSV or Parquet files")
    .action(async (directory: string, options: { url: string }) => {
      const { loadLake } = await import("./lake-load.js");
      finish(await loadLake({ ...options, directory }, terminal));
    });
  const rows = wholeNumber("a number of rows, 1 to 10,000,000", 1, 10_000_000);
  const generate = withSandbox(new Command("generate"))
    .description("make companies and owners from a seed, as Parquet, and load them")
    .option("--companies <rows>", "how many companies", rows, 1_000_000)
    .option("--owners <rows>", "how many owners (default: one for six companies)", rows)
    .option("--seed <number>", "the same seed, the same rows", wholeNumber("a whole number", 0, 2 ** 31), 1)
    .option("--to <folder>", "write the files there instead of loading them")
    .action(async (options: { url: string; companies: number; owners?: number; seed: number; to?: string }) => {
      const { url, companies, owners = Math.ceil(companies / 6), seed, to } = options;
      const { generateLake } = await import("./lake-load.js");
      finish(await generateLake({ url, companies, owners, seed, to }, terminal));
    });
  return new Command("lake").description("fill the data lake").addCommand(load).addCommand(generate);
}

function withSandbox(command: Command): Command {
  return command.option("--url <url>", "the sandbox to talk to", defaultSandboxUrl);
}

function withTarget(command: Command): Command {
  return command
    .option("--url <url>", "the sandbox to send to", defaultSandboxUrl)
    .option("--bus <name>", "an event bus by name or ARN, reached with the SDK's own region and credentials")
    .option("--endpoint <url>", "with --bus: endpoint instead of AWS's own")
    .option("--region <region>", "with --bus: AWS region");
}

function targetOf(
  values: { [Key in keyof TargetValues]?: TargetValues[Key] | undefined } & { url: string },
): TargetOptions {
  const { url, bus, endpoint, region } = values;
  return {
    url,
    ...(bus === undefined ? {} : { bus }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(region === undefined ? {} : { region }),
  };
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}

function wholeNumber(expected: string, lowest: number, highest: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < lowest || value > highest) {
      throw new InvalidArgumentError(`Expected ${expected}.`);
    }
    return value;
  };
}

function speed(text: string): number {
  if (text === "max") return Number.POSITIVE_INFINITY;
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError("Expected a number above 0, or max.");
  return value;
}

function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return value;
}
