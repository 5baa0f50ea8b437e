import type { UserPools } from "./cognito/user-pools.js";
import type { UserPoolModel } from "./synth/backend-model.js";

/** A user that the sandbox makes at its first start. */
export interface SampleUser {
  readonly email: string;
  readonly groups: readonly string[];
  /** For the first sign-in, which asks for a new one. Undefined: the user has signed in and chosen another. */
  readonly oneTimePassword: string | undefined;
}

/** One for each role; a takeover of the boards needs two people of operations. The domain is nobody's (RFC 2606). */
const users: readonly Pick<SampleUser, "email" | "groups">[] = [
  { email: "developer@airside.example", groups: ["developer"] },
  { email: "analyst@airside.example", groups: ["businessAnalyst"] },
  { email: "operations1@airside.example", groups: ["operations"] },
  { email: "operations2@airside.example", groups: ["operations"] },
];

/** Makes the sample users where they are missing, in the pool's groups of these names. */
export async function ensureSampleUsers(
  pools: Pick<UserPools, "ensureUser">,
  pool: UserPoolModel,
): Promise<readonly SampleUser[]> {
  const known = new Set(pool.groups.map(({ groupName }) => groupName));
  return Promise.all(
    users.map(async ({ email, groups }) => {
      const { password } = await pools.ensureUser(
        pool.userPoolId,
        email,
        groups.filter((group) => known.has(group)),
      );
      return { email, groups, oneTimePassword: password };
    }),
  );
}
