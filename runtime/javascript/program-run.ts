/** A program in its machine: its first turn, its loop, what it says of errors, its exit code. */

import { endAs } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import type { Course } from "./course.ts";
import { type Loop, settle, turnLoop, type Uncaught } from "./event-loop.ts";
import { GuestThrow } from "./guest-throw.ts";
import { interruptedEnd } from "./interrupted.ts";
import { type JavaScriptProgram, kindOfPath } from "./javascript-program.ts";
import type { Machine } from "./machine.ts";
import { type ModuleLoader, promiseStates } from "./module-loader.ts";
import type { Box } from "./quickjs-exports.ts";
import { evalFlags } from "./quickjs-vm.ts";
import type { Rejections } from "./rejections.ts";
import type { Snapshot } from "./snapshot.ts";
import { mayImport, replaceImport } from "./step-imports.ts";

/** What Node answers when a module waits for something that never comes. */
const unsettledExitCode = 13;
const failedExitCode = 1;
/** A step is a script that may wait. */
const stepFlags = evalFlags.script | evalFlags.async;
/** More static imports of one step are not looked for. */
const maxImports = 64;

/** What a program runs with. */
export interface ProgramSetting {
  readonly machine: Machine;
  readonly snapshot: Pick<Snapshot, "handles">;
  readonly program: JavaScriptProgram;
  readonly kernel: Kernel;
  readonly loader: ModuleLoader;
  readonly rejections: Rejections;
}

/** What a step of a session has come to. */
export interface StepEnd {
  readonly end: GuestEnd;
  /** Whether the machine can go on with another step. */
  readonly isAtRest: boolean;
  /** JSON; undefined when the last expression came to no data. */
  readonly value: string | undefined;
}

/** One run of one program. */
export class ProgramRun {
  readonly #machine: Machine;
  readonly #snapshot: Pick<Snapshot, "handles">;
  readonly #program: JavaScriptProgram;
  readonly #kernel: Kernel;
  readonly #loader: ModuleLoader;
  readonly #loop: Loop;
  /** Of a module: what its evaluation settles. */
  #promise: Box | undefined;

  constructor({ machine, snapshot, program, kernel, loader, rejections }: ProgramSetting) {
    this.#machine = machine;
    this.#snapshot = snapshot;
    this.#program = program;
    this.#kernel = kernel;
    this.#loader = loader;
    const { handles } = snapshot;
    const { clock, tools } = kernel;
    this.#loop = { vm: machine.vm, handles, rejections, clock, tools };
  }

  /** Runs the program's first turn. */
  start(): Uncaught | undefined {
    const { path, kind } = this.#program;
    try {
      this.#begin();
      const main = this.#loader.compileMain(kind ?? kindOfPath(path));
      if (main.kind === "commonjs") {
        this.#tell(this.#snapshot.handles.runMain, path, main.box);
        return undefined;
      }
      this.#evaluate(main.box);
      // A module runs inside a promise job: others come before ticks, once.
      return settle(this.#loop);
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      return { value: error.value, origin: "uncaughtException" };
    }
  }

  /** Runs the first turn of a step of a session, as a script that may wait. */
  startStep(isFirst: boolean): Uncaught | undefined {
    const { path } = this.#program;
    try {
      if (isFirst) this.#begin({ isSession: true });
      const { vm } = this.#machine;
      const source = new TextEncoder().encode(this.#withoutImports());
      this.#promise = vm.evaluate(source, path, stepFlags);
      this.#loop.rejections.setMain(this.#promise);
      return settle(this.#loop);
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      return { value: error.value, origin: "uncaughtException" };
    }
  }

  /** The source of a step, in which no import is static: they are where the engine refuses them. */
  #withoutImports(): string {
    const { source, path } = this.#program;
    const { vm } = this.#machine;
    let text = source;
    for (let left = mayImport(source) ? maxImports : 0; left > 0; left -= 1) {
      try {
        const flags = stepFlags | evalFlags.compileOnly;
        vm.freeValue(vm.evaluate(new TextEncoder().encode(text), path, flags));
        return text;
      } catch (error) {
        if (!(error instanceof GuestThrow)) throw error;
        const place = this.#placeOf(error.value);
        const next = place && replaceImport(text, place.line, place.column);
        if (next === undefined) return text;
        text = next;
      }
    }
    return text;
  }

  /** Where an error of the guest arose; consumes it. */
  #placeOf(error: Box): { readonly line: number; readonly column: number } | undefined {
    const { vm } = this.#machine;
    const answer = vm.callWith(this.#snapshot.handles.placeOf, [error]);
    const place = vm.isString(answer) ? vm.toText(answer) : "null";
    vm.freeValue(answer);
    return (
      (JSON.parse(place) as { readonly line: number; readonly column: number } | null) ?? undefined
    );
  }

  /** Turns the loop to its end and says what the step has come to. The machine is at rest afterwards. */
  *finishStep(first: Uncaught | undefined): Course<StepEnd> {
    const memoryPeakBytes = (): number => this.#machine.vm.bytes.length;
    let exitCode = 0;
    for (let uncaught = first ?? (yield* this.#turn()); ; uncaught = yield* this.#turn()) {
      if (uncaught === undefined) break;
      const kind = this.#report(uncaught);
      if (kind === "handled") continue;
      exitCode = failedExitCode;
      const end = interruptedEnd(this.#kernel, memoryPeakBytes());
      if (end !== undefined) return { end, isAtRest: true, value: undefined };
      if (kind === "error") break;
      const stopped = endAs(kind, memoryPeakBytes(), this.#kernel.uncaught);
      return { end: stopped, isAtRest: false, value: undefined };
    }
    if (exitCode === 0 && this.#isUnsettled()) {
      this.#warn(`Warning: Detected unsettled top-level await at ${this.#program.path}\n`);
      exitCode = unsettledExitCode;
    }
    const value = exitCode === 0 ? this.#value() : undefined;
    const { uncaught } = this.#kernel;
    const error = exitCode === 0 || uncaught === undefined ? {} : { error: uncaught };
    return {
      end: { outcome: "exited", exitCode, memoryPeakBytes: memoryPeakBytes(), ...error },
      isAtRest: true,
      value,
    };
  }

  /** Turns the loop to its end and lets the program say its exit code. */
  *finish(first: Uncaught | undefined): Course<GuestEnd> {
    const memoryPeakBytes = (): number => this.#machine.vm.bytes.length;
    for (let uncaught = first ?? (yield* this.#turn()); ; uncaught = yield* this.#turn()) {
      if (uncaught === undefined) break;
      const kind = this.#report(uncaught);
      if (kind === "handled") continue;
      if (kind === "error") return this.#exit(failedExitCode);
      return endAs(kind, memoryPeakBytes(), this.#kernel.uncaught);
    }
    if (this.#isUnsettled()) {
      this.#warn(`Warning: Detected unsettled top-level await at ${this.#program.path}\n`);
      return this.#exit(unsettledExitCode);
    }
    return this.#exit(undefined);
  }

  /** Turns the loop, and lets messages in where answers of the host come by them. */
  *#turn(): Course<Uncaught | undefined> {
    for (;;) {
      const state = turnLoop(this.#loop);
      if (state !== "waiting" && state !== "sleeping") return state;
      yield state;
    }
  }

  /** Tells the machine what it runs for. */
  #begin({ isSession } = { isSession: false }): void {
    const { args, env, clock } = this.#kernel;
    const { path, argv = ["/usr/bin/node", path, ...args.slice(1)] } = this.#program;
    const tools = this.#kernel.tools?.tools.map(({ name }) => name);
    const startTimeMs = Number(clock.realtimeNs()) / 1e6;
    this.#tell(
      this.#snapshot.handles.start,
      JSON.stringify({ argv, env, startTimeMs, tools, isSession }),
    );
  }

  /** What the script's last expression came to. */
  #value(): string | undefined {
    if (this.#promise === undefined) return undefined;
    const { vm } = this.#machine;
    try {
      const result = vm.exports.qjs_promise_result(this.#promise);
      const text = vm.callWith(this.#snapshot.handles.stepValue, [result]);
      const value = vm.isString(text) ? vm.toText(text) : undefined;
      vm.freeValue(text);
      return value;
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      return undefined;
    }
  }

  #evaluate(compiled: Box): void {
    const { vm } = this.#machine;
    const bits = vm.view.getBigUint64(compiled, true);
    vm.free(compiled);
    this.#promise = vm.newFromBits(vm.exports.JS_EvalFunction(vm.context, bits));
    this.#loop.rejections.setMain(this.#promise);
  }

  #isUnsettled(): boolean {
    if (this.#promise === undefined) return false;
    const { exports } = this.#machine.vm;
    return exports.qjs_promise_state(this.#promise) === promiseStates.pending;
  }

  /** Shows an uncaught error, unless the program takes it, and says what it means for the run. */
  #report({ value, origin }: Uncaught): "handled" | "error" | "out-of-memory" | "stack-overflow" {
    const { vm } = this.#machine;
    // Out of memory, QuickJS may have had none left for an error and throw null.
    if (vm.exports.qjs_is_null(value) !== 0 && this.#isFull()) return "out-of-memory";
    try {
      const values = [value, vm.newText(origin)];
      const answer = vm.callWith(this.#snapshot.handles.report, values);
      const kind = vm.toText(answer);
      vm.freeValue(answer);
      if (kind === "handled" || kind === "out-of-memory" || kind === "stack-overflow") return kind;
      return "error";
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      return this.#isFull() ? "out-of-memory" : "error";
    }
  }

  #isFull(): boolean {
    return this.#machine.vm.bytes.length > this.#kernel.maxMemoryBytes * 0.9;
  }

  #exit(code: number | undefined): GuestEnd {
    const { vm } = this.#machine;
    const box = code === undefined ? vm.newUndefined() : vm.newNumber(code);
    let exitCode = code ?? 0;
    try {
      const answer = vm.callWith(this.#snapshot.handles.finish, [box]);
      exitCode = vm.toNumber(answer);
      vm.freeValue(answer);
    } catch (error) {
      if (!(error instanceof GuestThrow)) throw error;
      this.#report({ value: error.value, origin: "uncaughtException" });
      exitCode = failedExitCode;
    }
    const { uncaught } = this.#kernel;
    const error = exitCode === 0 || uncaught === undefined ? {} : { error: uncaught };
    return { outcome: "exited", exitCode, memoryPeakBytes: vm.bytes.length, ...error };
  }

  #warn(text: string): void {
    const descriptor = this.#kernel.fds.get(2);
    if (descriptor?.kind !== "stream") return;
    descriptor.stream.write?.(new TextEncoder().encode(text));
  }

  /** Calls a function with a text and perhaps a value, which is consumed. */
  #tell(callee: Box, text: string, value?: Box): void {
    const { vm } = this.#machine;
    const values = [vm.newText(text), ...(value === undefined ? [] : [value])];
    vm.freeValue(vm.callWith(callee, values));
  }
}
