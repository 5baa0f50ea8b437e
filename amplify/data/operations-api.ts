import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { ResolverAttachment } from "./resolver-attachment.js";

/** The tables behind takeovers and the fleet of displays. */
export interface OperationsTables {
  readonly takeovers: Table;
  readonly displays: Table;
}

/** Attaches the tables of takeovers and displays and their resolvers to the API that `defineData` made. */
export function attachOperationsApi(attachment: ResolverAttachment, tables: OperationsTables): void {
  const { none, pipeline, step, tableSource, unit } = attachment;
  const takeovers = tableSource("TakeoversSource", tables.takeovers);
  const displays = tableSource("DisplaysSource", tables.displays);

  const readTakeover = step("readTakeover", takeovers);
  unit("Query", "activeTakeovers", takeovers);
  unit("Query", "takeovers", takeovers);
  unit("Mutation", "proposeTakeover", takeovers);
  // Read before, for its minutes, and after, for what holds then: DynamoDB decides between those who come at once.
  pipeline("Mutation", "confirmTakeover", [
    readTakeover,
    step("writeTakeoverConfirmation", takeovers),
    step("readConfirmedTakeover", takeovers),
  ]);
  pipeline("Mutation", "endTakeover", [step("writeTakeoverEnd", takeovers), readTakeover]);
  unit("Subscription", "onTakeover", none);
  unit("Subscription", "onTakeoverStep", none);

  unit("Query", "displays", displays);
  pipeline("Mutation", "reportDisplay", [step("putDisplay", displays), step("readDisplay", displays)]);
  unit("Subscription", "onDisplayReport", none);
}
