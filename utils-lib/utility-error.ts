/** A utility that cannot do what it was asked to, beyond what the filesystem can say. */

/** The codes of {@link UtilityError}. */
export type UtilityErrorCode =
  | "INVALID_PATTERN"
  | "INVALID_BASE64"
  | "INVALID_CSV"
  | "INVALID_JSON"
  | "INVALID_QUERY"
  | "INVALID_STATE"
  | "INVALID_TOML"
  | "INVALID_XML"
  | "INVALID_YAML"
  | "LINE_TOO_LONG"
  | "RESULT_TOO_LARGE"
  | "UNKNOWN_UTILITY";

/** A failure that a program can tell by its `code`. The message is one line. */
export class UtilityError extends Error {
  override readonly name = "UtilityError";
  readonly code: UtilityErrorCode;

  constructor(code: UtilityErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
