import type { Clock } from "../clock.js";
import { TokenError, type TokenVerifier, type VerifiedClaims } from "../cognito/token-verifier.js";
import type { AccessKeyStore } from "../iam/access-key-store.js";
import { verifySignature } from "../iam/request-signature.js";
import type { RoleDirectory } from "../iam/role-directory.js";
import { SignatureError } from "../iam/signature-error.js";
import { isSignature } from "../iam/signature-parts.js";
import type { BackendModel } from "../synth/backend-model.js";
import { AppSyncError, type Principal } from "./identity.js";
import { maximumSignatureAgeMs } from "./service-limits.js";

/** An API key in use. */
export interface ApiKey {
  readonly value: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** The access keys and roles that IAM callers use. */
export interface IamDirectory {
  readonly keys: Pick<AccessKeyStore, "find">;
  readonly roles: RoleDirectory;
}

/** What a signature covers beside the headers. */
export interface SignedContent {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Turns the headers of a request into the principal that calls. */
export interface RequestAuthorizer {
  /** `headers`: names in any case. Throws AppSyncError with status 401 or 403. */
  readonly authorize: (
    headers: Readonly<Record<string, unknown>>,
    content: SignedContent,
    sourceIp: string,
  ) => Promise<Principal>;
  /** A role that calls from inside the sandbox, as EventBridge's does. Throws AppSyncError for an unknown role. */
  readonly principalOfRole: (roleArn: string) => Principal;
}

/** Answers for all requests whose authorization is there but not good enough; seen in answers of the service. */
export const notAuthorizedMessage = "You are not authorized to make this call.";

function unauthorized(message: string, options?: ErrorOptions): AppSyncError {
  return new AppSyncError("UnauthorizedException", message, 401, options);
}

/** Lower-case names, text values only. */
export function normalizedHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === "string") result[name.toLowerCase()] = value;
    else if (Array.isArray(value)) result[name.toLowerCase()] = value.map(String).join(",");
  }
  return result;
}

function textClaim(claims: VerifiedClaims, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = claims[name];
    if (typeof value === "string") return value;
  }
  return null;
}

/**
 * Identity shapes: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html
 * (Identity). API keys have none.
 */
function userPoolPrincipal(claims: VerifiedClaims, sourceIp: string): Principal {
  const listed = claims["cognito:groups"];
  const groups = Array.isArray(listed) ? listed.filter((group) => typeof group === "string") : [];
  return {
    mode: "AMAZON_COGNITO_USER_POOLS",
    groups,
    roleArn: undefined,
    identity: {
      sub: textClaim(claims, "sub"),
      issuer: textClaim(claims, "iss"),
      username: textClaim(claims, "cognito:username", "username"),
      claims,
      sourceIp: [sourceIp],
      defaultAuthStrategy: "ALLOW",
      groups: groups.length > 0 ? groups : null,
    },
  };
}

/** Authorization of one API: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html. */
export function createRequestAuthorizer(
  model: BackendModel,
  apiKeys: readonly ApiKey[],
  tokenVerifier: TokenVerifier,
  iam: IamDirectory,
  clock: Pick<Clock, "now">,
): RequestAuthorizer {
  const modes = [model.graphqlApi.defaultAuthorization, ...model.graphqlApi.additionalAuthorization];
  const userPoolIds = modes.flatMap((mode) => (mode.mode === "AMAZON_COGNITO_USER_POOLS" ? [mode.userPoolId] : []));
  const takesKeys = modes.some(({ mode }) => mode === "API_KEY");
  const takesSignatures = modes.some(({ mode }) => mode === "AWS_IAM");

  function rolePrincipal(roleArn: string, sessionName: string, sourceIp: string): Principal {
    const role = iam.roles.find(roleArn);
    if (role === undefined) {
      throw new AppSyncError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    }
    return {
      mode: "AWS_IAM",
      groups: [],
      roleArn,
      identity: {
        accountId: iam.roles.accountId,
        cognitoIdentityPoolId: null,
        cognitoIdentityId: null,
        sourceIp: [sourceIp],
        username: `AROA${role.name}:${sessionName}`,
        userArn: `arn:aws:sts::${iam.roles.accountId}:assumed-role/${role.name}/${sessionName}`,
        cognitoIdentityAuthType: null,
        cognitoIdentityAuthProvider: null,
      },
    };
  }

  function byKey(value: string): Principal {
    const key = apiKeys.find((candidate) => candidate.value === value);
    if (key === undefined || key.expires * 1000 <= clock.now()) throw unauthorized(notAuthorizedMessage);
    return { mode: "API_KEY", identity: null, groups: [], roleArn: undefined };
  }

  function byToken(token: string, sourceIp: string): Principal {
    let failure: TokenError | undefined;
    for (const userPoolId of userPoolIds) {
      try {
        return userPoolPrincipal(tokenVerifier.verify(token, userPoolId), sourceIp);
      } catch (error) {
        if (!(error instanceof TokenError)) throw error;
        failure = error;
      }
    }
    // "Unable to parse JWT token." also answers a token behind "Bearer "
    // (https://github.com/aws/aws-appsync-community/issues/198).
    if (failure?.reason === "malformed") throw unauthorized("Unable to parse JWT token.", { cause: failure });
    if (failure?.reason === "expired") throw unauthorized("Token has expired.", { cause: failure });
    throw unauthorized(notAuthorizedMessage, { cause: failure });
  }

  async function bySignature(headers: Record<string, string>, content: SignedContent, sourceIp: string) {
    try {
      const scope = { region: model.region, service: "appsync", maximumAgeMs: maximumSignatureAgeMs };
      const key = await verifySignature({ ...content, headers }, scope, iam.keys, clock);
      return rolePrincipal(key.roleArn, key.accessKeyId, sourceIp);
    } catch (error) {
      if (error instanceof SignatureError) throw new AppSyncError(error.code, error.message, 403, { cause: error });
      throw error;
    }
  }

  return {
    principalOfRole: (roleArn) => rolePrincipal(roleArn, "airside-local", "127.0.0.1"),
    async authorize(rawHeaders, content, sourceIp) {
      const headers = normalizedHeaders(rawHeaders);
      const apiKey = headers["x-api-key"];
      const authorization = headers["authorization"];
      if (apiKey !== undefined && takesKeys) return byKey(apiKey);
      if (authorization !== undefined && takesSignatures && isSignature(authorization)) {
        return bySignature(headers, content, sourceIp);
      }
      if (authorization !== undefined && userPoolIds.length > 0) return byToken(authorization, sourceIp);
      if (apiKey !== undefined || authorization !== undefined) throw unauthorized(notAuthorizedMessage);
      throw unauthorized("Valid authorization header not provided.");
    },
  };
}
