import type { BackendModel } from "../synth/backend-model.js";

/** Where this sandbox answers. */
export interface SandboxEndpoints {
  /** `http://127.0.0.1:4300/graphql` */
  readonly graphqlUrl: string;
  /** Base URL of the AWS services: for AWS_ENDPOINT_URL and `--endpoint-url`. */
  readonly awsEndpoint: string;
  /** From `localApiKey`. */
  readonly apiKey: string;
  /** The bus that commands publish to. Absent: what the definition puts out as `custom.eventBusName`, else its first bus. */
  readonly eventBusName?: string;
  /** Base URL of the user pool service, for `Auth.Cognito.userPoolEndpoint` of aws-amplify. */
  readonly userPoolEndpoint?: string;
}

/** `custom.local` of the sandbox's amplify_outputs.json: what Amplify's format has no field for. */
export interface LocalOutputs {
  readonly awsEndpoint: string;
  readonly eventBusName: string;
  readonly userPoolEndpoint?: string;
}

/**
 * The amplify_outputs.json of this sandbox: Amplify's own, with the sandbox's URL and API key where those of the deployed
 * API would be (also inside `custom`), and `custom.local` beside the definition's own custom outputs. The identity pool is
 * left out: the sandbox gives browsers no AWS credentials, and aws-amplify would ask the one on AWS for them.
 */
export function clientOutputs(
  model: BackendModel,
  endpoints: SandboxEndpoints,
): Readonly<Record<string, unknown>> & { readonly custom: { readonly local: LocalOutputs } } {
  const replacements = new Map([
    [model.graphqlApi.url, endpoints.graphqlUrl],
    ...model.graphqlApi.apiKeys.map((key) => [key.placeholder, endpoints.apiKey] as const),
  ]);
  const config = replaceTexts(model.clientConfig, replacements);
  const custom = isRecord(config["custom"]) ? config["custom"] : {};
  const local: LocalOutputs = {
    awsEndpoint: endpoints.awsEndpoint,
    eventBusName: endpoints.eventBusName ?? eventBusName(model, custom),
    ...(endpoints.userPoolEndpoint !== undefined && { userPoolEndpoint: endpoints.userPoolEndpoint }),
  };
  return { ...withoutIdentityPool(config), custom: { ...custom, local } };
}

function withoutIdentityPool(config: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isRecord(config["auth"])) return config;
  const { identity_pool_id: _id, unauthenticated_identities_enabled: _guests, ...auth } = config["auth"];
  return { ...config, auth };
}

function eventBusName(model: BackendModel, custom: Readonly<Record<string, unknown>>): string {
  const named = custom["eventBusName"];
  if (typeof named === "string" && model.eventBuses.some((bus) => bus.name === named)) return named;
  return model.eventBuses[0]?.name ?? "default";
}

function replaceTexts(
  value: Readonly<Record<string, unknown>>,
  replacements: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const replaced = (item: unknown): unknown => {
    if (typeof item === "string") return replacements.get(item) ?? item;
    if (Array.isArray(item)) return item.map(replaced);
    return isRecord(item) ? replaceTexts(item, replacements) : item;
  };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
