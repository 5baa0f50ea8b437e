/**
 * A process for the crash test: makes users for ever in the directory at argv[2], and writes each user's address and
 * password to stdout as soon as both are acknowledged.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { systemClock } from "../clock.js";
import { sampleUserPool } from "./sample-user-pool.js";
import { signingKey } from "./signing-key.js";
import { openUserPools } from "./user-pools.js";

const pools = await openUserPools({
  userPools: [sampleUserPool],
  region: "us-east-1",
  signingKey: signingKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey),
  directory: process.argv[2] ?? "",
  clock: systemClock,
  newId: randomUUID,
  randomBytes,
  log: console,
});

for (let number = 0; ; number += 4) {
  await Promise.all(
    [0, 1, 2, 3].map(async (more) => {
      const email = `user${number + more}@airside.example`;
      const { password } = await pools.ensureUser(sampleUserPool.userPoolId, email, ["developer"]);
      process.stdout.write(`${email} ${password ?? ""} .\n`);
    }),
  );
}
