import { defineAuth } from "@aws-amplify/backend";

/**
 * Sign-in for the people of the airport, by email, with a code of an authenticator app for whoever sets one up. Accounts
 * are made for them: nobody signs up alone (`closed-sign-up.ts`). Of a user's groups the first of this list decides what
 * the user sees.
 */
export const auth = defineAuth({
  loginWith: { email: true },
  multifactor: { mode: "OPTIONAL", totp: true },
  groups: ["developer", "businessAnalyst", "operations"],
});
