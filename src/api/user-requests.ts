import { generateClient } from "aws-amplify/api";
import type { TadaDocumentNode } from "gql.tada";
import type { SignedInUser } from "../state/session-store";
import type { TokenSource, TokenUse } from "./amplify-auth";
import { asCompaniesError } from "./companies-errors";

/** Sends a typed document as one user; rejects with a `CompaniesError`, or with the signal's reason. */
export type UserRequest = <Data, Variables extends object>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
) => Promise<Data>;

/**
 * Requests over the Amplify client as `user` and as nobody else. A token that the backend refuses is renewed once; where
 * that does not help, the session is dropped. Amplify must be configured.
 */
export function createUserRequest(user: SignedInUser, tokens: TokenSource, use: TokenUse = "access"): UserRequest {
  const client = generateClient();

  const send = async (document: object, variables: object, token: string, signal: AbortSignal): Promise<unknown> => {
    const request = client.graphql({
      // Amplify takes documents, but declares them with the types of GraphQL 15; the objects are the same.
      query: document as unknown as string,
      variables,
      authMode: "userPool",
      // Not the token of whoever may be signed in by the time that Amplify looks.
      authToken: token,
    }) as unknown as Promise<{ readonly data?: unknown }>;
    const giveUp = () => {
      client.cancel(request as never);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    try {
      return (await request).data;
    } finally {
      signal.removeEventListener("abort", giveUp);
    }
  };

  return async <Data, Variables extends object>(
    document: TadaDocumentNode<Data, Variables>,
    variables: Variables,
    signal: AbortSignal,
  ): Promise<Data> => {
    const attempt = async (renewed: boolean): Promise<Data> => {
      const token = await tokens.tokenOf(user, renewed, use);
      signal.throwIfAborted();
      return (await send(document, variables, token, signal)) as Data;
    };
    try {
      return await attempt(false);
    } catch (reason) {
      // An answer that nobody waits for any more is not judged.
      signal.throwIfAborted();
      const error = asCompaniesError(reason);
      if (error.kind !== "signedOut" || error === reason) throw error;
    }
    // The backend refused a token that seemed good: revoked, perhaps. A new one decides.
    try {
      return await attempt(true);
    } catch (reason) {
      signal.throwIfAborted();
      const error = asCompaniesError(reason);
      if (error.kind === "signedOut" && error !== reason) await tokens.drop();
      throw error;
    }
  };
}
