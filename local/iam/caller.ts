import { createHash } from "node:crypto";
import { AwsError } from "../aws-json/aws-error.js";
import { base32 } from "./base32.js";
import { evaluatePolicy } from "./policy.js";
import type { SignedRequest } from "./signed-request.js";
import type { Role } from "./role-directory.js";

/** Who sent a request: a role of the backend, or the sandbox's administrator. */
export interface Caller {
  readonly role: Role;
  /** The role's ARN for its own access key; `arn:aws:sts::<account>:assumed-role/<role>/<session>` for a session. */
  readonly arn: string;
  /** Undefined: no session, but an access key of the role. */
  readonly sessionName: string | undefined;
  /** `AROA…:<session>` or the access key's id: `UserId` of GetCallerIdentity. */
  readonly userId: string;
}

/**
 * Finds who signed a request for a service (its signing name: `glue`, `s3`). Unknown access key ids count as the
 * sandbox's administrator: whoever reaches the port may use it. A known id, of a role or of a session, must have signed
 * the request, and a session must bring its token and not be over.
 *
 * @throws SignatureError (an AwsError) UnrecognizedClientException, InvalidSignatureException, ExpiredTokenException,
 * IncompleteSignatureException or MissingAuthenticationTokenException
 */
export type CallerFinder = (request: SignedRequest, service: string) => Promise<Caller>;

/** Who sends a request that needs no signature: nothing is allowed, and AWS's messages name it so. */
export const anonymousCaller: Caller = {
  role: { name: "anonymous", arn: "anonymous", statements: [] },
  arn: "anonymous",
  sessionName: undefined,
  userId: "anonymous",
};

/** The caller behind a role's own access key. */
export function callerOfRole(role: Role, accessKeyId: string): Caller {
  return { role, arn: role.arn, sessionName: undefined, userId: accessKeyId };
}

/** The caller behind temporary credentials of a role. */
export function callerOfSession(role: Role, sessionName: string): Caller {
  return {
    role,
    arn: assumedRoleArn(role, sessionName),
    sessionName,
    userId: `${roleId(role.arn)}:${sessionName}`,
  };
}

/** `arn:aws:sts::<account>:assumed-role/<role>/<session>`; a role's path is no part of it. */
export function assumedRoleArn(role: Role, sessionName: string): string {
  return `arn:aws:sts::${role.arn.split(":")[4] ?? ""}:assumed-role/${role.name}/${sessionName}`;
}

/**
 * The unique id of a role, `AROA` and 17 characters
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids), made from its
 * ARN: the same at every start.
 */
export function roleId(roleArn: string): string {
  const digest = createHash("sha256").update(roleArn).digest();
  return `AROA${base32(digest.subarray(0, 17))}`;
}

/** How a service words its refusals; AWS JSON services: AccessDeniedException with status 400. */
export interface RefusalStyle {
  readonly code?: string;
  readonly statusCode?: number;
}

/** What a service says of a request besides its action and resource, for conditions. */
export interface RequestFacts {
  /** `s3:prefix` of a list. */
  readonly prefix?: string | undefined;
}

/**
 * Checks that the caller's policies allow an action on a resource
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html: the messages).
 *
 * @param action such as `glue:GetTable`
 * @param resource ARN, or `*` for actions that know no resources
 * @throws AwsError AccessDeniedException, or what `style` says
 */
export function authorize(
  caller: Caller,
  action: string,
  resource: string,
  style: RefusalStyle = {},
  facts: RequestFacts = {},
): void {
  const decision = evaluatePolicy(caller.role.statements, action, resource, facts.prefix);
  if (decision === "Allowed") return;
  const reason =
    decision === "ExplicitlyDenied"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  throw new AwsError(
    style.code ?? "AccessDeniedException",
    `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`,
    { statusCode: style.statusCode ?? 400 },
  );
}
