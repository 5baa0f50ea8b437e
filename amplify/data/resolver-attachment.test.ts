import { Kind, parse, type ObjectTypeDefinitionNode } from "graphql";
import { readdir, readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { stackNamed, synthesized, type Resource } from "../testing/synthesized.js";

describe("the resolvers", () => {
  let resources: [string, Resource][];

  beforeAll(async () => {
    resources = Object.entries(stackNamed(await synthesized(), "data").template.Resources);
  }, 120_000);

  function ofType(...types: string[]): [string, Resource][] {
    return resources.filter(([, resource]) => types.includes(resource.Type));
  }

  it("are one for every root field of the schema", async () => {
    const schema = parse(await readFile(new URL("./schema.graphql", import.meta.url), "utf8"));
    const roots = schema.definitions.filter(
      (definition): definition is ObjectTypeDefinitionNode =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION &&
        ["Query", "Mutation", "Subscription"].includes(definition.name.value),
    );
    const wanted = roots.flatMap(({ name, fields = [] }) => fields.map((field) => `${name.value}.${field.name.value}`));
    const resolvers = ofType("AWS::AppSync::Resolver").map(([, { Properties }]) => Properties ?? {});
    const fields = resolvers.map((resolver) => [resolver.TypeName, resolver.FieldName].join("."));
    expect(fields.sort()).toEqual(wanted.sort());
  });

  it("are one for each file of code, none of it VTL", async () => {
    const code = ofType("AWS::AppSync::Resolver", "AWS::AppSync::FunctionConfiguration");
    expect(code).toHaveLength((await readdir(new URL("./resolvers", import.meta.url))).length);
    for (const [, { Properties }] of code) {
      expect(Properties?.Runtime).toEqual({ Name: "APPSYNC_JS", RuntimeVersion: "1.0.0" });
      expect(Properties?.Code).toBeTypeOf("string");
      expect(Object.keys(Properties ?? {}).filter((name) => name.includes("MappingTemplate"))).toEqual([]);
    }
  });

  it("are not created before the schema, and their steps neither", () => {
    const schema = ofType("AWS::AppSync::GraphQLSchema").map(([id]) => id);
    expect(schema).toHaveLength(1);
    for (const [, resource] of ofType("AWS::AppSync::Resolver", "AWS::AppSync::FunctionConfiguration")) {
      expect(resource.DependsOn).toEqual(expect.arrayContaining(schema));
    }
  });

  it("stay within a pipeline's ten steps", () => {
    // https://docs.aws.amazon.com/general/latest/gr/appsync.html
    const most = 10;
    for (const [, { Properties }] of ofType("AWS::AppSync::Resolver")) {
      const pipeline = (Properties?.PipelineConfig ?? { Functions: [] }) as { Functions: unknown[] };
      expect(pipeline.Functions.length).toBeLessThanOrEqual(most);
    }
  });
});
