import type { Table } from "aws-cdk-lib/aws-dynamodb";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import type { DataApi, ResolverAttachment } from "./resolver-attachment.js";

/** Attaches what asks the lake, the table of exports, and their resolvers to the API that `defineData` made. */
export function attachCompaniesApi(
  api: DataApi,
  attachment: ResolverAttachment,
  sources: { readonly queryLake: IFunction; readonly companyExports: Table },
): void {
  const { none, pipeline, step, tableSource, unit } = attachment;
  const lake = api.addLambdaDataSource("LakeSource", sources.queryLake);
  const exports = tableSource("CompanyExportsSource", sources.companyExports);

  for (const field of ["getAll", "companies", "companyFacets"]) {
    unit("Query", field, lake);
  }
  const readExport = step("readCompanyExport", exports);
  pipeline("Query", "companyExport", [readExport, step("linkCompanyExport", lake)]);
  pipeline("Mutation", "startCompanyExport", [step("runCompanyExport", lake), step("putCompanyExport", exports)]);
  pipeline("Mutation", "reportCompanyExport", [step("moveCompanyExport", exports), readExport]);
  unit("Mutation", "announceCompanies", none);
  unit("Subscription", "onCompanyExport", none);
  unit("Subscription", "onCompaniesUpdate", none);
}
