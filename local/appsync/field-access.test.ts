import { describe, expect, test } from "vitest";
import { createSampleApi, principals, sample, sampleRole } from "./sample-api.js";

const give = (value: string) =>
  `export function request(ctx) { return { payload: ${value} }; } export function response(ctx) { return ctx.result; }`;

const schema = /* GraphQL */ `
  type Query {
    book(id: ID): Book
    films: [Film]
    forStaff: String @aws_cognito_user_pools(cognito_groups: ["staff"])
    forUsers: String @aws_cognito_user_pools
    forServices: String @aws_iam
    required: String! @aws_iam
  }
  type Book @aws_api_key @aws_cognito_user_pools @aws_iam {
    id: ID!
    title: String
    price: Int @aws_cognito_user_pools(cognito_groups: ["staff", "press"])
  }
  type Film {
    title: String
  }
`;

function api(units: Record<string, string>) {
  return createSampleApi({ schema, units });
}

describe("authorization of fields", () => {
  const units = {
    "Query.forStaff": give(`"staff"`),
    "Query.forUsers": give(`"users"`),
    "Query.forServices": give(`"services"`),
    "Query.book": give(`{ id: 1, title: "Emma", price: 12 }`),
    "Query.films": give(`[{ title: "Alien" }]`),
  };
  const denied = (path: (string | number)[], field: string, type: string) => ({
    path,
    data: null,
    errorType: "Unauthorized",
    errorInfo: null,
    locations: expect.any(Array) as unknown,
    message: `Not Authorized to access ${field} on type ${type}`,
  });

  test("modes and groups", async () => {
    const { run } = api(units);
    expect(await run("{ forUsers book { title price } }")).toEqual({
      data: { forUsers: null, book: { title: "Emma", price: null } },
      errors: [denied(["forUsers"], "forUsers", "Query"), denied(["book", "price"], "price", "Book")],
    });
    expect(await run("{ forUsers forStaff }", {}, principals.user("press"))).toEqual({
      data: { forUsers: "users", forStaff: null },
      errors: [denied(["forStaff"], "forStaff", "Query")],
    });
    expect(await run("{ forStaff }", {}, principals.user("press", "staff"))).toEqual({ data: { forStaff: "staff" } });
  });

  test("without directives the default mode counts", async () => {
    const { run } = api(units);
    expect(await run("{ films { title } }")).toEqual({ data: { films: [{ title: "Alien" }] } });
    expect(await run("{ films { title } }", {}, principals.user())).toMatchObject({ data: { films: null } });
  });

  test("IAM needs the directive and a policy for the field", async () => {
    const arn = (field: string) => `${sample.apiArn}/types/Query/fields/${field}`;
    const reader = sampleRole("reader", {
      effect: "Allow",
      actions: ["appsync:GraphQL"],
      resources: [arn("forS*"), arn("book")],
    });
    const barred = sampleRole(
      "barred",
      { effect: "Allow", actions: ["appsync:*"], resources: [`${sample.apiArn}/*`] },
      { effect: "Deny", actions: ["appsync:GraphQL"], resources: [arn("forServices")] },
    );
    const { run, api: subject, roles } = createSampleApi({ schema, units, roles: [reader, barred] });
    expect(await run("{ forServices }", {}, subject.principalOfRole(reader.arn))).toEqual({
      data: { forServices: "services" },
    });
    expect(await run("{ forServices }", {}, subject.principalOfRole(roles.administrator.arn))).toEqual({
      data: { forServices: "services" },
    });
    // A policy alone does not do: book has no @aws_iam.
    expect(await run("{ forServices book { id } }", {}, subject.principalOfRole(reader.arn))).toMatchObject({
      data: { forServices: "services", book: null },
    });
    await expect(run("{ forServices }", {}, subject.principalOfRole(barred.arn))).rejects.toMatchObject({
      errorType: "UnauthorizedException",
      message: "Permission denied",
      status: 401,
    });
    expect(() => subject.principalOfRole("arn:aws:iam::123456789012:role/none")).toThrow(/security token/);
  });
});
