import { AthenaClient } from "@aws-sdk/client-athena";
import { GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
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
    async bytes(key) {
      const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return ContentLength ?? 0;
    },
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

/** Clients of the SDK. All of them share their connections, so that a client for each request costs nothing. */
export function sdkClients(bucket: string): LakeClientFactory {
  const { requestHandler: athenaConnections } = new AthenaClient({}).config;
  const { requestHandler: s3Connections } = new S3Client({}).config;
  return (credentials) => ({
    athena: athenaApi(new AthenaClient({ credentials, requestHandler: athenaConnections })),
    store: exportStore(new S3Client({ credentials, requestHandler: s3Connections }), bucket),
  });
}
