/**
 * Limits of AWS AppSync GraphQL APIs that the sandbox keeps.
 * Where AWS lists them: https://docs.aws.amazon.com/general/latest/gr/appsync.html
 */

/**
 * Largest request body in bytes. AWS documents the same figure for the GraphQL operation of an EventBridge target
 * (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_AppSyncParameters.html).
 */
export const maximumRequestBytes = 1_048_576;

/** Milliseconds that one query, mutation or subscription request may take (quota "Request execution time"). */
export const maximumExecutionMs = 30_000;

/**
 * Resolvers that one request may run where the API sets no limit of its own
 * (https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html).
 */
export const maximumResolverCount = 10_000;

/** Functions in one pipeline resolver (quota "Number of functions per pipeline resolver"). */
export const maximumPipelineFunctions = 10;

/**
 * Milliseconds that the date of a signature may differ from the service's clock
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/signing-elements.html).
 */
export const maximumSignatureAgeMs = 15 * 60 * 1000;

/** Items of one BatchGetItem request (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html). */
export const maximumBatchGetItems = 100;

/** Items of one BatchPutItem or BatchDeleteItem request (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html). */
export const maximumBatchWriteItems = 25;
