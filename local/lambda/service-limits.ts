/**
 * Limits of AWS Lambda that the sandbox keeps (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html),
 * and some of its own.
 */

/** Largest event of a call whose caller waits, bytes. */
export const largestRequest = 6 * 1024 * 1024;

/** Largest response, bytes: the 100 more than a request are what the service names in its error. */
export const largestResponse = largestRequest + 100;

/** Largest event of an asynchronous call, bytes (https://aws.amazon.com/blogs/compute/more-room-to-build-serverless-services-now-support-payloads-up-to-1-mb/). */
export const largestAsyncRequest = 1024 * 1024;

/** Calls of an account under way at once, waiting ones included. The quota is for all functions; here each has it for itself. */
export const mostConcurrentCalls = 1_000;

/** Milliseconds for loading a function's module, which no call's timeout counts. */
export const initializationMs = 10_000;

/** Waits before the second and the third attempt of an asynchronous call (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html). */
export const asyncRetryDelaysMs: readonly number[] = [60_000, 120_000];

/** Workers of one function. Ours: one machine has neither the memory nor the cores for a thousand. */
export const mostWorkers = 10;

/** Workers of one function that start at the same time; more would only share the cores and all be late. */
export const mostStarting = 2;

/** Of a function's workers, those that asynchronous calls may take: somebody waits for the others. */
export const mostAsyncCalls = 5;

/** A worker that nobody has called for so long ends. */
export const idleMs = 5 * 60_000;

/** A worker older than that gets no further call, because of its credentials. */
export const longestWorkerLifeMs = 50 * 60_000;

/** Seconds that a worker's credentials last: its life and the longest call, 15 minutes, which may begin at its end. */
export const credentialSeconds = 2 * 3_600;

/** Bytes of the error's message that go with an event into a dead-letter queue (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq). */
export const deadLetterMessageBytes = 1024;
