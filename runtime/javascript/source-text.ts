/** Prepares source text for QuickJS: no byte order mark, no shebang, valid UTF-8. */
import { toWellFormedUtf8 } from "./well-formed-utf8.ts";

const encoder = new TextEncoder();

/** What CommonJS source is wrapped in; on the file's own first line, so that line numbers stay. */
export const commonJsPrefix = "(function (exports, require, module, __filename, __dirname) {";

/** The bytes to compile; columns and lines stay where they are. */
export function cleanSource(source: Uint8Array): Uint8Array {
  let bytes = toWellFormedUtf8(source);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
  if (bytes[0] !== hash || bytes[1] !== bang) return bytes;
  const cleaned = bytes.slice();
  cleaned.fill(slash, 0, 2);
  return cleaned;
}

/** `source` as the body of a function, on the same lines. */
export function wrapSource(source: Uint8Array, prefix: string): Uint8Array {
  const start = encoder.encode(prefix);
  const end = encoder.encode("\n})");
  const wrapped = new Uint8Array(start.length + source.length + end.length);
  wrapped.set(start);
  wrapped.set(source, start.length);
  wrapped.set(end, start.length + source.length);
  return wrapped;
}

const hash = 0x23;
const bang = 0x21;
const slash = 0x2f;
