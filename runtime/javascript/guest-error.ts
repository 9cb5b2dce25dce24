/** Errors of host calls, as data that the guest's `raise` turns into real errors. */
import { PathEscapeError, UtilityError } from "../../utils-lib/index.ts";
import { FsError, type FsErrorCode, fsErrorMessages } from "../../vfs/index.ts";
import { ToolError } from "../tool-desk.ts";
import { linuxErrno } from "./linux-errno.ts";

/** What the guest makes an error of. All but `base` and `name` become properties. */
export interface GuestErrorData {
  readonly base: "Error" | "TypeError" | "RangeError" | "SyntaxError";
  /** Only where it is not the base's own. */
  readonly name?: string;
  readonly message: string;
  readonly code?: string;
  /** Less than zero, as Node gives the numbers of Linux. */
  readonly errno?: number;
  readonly syscall?: string;
  readonly path?: string;
  readonly dest?: string;
  readonly requireStack?: readonly string[];
}

/** Leaves an operation to be thrown inside the guest. */
export class GuestError extends Error {
  readonly data: GuestErrorData;

  constructor(data: GuestErrorData) {
    super(data.message);
    this.data = data;
  }
}

/** Which call an operation stands for, as Node's messages name it. */
export interface Syscall {
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

/** The data of a failed filesystem call, with the paths as the program wrote them. */
export function fsErrorData(code: FsErrorCode, { syscall, path, dest }: Syscall): GuestErrorData {
  const where = path === undefined ? "" : ` '${path}'${dest === undefined ? "" : ` -> '${dest}'`}`;
  return {
    base: "Error",
    message: `${code}: ${fsErrorMessages[code]}, ${syscall}${where}`,
    code,
    errno: -linuxErrno[code],
    syscall,
    ...(path === undefined ? {} : { path }),
    ...(dest === undefined ? {} : { dest }),
  };
}

/** Runs a filesystem call; names its failure as Node would. */
export function named<T>(call: Syscall, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof FsError) throw new GuestError(fsErrorData(error.code, call));
    throw error;
  }
}

/** The data of an error that a guest may see; undefined for faults of ours. */
export function guestErrorData(error: unknown): GuestErrorData | undefined {
  if (error instanceof GuestError) return error.data;
  if (error instanceof FsError) {
    const { syscall, path } = error;
    return fsErrorData(error.code, { syscall, ...(path === undefined ? {} : { path }) });
  }
  if (
    error instanceof UtilityError ||
    error instanceof PathEscapeError ||
    error instanceof ToolError
  ) {
    const { name, message, code } = error;
    return { base: "Error", name, message, code };
  }
  if (error instanceof TypeError) return { base: "TypeError", message: error.message };
  return undefined;
}
