/** Amplify's client configuration for the assembly that it lies in, made by the synthesis child. */
export const clientConfigFile = "client-config.json";
