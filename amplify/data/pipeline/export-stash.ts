/** What the fields of exports hand on to their steps in `ctx.stash`. */
export interface ExportStash {
  /** Query execution id of the export that the field is about. */
  id: string;
}
