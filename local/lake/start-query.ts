import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import { authorize, type Caller } from "../iam/caller.js";
import type { AthenaOptions } from "./athena-operations.js";
import type { Execution } from "./execution.js";
import { readInput } from "./request-input.js";
import { parseS3Location, type S3Location } from "./s3-location.js";
import { invalidRequest, workGroupOf } from "./work-groups.js";
import type { WorkGroupModel } from "../synth/backend-model.js";

/** Longest SQL, bytes (https://docs.aws.amazon.com/athena/latest/ug/service-limits.html). */
const LONGEST_QUERY = 262_144;

const requestSchema = z.looseObject({
  QueryString: z.string().min(1),
  ClientRequestToken: z.string().nullish(),
  QueryExecutionContext: z.looseObject({ Database: z.string().nullish(), Catalog: z.string().nullish() }).nullish(),
  ResultConfiguration: z.looseObject({ OutputLocation: z.string().nullish() }).nullish(),
  WorkGroup: z.string().nullish(),
  ExecutionParameters: z.array(z.string()).nullish(),
});
type StartRequest = z.infer<typeof requestSchema>;

/**
 * StartQueryExecution: takes a query up, or gives the one that a former request with the same token made.
 *
 * @throws AwsError InvalidRequestException, AccessDeniedException, TooManyRequestsException
 */
export async function startQuery(
  input: unknown,
  caller: Caller,
  { workGroups, store, queries, reader }: AthenaOptions,
): Promise<{ readonly QueryExecutionId: string }> {
  const request = readInput(requestSchema, input, invalidRequest);
  const workGroup = workGroupOf(workGroups, request.WorkGroup);
  authorize(caller, "athena:StartQueryExecution", workGroup.arn);
  const token = tokenOf(request);
  const { QueryString: query, QueryExecutionContext: context } = request;
  if (Buffer.byteLength(query) > LONGEST_QUERY) {
    throw invalid(
      "1 validation error detected: Value at 'queryString' failed to satisfy constraint: " +
        `Member must have length less than or equal to ${LONGEST_QUERY}`,
    );
  }
  const former = await formerQuery(token, { store, queries });
  if (former !== undefined) return { QueryExecutionId: repeated(former, request, caller) };
  if (!workGroup.enabled) throw invalid(`WorkGroup ${workGroup.name} is disabled.`);

  const statement = await reader.read(query);
  const { bucket, prefix } = outputOf(request, workGroup);
  // The same request may have come twice at once: the token is looked up again, now that nothing more is waited for.
  const other = queries.submitting(token) ?? store.findByToken(token);
  if (other !== undefined) return { QueryExecutionId: repeated(await other, request, caller) };
  const { id } = await queries.submit(
    {
      query,
      type: statement.type,
      workGroup: workGroup.name,
      roleArn: caller.role.arn,
      callerArn: caller.arn,
      token,
      outputBucket: bucket,
      outputKey: prefix,
      ...(context?.Catalog == null ? {} : { catalog: context.Catalog }),
      ...(context?.Database == null ? {} : { database: context.Database }),
      ...(request.ExecutionParameters == null ? {} : { parameters: request.ExecutionParameters }),
      ...requestedOutput(request),
    },
    statement,
    caller,
    workGroup,
  );
  return { QueryExecutionId: id };
}

async function formerQuery(
  token: string,
  { store, queries }: Pick<AthenaOptions, "store" | "queries">,
): Promise<Execution | undefined> {
  return (await queries.submitting(token)) ?? store.findByToken(token);
}

function tokenOf({ ClientRequestToken: token }: StartRequest): string {
  if (token == null) throw invalid("clientRequestToken is null or empty");
  if (token.length >= 32 && token.length <= 128) return token;
  const limit = token.length < 32 ? "greater than or equal to 32" : "less than or equal to 128";
  throw invalid(
    "1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: " +
      `Member must have length ${limit}`,
  );
}

/**
 * @throws AwsError where the token came with a request that differs in anything, or from another role
 * (https://docs.aws.amazon.com/athena/latest/APIReference/API_StartQueryExecution.html)
 */
function repeated(former: Execution, request: StartRequest, caller: Caller): string {
  const isSame =
    former.roleArn === caller.role.arn &&
    former.query === request.QueryString &&
    former.workGroup === request.WorkGroup &&
    former.catalog === (request.QueryExecutionContext?.Catalog ?? undefined) &&
    former.database === (request.QueryExecutionContext?.Database ?? undefined) &&
    isDeepStrictEqual(former.parameters, request.ExecutionParameters ?? undefined) &&
    former.requestedOutput === (request.ResultConfiguration?.OutputLocation ?? undefined);
  if (isSame) return former.id;
  throw invalid("Idempotent parameters do not match");
}

function requestedOutput({ ResultConfiguration: configuration }: StartRequest): { readonly requestedOutput?: string } {
  return configuration?.OutputLocation == null ? {} : { requestedOutput: configuration.OutputLocation };
}

/** The work group's place, where it is enforced or the client names none. */
function outputOf(request: StartRequest, workGroup: WorkGroupModel): S3Location {
  const requested = request.ResultConfiguration?.OutputLocation;
  const uri = workGroup.enforced || requested == null ? workGroup.outputLocation : requested;
  try {
    const { bucket, prefix } = parseS3Location(uri);
    return { bucket, prefix: prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/` };
  } catch (error) {
    throw new AwsError(invalidRequest, "outputLocation is not a valid S3 path.", { cause: error });
  }
}

function invalid(message: string): AwsError {
  return new AwsError(invalidRequest, message);
}
