import { createHmac } from "node:crypto";
import { scopeText, sha256Hex, signingKey } from "./canonical-request.js";
import { findCredentials, type CallerFinderOptions } from "./caller-finder.js";
import { isSignatureOf, type SigningCredentials } from "./request-signature.js";
import { SignatureError } from "./signature-error.js";
import { readSignature } from "./signature-parts.js";
import type { SignedRequest } from "./signed-request.js";

/**
 * The signatures of the chunks of one body, each of which covers the one before
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html).
 */
export interface ChunkSignatures {
  /** @param hash SHA-256 of the chunk, in hex @throws SignatureError */
  checkChunk(hash: string, signature: string): void;
  /** @param trailer `name:value` and a line feed for each trailing header @throws SignatureError */
  checkTrailer(trailer: string, signature: string): void;
}

/** The chunk signatures of a request whose own signature is good. */
export function chunkSignaturesOf(request: SignedRequest, credentials: SigningCredentials): ChunkSignatures {
  const { scope, dateText, signature: seed } = readSignature(request);
  const key = signingKey(credentials.secretAccessKey, scope);
  let previous = seed;
  const check = (algorithm: string, hashes: readonly string[], signature: string): void => {
    const stringToSign = [algorithm, dateText, scopeText(scope), previous, ...hashes].join("\n");
    const expected = createHmac("sha256", key).update(stringToSign).digest();
    if (!isSignatureOf(signature, expected)) {
      throw new SignatureError(
        "mismatch",
        "The chunk signature we calculated does not match the signature you provided. Check your key and signing method.",
      );
    }
    previous = signature;
  };
  return {
    checkChunk(hash, signature) {
      check("AWS4-HMAC-SHA256-PAYLOAD", [sha256Hex(""), hash], signature);
    },
    checkTrailer(trailer, signature) {
      check("AWS4-HMAC-SHA256-TRAILER", [sha256Hex(trailer)], signature);
    },
  };
}

/** Gives the chunk signatures of a request; undefined: the administrator's, which cannot be proven. */
export type ChunkSignatureFinder = (request: SignedRequest) => ChunkSignatures | undefined;

/** See ChunkSignatureFinder. */
export function createChunkSignatureFinder(options: CallerFinderOptions): ChunkSignatureFinder {
  return (request) => {
    const credentials = findCredentials(options, readSignature(request).accessKeyId);
    return credentials === undefined ? undefined : chunkSignaturesOf(request, credentials);
  };
}
