import { AwsError } from "../../aws-json/aws-error.js";
import { authorize, callerOfSession } from "../../iam/caller.js";
import type { Role } from "../../iam/role-directory.js";
import type { FunctionCaller } from "../../lambda/lambda.js";
import type { DataSource, DataSourceOutcome } from "./data-source.js";
import { parseLambdaRequest } from "./lambda-request.js";

/** What a Lambda data source is made from. */
export interface LambdaDataSourceOptions {
  readonly lambda: FunctionCaller;
  readonly functionArn: string;
  /** The data source's service role; undefined: nothing is checked. */
  readonly role: Role | undefined;
}

/** The session in which AppSync uses a data source's role, as messages of AWS name it. */
const sessionName = "APPSYNC_ASSUME_ROLE";

/**
 * A Lambda data source: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-lambda-js.html. The
 * function's event is the request's payload. An error of the function becomes `ctx.error` of type `Lambda:Unhandled`, its
 * message and nothing else of it; a refusal of Lambda `Lambda:<exception>`. An asynchronous call (`invocationType: "Event"`)
 * gives null.
 */
export function createLambdaDataSource({ lambda, functionArn, role }: LambdaDataSourceOptions): DataSource {
  return {
    async invoke(value) {
      const { invocationType, payload = null } = parseLambdaRequest(value);
      try {
        if (role !== undefined) {
          authorize(callerOfSession(role, sessionName), "lambda:InvokeFunction", functionArn, { statusCode: 403 });
        }
        if (invocationType === "Event") {
          await lambda.invokeAsync(functionArn, payload);
          return { type: "result", result: null };
        }
        const result = await lambda.invoke(functionArn, payload);
        return result.status === "succeeded"
          ? { type: "result", result: result.payload }
          : failure("Unhandled", result.errorMessage);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return failure(error.code, `${error.message} (Service: Lambda, Status Code: ${error.statusCode})`);
      }
    },
  };
}

function failure(type: string, message: string): DataSourceOutcome {
  return { type: "error", error: { type: `Lambda:${type}`, message } };
}
