/**
 * What the resolvers send to the function `query-lake` and what they get. The resolver takes `identity` from the token
 * that AppSync verified, never from an argument.
 */
export type LakeRequest =
  | (RequestOf<"getAll"> & { readonly arguments: Record<string, never> })
  | (RequestOf<"companies"> & { readonly arguments: CompaniesArguments })
  | (RequestOf<"companyFacets"> & { readonly arguments: { readonly filter?: CompanyFilter | null } })
  | (RequestOf<"startCompanyExport"> & { readonly arguments: { readonly input: CompanyExportInput } })
  | (RequestOf<"companyExport"> & {
      readonly arguments: { readonly id: string; readonly format: CompanyExportFormat };
    });

interface RequestOf<Field extends string> {
  readonly field: Field;
  /** Null for callers without a user: IAM. */
  readonly identity: LakeCaller | null;
  /** Paths below the field that the caller selected, as `ctx.info.selectionSetList`: `items`, `items/age`, `totalCount`. */
  readonly selection: readonly string[];
  /** `ctx.info.selectionSetGraphQL`: the paths have aliases in place of names. Absent from resolvers of an earlier deployment. */
  readonly selectionText?: string;
}

/** The signed-in user. */
export interface LakeCaller {
  readonly sub: string;
  readonly username: string;
  readonly groups: readonly string[] | null;
}

/** Everything is checked again in the function: AppSync checks types, not limits. */
export interface CompaniesArguments {
  readonly filter?: CompanyFilter | null;
  readonly sort?: readonly CompanySort[] | null;
  /** 1 to 1000; 100 where absent. */
  readonly limit?: number | null;
  readonly nextToken?: string | null;
  /** 1 to 10,000,000; not beside nextToken. */
  readonly firstRow?: number | null;
}

/** By column; all of them must hold. */
export type CompanyFilter = Readonly<Record<string, ColumnFilter | null>>;

/** All that is given must hold. from and to include their ends; contains ignores case. */
export interface ColumnFilter {
  readonly equals?: string | number | null;
  readonly contains?: string | null;
  readonly in?: readonly (string | number)[] | null;
  readonly from?: string | number | null;
  readonly to?: string | number | null;
  readonly missing?: boolean | null;
}

export interface CompanySort {
  readonly column: string;
  readonly direction?: "ASC" | "DESC" | null;
}

export type CompanyExportFormat = "CSV" | "PARQUET";

export interface CompanyExportInput {
  readonly filter?: CompanyFilter | null;
  readonly sort?: readonly CompanySort[] | null;
  /** Absent: every visible column. */
  readonly columns?: readonly string[] | null;
  readonly format?: CompanyExportFormat | null;
}

/** The function always answers; a failure is an answer, too, so that the resolver can give it its type. */
export type LakeResponse = { readonly data: unknown } | { readonly error: LakeError };

export interface LakeError {
  /**
   * Unauthorized: the caller may not. NotGranted: Lake Formation's grants lack what the function lets the caller's group
   * have. BadRequest: an argument is wrong. QueryFailed: the lake did not answer.
   */
  readonly type: "Unauthorized" | "NotGranted" | "BadRequest" | "QueryFailed" | "TooManyRequests";
  /** For the caller. Says what to do; holds no value of a column. */
  readonly message: string;
}
