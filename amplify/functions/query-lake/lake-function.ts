import { resultPrefix, type ResultKind } from "../../lake/result-places.js";
import type { ByGroup, LakeGroup, Visibility } from "../../lake/visibility.js";
import { errorFacts, type Log } from "../log.js";
import { recordOf } from "./argument-value.js";
import { callerRole, type GetGroup } from "./caller-role.js";
import { columnInfos } from "./column-info.js";
import { exportQuery } from "./company-export.js";
import { answerFields, companiesOf, facetsOf, firstCompanies, type LakeView } from "./company-answers.js";
import { companySelect } from "./company-sql.js";
import { exportFiles, linkSeconds } from "./export-files.js";
import type { LakeClientFactory } from "./lake-clients.js";
import { LakeFailure } from "./lake-failure.js";
import type { LakeError, LakeRequest, LakeResponse } from "./lake-request.js";
import { queryRunner } from "./query-runner.js";
import type { RoleSessions } from "./role-sessions.js";
import { selectedFields } from "./selected-fields.js";
import { refuseBlind, refuseWithheld } from "./withheld-columns.js";

/** What the function works with. */
export interface LakeFunctionOptions {
  readonly getGroup: GetGroup;
  readonly visibilityOf: (group: LakeGroup) => Visibility;
  readonly sessions: RoleSessions;
  readonly clients: LakeClientFactory;
  /** Glue database. */
  readonly database: string;
  /** Athena work groups: each group's role may use its own. */
  readonly workGroups: ByGroup<Readonly<Record<ResultKind, string>>>;
  readonly bucket: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** UUID */
  readonly newId: () => string;
  readonly log: Log;
}

/** What a download address needs to outlive its credentials by: the time until a person uses it, and clocks that differ. */
const linkLasting = (linkSeconds + 60) * 1_000;

/** Errors of services that mean "later", after the SDK's own tries. */
const throttled: ReadonlySet<string> = new Set([
  "TooManyRequestsException",
  "ThrottlingException",
  "Throttling",
  "ThrottledException",
  "RequestLimitExceeded",
  "SlowDown",
]);

/**
 * Answers the fields of the companies API. It never throws: every failure is an answer. Unexpected ones are logged, and
 * their answer holds the request's id alone.
 */
export function lakeFunction(
  options: LakeFunctionOptions,
): (request: LakeRequest, requestId: string) => Promise<LakeResponse> {
  const { getGroup, visibilityOf, sessions, clients, log, now } = options;

  async function dataOf(request: LakeRequest, requestId: string, since: number): Promise<unknown> {
    const { group, roleArn, userName } = await callerRole(request.identity, getGroup);
    const visibility = visibilityOf(group);
    refuseWithheld(request.field === "startCompanyExport" ? request.arguments.input : request.arguments, visibility);
    refuseBlind(visibility, group);
    const given = recordOf("arguments", request.arguments, argumentNames[request.field]);
    const workGroups = options.workGroups[group];
    const connect = async (lasting?: number) => clients(await sessions(roleArn, userName, lasting));
    const select = companySelect(options.database, visibility);
    const view: LakeView = {
      visibility,
      select,
      isSelected: selectedFields(request, answerFields[request.field] ?? []),
      runner: async () =>
        queryRunner({
          athena: (await connect()).athena,
          database: options.database,
          workGroup: workGroups.queries,
          now,
          since,
          wait: options.wait,
          log: (message, facts) => {
            log(message, { requestId, ...facts });
          },
        }),
    };
    switch (request.field) {
      case "getAll":
        return firstCompanies(view);
      case "companies":
        return { ...columnInfos(visibility), ...(await companiesOf(given, view)) };
      case "companyFacets":
        return { ...columnInfos(visibility), ...(await facetsOf(given, view)) };
      case "startCompanyExport": {
        const location = () => `s3://${options.bucket}/${resultPrefix("exports", group)}${options.newId()}/`;
        const { query, format } = exportQuery(given.get("input"), visibility.visible, select, location);
        const { athena } = await connect();
        const id = await athena.start(query, options.database, workGroups.exports);
        return { id, format, withheldColumns: visibility.withheld.map(({ name }) => name) };
      }
      case "companyExport": {
        const wanted = { id: given.get("id"), format: given.get("format") };
        const place = { workGroup: workGroups.exports, bucket: options.bucket };
        return exportFiles(wanted, { ...(await connect(linkLasting)), visibility, ...place });
      }
    }
  }

  return async (request, requestId) => {
    try {
      return { data: await dataOf(request, requestId, now()) };
    } catch (error) {
      if (!(error instanceof LakeFailure) || error.cause !== undefined) {
        log("Request failed", { requestId, field: request.field, ...errorFacts(error) });
      }
      return { error: answerTo(error, requestId) };
    }
  };
}

/** Arguments by field. */
const argumentNames: Readonly<Record<LakeRequest["field"], readonly string[]>> = {
  getAll: [],
  companies: ["filter", "sort", "limit", "nextToken", "firstRow"],
  companyFacets: ["filter"],
  startCompanyExport: ["input"],
  companyExport: ["id", "format"],
};

function answerTo(error: unknown, requestId: string): LakeError {
  if (error instanceof LakeFailure) return { type: error.type, message: error.message };
  if (error instanceof Error && throttled.has(error.name)) {
    return { type: "TooManyRequests", message: "The lake is busy. Wait a few seconds and try again." };
  }
  const message = `The lake could not answer. Try again; if it fails again, give support this id: ${requestId}`;
  return { type: "QueryFailed", message };
}
