/** Takes a line of a function's log: what happened, and facts by name. */
export type Log = (message: string, facts: Readonly<Record<string, unknown>>) => void;

/** Writes each line as one JSON object, which CloudWatch Logs Insights finds by its fields. */
export const jsonLog: Log = (message, facts) => {
  console.log(JSON.stringify({ message, ...facts }));
};

/** What is worth knowing of a failure, as plain data: `JSON.stringify` shows nothing of an Error. */
export function errorFacts(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { error: String(error) };
  return {
    error: error.name,
    errorMessage: error.message,
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: errorFacts(error.cause) }),
  };
}
