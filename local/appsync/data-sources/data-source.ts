/** What a data source made of a request: a result, or an error that the response handler sees as `ctx.error`. */
export type DataSourceOutcome =
  | { readonly type: "result"; readonly result: unknown }
  | {
      readonly type: "error";
      readonly error: { readonly message: string; readonly type: string };
      /** `ctx.result` beside the error. */
      readonly result?: unknown;
    };

/** One data source of an API, as resolvers use it. */
export interface DataSource {
  /**
   * Runs what a request handler returned.
   * @throws AppSyncError of type MappingTemplate when it is no request of this kind of data source: such an error
   * fails the field at once, no response handler sees it
   */
  invoke(request: unknown): Promise<DataSourceOutcome>;
}
