import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The public half of a signing key as a JSON Web Key (RFC 7517), as Cognito publishes it. */
export interface PublicSigningKey {
  readonly kid: string;
  readonly alg: "RS256";
  readonly kty: "RSA";
  readonly use: "sig";
  /** Modulus and exponent, base64url. */
  readonly n: string;
  readonly e: string;
}

/** The key pair that signs the tokens of this sandbox's user pools. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicSigningKey;
}

const fileName = "token-signing-key.pem";

/**
 * The sandbox's signing key: RSA 2048, made at the first start and kept in `token-signing-key.pem` of the state
 * directory, readable by its owner only (mode 0600), so that tokens outlive a restart.
 * @throws Error naming the file when it exists and holds no private key
 */
export function loadSigningKey(stateDirectory: string): SigningKey {
  const file = path.join(stateDirectory, fileName);
  const stored = readIfPresent(file);
  if (stored === undefined) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    mkdirSync(stateDirectory, { recursive: true });
    const next = `${file}.new`;
    writeFileSync(next, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
    chmodSync(next, 0o600);
    renameSync(next, file);
    return signingKey(privateKey);
  }
  try {
    return signingKey(createPrivateKey(stored));
  } catch (cause) {
    throw new Error(`${file} is not a private key. Delete it to have a new one made; tokens of the old one end.`, {
      cause,
    });
  }
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Completes a private RSA key; the key id is the RFC 7638 thumbprint. */
export function signingKey(privateKey: KeyObject): SigningKey {
  const { n, e } = createPublicKey(privateKey).export({ format: "jwk" });
  if (n === undefined || e === undefined) throw new Error("Token signing needs an RSA key.");
  const kid = createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64");
  return { privateKey, publicKey: { kid, alg: "RS256", kty: "RSA", use: "sig", n, e } };
}
