/** The records of a pax header: what a plain tar header has no room for, as `length key=value`. */
import { decodeUtf8 } from "./tar-fields.ts";

/** A record's key with its value. */
export type PaxRecord = readonly [key: string, value: string | Uint8Array];

/** Extended attributes go by this prefix, as other tars write them. */
export const xattrPrefix = "SCHILY.xattr.";

/** Writes records one after the other. */
export function encodePax(records: readonly PaxRecord[]): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const encoded = records.map(([key, value]) => {
    const head = encoder.encode(` ${key}=`);
    const body = typeof value === "string" ? encoder.encode(value) : value;
    const rest = head.length + body.length + 1;
    // The length counts its own digits.
    let length = rest + `${rest}`.length;
    if (`${length}`.length > `${rest}`.length) length += 1;
    return { digits: encoder.encode(`${length}`), head, body, length };
  });
  const bytes = new Uint8Array(encoded.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const { digits, head, body, length } of encoded) {
    bytes.set(digits, position);
    bytes.set(head, position + digits.length);
    bytes.set(body, position + digits.length + head.length);
    position += length;
    bytes[position - 1] = newline;
  }
  return bytes;
}

/** Reads records; `undefined` unless all of it is records. */
export function decodePax(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  const records = new Map<string, Uint8Array>();
  for (let position = 0; position < bytes.length; ) {
    const space = bytes.indexOf(32, position);
    const digits = space < 0 ? undefined : decodeUtf8(bytes.subarray(position, space));
    if (digits === undefined || !/^[1-9][0-9]{0,9}$/.test(digits)) return undefined;
    const end = position + Number(digits);
    const equals = bytes.indexOf(61, space);
    if (end > bytes.length || bytes[end - 1] !== newline) return undefined;
    if (equals < 0 || equals >= end) return undefined;
    const key = decodeUtf8(bytes.subarray(space + 1, equals));
    if (key === undefined) return undefined;
    records.set(key, bytes.slice(equals + 1, end - 1));
    position = end;
  }
  return records;
}

/** A key cannot hold `=`; escaped as other tars do. */
export function escapeKey(name: string): string {
  return name.replaceAll("%", "%25").replaceAll("=", "%3D");
}

/** What {@link escapeKey} was given. */
export function unescapeKey(key: string): string {
  return key.replaceAll("%3D", "=").replaceAll("%25", "%");
}

/** Seconds with as many decimals as nanoseconds need. */
export function formatTime(timeNs: bigint): string {
  const sign = timeNs < 0n ? "-" : "";
  const positive = timeNs < 0n ? -timeNs : timeNs;
  const fraction = `${positive % second}`.padStart(9, "0").replace(/0+$/, "");
  return `${sign}${positive / second}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Nanoseconds of a decimal number of seconds; digits past the ninth are dropped. */
export function parseTime(text: string): bigint | undefined {
  const match = /^(-?)([0-9]{1,12})(?:\.([0-9]{1,30}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, seconds = "0", fraction = ""] = match;
  const timeNs = BigInt(seconds) * second + BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return sign === "-" ? -timeNs : timeNs;
}

const newline = 10;
const second = 1_000_000_000n;
