import { isIP } from "node:net";

// What passes for an address at all: https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/Constants.java
const LOOKS_LIKE_ADDRESS = /^(?:[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*)$/;

/** A range of addresses of one family: the first `maskBits` bits are those of `bytes`. */
export interface AddressRange {
  readonly bytes: readonly number[];
  readonly maskBits: number;
}

/** The 4 or 16 bytes of an IPv4 or IPv6 address, or undefined where the text is none. */
export function parseAddress(text: string): readonly number[] | undefined {
  if (!LOOKS_LIKE_ADDRESS.test(text)) return undefined;
  // Java reads leading zeroes as decimal, Node refuses them.
  const family = isIP(text.includes(":") ? text : text.replace(/\b0+(?=\d)/g, ""));
  if (family === 4) return text.split(".").map(Number);
  if (family === 6) return ipv6Bytes(text);
  return undefined;
}

/** Reads `10.0.0.0/24` or `2001:db8::/64`. @throws Error with EventBridge's own words */
export function parseCidr(text: string): AddressRange {
  const [address = "", mask, ...more] = text.split("/");
  if (mask === undefined || more.length > 0) throw new Error("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask)) throw new Error("Malformed CIDR, mask bits must be an integer");
  const maskBits = Number(mask);
  if (maskBits < 0) throw new Error("Malformed CIDR, mask bits must not be negative");
  const bytes = parseAddress(address);
  if (bytes === undefined) {
    throw new Error(`${LOOKS_LIKE_ADDRESS.test(address) ? "Invalid" : "Nonstandard"} IP address: ${address}`);
  }
  if (bytes.length === 4 && maskBits > 31) throw new Error("IPv4 mask bits must be < 32");
  if (maskBits > 127) throw new Error("IPv6 mask bits must be < 128");
  return { bytes, maskBits };
}

/** Whether `text` is an address within the range. */
export function isInRange(range: AddressRange, text: string): boolean {
  const bytes = parseAddress(text);
  if (bytes?.length !== range.bytes.length) return false;
  return bytes.every((byte, index) => {
    const fixedBits = Math.min(8, Math.max(0, range.maskBits - index * 8));
    return byte >> (8 - fixedBits) === (range.bytes[index] ?? 0) >> (8 - fixedBits);
  });
}

function ipv6Bytes(text: string): readonly number[] {
  const [head = "", tail] = text.split("::");
  const groups = (part: string): number[] => (part === "" ? [] : part.split(":").map((group) => parseInt(group, 16)));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeroes = new Array<number>(8 - before.length - after.length).fill(0);
  const bytes = [...before, ...zeroes, ...after].flatMap((group) => [group >> 8, group & 0xff]);
  // Java's InetAddress turns an IPv4 address written as IPv6 (::ffff:a.b.c.d) into IPv4.
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return isMapped ? bytes.slice(12) : bytes;
}
