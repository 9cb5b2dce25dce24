/** Whether a file can be a program's source text. */

/** Longer texts make no program that somebody edits. */
export const maxSourceBytes: number = 1024 * 1024;

/** The text of a file; undefined when it is binary, no UTF-8 or too long. */
export function readSourceText(bytes: Uint8Array): string | undefined {
  if (bytes.length > maxSourceBytes || bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
