import type { DataSource } from "./data-source.js";

/**
 * The NONE data source hands the request's payload to the response handler
 * (https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-none-js.html).
 */
export const noneDataSource: DataSource = {
  invoke(request) {
    const payload =
      request !== null && typeof request === "object" && "payload" in request ? (request.payload ?? null) : null;
    return Promise.resolve({ type: "result", result: payload });
  },
};
