import { defineAuth } from "@aws-amplify/backend";

/** Sign-in for the people of the airport, by email. Accounts are made for them: nobody signs up alone (`closed-sign-up.ts`). */
export const auth = defineAuth({
  loginWith: { email: true },
  groups: ["developer", "businessAnalyst", "operations"],
});
