import type { LakeGroup, Visibility } from "../../../lake/visibility.js";
import { byGroup, visibilityOf } from "../../../lake/visibility.js";
import type { AthenaApi } from "../athena-api.js";
import type { UserGroup } from "../caller-role.js";
import type { ExportStore } from "../export-files.js";
import { lakeFunction } from "../lake-function.js";
import type { LakeCaller, LakeRequest, LakeResponse } from "../lake-request.js";
import { sampleDatabase } from "./duckdb-athena.js";

/** The function with fakes around it. */
export interface LakeHarness {
  /** What the caller's role did: `group`, `role <arn> <user>`. In order. */
  readonly calls: string[];
  readonly log: Readonly<Record<string, unknown>>[];
  answer(request: LakeRequest): Promise<LakeResponse>;
}

/** Fakes that a test brings; the others answer like an empty but healthy AWS. */
export interface LakeHarnessOptions {
  readonly athena: AthenaApi;
  readonly store?: ExportStore;
  readonly groups?: Readonly<Record<string, UserGroup | undefined>>;
  readonly visibilityOf?: (group: LakeGroup) => Visibility;
  readonly now?: () => number;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

/** The two groups of the user pool. */
export const userGroups: Readonly<Record<string, UserGroup>> = {
  developer: { roleArn: "arn:aws:iam::000000000000:role/developer", precedence: 1 },
  businessAnalyst: { roleArn: "arn:aws:iam::000000000000:role/analyst", precedence: 2 },
};

const noStore: ExportStore = {
  async *objects() {
    // Nothing has been exported.
  },
  link: () => Promise.reject(new Error("No object")),
};

/** Puts the function together with fakes. */
export function lakeHarness(options: LakeHarnessOptions): LakeHarness {
  const { athena, store = noStore, groups = userGroups, now = () => 0 } = options;
  const calls: string[] = [];
  const log: Readonly<Record<string, unknown>>[] = [];
  const answer = lakeFunction({
    getGroup: async (name) => groups[name],
    visibilityOf: options.visibilityOf ?? visibilityOf,
    async sessions(roleArn, userName, lasting) {
      calls.push(`role ${roleArn} ${userName}${lasting === undefined ? "" : ` ${lasting}`}`);
      return { accessKeyId: "key", secretAccessKey: "secret", sessionToken: "token", expiration: new Date(3_600_000) };
    },
    clients: () => ({ athena, store }),
    database: sampleDatabase,
    workGroups: byGroup((group) => ({ queries: `queries of ${group}`, exports: `exports of ${group}` })),
    bucket: "bucket",
    now,
    wait: options.wait ?? (() => Promise.resolve()),
    newId: () => "0f0e0d0c-0b0a-4908-8706-050403020100",
    log: (message, facts) => {
      log.push({ message, ...facts });
    },
  });
  return { calls, log, answer: (request) => answer(request, "request-1") };
}

/** A user in one group. */
export function userIn(...groups: readonly string[]): LakeCaller {
  return { sub: "11111111-2222-4333-8444-555555555555", username: "11111111-2222-4333-8444-555555555555", groups };
}

/** The data of an answer. @throws Error where it is a failure */
export function dataOf<Data>(response: LakeResponse): Data {
  if ("error" in response) throw new Error(`${response.error.type}: ${response.error.message}`);
  // What a field answers is the test's to know.
  return response.data as Data;
}

/** Every path below `companies` that costs a query. */
export const everything = ["items", "items/company_id", "nextToken", "previousToken", "firstRow", "totalCount"];
