import { describe, expect, test } from "vitest";
import { createSampleApi, principals } from "./sample-api.js";
import type { PublishedObject } from "./subscription-plan.js";

const schema = /* GraphQL */ `
  type Query {
    a: String
  }
  type Mutation {
    change: Item
    other: Item
  }
  type Subscription {
    onChange(date: AWSDate, carrier: String = "JK", list: [Int]): Item
      @aws_subscribe(mutations: ["change", "other"])
      @aws_api_key
      @aws_cognito_user_pools
    onSecret: Item @aws_subscribe(mutations: ["change"]) @aws_cognito_user_pools(cognito_groups: ["staff"])
    onChecked(ok: Boolean!): Item @aws_subscribe(mutations: ["change"])
  }
  interface Info @aws_api_key @aws_cognito_user_pools {
    message: String
  }
  type Delay implements Info @aws_api_key @aws_cognito_user_pools {
    message: String
    minutes: Int!
  }
  type Gate implements Info @aws_api_key @aws_cognito_user_pools {
    message: String
    gate: String
  }
  type Item @aws_api_key @aws_cognito_user_pools {
    id: ID!
    name: String
    info: Info
    history: [Info!]
    cost: Int @aws_cognito_user_pools(cognito_groups: ["staff"])
    pair(of: Int): Item
  }
`;

const filtering = `
  import { util, extensions } from "@aws-appsync/utils";
  export function request(ctx) { return { payload: null }; }
  export function response(ctx) {
    if (!ctx.args.ok) util.error("Not that one", "Refused");
    extensions.setSubscriptionFilter({ filterGroup: [{ filters: [{ fieldName: "id", operator: "eq", value: "1" }] }] });
    extensions.setSubscriptionInvalidationFilter({ filterGroup: [{ filters: [{ fieldName: "id", operator: "ne", value: "2" }] }] });
    return null;
  }`;
const { api } = createSampleApi({ schema, units: { "Subscription.onChecked": filtering } });

const plan = (query: string, variables = {}, principal: Parameters<typeof api.planner.plan>[1] = principals.apiKey) =>
  api.planner.plan({ query, variables }, principal, {});
const event = (fields: Record<string, unknown>) => ({
  mutation: "change",
  value: { __typename: "Item", ...fields } satisfies PublishedObject,
});
const project = async (
  query: string,
  fields: Record<string, unknown>,
  variables = {},
  principal = principals.apiKey as Parameters<typeof api.planner.plan>[1],
) => (await plan(query, variables, principal)).project(event(fields));

describe("a plan", () => {
  test("names field and mutations, and the arguments that were given, null included", async () => {
    const query = "subscription ($d: AWSDate, $none: [Int]) { onChange(date: $d, list: $none) { id } }";
    expect(await plan(query, { d: null })).toMatchObject({
      fieldName: "onChange",
      mutations: ["change", "other"],
      arguments: { date: null },
      filter: undefined,
      invalidationFilter: undefined,
    });
    expect((await plan(query, { d: "2024-01-25", none: [1] })).arguments).toEqual({ date: "2024-01-25", list: [1] });
    expect((await plan("subscription { onChange { id } }")).arguments).toEqual({});
  });

  test("carries the filters that the resolver sets", async () => {
    const made = await plan("subscription { onChecked(ok: true) { id name } }", {});
    expect(made.filter).toEqual({ filterGroup: [{ filters: [{ fieldName: "id", operator: "eq", value: "1" }] }] });
    expect(made.invalidationFilter).toEqual({
      filterGroup: [{ filters: [{ fieldName: "id", operator: "ne", value: "2" }] }],
    });
    await expect(plan("subscription { onChecked(ok: false) { id } }")).rejects.toMatchObject({
      errorType: "Refused",
      message: "Not that one",
    });
  });

  test.each([
    { query: "subscription {", expected: /Invalid Syntax/ },
    { query: "subscription { onChange { nope } }", expected: /Field 'nope' in type 'Item' is undefined/ },
    { query: "subscription { onNothing { id } }", expected: /onNothing/ },
    { query: "subscription { onChange { id } other: onChange { id } }", expected: /SubscriptionMultipleRootFields/ },
    { query: "query { a }", expected: /query not supported through the realtime channel/ },
    { query: "mutation { change { id } }", expected: /mutation not supported/ },
    { query: "subscription { __typename }", expected: /exactly one field|must not select an introspection/ },
    {
      query: "subscription ($d: AWSDate) { onChange(date: $d) { id } }",
      expected: /Unable to parse `soon` as a valid date/,
    },
    { query: "subscription { onSecret { id } }", expected: /Not Authorized to access onSecret on type Subscription/ },
  ])("is refused for $query", async ({ query, expected }) => {
    await expect(plan(query, { d: "soon" })).rejects.toThrow(expected);
  });

  test("is refused to groups that may not subscribe", async () => {
    await expect(plan("subscription { onSecret { id } }", {}, principals.user("guests"))).rejects.toMatchObject({
      errorType: "Unauthorized",
    });
    expect(await plan("subscription { onSecret { id } }", {}, principals.user("staff"))).toMatchObject({
      fieldName: "onSecret",
    });
  });
});

describe("groups of equal plans", () => {
  const key = async (...parameters: Parameters<typeof plan>) => (await plan(...parameters)).groupKey;

  test("are equal for the same selection, however it is written and whatever the arguments", async () => {
    const reference = await key("subscription { onChange { id info { message } } }");
    expect(await key('subscription Named { onChange(date: "2024-01-25") { id info { message } } }')).toBe(reference);
    expect(
      await key(
        "subscription ($d: AWSDate) { onChange(date: $d) { ...f } } fragment f on Item { id info { message } }",
        { d: "2024-01-26" },
      ),
    ).toBe(reference);
    expect(
      await key("subscription ($y: Boolean!) { onChange { id name @include(if: $y) info { message } } }", { y: false }),
    ).toBe(reference);
  });

  test("differ by alias, field, condition and audience", async () => {
    const keys = await Promise.all([
      key("subscription { onChange { id info { message } } }"),
      key("subscription { it: onChange { id info { message } } }"),
      key("subscription { onChange { key: id info { message } } }"),
      key("subscription { onChange { id info { ... on Gate { message } } } }"),
      key("subscription { onChange { id info { message } } }", {}, principals.user()),
      key("subscription { onChange { id info { message } } }", {}, principals.user("staff")),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
    // Groups that no directive names make no difference.
    expect(await key("subscription { onChange { id info { message } } }", {}, principals.user("readers"))).toBe(
      keys[4],
    );
  });
});

describe("payloads", () => {
  test("have the subscriber's aliases, fragments and types", async () => {
    const query = `subscription { it: onChange { key: id __typename info { __typename message ...d } history { ... on Gate { gate } } pair(of: 3) { id } } }
      fragment d on Delay { minutes }`;
    const fields = {
      id: "1",
      name: "not asked for",
      info: { __typename: "Delay", message: "late", minutes: 15 },
      history: [
        { __typename: "Gate", gate: "A1" },
        { __typename: "Delay", minutes: 1 },
      ],
      pair: { __typename: "Item", id: "2" },
    };
    expect(await project(query, fields)).toEqual({
      data: {
        it: {
          key: "1",
          __typename: "Item",
          info: { __typename: "Delay", message: "late", minutes: 15 },
          history: [{ gate: "A1" }, {}],
          pair: { id: "2" },
        },
      },
    });
  });

  test("have null for what the mutation did not select, and an error where null is not allowed (RT21)", async () => {
    expect(await project("subscription { onChange { id name info { message } } }", { id: "1" })).toEqual({
      data: { onChange: { id: "1", name: null, info: null } },
    });
    expect(
      await project("subscription { onChange { name info { ... on Delay { minutes } } } }", {
        name: "n",
        info: { __typename: "Delay" },
      }),
    ).toEqual({
      data: { onChange: { name: "n", info: null } },
      errors: [
        {
          path: ["onChange", "info", "minutes"],
          locations: null,
          message: "Cannot return null for non-nullable type: 'Int' within parent 'Delay' (/onChange/info/minutes)",
        },
      ],
    });
    expect(await project("subscription { onChange { id } }", {})).toMatchObject({
      data: { onChange: null },
      errors: [{ path: ["onChange", "id"] }],
    });
    expect(
      await project("subscription { onChange { id history { ... on Delay { minutes } } } }", {
        id: "1",
        history: [{ __typename: "Delay" }],
      }),
    ).toMatchObject({
      data: { onChange: { id: "1", history: null } },
    });
  });

  test("show fields only to those who may see them", async () => {
    const query = "subscription { onChange { id cost } }";
    expect(await project(query, { id: "1", cost: 5 })).toEqual({
      data: { onChange: { id: "1", cost: null } },
      errors: [
        {
          path: ["onChange", "cost"],
          data: null,
          errorType: "Unauthorized",
          errorInfo: null,
          locations: null,
          message: "Not Authorized to access cost on type Item",
        },
      ],
    });
    expect(await project(query, { id: "1", cost: 5 }, {}, principals.user("staff"))).toEqual({
      data: { onChange: { id: "1", cost: 5 } },
    });
  });
});

test("a subscriber who selects what the mutation selects gets what the mutation's caller gets", async () => {
  const item = `{ id: "1", name: "n", info: { __typename: "Gate", message: "m", gate: "A1" }, pair: { id: "2" },
    history: [{ __typename: "Delay", minutes: 3 }, { __typename: "Gate" }] }`;
  const { api: subject, publications } = createSampleApi({
    schema,
    units: {
      "Mutation.change": `export const request = () => ({ payload: ${item} }); export const response = (ctx) => ctx.result;`,
    },
  });
  const selection = `{ who: id name info { __typename kind: __typename message ... on Gate { gate } }
    pair { id name } history { ... on Delay { minutes } ... on Gate { message } } }`;
  const { response } = await subject.execute(
    { query: `mutation { same: change ${selection} }` },
    principals.apiKey,
    {},
  );
  const subscriber = await subject.planner.plan(
    { query: `subscription { same: onChange ${selection} }`, variables: {} },
    principals.apiKey,
    {},
  );
  expect(publications.map((publication) => subscriber.project(publication))).toEqual([response]);
  expect(response).toMatchObject({ data: { same: { who: "1", info: { gate: "A1" }, history: [{ minutes: 3 }, {}] } } });
});
