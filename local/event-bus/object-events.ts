import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { systemClock } from "../clock.js";
import { createRoleDirectory } from "../iam/role-directory.js";
import { createSessionStore } from "../iam/session-store.js";
import { createLambda, type Lambda } from "../lambda/lambda.js";
import { sampleModel, sampleRole } from "../lambda/sample-model.js";
import type { Log } from "../log.js";
import { createEventBus, type EventBus } from "./event-bus.js";
import { lambdaTarget } from "./lambda-target.js";
import { sampleRule, sampleTarget } from "./sample-bus.js";
import { routeTargets } from "./target-router.js";

/** For the crash test: a function `f` below `directory` that a rule calls for every object event, and state beside it. */
export async function startObjectEvents(
  directory: string,
  log: Log,
): Promise<{ readonly bus: EventBus; readonly lambda: Lambda }> {
  const model = { ...sampleModel(directory, "f"), timeout: 900 };
  const common = { region: "us-east-1", clock: systemClock, newId: randomUUID, log };
  const lambda = await createLambda({
    ...common,
    functions: [model],
    roles: createRoleDirectory("123456789012", [sampleRole]),
    sessions: createSessionStore({ clock: systemClock, randomBytes }),
    directory: join(directory, "lambda"),
    endpoint: () => "http://127.0.0.1:1/aws",
    deadLetter: () => Promise.reject(new Error("no function here has a dead-letter queue")),
  });
  lambda.start();
  const target = { ...sampleTarget, arn: model.arn, roleArn: undefined, graphqlOperation: undefined };
  const eventPattern = { source: ["aws.s3"] };
  const bus = await createEventBus({
    ...common,
    accountId: "123456789012",
    buses: [],
    rules: [{ ...sampleRule, eventBusName: "default", eventPattern, targets: [target] }],
    directory: join(directory, "bus"),
    random: Math.random,
    deliver: routeTargets({
      appSync: () => Promise.reject(new Error("nothing goes to AppSync")),
      lambda: lambdaTarget(lambda),
    }),
    deadLetter: () => Promise.reject(new Error("nothing is given up")),
  });
  return { bus, lambda };
}
