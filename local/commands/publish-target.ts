import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { z } from "zod";
import { CommandError } from "./command-error.js";
import { readSandboxOutputs, sandboxCredentials } from "./sandbox-outputs.js";

/** What the command line says about where events go. */
export interface TargetOptions {
  /** The sandbox's base URL; its amplify_outputs.json says the rest. Not used when `bus` is given. */
  readonly url: string;
  /** An event bus by name or ARN: with it, the SDK's own endpoint, region and credentials are used. */
  readonly bus?: string;
  /** Endpoint instead of AWS's own; needs `bus`. */
  readonly endpoint?: string;
  readonly region?: string;
}

/** A bus that events can be sent to. */
export interface PublishTarget {
  readonly eventBusName: string;
  /** undefined: AWS's own for the region. */
  readonly endpoint: string | undefined;
  /** undefined: as the SDK finds it (AWS_REGION, profile). */
  readonly region: string | undefined;
  /** True for the sandbox, whose bus takes any credentials. */
  readonly sandbox: boolean;
}

const busOutputs = z.object({
  data: z.object({ aws_region: z.string() }),
  custom: z.object({ local: z.object({ awsEndpoint: z.url(), eventBusName: z.string().min(1) }) }),
});

/**
 * Finds the bus: the one named, or the one that the sandbox at `url` publishes in its amplify_outputs.json.
 * @throws CommandError when nothing listens there, or something else does.
 */
export async function findTarget(options: TargetOptions): Promise<PublishTarget> {
  const { bus, endpoint, region } = options;
  if (bus !== undefined) return { eventBusName: bus, endpoint, region, sandbox: false };
  if (endpoint !== undefined) {
    throw new CommandError(
      "--endpoint says where to send, but not to which bus.",
      "Name the bus with --bus, or leave --endpoint out to use the sandbox at --url.",
    );
  }
  const { data, custom } = await readSandboxOutputs(options.url, busOutputs, "an event bus under custom.local");
  return {
    eventBusName: custom.local.eventBusName,
    endpoint: custom.local.awsEndpoint,
    region: region ?? data.aws_region,
    sandbox: true,
  };
}

/** An SDK client for the target. It tries once: repeating is the publisher's part, which tells what came of it. */
export function clientFor(target: PublishTarget): EventBridgeClient {
  return new EventBridgeClient({
    maxAttempts: 1,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    ...(target.region === undefined ? {} : { region: target.region }),
    ...(target.sandbox ? { credentials: sandboxCredentials } : {}),
  });
}
