/** How a run ended, and the exit code that stands for it. */

/** Every way a run can end. */
export type Outcome =
  | "exited"
  | "out-of-fuel"
  | "out-of-memory"
  | "stack-overflow"
  | "timed-out"
  | "output-limit"
  | "trapped"
  | "cancelled";

/** The exit code of each outcome but `exited`, whose code is the guest's own. */
export const outcomeExitCodes: Readonly<Record<Exclude<Outcome, "exited">, number>> = {
  "timed-out": 124,
  cancelled: 130,
  trapped: 134,
  "out-of-memory": 137,
  "stack-overflow": 139,
  "out-of-fuel": 152,
  "output-limit": 153,
};

/** What is known of a fault: a stable code and a message that names guest paths only. */
export interface GuestFault {
  readonly code: string;
  readonly message: string;
  /** Of an uncaught exception, whose code is `UNCAUGHT`: its class, such as `ValueError`. */
  readonly type?: string;
  /** Where it arose, in the program's own files as far as that is known. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** What its language prints of it. */
  readonly traceback?: string;
}

/** How a guest ended, as its engine says. */
export interface GuestEnd {
  readonly outcome: Outcome;
  readonly exitCode: number;
  readonly memoryPeakBytes: number;
  readonly error?: GuestFault;
}
