/** The error of bringing files of the host into the sandbox or back. */

/** A mount that cannot be read or written back. The message names guest paths only. */
export class MountError extends Error {
  override readonly name = "MountError";
  /** A POSIX code, such as `ENOENT`, `EACCES`, `EDQUOT`. */
  readonly code: string;
  /** The guest path that the failure is about. */
  readonly path: string;
  /** The host path as the host's programmer wrote it: never show it to a guest. */
  readonly host: string | undefined;

  constructor(code: string, message: string, path: string, host?: string) {
    super(message);
    this.code = code;
    this.path = path;
    this.host = host;
  }
}

/** A failure on the host's side, worded as Node words its own. */
export class HostFault extends Error {
  readonly code: string;

  constructor(code: string, words: string) {
    super(`${code}: ${words}`);
    this.code = code;
  }
}

/** What the host is asked to do with a path. */
export type MountAction = "mount" | "load" | "write back";

/** The error to throw when `cause` stopped the action at the guest path. Drops what names the host. */
export function mountErrorFrom(
  cause: unknown,
  action: MountAction,
  at: { readonly path: string; readonly host?: string | undefined },
): MountError {
  if (cause instanceof MountError) return cause;
  const { code, reason } = reasonOf(cause);
  return new MountError(code, `Cannot ${action} "${at.path}": ${reason}`, at.path, at.host);
}

/** The POSIX code of any error; `EIO` where it has none. */
export function codeOf(cause: unknown): string {
  const code: unknown = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : "EIO";
}

const reasons: Readonly<Record<string, string>> = {
  EDQUOT: "it does not fit into the file limits of the sandbox",
  EILSEQ: "its name is not valid Unicode",
  ELOOP: "a link stands in its way",
  ENOTDIR: "a file or a link stands where a directory is needed",
};

function reasonOf(cause: unknown): { readonly code: string; readonly reason: string } {
  const code = codeOf(cause);
  const known = reasons[code];
  if (known !== undefined) return { code, reason: known };
  // Both FsError and the errors of Node begin with "CODE: words, call"; what follows names paths.
  const words = cause instanceof Error ? /^[A-Z0-9]+: ([^,]+)/.exec(cause.message)?.[1] : undefined;
  return { code, reason: words ?? code };
}
