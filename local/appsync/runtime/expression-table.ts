import { expect, test } from "vitest";
import type { ResolverContext } from "./evaluation.js";
import { evaluateExpression } from "./evaluate-expression.js";

/** A row of a table test: what an expression gives, or part of the message of the error it raises. */
export type ExpressionRow = {
  readonly expression: string;
  /** Where the expectation comes from. */
  readonly source: string;
  readonly context?: Partial<ResolverContext>;
} & ({ readonly expected: unknown } | { readonly error: string });

/** One test for each row. */
export function testExpressions(rows: readonly ExpressionRow[]): void {
  test.each(rows.map((row) => [row.expression, row] as const))("%s", (expression, row) => {
    const { outcome } = evaluateExpression(expression, row.context);
    if ("error" in row)
      expect(outcome).toMatchObject({ error: { message: expect.stringContaining(row.error) as unknown } });
    else expect(outcome).toEqual({ type: "value", value: row.expected });
  });
}
