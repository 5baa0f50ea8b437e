import { describe, expect, it } from "vitest";
import type { AthenaApi } from "./athena-api.js";
import type { CompanyPage } from "./company-answers.js";
import type { LakeRequest } from "./lake-request.js";
import { startDuckDbAthena } from "./testing/duckdb-athena.js";
import { dataOf, everything, lakeHarness, userIn } from "./testing/lake-harness.js";
import { sampleLake } from "./testing/sample-lake.js";

function failing(name: string, message: string): AthenaApi {
  const fail = () => {
    const error = new Error(message);
    error.name = name;
    return Promise.reject(error);
  };
  return { start: fail, get: fail, results: fail, stop: fail };
}

const request: LakeRequest = {
  field: "companies",
  identity: userIn("developer"),
  selection: everything,
  arguments: {},
};

describe("lakeFunction", () => {
  it.each(["TooManyRequestsException", "ThrottlingException", "Throttling"])(
    "says that the lake is busy: %s",
    async (name) => {
      const harness = lakeHarness({ athena: failing(name, "Rate exceeded") });
      expect(await harness.answer(request)).toEqual({
        error: { type: "TooManyRequests", message: "The lake is busy. Wait a few seconds and try again." },
      });
      expect(harness.log).toMatchObject([{ requestId: "request-1", error: name }]);
    },
  );

  it("shows nothing of an unexpected failure but the request's id, and logs the rest", async () => {
    const harness = lakeHarness({ athena: failing("InternalServerException", "secret of first_name") });
    expect(await harness.answer(request)).toEqual({
      error: {
        type: "QueryFailed",
        message: "The lake could not answer. Try again; if it fails again, give support this id: request-1",
      },
    });
    expect(harness.log).toMatchObject([
      { message: "Request failed", requestId: "request-1", field: "companies", errorMessage: "secret of first_name" },
    ]);
  });

  it("answers even what is no request", async () => {
    const harness = lakeHarness({ athena: failing("Error", "unused") });
    for (const odd of [
      {},
      { field: "other" },
      { field: "companies", identity: userIn("developer"), arguments: null },
    ]) {
      const response = await harness.answer(odd as unknown as LakeRequest);
      expect(response).toHaveProperty("error.type");
    }
  });

  it("logs no refusal: it is the caller's to mend", async () => {
    const harness = lakeHarness({ athena: failing("Error", "unused") });
    const response = await harness.answer({ ...request, arguments: { limit: 0 } });
    expect(response).toEqual({
      error: {
        type: "BadRequest",
        message: "limit: expected a whole number from 1 to 1000, got 0. Leave it out for 100 rows.",
      },
    });
    expect([harness.log, harness.calls]).toEqual([[], []]);
  });

  it.each([
    { selection: ["rows", "rows/age", "n"], text: "{ rows: items { age } n: totalCount }" },
    { selection: ["totalCount", "totalCount/age", "items"], text: "{ totalCount: items { age } items: totalCount }" },
    { selection: ["totalCount"], text: undefined },
  ])("answers whole where $selection may be aliases", async ({ selection, text }) => {
    const athena = await startDuckDbAthena(sampleLake(9, 3));
    const harness = lakeHarness({ athena: athena.api });
    const asked = { ...request, selection, ...(text === undefined ? {} : { selectionText: text }) };
    const page = dataOf<CompanyPage>(await harness.answer(asked));
    athena.dispose();
    expect(page.items.length).toBe(page.totalCount);
    expect(page.firstRow).toBe(1);
  });

  it.each(["developer", "businessAnalyst"])("asks in the work group of %s alone", async (group) => {
    const athena = await startDuckDbAthena(sampleLake(9, 3));
    const harness = lakeHarness({ athena: athena.api });
    dataOf(await harness.answer({ ...request, identity: userIn(group) }));
    athena.dispose();
    expect(new Set(athena.started.map(({ workGroup }) => workGroup))).toEqual(new Set([`queries of ${group}`]));
  });

  it("counts nothing that is not selected", async () => {
    const athena = await startDuckDbAthena(sampleLake(9, 3));
    const harness = lakeHarness({ athena: athena.api });
    const selectionText = "{ items { ...CompanyFields years: age } visibleColumns { name } }";
    const selection = ["items", "items/years", "visibleColumns", "visibleColumns/name"];
    const page = dataOf<CompanyPage>(await harness.answer({ ...request, selection, selectionText }));
    athena.dispose();
    expect([page.items.length > 0, page.totalCount, athena.started.length]).toEqual([true, undefined, 1]);
  });

  it("gives the first 40 companies by name", async () => {
    const lake = sampleLake(9, 80);
    const athena = await startDuckDbAthena(lake);
    const harness = lakeHarness({ athena: athena.api });
    const getAll = {
      field: "getAll",
      identity: userIn("developer"),
      selection: ["company_name"],
      arguments: {},
    } as const;
    const all = dataOf<CompanyPage["items"]>(await harness.answer(getAll));
    const page = dataOf<CompanyPage>(await harness.answer({ ...request, arguments: { limit: 40 } }));
    athena.dispose();
    expect(all.length).toBe(40);
    expect(all).toEqual(page.items);
    expect(Object.keys(all[0] ?? {}).length).toBe(13);
    const names = all.map((item) => item.company_name).filter((name) => typeof name === "string");
    expect(names.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))).toEqual(names);
    expect(all.every(({ index }) => index === null || typeof index === "number")).toBe(true);
  });
});
