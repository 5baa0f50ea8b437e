import { randomBytes } from "node:crypto";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { createAccessKeyStore } from "../local/iam/access-key-store.js";

const projectDir = join(import.meta.dirname, "..");

/** A sandbox in a process of its own, started the way a person starts it, with its own state directory. */
export interface SandboxProcess {
  readonly url: string;
  readonly port: number;
  readonly stateDir: string;
  readonly eventBusName: string;
  /** The sandbox's amplify_outputs.json. */
  readonly outputs: SandboxOutputs;
  /** The unmodified SDK client, pointed at the sandbox. */
  readonly eventBridge: EventBridgeClient;
  /** Of the process that runs now. */
  pid(): number;
  /** Everything the process has printed. */
  output(): string;
  /** SIGKILL: no chance to tidy up. */
  killHard(): Promise<void>;
  /** Starts again on the same port and state. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** What tests read of amplify_outputs.json. */
export interface SandboxOutputs {
  readonly version: string;
  readonly auth: { readonly user_pool_id: string; readonly user_pool_client_id: string; readonly aws_region: string };
  readonly data: { readonly url: string; readonly api_key: string; readonly aws_region: string };
  readonly custom: {
    readonly local: { readonly awsEndpoint: string; readonly eventBusName: string; readonly userPoolEndpoint: string };
    readonly lake: {
      readonly bucketName: string;
      readonly databaseName: string;
      /** By group of the user pool. */
      readonly queryWorkGroups: Readonly<Record<string, string>>;
      readonly exportWorkGroups: Readonly<Record<string, string>>;
      readonly crawlerName: string;
    };
  };
}

/** Starts the sandbox on a free loopback port and waits until it says where to look. */
export async function startSandbox(
  options: {
    sampleDay?: boolean;
    sampleLake?: boolean;
    /** false: no sign of life of the feed but the test's own events. */
    heartbeat?: boolean;
    args?: readonly string[];
    /** ARNs of roles that get an access key: `createAccessKeyStore` finds it in the state. */
    keysFor?: readonly string[];
  } = {},
): Promise<SandboxProcess> {
  const stateDir = await mkdtemp(join(tmpdir(), "airside-e2e-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const keys = createAccessKeyStore(join(stateDir, "state"), randomBytes);
  for (const arn of options.keysFor ?? []) keys.forRole(arn);
  let printed = "";
  let child = await launch();

  async function launch(): Promise<ChildProcess> {
    const args = ["--import", "tsx", "local/cli.ts", "start", "--port", String(port), "--state-dir", stateDir];
    if (options.sampleDay !== true) args.push("--no-sample-day");
    if (options.heartbeat !== false) args.push("--heartbeat");
    if (options.sampleLake !== true) args.push("--no-sample-lake");
    args.push(...(options.args ?? []));
    const started = spawn(process.execPath, args, { cwd: projectDir, stdio: ["ignore", "pipe", "pipe"] });
    started.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
      createInterface({ input: started.stdout }).on("line", (line) => {
        printed += `${line}\n`;
        if (line.includes("Departures board")) resolve();
      });
      started.on("exit", (code) => {
        reject(new Error(`the sandbox ended with code ${code} before it was ready:\n${printed}`));
      });
    });
    return started;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  const outputs = (await (await fetch(`${url}/amplify_outputs.json`)).json()) as SandboxOutputs;
  const eventBridge = new EventBridgeClient({
    endpoint: outputs.custom.local.awsEndpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return {
    url,
    port,
    stateDir,
    eventBusName: outputs.custom.local.eventBusName,
    outputs,
    eventBridge,
    pid() {
      if (child.pid === undefined) throw new Error("the sandbox does not run");
      return child.pid;
    },
    output: () => printed,
    killHard: () => end("SIGKILL"),
    async restart() {
      await end("SIGTERM");
      child = await launch();
    },
    async dispose() {
      eventBridge.destroy();
      await end("SIGTERM");
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}
