/**
 * What a synthesized `amplify/` says, in the terms of the AWS services: the one input of every simulator in `local/`.
 * Only `local/synth` knows CloudFormation; it writes this model, everything else reads it. Names, ARNs and references
 * are resolved to plain strings. `path` is the construct path, for errors that name the place to look at.
 */
export interface BackendModel {
  readonly region: string;
  readonly accountId: string;
  readonly graphqlApi: GraphqlApiModel;
  readonly tables: readonly TableModel[];
  readonly eventBuses: readonly EventBusModel[];
  readonly rules: readonly RuleModel[];
  readonly queues: readonly QueueModel[];
  readonly roles: readonly RoleModel[];
  readonly userPools: readonly UserPoolModel[];
  /** CloudFormation outputs of the root stack, resolved: what Amplify's client configuration is made from. */
  readonly outputs: Readonly<Record<string, string>>;
  /**
   * Amplify's own amplify_outputs.json for this backend, still with the deployed API's `url` and the API key's
   * `placeholder` in it; `clientOutputs` of local/outputs puts the sandbox's in their place.
   */
  readonly clientConfig: Readonly<Record<string, unknown>>;
  /** Hash of the definition that this model came from (hex). */
  readonly hash: string;
}

export interface Located {
  /** Construct path in the stack, as CDK writes it in `aws:cdk:path`. */
  readonly path: string;
  readonly logicalId: string;
}

export type AuthorizationMode = "API_KEY" | "AMAZON_COGNITO_USER_POOLS" | "AWS_IAM";

export interface GraphqlApiModel extends Located {
  readonly apiId: string;
  readonly arn: string;
  /** What event rules name as target: `arn:aws:appsync:…:endpoints/graphql-api/…` (GraphQLEndpointArn). */
  readonly endpointArn: string;
  /** Where it would be served when deployed; nothing answers there. */
  readonly url: string;
  readonly name: string;
  /** The schema as deployed, SDL text. */
  readonly schema: string;
  readonly defaultAuthorization: AuthorizationModeModel;
  readonly additionalAuthorization: readonly AuthorizationModeModel[];
  readonly apiKeys: readonly ApiKeyModel[];
  readonly environment: Readonly<Record<string, string>>;
  /** Deepest selection allowed, 1 to 75; 0: no limit. */
  readonly queryDepthLimit: number;
  /** Most resolvers in one query; 0: the service's 10,000. */
  readonly resolverCountLimit: number;
  readonly introspectionEnabled: boolean;
  readonly dataSources: readonly DataSourceModel[];
  readonly functions: readonly ResolverFunctionModel[];
  readonly resolvers: readonly ResolverModel[];
}

export type AuthorizationModeModel =
  | { readonly mode: "API_KEY" }
  | { readonly mode: "AWS_IAM" }
  | { readonly mode: "AMAZON_COGNITO_USER_POOLS"; readonly userPoolId: string };

export interface ApiKeyModel extends Located {
  readonly description: string | undefined;
  /** Seconds since 1970, or undefined: seven days from creation. */
  readonly expires: number | undefined;
  /** What stands for the key in `outputs` and `clientConfig`: no key that is accepted anywhere. */
  readonly placeholder: string;
}

export type DataSourceModel = Located & {
  readonly name: string;
} & (
    | { readonly type: "NONE" }
    | { readonly type: "AMAZON_DYNAMODB"; readonly tableName: string; readonly roleArn: string | undefined }
  );

/** One step of a pipeline (AWS::AppSync::FunctionConfiguration). */
export interface ResolverFunctionModel extends Located {
  readonly functionId: string;
  readonly name: string;
  readonly dataSourceName: string;
  /** APPSYNC_JS module text. */
  readonly code: string;
}

export interface ResolverModel extends Located {
  readonly typeName: string;
  readonly fieldName: string;
  readonly code: string;
  readonly kind:
    | { readonly type: "UNIT"; readonly dataSourceName: string }
    | { readonly type: "PIPELINE"; readonly functionIds: readonly string[] };
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface TableModel extends Located {
  readonly tableName: string;
  readonly arn: string;
  readonly partitionKey: KeyAttribute;
  readonly sortKey: KeyAttribute | undefined;
  readonly timeToLiveAttribute: string | undefined;
}

export interface EventBusModel extends Located {
  readonly name: string;
  readonly arn: string;
}

export interface RuleModel extends Located {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  readonly eventBusName: string;
  readonly state: "ENABLED" | "DISABLED";
  /** The pattern as an object, not yet compiled. */
  readonly eventPattern: unknown;
  readonly targets: readonly RuleTargetModel[];
}

export interface RuleTargetModel {
  readonly id: string;
  readonly arn: string;
  readonly roleArn: string | undefined;
  /** At most one of these three is set (EventBridge PutTargets). */
  readonly input: string | undefined;
  readonly inputPath: string | undefined;
  readonly inputTransformer:
    { readonly inputPathsMap: Readonly<Record<string, string>>; readonly inputTemplate: string } | undefined;
  readonly deadLetterArn: string | undefined;
  /** EventBridge's defaults where the template sets none: 185 attempts, 86,400 s. */
  readonly retry: { readonly maximumRetryAttempts: number; readonly maximumEventAgeInSeconds: number };
  /** Set for AppSync targets. */
  readonly graphqlOperation: string | undefined;
}

export interface QueueModel extends Located {
  readonly name: string;
  readonly arn: string;
  /** Seconds. */
  readonly messageRetentionPeriod: number;
}

export interface RoleModel extends Located {
  readonly name: string;
  readonly arn: string;
  /** Service principals and federated providers that may assume it. */
  readonly trustedPrincipals: readonly string[];
  readonly statements: readonly PolicyStatementModel[];
}

export interface PolicyStatementModel {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export interface UserPoolModel extends Located {
  readonly userPoolId: string;
  readonly arn: string;
  readonly clients: readonly { readonly clientId: string; readonly name: string | undefined }[];
}
