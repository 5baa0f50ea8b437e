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
  /** The functions that something here invokes: data sources, rule targets. */
  readonly functions: readonly FunctionModel[];
  readonly buckets: readonly BucketModel[];
  readonly lake: LakeModel;
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
    | { readonly type: "AWS_LAMBDA"; readonly functionArn: string; readonly roleArn: string | undefined }
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
  /** Service principals, federated providers and ARNs of AWS principals that may assume it. */
  readonly trustedPrincipals: readonly string[];
  readonly statements: readonly PolicyStatementModel[];
}

export interface PolicyStatementModel {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Condition `StringLike` on `s3:prefix`: only for lists of a bucket below these. Absent: on no condition. */
  readonly listedPrefixes?: readonly string[];
}

/** AWS::Lambda::Function with Node.js code. */
export interface FunctionModel extends Located {
  readonly functionName: string;
  readonly arn: string;
  readonly roleArn: string;
  /** `index.handler`: file without its ending, and exported name. */
  readonly handler: string;
  /** Absolute path of the folder with the bundled code. */
  readonly codeDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds, 1 to 900. */
  readonly timeout: number;
  /** Megabytes. */
  readonly memorySize: number;
  /** Queue for events that the function has failed on three times (asynchronous invocations only). */
  readonly deadLetterArn?: string;
}

/** AWS::S3::Bucket. */
export interface BucketModel extends Located {
  readonly name: string;
  readonly arn: string;
  /** Object Created and Object Deleted go to the account's default event bus. */
  readonly sendsEvents: boolean;
  /** Enabled lifecycle rules that delete current objects. */
  readonly expirations: readonly { readonly prefix: string; readonly days: number }[];
}

/** Glue, Lake Formation and Athena of the definition. */
export interface LakeModel {
  readonly databases: readonly GlueDatabaseModel[];
  readonly tables: readonly GlueTableModel[];
  readonly crawlers: readonly CrawlerModel[];
  /** S3 ARNs that are registered with Lake Formation: what lies below them is read through grants only. */
  readonly registeredLocations: readonly string[];
  readonly grants: readonly LakeGrantModel[];
  readonly workGroups: readonly WorkGroupModel[];
}

export interface GlueDatabaseModel extends Located {
  readonly name: string;
  readonly description: string | undefined;
}

export interface GlueColumnModel {
  readonly name: string;
  /** Hive type: bigint, string, double … */
  readonly type: string;
  readonly comment: string | undefined;
}

export interface GlueTableModel extends Located {
  readonly databaseName: string;
  readonly name: string;
  readonly description: string | undefined;
  /** `s3://bucket/prefix/` */
  readonly location: string;
  readonly format: "csv" | "parquet";
  readonly columns: readonly GlueColumnModel[];
  readonly partitionKeys: readonly GlueColumnModel[];
}

/** AWS::Glue::Crawler over tables of the catalog. */
export interface CrawlerModel extends Located {
  readonly name: string;
  readonly arn: string;
  readonly databaseName: string;
  readonly tableNames: readonly string[];
  readonly roleArn: string;
}

/** AWS::LakeFormation::PrincipalPermissions on a table or on columns of one. */
export interface LakeGrantModel extends Located {
  readonly principalArn: string;
  readonly databaseName: string;
  /** Undefined: the grant is on the database itself. */
  readonly tableName: string | undefined;
  /** `all`: whole table, columns that come later included. */
  readonly columns: "all" | readonly string[];
  /** SELECT, DESCRIBE … */
  readonly permissions: readonly string[];
}

/** AWS::Athena::WorkGroup. */
export interface WorkGroupModel extends Located {
  readonly name: string;
  readonly arn: string;
  readonly enabled: boolean;
  /** Clients may not choose another place for results. */
  readonly enforced: boolean;
  /** `s3://bucket/prefix/` */
  readonly outputLocation: string;
  /** Bytes; undefined: no limit. */
  readonly bytesScannedCutoff: number | undefined;
}

/** AWS::Cognito::UserPool with its clients and groups. */
export interface UserPoolModel extends Located {
  readonly userPoolId: string;
  readonly arn: string;
  readonly name: string | undefined;
  /** What takes the place of a user name at sign-in; `email` here. Empty: user names of their own. */
  readonly usernameAttributes: readonly string[];
  readonly passwordPolicy: PasswordPolicyModel;
  readonly mfa: "OFF" | "OPTIONAL" | "ON";
  /** Software tokens (TOTP) may be set up. */
  readonly softwareTokenMfa: boolean;
  readonly clients: readonly UserPoolClientModel[];
  readonly groups: readonly UserPoolGroupModel[];
}

export interface PasswordPolicyModel {
  readonly minimumLength: number;
  readonly requireLowercase: boolean;
  readonly requireUppercase: boolean;
  readonly requireNumbers: boolean;
  readonly requireSymbols: boolean;
  /** Days that a password made by an administrator is good for. */
  readonly temporaryPasswordValidityDays: number;
}

export interface UserPoolClientModel extends Located {
  readonly clientId: string;
  readonly name: string | undefined;
  /** `ALLOW_USER_SRP_AUTH` … */
  readonly explicitAuthFlows: readonly string[];
  /** Seconds. */
  readonly accessTokenValidity: number;
  readonly idTokenValidity: number;
  readonly refreshTokenValidity: number;
  readonly enableTokenRevocation: boolean;
  /** Unknown users get the same answers as wrong passwords. */
  readonly preventUserExistenceErrors: boolean;
  /** Set: every refresh gives a new refresh token, and the one before is good for so many more seconds. */
  readonly refreshTokenRotationGraceSeconds: number | undefined;
}

export interface UserPoolGroupModel extends Located {
  readonly groupName: string;
  readonly description: string | undefined;
  /** The least number comes first; undefined: last. */
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
}
