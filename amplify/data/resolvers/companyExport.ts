import type { Context } from "@aws-appsync/utils";
import type { ExportItem } from "../company-export/export-item.js";
import type { ExportStash } from "../pipeline/export-stash.js";

type FieldContext = Context<{ id: string }, ExportStash, { result: ExportItem | null }>;

/** The steps read the export and, for its owner, sign its addresses. */
export function request(ctx: FieldContext): Record<string, never> {
  ctx.stash.id = ctx.args.id;
  return {};
}

/** The caller's export, or null. */
export function response(ctx: FieldContext): ExportItem | null {
  return ctx.prev.result;
}
