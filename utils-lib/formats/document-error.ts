/** Says where in a document something is wrong. */
import { UtilityError, type UtilityErrorCode } from "../utility-error.ts";

/** The error codes of the formats that are read as a whole. */
export type DocumentErrorCode = Extract<
  UtilityErrorCode,
  "INVALID_JSON" | "INVALID_TOML" | "INVALID_XML" | "INVALID_YAML"
>;

/** The most characters of a library's or a document's own words in a message. */
const maxReasonLength = 200;

/**
 * An error about the character at `offset` of `text`. Lines and columns count from 1; columns count
 * characters, where one outside of the Basic Multilingual Plane is one.
 */
export function documentError(
  code: DocumentErrorCode,
  text: string,
  offset: number,
  reason: string,
): UtilityError {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return documentErrorAt(code, line, columnOf(text, lineStart, offset), reason);
}

/** The same where line and column are known already. */
export function documentErrorAt(
  code: DocumentErrorCode,
  line: number,
  column: number,
  reason: string,
): UtilityError {
  const format = code.slice("INVALID_".length);
  return new UtilityError(
    code,
    `Cannot read ${format} at line ${line}, column ${column}: ${oneLine(reason)}`,
  );
}

function columnOf(text: string, lineStart: number, offset: number): number {
  let column = 1;
  for (let at = lineStart; at < offset; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) column++;
  }
  return column;
}

function oneLine(reason: string): string {
  const short = reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason;
  return short.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
