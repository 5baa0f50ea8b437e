import { AthenaClient } from "@aws-sdk/client-athena";
import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { bucketObjects } from "../lake-objects.js";
import { athenaApi, type AthenaApi } from "./athena-api.js";
import { linkSeconds, type ExportStore } from "./export-files.js";
import type { RoleCredentials } from "./role-sessions.js";

/** AWS as one role sees it. */
export interface LakeClients {
  readonly athena: AthenaApi;
  readonly store: ExportStore;
}

/** Makes clients for credentials. */
export type LakeClientFactory = (credentials: RoleCredentials) => LakeClients;

/** An S3 client's view of the exports in a bucket. */
export function exportStore(client: S3Client, bucket: string): ExportStore {
  return {
    objects: bucketObjects(client, bucket),
    link: (key, fileName) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          ResponseContentDisposition: `attachment; filename=${fileName}`,
        }),
        { expiresIn: linkSeconds },
      ),
  };
}

/**
 * Clients of the SDK, one for each session: making them anew costs a request some milliseconds, for they read their
 * configuration with their first call. All of them share their connections.
 */
export function sdkClients(bucket: string): LakeClientFactory {
  const { requestHandler: athenaConnections } = new AthenaClient({}).config;
  const { requestHandler: s3Connections } = new S3Client({}).config;
  const known = new WeakMap<RoleCredentials, LakeClients>();
  return (credentials) => {
    const clients = known.get(credentials) ?? {
      athena: athenaApi(new AthenaClient({ credentials, requestHandler: athenaConnections })),
      store: exportStore(new S3Client({ credentials, requestHandler: s3Connections }), bucket),
    };
    known.set(credentials, clients);
    return clients;
  };
}
