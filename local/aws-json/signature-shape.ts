import type { IncomingHttpHeaders } from "node:http";
import { AwsError } from "./aws-error.js";

/** What the signature of a request says about its sender. Nothing of it is proven: only the shape is checked. */
export interface SignatureClaims {
  readonly accessKeyId: string;
  readonly region: string;
  /** The signing name, such as `events`. */
  readonly service: string;
}

const REQUIRED = ["Credential", "SignedHeaders", "Signature"] as const;
const CREDENTIAL = /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/;

/**
 * Reads the `Authorization` header of Signature Version 4
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html). Any credentials do;
 * a sandbox has no secrets to check them with.
 *
 * @throws AwsError MissingAuthenticationTokenException without the header, IncompleteSignatureException where it is malformed
 */
export function readSignature(headers: IncomingHttpHeaders): SignatureClaims {
  const { authorization } = headers;
  if (authorization === undefined || authorization === "") {
    throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
  }
  const [algorithm = "", ...rest] = authorization.split(" ");
  if (!algorithm.startsWith("AWS4-")) {
    throw incomplete(`Unsupported AWS 'algorithm': '${algorithm}'.`, authorization);
  }
  const parameters = new Map(
    rest
      .join(" ")
      .split(",")
      .map((parameter) => {
        const [name = "", ...value] = parameter.trim().split("=");
        return [name, value.join("=")] as const;
      }),
  );
  const missing = REQUIRED.filter((name) => (parameters.get(name) ?? "") === "");
  if (missing.length > 0) {
    throw incomplete(
      missing.map((name) => `Authorization header requires '${name}' parameter.`).join(" "),
      authorization,
    );
  }
  const [, accessKeyId, , region, service] = CREDENTIAL.exec(parameters.get("Credential") ?? "") ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) {
    throw incomplete(
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.",
      authorization,
    );
  }
  return { accessKeyId, region, service };
}

function incomplete(reason: string, authorization: string): AwsError {
  return new AwsError(
    "IncompleteSignatureException",
    `${reason} Authorization=${authorization.split(" ", 1).join("")}`,
  );
}
