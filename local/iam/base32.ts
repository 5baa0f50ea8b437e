/** Letters and digits of RFC 4648 base32, one for each byte: the alphabet of AWS's access key ids. */
export function base32(bytes: Uint8Array): string {
  return [...bytes].map((byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(byte % 32)).join("");
}
