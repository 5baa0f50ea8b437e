/**
 * A process for the crash test: one function below argv[2], whose state lies in argv[3]. Accepts asynchronous calls for
 * ever and writes the name of each to stdout as soon as it is accepted; no call comes to an end.
 */
import { randomBytes, randomUUID } from "node:crypto";
import { systemClock } from "../clock.js";
import { createRoleDirectory } from "../iam/role-directory.js";
import { createSessionStore } from "../iam/session-store.js";
import { createLambda } from "./lambda.js";
import { sampleModel, sampleRole } from "./sample-model.js";

const model = sampleModel(process.argv[2] ?? "", "f");
const lambda = await createLambda({
  functions: [{ ...model, timeout: 900 }],
  roles: createRoleDirectory("123456789012", [sampleRole]),
  sessions: createSessionStore({ clock: systemClock, randomBytes }),
  region: "us-east-1",
  directory: process.argv[3] ?? "",
  endpoint: () => "http://127.0.0.1:1/aws",
  deadLetter: () => Promise.reject(new Error("no function here has a dead-letter queue")),
  clock: systemClock,
  newId: randomUUID,
  log: console,
});
lambda.start();

for (let num = 0; ; num += 4) {
  const names = [0, 1, 2, 3].map((more) => `call-${num + more}`);
  await Promise.all(names.map((name) => lambda.invokeAsync(model.arn, { name })));
  for (const name of names) process.stdout.write(`${name};\n`);
}
