import { getIntrospectionQuery } from "graphql";
import { describe, expect, test } from "vitest";
import { createSampleApi, principals } from "./sample-api.js";

const give = (value: string) =>
  `export function request(ctx) { return { payload: ${value} }; } export function response(ctx) { return ctx.result; }`;

const schema = /* GraphQL */ `
  type Query {
    book(id: ID): Book
    books: [Book!]!
    media: [Medium]
    echo(date: AWSDate, json: AWSJSON, int: Int, kind: Kind, input: BookInput): AWSJSON
    raw: Raw
    forStaff: String @aws_cognito_user_pools(cognito_groups: ["staff"])
    forUsers: String @aws_cognito_user_pools
    forServices: String @aws_iam
    required: String!
  }
  enum Kind {
    PRINT
    AUDIO
  }
  input BookInput {
    title: String!
    kind: Kind = PRINT
    nested: [BookInput!]
  }
  interface Medium {
    title: String
  }
  type Book implements Medium @aws_api_key @aws_cognito_user_pools @aws_iam {
    id: ID!
    title: String
    author: Author
    price: Int @aws_cognito_user_pools(cognito_groups: ["staff", "press"])
    tags: [String!]
  }
  type Film implements Medium {
    title: String
    minutes: Int
  }
  type Author @aws_api_key @aws_cognito_user_pools @aws_iam {
    name: String!
    books: [Book]
  }
  type Raw {
    at: AWSDateTime
    int: Int
    kind: Kind
    list: [Int]
    book: Book
    day: AWSDate!
  }
`;

function api(units: Record<string, string>) {
  return createSampleApi({ schema, units });
}

describe("answers", () => {
  test("fields without resolver are properties, absent ones null; aliases, fragments, @skip and @include apply", async () => {
    const { run } = api({ "Query.book": give(`{ id: 7, title: "Emma", author: { name: "Austen" }, tags: ["a"] }`) });
    const document = `query ($no: Boolean!) { mine: book { ...core author { who: name books { id } } tags @skip(if: $no) } }
      fragment core on Book { id ... on Medium { title } hidden: title @include(if: false) }`;
    expect(await run(document, { no: true })).toEqual({
      data: { mine: { id: "7", title: "Emma", author: { who: "Austen", books: null } } },
    });
  });

  test("objects of an interface name their type", async () => {
    const { run } = api({
      "Query.media": give(
        `[{ __typename: "Book", title: "Emma" }, { __typename: "Film", minutes: 90 }, null, { title: "?" }]`,
      ),
    });
    const result = await run("{ media { __typename title ... on Book { id2: title } } }");
    expect(result).toEqual({
      data: {
        media: [{ __typename: "Book", title: "Emma", id2: "Emma" }, { __typename: "Film", title: null }, null, null],
      },
      errors: [
        {
          path: ["media", 3],
          locations: null,
          message: expect.stringMatching(/^Can't resolve '\/media\[3\]'\. Abstract type 'Medium'/) as unknown,
        },
      ],
    });
  });

  test("introspection works, and can be switched off while __typename stays", async () => {
    const open = await api({}).run(getIntrospectionQuery());
    expect(open).toMatchObject({ data: { __schema: { queryType: { name: "Query" } } } });
    const { run } = createSampleApi({ schema, api: { introspectionEnabled: false } });
    expect(await run("{ __typename }")).toEqual({ data: { __typename: "Query" } });
    expect(await run("{ __schema { __typename } }")).toMatchObject({
      data: null,
      errors: [
        {
          message:
            "Validation error of type FieldUndefined: Field '__schema' in type 'Query' is undefined @ '__schema'",
        },
      ],
    });
  });
});

describe("errors of documents and variables", () => {
  const position = (line: number, column: number) => [{ line, column, sourceName: null }];
  const overHttp = "https://github.com/graphql/graphql-over-http/issues/81";
  const community406 = "https://github.com/aws/aws-appsync-community/issues/406";
  const community273 = "https://github.com/aws/aws-appsync-community/issues/273";
  const swift278 = "https://github.com/aws-amplify/amplify-swift/issues/278";
  const pattern = "pattern of graphql-java's validation messages";

  interface Row {
    readonly query: string;
    readonly variables?: Record<string, unknown>;
    readonly expected: string;
    readonly locations: unknown;
    readonly source: string;
  }
  const rows: readonly Row[] = [
    {
      query: "{badfield}",
      expected: "Validation error of type FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'",
      locations: position(1, 2),
      source: overHttp,
    },
    {
      query: "{ book { id { x } } }",
      expected:
        'Validation error of type SubSelectionNotAllowed: Field "id" must not have a selection since type "ID!" has no subfields @ \'book/id\'',
      locations: position(1, 13),
      source: pattern,
    },
    {
      query: "{ book }",
      expected:
        'Validation error of type SubSelectionRequired: Field "book" of type "Book" must have a selection of subfields. Did you mean "book { ... }"? @ \'book\'',
      locations: position(1, 3),
      source: pattern,
    },
    {
      query: "{ echo(nope: 1) }",
      expected: "Validation error of type UnknownArgument: Unknown field argument nope @ 'echo'",
      locations: position(1, 8),
      source: pattern,
    },
    {
      query: '{ echo(int: "1") }',
      expected:
        "Validation error of type WrongType: argument 'int' with value 'StringValue{value='1'}' is not a valid 'Int' @ 'echo'",
      locations: position(1, 13),
      source: community273,
    },
    {
      query: '{ echo(date: "2024-02-30") }',
      expected:
        "Validation error of type WrongType: argument 'date' with value 'StringValue{value='2024-02-30'}' is not a valid 'AWSDate' @ 'echo'",
      locations: position(1, 14),
      source: community273,
    },
    {
      query: "query ($d: AWSDate) { echo(date: $d) }",
      variables: { d: "2019-12-24T04:15:57.798Z" },
      expected: "Variable 'd' has an invalid value. Unable to parse `2019-12-24T04:15:57.798Z` as a valid date.",
      locations: position(1, 8),
      source: swift278,
    },
    {
      query: "query ($i: BookInput!) { echo(input: $i) }",
      variables: { i: {} },
      expected: "Variable 'i' has coerced Null value for NonNull type 'String!'",
      locations: position(1, 8),
      source: community406,
    },
    {
      query: "query ($i: BookInput!) { echo(input: $i) }",
      expected: "Variable 'i' has coerced Null value for NonNull type 'BookInput!'",
      locations: position(1, 8),
      source: community406,
    },
    {
      query: "query ($i: BookInput) { echo(input: $i) }",
      variables: { i: { title: "x", nested: [{ title: null }] } },
      expected: "Variable 'i' has coerced Null value for NonNull type 'String!'",
      locations: position(1, 8),
      source: community406,
    },
    {
      query: "query ($i: BookInput) { echo(input: $i) }",
      variables: { i: { title: "x", extra: 1 } },
      expected: "The variables input contains a field that is not defined for input object type 'BookInput' ",
      locations: null,
      source: community273,
    },
    {
      query: "query ($k: Kind) { echo(kind: $k) }",
      variables: { k: "VINYL" },
      expected: "Variable 'k' has an invalid value. Invalid input for Enum 'Kind'. No value found for name 'VINYL'",
      locations: position(1, 8),
      source: pattern,
    },
    {
      query: "query ($n: Int) { echo(int: $n) }",
      variables: { n: 2147483648 },
      expected: "Variable 'n' has an invalid value. Expected type 'Int' but was 'Integer'.",
      locations: position(1, 8),
      source: "https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html: Int is 32 bits",
    },
    {
      query: "query ($n: Int) { echo(int: $n) }",
      variables: { n: "1" },
      expected: "Variable 'n' has an invalid value. Expected type 'Int' but was 'String'.",
      locations: position(1, 8),
      source: pattern,
    },
    {
      query: "query ($j: AWSJSON) { echo(json: $j) }",
      variables: { j: "{oops" },
      expected: "Variable 'j' has an invalid value. Unable to parse `{oops` as valid JSON.",
      locations: position(1, 8),
      source: pattern,
    },
  ];

  test.each(rows)("$query $variables ($source)", async ({ query, variables, expected, locations }) => {
    expect(await api({}).run(query, variables ?? {})).toEqual({
      data: null,
      errors: [{ path: null, locations, message: expected }],
    });
  });

  test("a syntax error has its position", async () => {
    expect(await api({}).run("{ book { }")).toMatchObject({
      data: null,
      errors: [
        { path: null, locations: position(1, 10), message: expect.stringMatching(/^Invalid Syntax : /) as unknown },
      ],
    });
  });

  test("a document deeper than the API allows is refused", async () => {
    const { run } = createSampleApi({
      schema,
      units: { "Query.book": give(`{ id: 1 }`) },
      api: { queryDepthLimit: 3 },
    });
    expect(await run("{ book { author { name } } }")).toEqual({ data: { book: { author: null } } });
    expect(await run("{ ...deep } fragment deep on Query { book { author { books { id } } } }")).toMatchObject({
      data: null,
      errors: [{ errorType: "QueryDepthLimitReached" }],
    });
  });
});

describe("values that do not fit", () => {
  test.each([
    {
      field: "at",
      value: `"2020-05-23T06:4:37.000Z"`,
      expected:
        "Can't serialize value (/raw/at) : Unable to serialize `2020-05-23T06:4:37.000Z` as a valid DateTime Object.",
      source: "https://github.com/aws-amplify/amplify-js/issues/5963",
    },
    {
      field: "int",
      value: `"many"`,
      expected: "Can't serialize value (/raw/int) : Expected type 'Int' but was 'String'.",
      source: "pattern of the row above",
    },
    {
      field: "kind",
      value: `"VINYL"`,
      expected: "Can't serialize value (/raw/kind) : Invalid input for Enum 'Kind'. Unknown value 'VINYL'",
      source: "pattern of the row above",
    },
    {
      field: "list",
      value: `{ a: 1 }`,
      expected: "Can't resolve value (/raw/list) : type mismatch error, expected type LIST",
      source: "graphql-java's wording",
    },
    {
      field: "book",
      value: `"Emma"`,
      expected: "Can't resolve value (/raw/book) : type mismatch error, expected type OBJECT",
      source: "graphql-java's wording",
    },
  ])("$field: $value", async ({ field, value, expected }) => {
    const { run } = api({ "Query.raw": give(`{ ${field}: ${value} }`) });
    const selection = field === "book" ? "book { id }" : field;
    expect(await run(`{ raw { ${selection} } }`)).toEqual({
      data: { raw: { [field]: null } },
      errors: [{ path: ["raw", field], locations: null, message: expected }],
    });
  });

  test("a missing non-null value empties the nearest nullable place (amplify-flutter 2137)", async () => {
    const { run } = api({
      "Query.books": give(`[{ id: 1, author: { name: "A" } }, { id: 2, author: {} }]`),
      "Query.book": give(`{ title: "no id" }`),
    });
    expect(await run("{ books { id author { name } } }")).toEqual({
      data: {
        books: [
          { id: "1", author: { name: "A" } },
          { id: "2", author: null },
        ],
      },
      errors: [
        {
          path: ["books", 1, "author", "name"],
          locations: null,
          message: "Cannot return null for non-nullable type: 'String' within parent 'Author' (/books[1]/author/name)",
        },
      ],
    });
    expect(await run("{ book { id } }")).toMatchObject({ data: { book: null } });
    expect(await run("{ required }")).toMatchObject({ data: null });
  });
});

test("an execution that takes 30 s is answered with a timeout and publishes nothing", async () => {
  const never = new Promise<never>(() => undefined);
  const table = { ...tableModel(), tableName: "slow" };
  const {
    api: subject,
    clock,
    publications,
  } = createSampleApi({
    schema: "type Query { a: String } type Mutation { m: Item } type Item { id: ID }",
    tables: [table],
    units: {
      "Mutation.m@slow": `export const request = () => ({ operation: "GetItem", key: { id: { S: "1" } } }); export const response = (ctx) => ctx.result;`,
    },
    dynamoDb: { send: () => never } as never,
  });
  const answer = subject.execute({ query: "mutation { m { id } }" }, principals.apiKey, {});
  clock.advance(29_999);
  clock.advance(1);
  expect((await answer).response).toMatchObject({
    data: null,
    errors: [{ errorType: "ExecutionTimeout", message: "Execution timed out." }],
  });
  expect(publications).toEqual([]);
});

test("a request may run no more resolvers than the API allows", async () => {
  const { run } = createSampleApi({
    schema,
    units: { "Query.book": give(`{ id: 1 }`) },
    api: { resolverCountLimit: 2 },
  });
  expect(await run("{ a: book { id } b: book { id } c: book { id } }")).toMatchObject({
    data: { a: { id: "1" }, b: { id: "1" }, c: null },
    errors: [{ path: ["c"], errorType: "ResolverExecutionLimitReached" }],
  });
});

function tableModel() {
  return {
    path: "sample/table",
    logicalId: "table",
    tableName: "table",
    arn: "arn:aws:dynamodb:us-east-1:123456789012:table/table",
    partitionKey: { name: "id", type: "S" },
    sortKey: undefined,
    timeToLiveAttribute: undefined,
  } as const;
}
