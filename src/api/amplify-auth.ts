import { Amplify } from "aws-amplify";
import {
  fetchAuthSession,
  fetchMFAPreference,
  setUpTOTP,
  signOut,
  updateMFAPreference,
  verifyTOTPSetup,
} from "aws-amplify/auth";
import { Hub } from "aws-amplify/utils";
import { userKey, type AuthService, type SignedInUser } from "../state/session-store";
import type { AuthConfiguration } from "./auth-configuration";
import { CompaniesError } from "./companies-api";
import { asCompaniesError } from "./companies-errors";

/** Written when somebody signs out, for the other tabs: those must not take it for a session that ran out. */
const SIGNED_OUT_KEY = "airside.signed-out";
/** What the names of Amplify's tokens in the local storage begin with (AUTH_KEY_PREFIX). */
const TOKEN_KEYS = "CognitoIdentityServiceProvider.";

const mayChangeUser: ReadonlySet<string> = new Set(["signedIn", "signedOut", "tokenRefresh", "tokenRefresh_failure"]);

/** Cognito's `token_use`. */
export type TokenUse = "access" | "id";

/** Hands out tokens of one user and of no other. */
export interface TokenSource {
  /**
   * A token of `user`: an access token or, where the backend is to know the email address, an ID token. `renewed`: a new
   * one, for the last was refused. Rejects with a `CompaniesError`.
   */
  tokenOf(user: SignedInUser, renewed: boolean, use?: TokenUse): Promise<string>;
  /** Ends a session whose tokens the backend does not take. */
  drop(): Promise<void>;
}

/** Configures Amplify, which is one per page, and gives its user pool. */
export function createAmplifyAuth(configuration: AuthConfiguration): AuthService & TokenSource {
  Amplify.configure(configuration.resources);
  return {
    async user() {
      const { tokens } = await fetchAuthSession();
      return tokens && userOf(tokens);
    },
    async tokenOf(user, renewed, use = "access") {
      let tokens: Tokens | undefined;
      try {
        tokens = (await fetchAuthSession({ forceRefresh: renewed })).tokens;
      } catch (reason) {
        throw asCompaniesError(reason);
      }
      if (tokens === undefined) throw new CompaniesError("signedOut", "The session has ended");
      // Tabs share their tokens: another one may have signed in as somebody else a moment ago.
      if (userKey(userOf(tokens)) !== userKey(user)) throw new CompaniesError("signedOut", "Somebody else signed in");
      return (use === "id" ? (tokens.idToken ?? tokens.accessToken) : tokens.accessToken).toString();
    },
    async drop() {
      await signOut();
    },
    onChange(listener) {
      const stopHub = Hub.listen("auth", ({ payload }) => {
        if (mayChangeUser.has(payload.event)) listener("perhaps");
      });
      const onStorage = ({ key, newValue }: StorageEvent) => {
        if (key === SIGNED_OUT_KEY && newValue !== null) listener("signedOut");
        else if (key === null || key.startsWith(TOKEN_KEYS)) listener("perhaps");
      };
      window.addEventListener("storage", onStorage);
      return () => {
        stopHub();
        window.removeEventListener("storage", onStorage);
      };
    },
    async signOut(where) {
      await signOut({ global: where === "everywhere" });
      // A value of its own each time: the same one again would tell nobody.
      localStorage.setItem(SIGNED_OUT_KEY, crypto.randomUUID());
    },
    secondFactor: {
      async isOn() {
        const { enabled } = await fetchMFAPreference();
        return enabled?.includes("TOTP") ?? false;
      },
      async begin() {
        const details = await setUpTOTP();
        const { tokens } = await fetchAuthSession();
        const account = tokens === undefined ? "" : userOf(tokens).name;
        return {
          secret: details.sharedSecret,
          address: details.getSetupUri(`Airside ${configuration.airportCode}`, account).href,
        };
      },
      async confirm(code) {
        await verifyTOTPSetup({ code });
        await updateMFAPreference({ totp: "PREFERRED" });
      },
      async remove() {
        await updateMFAPreference({ totp: "DISABLED" });
      },
    },
  };
}

type Tokens = NonNullable<Awaited<ReturnType<typeof fetchAuthSession>>["tokens"]>;

function userOf({ accessToken, idToken, signInDetails }: Tokens): SignedInUser {
  const { sub, username, "cognito:groups": groups } = accessToken.payload;
  const email = idToken?.payload["email"];
  const name = [signInDetails?.loginId, email, username, sub].find((each) => typeof each === "string");
  return {
    sub: String(sub),
    name: typeof name === "string" ? name : "",
    groups: Array.isArray(groups) ? groups.map(String) : [],
  };
}
