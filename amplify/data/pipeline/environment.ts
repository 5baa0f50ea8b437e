/** Environment variable of the API that holds the name of the StatusLog table: a batch names its tables itself. */
export const statusLogTable = "STATUS_LOG_TABLE";
