/** Reads the arguments of Node's `fs`: paths, encodings, flags, modes and times. */
import { fromBase64, toBase64 } from "../archive/base64.ts";
import type { OpenFlags } from "../sync-file-system.ts";
import { argumentError } from "./node-error.ts";

/** A path as Node takes it. */
export type NodePath = string | Uint8Array | URL;

/** A time as Node takes it: seconds since the Unix epoch, or a date. */
export type NodeTime = number | bigint | string | Date;

/** How bytes are shown as text; `buffer` and nothing leave them bytes. */
export type NodeEncoding =
  | ("utf8" | "utf-8" | "latin1" | "binary" | "ascii" | "hex" | "base64" | "buffer")
  | null;

/** Flags and limits of Linux. */
export const nodeConstants: Readonly<Record<string, number>> = {
  F_OK: 0,
  R_OK: 4,
  W_OK: 2,
  X_OK: 1,
  COPYFILE_EXCL: 1,
  COPYFILE_FICLONE: 2,
  COPYFILE_FICLONE_FORCE: 4,
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DSYNC: 0o10000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_SYNC: 0o4010000,
  S_IFMT: 0o170000,
  S_IFREG: 0o100000,
  S_IFDIR: 0o040000,
  S_IFLNK: 0o120000,
};

/** The text of a path. */
export function pathText(path: NodePath, name = "path"): string {
  let text: string | undefined;
  if (typeof path === "string") text = path;
  else if (path instanceof Uint8Array) text = new TextDecoder().decode(new Uint8Array(path));
  else if (path instanceof URL && path.protocol === "file:")
    text = decodeURIComponent(path.pathname);
  if (text === undefined) {
    throw argumentError(
      "ERR_INVALID_ARG_TYPE",
      `The "${name}" argument must be of type string or an instance of Buffer or URL`,
    );
  }
  if (text.includes("\0")) {
    throw argumentError(
      "ERR_INVALID_ARG_VALUE",
      `The argument '${name}' must be a string, Uint8Array, or URL without null bytes`,
    );
  }
  return text;
}

/** An encoding, given as such or among options. */
export function encodingOf(
  options: NodeEncoding | { readonly encoding?: NodeEncoding | undefined } | undefined,
): NodeEncoding {
  if (options === null || options === undefined) return null;
  return typeof options === "string" ? options : (options.encoding ?? null);
}

/** Bytes as an encoding shows them. */
export function encodeText(bytes: Uint8Array, encoding: NodeEncoding): string {
  switch (encoding) {
    case "latin1":
    case "binary":
      return latin1(bytes);
    case "ascii":
      return latin1(bytes.map((byte) => byte & 0x7f));
    case "hex":
      return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    case "base64":
      return toBase64(bytes);
    case "utf8":
    case "utf-8":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    default:
      throw argumentError("ERR_INVALID_ARG_VALUE", `Unknown encoding "${encoding}"`);
  }
}

/** Bytes of what is written. */
export function decodeText(
  data: string | ArrayBufferView,
  encoding: NodeEncoding = "utf8",
): Uint8Array {
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (typeof data !== "string") {
    throw argumentError(
      "ERR_INVALID_ARG_TYPE",
      'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView',
    );
  }
  switch (encoding) {
    case "latin1":
    case "binary":
    case "ascii":
      return Uint8Array.from(data, (character) => character.charCodeAt(0));
    case "hex":
      return Uint8Array.from(data.match(/[0-9a-f]{2}/gi) ?? [], (pair) =>
        Number.parseInt(pair, 16),
      );
    case "base64":
      return fromBase64(data) ?? new Uint8Array(0);
    default:
      return new TextEncoder().encode(data);
  }
}

/** What a file is opened with; `follow` is whether a last symlink is. */
export function flagsOf(flag: string | number): {
  readonly flags: OpenFlags;
  readonly follow: boolean;
} {
  const bits = typeof flag === "number" ? flag : flagBits.get(flag);
  if (bits === undefined) {
    throw argumentError(
      "ERR_INVALID_ARG_VALUE",
      `The argument 'flags' is invalid. Received '${flag}'`,
    );
  }
  const has = (bit: number) => (bits & bit) !== 0;
  const access = bits & 3;
  const flags = {
    read: access !== 1,
    write: access !== 0,
    create: has(0o100),
    exclusive: has(0o200),
    truncate: has(0o1000),
    append: has(0o2000),
    directory: has(0o200000),
  };
  return { flags, follow: !has(0o400000) };
}

const [writeOnly, readWrite, create, exclusive, truncate, append] = [
  1, 2, 0o100, 0o200, 0o1000, 0o2000,
];

const flagBits: ReadonlyMap<string, number> = new Map([
  ["r", 0],
  ["rs", 0],
  ["sr", 0],
  ["r+", readWrite],
  ["rs+", readWrite],
  ["sr+", readWrite],
  ["w", writeOnly | create | truncate],
  ["wx", writeOnly | create | truncate | exclusive],
  ["xw", writeOnly | create | truncate | exclusive],
  ["w+", readWrite | create | truncate],
  ["wx+", readWrite | create | truncate | exclusive],
  ["xw+", readWrite | create | truncate | exclusive],
  ["a", writeOnly | create | append],
  ["ax", writeOnly | create | append | exclusive],
  ["xa", writeOnly | create | append | exclusive],
  ["as", writeOnly | create | append],
  ["sa", writeOnly | create | append],
  ["a+", readWrite | create | append],
  ["ax+", readWrite | create | append | exclusive],
  ["xa+", readWrite | create | append | exclusive],
  ["as+", readWrite | create | append],
  ["sa+", readWrite | create | append],
]);

/** A mode, which may be octal text. */
export function modeOf(mode: number | string | undefined, otherwise: number): number {
  return typeof mode === "string" ? Number.parseInt(mode, 8) : (mode ?? otherwise);
}

/** A time in nanoseconds. Numbers are kept to the microsecond, which is what they hold. */
export function timeOf(time: NodeTime): bigint {
  if (time instanceof Date) return BigInt(time.getTime()) * 1_000_000n;
  if (typeof time === "bigint") return time * 1_000_000_000n;
  const seconds = Number(time);
  if (Number.isFinite(seconds)) return BigInt(Math.round(seconds * 1_000_000)) * 1_000n;
  throw argumentError("ERR_INVALID_ARG_TYPE", 'The "time" argument must be a number or a Date');
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
