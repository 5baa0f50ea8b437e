import { problem, type Problem } from "./problem.js";

/** As many items as one DynamoDB page of 1 MB holds with room to spare. */
const mostItems = 1000;

/** What is wrong with the `limit` of a list, if anything. */
export function pageSizeProblem(limit: number | null | undefined): Problem | undefined {
  const absent = limit === undefined || limit === null;
  return absent || (limit >= 1 && limit <= mostItems)
    ? undefined
    : problem("limit", `a whole number from 1 to ${mostItems}`, limit, "Read more with nextToken, where there is one.");
}
