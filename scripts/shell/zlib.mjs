/** What the interpreter uses of `node:zlib`, without Node. */
import { gunzipSync as gunzip, gzipSync as gzip } from "fflate";

export const constants = { Z_BEST_COMPRESSION: 9, Z_BEST_SPEED: 1, Z_DEFAULT_COMPRESSION: -1 };

/** The time is left out, so that the same bytes give the same file. */
export function gzipSync(bytes, options) {
  const level = options?.level ?? -1;
  return gzip(bytes, { level: level < 0 ? 6 : level, mtime: 0 });
}

export function gunzipSync(bytes) {
  return gunzip(bytes);
}
