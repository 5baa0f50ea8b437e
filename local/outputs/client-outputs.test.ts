import { parseAmplifyConfig } from "aws-amplify/utils";
import { describe, expect, test } from "vitest";
import { readBackend } from "../synth/read-backend-model.js";
import type { BackendModel } from "../synth/backend-model.js";
import { resource, writeAssembly } from "../synth/testing/fixture-assembly.js";
import { fixtureAssets, fixtureResources } from "../synth/testing/fixture-backend.js";
import { clientOutputs } from "./client-outputs.js";
import { synthClientConfig } from "./synth-client-config.js";

const endpoints = {
  graphqlUrl: "http://127.0.0.1:4300/graphql",
  awsEndpoint: "http://127.0.0.1:4300/aws",
  apiKey: "da2-abcdefghijklmnopqrstuvwxyz",
};

/** The fixture with the outputs and metadata that Amplify's constructs write. */
async function fixtureModel(custom: object): Promise<BackendModel> {
  const attribute = (name: string) => ({ "Fn::GetAtt": ["Api", name] });
  const outputs = {
    awsAppsyncApiId: attribute("ApiId"),
    awsAppsyncApiEndpoint: attribute("GraphQLUrl"),
    awsAppsyncApiKey: { "Fn::GetAtt": ["Key", "ApiKey"] },
    awsAppsyncAuthenticationType: "API_KEY",
    awsAppsyncAdditionalAuthenticationTypes: "AWS_IAM,AMAZON_COGNITO_USER_POOLS",
    awsAppsyncRegion: { Ref: "AWS::Region" },
    amplifyApiModelSchemaS3Uri: { "Fn::Sub": "s3://${Bucket}/model-schema.graphql" },
    customOutputs: JSON.stringify({ custom, version: "1.4" }),
  };
  const entry = (...stackOutputs: string[]) => ({ version: "1", stackOutputs });
  const directory = await writeAssembly({
    root: {
      Metadata: {
        "AWS::Amplify::GraphQL": entry(...Object.keys(outputs).filter((name) => name !== "customOutputs")),
        "AWS::Amplify::Custom": entry("customOutputs"),
      },
      Resources: {
        ...fixtureResources(),
        Bucket: resource("AWS::S3::Bucket", "data/Codegen/Resource"),
        Upload: resource("Custom::CDKBucketDeployment", "data/Upload/Default", {
          DestinationBucketName: { Ref: "Bucket" },
          SourceObjectKeys: ["schema.zip"],
        }),
      },
      Outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { Value: value }])),
    },
    assets: {
      ...fixtureAssets,
      "schema.zip": { "model-schema.graphql": "enum Side { LEFT RIGHT } type Query { a: Side }" },
    },
  });
  const backend = readBackend(directory);
  return { ...backend.model, clientConfig: await synthClientConfig(backend), hash: "0" };
}

describe("the client outputs", () => {
  test("are Amplify's own with this sandbox's addresses, custom outputs kept", async () => {
    const model = await fixtureModel({ eventBusName: "flight-events", airport: { iata: "EWR" } });
    expect(clientOutputs(model, endpoints)).toEqual({
      version: "1.4",
      data: {
        url: endpoints.graphqlUrl,
        aws_region: "us-east-1",
        api_key: endpoints.apiKey,
        default_authorization_type: "API_KEY",
        authorization_types: ["AWS_IAM", "AMAZON_COGNITO_USER_POOLS"],
        model_introspection: expect.objectContaining({
          enums: { Side: { name: "Side", values: ["LEFT", "RIGHT"] } },
        }) as unknown,
      },
      custom: {
        eventBusName: "flight-events",
        airport: { iata: "EWR" },
        local: { awsEndpoint: endpoints.awsEndpoint, eventBusName: "flight-events" },
      },
    });
  });

  test("are accepted by aws-amplify", async () => {
    const outputs = clientOutputs(await fixtureModel({}), endpoints);
    expect(parseAmplifyConfig(outputs as Parameters<typeof parseAmplifyConfig>[0]).API?.GraphQL).toMatchObject({
      endpoint: endpoints.graphqlUrl,
      region: "us-east-1",
      apiKey: endpoints.apiKey,
      defaultAuthMode: "apiKey",
    });
  });

  test("replace the deployed address inside custom outputs too", async () => {
    const { graphqlApi } = await fixtureModel({});
    const outputs = clientOutputs(await fixtureModel({ urls: [graphqlApi.url] }), endpoints);
    expect(outputs.custom).toMatchObject({ urls: [endpoints.graphqlUrl] });
    expect(JSON.stringify(outputs)).not.toContain("amazonaws.com");
  });

  test.each([
    { what: "none is put out", custom: {}, given: undefined, expected: "flight-events" },
    { what: "another is put out", custom: { eventBusName: "default" }, given: undefined, expected: "default" },
    {
      what: "an unknown one is put out",
      custom: { eventBusName: "gone" },
      given: undefined,
      expected: "flight-events",
    },
    { what: "one is given", custom: { eventBusName: "default" }, given: "given", expected: "given" },
  ])("name a bus where $what: $expected", async ({ custom, given, expected }) => {
    const options = given === undefined ? endpoints : { ...endpoints, eventBusName: given };
    expect(clientOutputs(await fixtureModel(custom), options).custom.local.eventBusName).toBe(expected);
  });

  test("hand the definition's word on the data lake through as it is", async () => {
    const lake = { columns: [{ name: "age", personal: false, maximum: null }], formats: ["CSV", "PARQUET"] };
    expect(clientOutputs(await fixtureModel({ lake }), endpoints).custom).toMatchObject({ lake });
  });

  test("have the user pool, but not the identity pool, which nothing here serves", async () => {
    const auth = {
      user_pool_id: "us-east-1_abcdefghi",
      user_pool_client_id: "client",
      aws_region: "us-east-1",
      groups: [{ developer: { precedence: 0 } }],
    };
    const identityPool = { identity_pool_id: "us-east-1:0", unauthenticated_identities_enabled: true };
    const model = await fixtureModel({});
    const outputs = clientOutputs(
      { ...model, clientConfig: { ...model.clientConfig, auth: { ...auth, ...identityPool } } },
      endpoints,
    );
    expect(outputs["auth"]).toEqual(auth);
    const parsed = parseAmplifyConfig(outputs).Auth?.Cognito;
    expect(parsed).toMatchObject({ userPoolId: auth.user_pool_id, userPoolClientId: auth.user_pool_client_id });
    expect(parsed).not.toHaveProperty("identityPoolId");
    expect(parsed).not.toHaveProperty("allowGuestAccess");
  });

  test("hold the user pool's endpoint where there is one", async () => {
    const outputs = clientOutputs(await fixtureModel({}), {
      ...endpoints,
      userPoolEndpoint: "http://127.0.0.1:4300/idp",
    });
    expect(outputs.custom.local.userPoolEndpoint).toBe("http://127.0.0.1:4300/idp");
  });
});
