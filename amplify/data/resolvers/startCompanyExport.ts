import type { Context } from "@aws-appsync/utils";
import type { ExportItem } from "../company-export/export-item.js";

/** The steps start the export and keep whose it is. */
export function request(): Record<string, never> {
  return {};
}

/** The export, as far as it is by now. */
export function response(ctx: Context<unknown, object, { result: ExportItem }>): ExportItem {
  return ctx.prev.result;
}
