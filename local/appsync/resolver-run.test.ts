import { describe, expect, test } from "vitest";
import { createSampleApi, principals, sample } from "./sample-api.js";

const schema = /* GraphQL */ `
  type Query {
    item(id: ID, limit: Int = 5, filter: AWSJSON): Item
    text: String
    seen: AWSJSON
  }
  type Mutation {
    change(a: String): Item
    other: Item
    nothing: Item
    many: [Item]
  }
  type Subscription {
    onChange(a: String): Item @aws_subscribe(mutations: ["change"])
  }
  interface Part {
    name: String
  }
  type Big implements Part {
    name: String
    size: Int
  }
  type Small implements Part {
    name: String
    note: String
  }
  type Item {
    id: ID
    name: String
    part: Part
    parts: [Part]
    seen(args: Int): AWSJSON
    child: Item
  }
`;
const pass = "export function request(ctx) { return {}; } export function response(ctx) { return ctx.prev.result; }";
const payload = (value: string) =>
  `export function request(ctx) { return { payload: ${value} }; } export function response(ctx) { return ctx.result; }`;

describe("what a handler sees", () => {
  test("arguments, identity, headers, info and env", async () => {
    const { api } = createSampleApi({
      schema,
      api: {
        defaultAuthorization: { mode: "AMAZON_COGNITO_USER_POOLS", userPoolId: sample.userPoolId },
        additionalAuthorization: [],
      },
      units: {
        "Query.item": payload(`{ name: ctx.info.selectionSetGraphQL, seen: {
          args: ctx.args, same: ctx.arguments.limit, identity: ctx.identity, headers: ctx.request.headers, domainName: ctx.request.domainName,
          list: ctx.info.selectionSetList, variables: ctx.info.variables, field: ctx.info.fieldName, parent: ctx.info.parentTypeName,
          stage: ctx.env.STAGE, source: ctx.source } }`),
      },
    });
    const query = `query ($f: AWSJSON, $no: Boolean = true) { item(id: 3, filter: $f) {
      name seen left: id @skip(if: $no) ...more child { kid: id ... on Item { name } } } } fragment more on Item { part { __typename ... on Big { size } } }`;
    const variables = { f: '{"a":[1]}' };
    const { response } = await api.execute({ query, variables }, principals.user("staff"), { "x-test": "1" });
    const item = response.data?.["item"] as { seen: string; name: string };
    expect(JSON.parse(item.seen)).toEqual({
      args: { id: "3", limit: 5, filter: { a: [1] } },
      same: 5,
      identity: { sub: "user-1", username: "ada", groups: ["staff"] },
      headers: { "x-test": "1" },
      domainName: null,
      list: ["name", "seen", "part", "part/__typename", "part/size", "child", "child/kid", "child/name"],
      variables: { f: { a: [1] }, no: true },
      field: "item",
      parent: "Query",
      stage: "test",
      source: null,
    });
    expect(item.name).toContain("...more");
  });

  test("the parent's value as source, the arguments of a nested field", async () => {
    const { run } = createSampleApi({
      schema,
      units: {
        "Query.item": payload(`{ id: 1, child: { id: 2 } }`),
        "Item.seen": payload(`[ctx.source.id, ctx.args]`),
      },
    });
    expect(await run("{ item { seen(args: 1) child { seen } } }")).toEqual({
      data: { item: { seen: '[1,{"args":1}]', child: { seen: "[2,{}]" } } },
    });
  });
});

describe("errors of handlers", () => {
  const util = `import { util } from "@aws-appsync/utils"; `;
  test("util.error ends the field with its message, type, data and info", async () => {
    const { run } = createSampleApi({
      schema,
      units: {
        "Query.text":
          util +
          `export function request() { util.error("No", "Refused", { a: 1 }, { why: 2 }); } export function response() {}`,
      },
    });
    expect(await run("{ text }")).toEqual({
      data: { text: null },
      errors: [
        {
          path: ["text"],
          data: { a: 1 },
          errorType: "Refused",
          errorInfo: { why: 2 },
          locations: [{ line: 1, column: 3, sourceName: null }],
          message: "No",
        },
      ],
    });
  });

  test("util.appendError keeps the value", async () => {
    const { run } = createSampleApi({
      schema,
      units: {
        "Query.text":
          util +
          `export function request() { return {}; } export function response() { util.appendError("Careful", "Warning"); return "ok"; }`,
      },
    });
    expect(await run("{ text }")).toMatchObject({
      data: { text: "ok" },
      errors: [{ path: ["text"], errorType: "Warning", message: "Careful" }],
    });
  });
});

describe("pipelines", () => {
  test("prev.result and stash travel from before, through each function, to after", async () => {
    const { run } = createSampleApi({
      schema,
      pipelines: {
        "Query.seen": {
          code: `export function request(ctx) { ctx.stash.log = ["before"]; return "first"; }
                 export function response(ctx) { return { log: ctx.stash.log, prev: ctx.prev.result, result: ctx.result }; }`,
          steps: [
            {
              code: `export function request(ctx) { ctx.stash.log.push("a:" + ctx.prev.result); return { payload: "A" }; }
                     export function response(ctx) { ctx.stash.log.push("got " + ctx.result); return ctx.result + "!"; }`,
            },
            {
              code: `export function request(ctx) { ctx.stash.log.push("b:" + ctx.prev.result); return { payload: null }; }
                     export function response(ctx) { return { b: ctx.prev.result }; }`,
            },
          ],
        },
      },
    });
    const result = (await run("{ seen }")) as { data: { seen: string } };
    expect(JSON.parse(result.data.seen)).toEqual({
      log: ["before", "a:first", "got A", "b:A!"],
      prev: { b: "A!" },
      result: { b: "A!" },
    });
  });

  const early = (options: string) =>
    `import { runtime } from "@aws-appsync/utils"; export function request(ctx) { runtime.earlyReturn("early"${options}); } export function response() { return "never"; }`;
  const second = {
    code: `export function request(ctx) { return { payload: ctx.prev.result + "+second" }; } export function response(ctx) { return ctx.result; }`,
  };

  test.each([
    { where: "function", options: "", expected: "early+second", source: "runtime.earlyReturn, default NEXT" },
    { where: "function", options: `, { skipTo: "NEXT" }`, expected: "early+second", source: "runtime.earlyReturn" },
    { where: "function", options: `, { skipTo: "END" }`, expected: "early", source: "runtime.earlyReturn" },
    { where: "resolver", options: "", expected: "early", source: "runtime.earlyReturn: pipeline execution is skipped" },
  ])("earlyReturn in a $where$options gives $expected", async ({ where, options, expected }) => {
    const resolver = early(options)
      .replace(`return "never"`, "return ctx.prev.result")
      .replace("response()", "response(ctx)");
    const { run } = createSampleApi({
      schema,
      pipelines: {
        "Query.text":
          where === "resolver"
            ? { code: resolver, steps: [second] }
            : { code: pass, steps: [{ code: early(options) }, second] },
      },
    });
    expect(await run("{ text }")).toEqual({ data: { text: expected } });
  });

  test("an error ends the pipeline", async () => {
    const { run } = createSampleApi({
      schema,
      pipelines: {
        "Query.text": {
          code: pass,
          steps: [
            {
              code: `import { util } from "@aws-appsync/utils"; export function request() { util.error("Stop", "Stopped"); } export function response() {}`,
            },
            {
              code: `export function request(ctx) { return { payload: ctx.stash.none.none }; } export function response() {}`,
            },
          ],
        },
      },
    });
    expect(await run("{ text }")).toMatchObject({ data: { text: null }, errors: [{ errorType: "Stopped" }] });
  });
});

describe("mutations", () => {
  const units = {
    "Mutation.change": payload(`{ id: 1, name: ctx.args.a, part: { __typename: "Big", name: "b", size: 3 },
      parts: [{ __typename: "Small", name: "s", note: "n" }, null, { __typename: "Big", size: 1 }], child: { id: 9, name: "kid" } }`),
    "Mutation.other": payload(`{ id: 2 }`),
    "Mutation.nothing": payload("null"),
    "Mutation.many": payload(`[{ id: 1 }]`),
  };

  test("publish what their selection set names, under field names, with concrete types", async () => {
    const { run, publications } = createSampleApi({ schema, units });
    const document = `mutation { x: change(a: "new") { key: id part { title: name ... on Big { size } } parts { ... on Small { note } name }
      one: child { id } two: child { name } } other { id } nothing { id } many { id } }`;
    expect(await run(document)).toMatchObject({ data: { x: { key: "1" }, other: { id: "2" }, nothing: null } });
    expect(publications).toEqual([
      {
        mutation: "change",
        value: {
          __typename: "Item",
          id: "1",
          part: { __typename: "Big", name: "b", size: 3 },
          parts: [{ __typename: "Small", note: "n", name: "s" }, null, { __typename: "Big", name: null }],
          child: { __typename: "Item", id: "9", name: "kid" },
        },
      },
      { mutation: "other", value: { __typename: "Item", id: "2" } },
    ]);
  });

  test("root fields run one after the other, and each is published as soon as it is done", async () => {
    const { api, publications } = createSampleApi({
      schema,
      units: { ...units, "Mutation.other": payload(`{ id: 2 }`) },
    });
    const seen: number[] = [];
    publications.push = (...items) => {
      seen.push(items.length);
      return Array.prototype.push.apply(publications, items);
    };
    await api.execute(
      { query: `mutation { a: change(a: "1") { name } b: change(a: "2") { name } other { id } }` },
      principals.apiKey,
      {},
    );
    expect(publications.map(({ mutation, value }) => [mutation, value["name"]])).toEqual([
      ["change", "1"],
      ["change", "2"],
      ["other", undefined],
    ]);
    expect(seen).toEqual([1, 1, 1]);
  });

  test("invalidations reach the sink after the publication", async () => {
    const { run, invalidations } = createSampleApi({
      schema,
      units: {
        "Mutation.change": `import { extensions } from "@aws-appsync/utils"; export function request() { return { payload: { id: 1 } }; }
          export function response(ctx) { extensions.invalidateSubscriptions({ subscriptionField: "onChange", payload: { a: "x" } }); return ctx.result; }`,
      },
    });
    await run(`mutation { change { id } }`);
    expect(invalidations).toEqual([{ subscriptionField: "onChange", payload: { a: "x" } }]);
  });
});
