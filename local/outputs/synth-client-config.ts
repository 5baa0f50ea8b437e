import { generateClientConfig } from "@aws-amplify/client-config";
import type { SynthesizedBackend } from "../synth/read-backend-model.js";
import { SynthError } from "../synth/synth-error.js";

type AwsClients = NonNullable<Parameters<typeof generateClientConfig>[2]>;
type Send = (command: { readonly input: Readonly<Record<string, unknown>> }) => Promise<unknown>;

/**
 * Amplify's own client configuration (amplify_outputs.json, format 1.4) for a synthesized backend. Amplify's generator asks
 * CloudFormation and S3 what was deployed; here the synthesized backend answers. Importing the generator takes seconds:
 * only the synthesis child does it.
 */
export async function synthClientConfig(backend: SynthesizedBackend): Promise<Readonly<Record<string, unknown>>> {
  const cloudFormation: Send = async ({ input }) => ({
    // The generator asks for the template's metadata and for the stack's outputs; each answer leaves the other's field alone.
    Metadata: JSON.stringify(backend.metadata),
    Stacks: [
      {
        StackName: input["StackName"],
        StackStatus: "CREATE_COMPLETE",
        Outputs: Object.entries(backend.model.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
      },
    ],
  });
  const s3: Send = async ({ input }) => {
    const uri = `s3://${String(input["Bucket"])}/${String(input["Key"])}`;
    const text = backend.deployedFile(uri);
    if (text === undefined) {
      throw new SynthError("INVALID_ASSEMBLY", `Amplify's client configuration needs ${uri}, which nothing uploads`);
    }
    return { Body: { transformToString: async () => text } };
  };
  const clients = {
    getCloudFormationClient: () => ({ send: cloudFormation }),
    getS3Client: () => ({ send: s3 }),
    getAmplifyClient: () => ({
      send: async () => {
        throw new SynthError("INVALID_ASSEMBLY", "Amplify's client configuration asked for a hosted app");
      },
    }),
  };
  // The generator uses nothing of the SDK's clients but `send`.
  const config = await generateClientConfig({ stackName: "airside-local" }, "1.4", clients as unknown as AwsClients);
  return { ...config };
}
