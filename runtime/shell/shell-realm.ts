/** One interpreter, and the bridge by which it reaches the kernel of whoever runs it now. */
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import { toLatin1 } from "../latin1.ts";
import { isNativeStackOverflow } from "../native-stack.ts";
import { outcomeExitCodes } from "../outcome.ts";
import { decodeBytes } from "./byte-text.ts";
import { errorText } from "./error-text.ts";
import type { Interpreter, InterpreterHost, OutputTaker, ShellState } from "./interpreter.ts";
import { interpreterMaker } from "./load-interpreter.ts";
import { createShadowedGlobals } from "./shadowed-globals.ts";
import { createSyncPromises, type SyncPromise, type SyncPromises } from "./sync-promise.ts";
import { syntaxErrorText } from "./syntax-error.ts";
import { createVirtualTimers } from "./virtual-timers.ts";

/** What one shell brings to a realm while it runs. */
export interface ShellRun {
  readonly kernel: Kernel;
  /** Runs a file that is no script of the shell; undefined when it is one. */
  readonly runFile: InterpreterHost["runFile"];
  /** Hears that a command runs a script; see `InterpreterHost`. */
  readonly enterScript?: InterpreterHost["enterScript"];
  /** Takes what the shell will remember of each script that it runs. */
  readonly keepState?: (state: ShellState) => void;
  /** Hears that a script has called `exit`. */
  readonly leave?: () => void;
  /** Takes what the script itself writes. */
  readonly output: OutputTaker;
}

/** A realm for shells that run one after another. */
export interface ShellRealm {
  readonly interpreter: Interpreter;
  readonly promises: SyncPromises;
  /** The kernel of whoever runs it now. Throws when nobody does. */
  readonly kernel: Kernel;
  /** Does `work` for `run`, on its fuel. Throws the `GuestStop` of a shell that was stopped. */
  during<Value>(run: ShellRun, work: () => Value): Value;
  /** Charges what the interpreter has used so far, so that the account is right in the middle of a run. */
  settle(): void;
  /** Does `work` of ours in the middle of a run: the kernel's account has the whole balance meanwhile. */
  outside<Value>(work: () => Value): Value;
  /** Lets the interpreter do `work` in the middle of work of ours, and waits for what comes of it. */
  inside<Value>(work: () => SyncPromise<Value> | Value): Value;
}

/**
 * Fuel for one operation of the interpreter's own code. Part of the cost model: another number
 * changes the fuel of every script.
 */
export const operationFuel = 9;

/** Operations between two looks at the deadline, and two charges. */
const sliceOperations = 250_000;

/**
 * How deep the interpreter's asynchronous functions may call each other. A call of a shell function
 * takes 16 or more; a page's worker, whose native stack is the smallest, has room for about 1,600.
 */
const maxDepth = 1_100;

/** Opens a realm. */
export function openShellRealm(): ShellRealm {
  let run: ShellRun | undefined;
  let granted = 0;
  let stopped: GuestStop | undefined;

  const current = (): ShellRun => {
    if (run === undefined) throw new Error("Cannot use a shell: it is not running");
    return run;
  };
  /** Remembers what ends the shell: its own code may catch it, but comes no further than its next step. */
  const stop = (reason: GuestStop): GuestStop => {
    stopped ??= reason;
    interpreter.fuel = 0;
    return stopped;
  };
  const isFatal = (error: unknown): boolean => {
    if (error instanceof GuestStop) stop(error);
    else if (isOverflow(error)) stop(stackOverflow());
    return stopped !== undefined;
  };
  const settle = (balance: number): void => {
    const spent = granted - balance;
    granted = 0;
    const { fuel } = current().kernel;
    fuel.charge(spent * operationFuel);
  };
  const grant = (): number => {
    const left = Number(current().kernel.fuel.remaining) / operationFuel;
    granted = Math.min(sliceOperations, Math.floor(left));
    return granted;
  };
  const timers = createVirtualTimers((ms) =>
    outside(() => current().kernel.clock.sleepNs(BigInt(Math.round(ms * 1e6)))),
  );
  const promises = createSyncPromises({ isFatal, passTime: () => timers.passTime() });
  const globals = createShadowedGlobals({
    promises,
    timers,
    nowMs: () => (run === undefined ? 0 : Number(run.kernel.clock.realtimeNs() / 1_000_000n)),
    fillRandom: (target) => run?.kernel.entropy(target),
  });
  const interpreter: Interpreter = interpreterMaker()({
    globals,
    promises: {
      resolve: promises.resolve,
      reject: promises.reject,
      wait: promises.wait,
    },
    refill(balance) {
      if (stopped !== undefined) throw stopped;
      if (run === undefined) return Number.POSITIVE_INFINITY;
      try {
        settle(balance);
      } catch (error) {
        throw error instanceof GuestStop ? stop(error) : error;
      }
      const reason = current().kernel.poll();
      if (reason !== undefined) throw stop(reason);
      return grant();
    },
    maxDepth,
    tooDeep() {
      throw stop(stackOverflow());
    },
    decode: decodeBytes,
    toCharacters: toLatin1,
    keepState: (state) => run?.keepState?.(state),
    leave: () => run?.leave?.(),
    enterScript: () => run?.enterScript?.() ?? (() => undefined),
    explain(error) {
      if (isFatal(error)) throw stopped;
      return errorText(error);
    },
    explainSyntax: syntaxErrorText,
    runFile: (...args) => outside(() => current().runFile(...args)),
  });

  function settleNow(): void {
    if (run === undefined || stopped !== undefined) return;
    try {
      settle(interpreter.fuel);
    } catch (error) {
      throw error instanceof GuestStop ? stop(error) : error;
    }
    interpreter.fuel = grant();
  }

  function outside<Value>(work: () => Value): Value {
    if (run === undefined) return work();
    if (stopped !== undefined) throw stopped;
    try {
      settle(interpreter.fuel);
      const result = work();
      const reason = current().kernel.poll();
      if (reason !== undefined) throw reason;
      return result;
    } catch (error) {
      throw isFatal(error) ? stopped : error;
    } finally {
      if (stopped === undefined) interpreter.fuel = grant();
    }
  }

  function inside<Value>(work: () => SyncPromise<Value> | Value): Value {
    if (stopped !== undefined) throw stopped;
    interpreter.fuel = grant();
    try {
      return promises.wait(work()) as Value;
    } finally {
      if (stopped === undefined) settle(interpreter.fuel);
      interpreter.fuel = 0;
    }
  }

  function during<Value>(starting: ShellRun, work: () => Value): Value {
    run = starting;
    stopped = undefined;
    interpreter.depth = 0;
    interpreter.sink = starting.output;
    interpreter.fuel = grant();
    let result: Value;
    try {
      result = work();
      if (stopped === undefined) settle(interpreter.fuel);
    } catch (error) {
      throw isFatal(error) ? stopped : error;
    } finally {
      run = undefined;
      interpreter.sink = undefined;
      interpreter.fuel = Number.POSITIVE_INFINITY;
      promises.queue.clear();
      timers.reset();
    }
    if (stopped !== undefined) throw stopped;
    return result;
  }

  return {
    interpreter,
    promises,
    get kernel() {
      return current().kernel;
    },
    during,
    settle: settleNow,
    outside,
    inside,
  };
}

function isOverflow(error: unknown): boolean {
  try {
    return isNativeStackOverflow(error);
  } catch {
    // So little is left of the stack that not even this can be asked.
    return true;
  }
}

function stackOverflow(): GuestStop {
  return new GuestStop("stack-overflow", outcomeExitCodes["stack-overflow"]);
}
