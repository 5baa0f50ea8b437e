import { describe, test } from "vitest";
import { expectRefusal, mistake, refusal, type Refusal } from "./testing/read-fixture.js";

const refusals: readonly Refusal[] = [
  mistake(
    "results in another bucket",
    ["WorkGroup", "WorkGroupConfiguration.ResultConfiguration.OutputLocation", "s3://elsewhere/"],
    "a bucket of this definition",
  ),
  mistake(
    "a work group that leaves open who decides",
    ["WorkGroup", "WorkGroupConfiguration.EnforceWorkGroupConfiguration", undefined],
    "EnforceWorkGroupConfiguration",
    "no documented default",
  ),
  mistake(
    "a scan limit below Athena's least",
    ["WorkGroup", "WorkGroupConfiguration.BytesScannedCutoffPerQuery", 1],
    "at least 10000000",
    "API_WorkGroupConfiguration",
  ),
  refusal(
    "an engine of old",
    ["WorkGroup", "WorkGroupConfiguration.EngineVersion.SelectedEngineVersion", "Athena engine version 2"],
    "Athena engine version 3",
  ),
  refusal("Spark", ["WorkGroup", "WorkGroupConfiguration.ExecutionRole", "arn"], "ExecutionRole"),
  refusal(
    "results that Athena keeps",
    ["WorkGroup", "WorkGroupConfiguration.ManagedQueryResultsConfiguration", {}],
    "ManagedQueryResultsConfiguration",
  ),
];

describe("a work group is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
