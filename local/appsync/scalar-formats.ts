import { isIP } from "node:net";

/**
 * Formats of the AWS scalars: https://docs.aws.amazon.com/appsync/latest/devguide/scalars.html. Each function answers
 * whether a text is valid; none of them throws.
 */

const offset = "(?:Z|[+-](?:0\\d|1[0-8]):[0-5]\\d(?::[0-5]\\d)?)";
const datePattern = new RegExp(`^(-?\\d{4})-(\\d{2})-(\\d{2})(${offset})?$`);
const timeText = "([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d{1,9})?)?";
const timePattern = new RegExp(`^${timeText}(${offset})?$`);
const dateTimePattern = new RegExp(`^(-?\\d{4}-\\d{2}-\\d{2})T${timeText}(${offset})$`);

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** YYYY-MM-DD of a day that exists, negative years allowed, with an optional offset (Z or ±hh:mm[:ss]). */
export function isDate(text: string): boolean {
  const match = datePattern.exec(text);
  if (match === null) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** hh:mm[:ss[.fraction of 1 to 9 digits]] with an optional offset. */
export function isTime(text: string): boolean {
  return timePattern.test(text);
}

/** Date, T, time and an offset that may not be left out; seconds and fraction may. */
export function isDateTime(text: string): boolean {
  const match = dateTimePattern.exec(text);
  return match?.[1] !== undefined && isDate(match[1]);
}

const emailPattern =
  /^[^\s@"(),:;<>[\\\]]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** local-part@domain-part as in RFC 822, without the quoted and bracketed forms. */
export function isEmail(text: string): boolean {
  return emailPattern.test(text) && !text.includes("..") && !text.startsWith(".") && !text.includes(".@");
}

/** A URL with a scheme, as in RFC 1738; two slashes in a row inside the path are invalid. */
export function isUrl(text: string): boolean {
  if (/\s/.test(text) || !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) || !URL.canParse(text)) return false;
  const afterAuthority = text.replace(/^[^:]+:(?:\/\/[^/?#]*)?/, "").replace(/[?#].*$/, "");
  return !afterAuthority.includes("//");
}

/**
 * A phone number whose digit groups may be separated by spaces or hyphens: with country code (+ and up to 15 digits,
 * ITU-T E.164) or, without one, a number of the North American numbering plan.
 */
export function isPhone(text: string): boolean {
  if (!/^\+?\d(?:[ -]?\d)+$/.test(text)) return false;
  const digits = text.replace(/[ -]/g, "");
  if (digits.startsWith("+")) return /^\+[1-9]\d{6,14}$/.test(digits);
  return /^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits);
}

/** IPv4 in four decimal parts or IPv6 without brackets, either with an optional /prefix length. */
export function isIpAddress(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  if (rest.length > 0) return false;
  const version = isIP(address);
  if (version === 0 || address.includes("%")) return false;
  return prefix === undefined || (/^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}
