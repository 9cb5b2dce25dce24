/** Divides the fuel of a run among what it is used for, while the run goes on. */
import type { FuelAccount } from "../fuel-account.ts";
import { CallTable } from "./call-table.ts";
import type { Profile, SpanKind } from "./profile.ts";

/** Divides fuel further, by places in the program. */
export interface ProfileSampler {
  /** Takes the fuel used since the last call: by the guest's own instructions, or by work of the host for it. */
  take(fuel: number, isGuest: boolean): void;
  /** Fuel of the guest's instructions that belongs to these phases; the rest is the program's. */
  phases(): { readonly start: number; readonly imports: number };
  /** The tables that it has filled. */
  tables(): Pick<Profile, "functions" | "lines" | "unplaced" | "samples">;
}

interface Span {
  /** Where its fuel is added. */
  row: { fuel: number };
}

/** How a host call is called whose name is not known. */
const unnamed = "(unknown)";

/**
 * Watches one run. It reads the fuel account and never charges it: a run uses the same fuel with it
 * and without.
 */
export class Profiler {
  readonly #fuel: Pick<FuelAccount, "used">;
  readonly #tables: Readonly<Record<SpanKind, CallTable>> = {
    utility: new CallTable(),
    hostCall: new CallTable(),
    program: new CallTable(),
    command: new CallTable(),
  };
  readonly #spans: Span[] = [];
  /** The host call that has no name yet. */
  #calling: Span | undefined;
  #seen: number;
  readonly #start: number;
  #sampler: ProfileSampler | undefined;

  constructor(fuel: Pick<FuelAccount, "used">) {
    this.#fuel = fuel;
    this.#start = Number(fuel.used);
    this.#seen = this.#start;
  }

  /** Has `sampler` divide what is used from now on. */
  watch(sampler: ProfileSampler): void {
    this.mark();
    this.#sampler = sampler;
  }

  /** Divides what has been used since the last mark. */
  mark(): void {
    const now = Number(this.#fuel.used);
    const used = now - this.#seen;
    this.#seen = now;
    const span = this.#spans.at(-1);
    if (span !== undefined) span.row.fuel += used;
    this.#sampler?.take(used, span === undefined);
  }

  /** Does `work`, whose fuel belongs to `name` but for that of spans within. */
  span<Value>(kind: SpanKind, name: string, work: () => Value): Value {
    this.enter(kind, name);
    try {
      return work();
    } finally {
      this.leave();
    }
  }

  /** Begins a span, which {@link leave} ends. */
  enter(kind: SpanKind, name: string): void {
    this.mark();
    this.#spans.push({ row: this.#tables[kind].call(name) });
  }

  /** Does `work` of a host call that says its name by {@link name}, once it is known. */
  call<Value>(work: () => Value): Value {
    this.mark();
    const span: Span = { row: { fuel: 0 } };
    this.#spans.push(span);
    this.#calling = span;
    try {
      return work();
    } finally {
      if (this.#calling === span) this.name(unnamed);
      this.leave();
    }
  }

  /** Names the host call that has begun last. */
  name(name: string): void {
    if (this.#calling === undefined) return;
    const row = this.#tables.hostCall.call(name);
    row.fuel += this.#calling.row.fuel;
    this.#calling.row = row;
    this.#calling = undefined;
  }

  /** Ends the span that has begun last. */
  leave(): void {
    this.mark();
    this.#spans.pop();
  }

  /** What was found out, once the run is over. */
  finish(): Profile {
    this.mark();
    const { utility, hostCall, program, command } = this.#tables;
    const { start, imports } = this.#sampler?.phases() ?? { start: 0, imports: 0 };
    const fuel = this.#seen - this.#start;
    const spent = {
      start,
      imports,
      commands: command.fuel,
      utilities: utility.fuel,
      hostCalls: hostCall.fuel,
      programs: program.fuel,
    };
    const others = Object.values(spent).reduce((sum, each) => sum + each, 0);
    return {
      fuel,
      phases: { ...spent, program: fuel - others },
      utilities: utility.done(),
      hostCalls: hostCall.done(),
      programs: program.done(),
      commands: command.done(),
      ...this.#sampler?.tables(),
    };
  }
}

/** Does `work` within a span when the run is profiled. */
export function withSpan<Value>(
  profiler: Profiler | undefined,
  kind: SpanKind,
  name: string,
  work: () => Value,
): Value {
  return profiler === undefined ? work() : profiler.span(kind, name, work);
}

/** Has the calls of an imported function be spans when the run is profiled. */
export function profileImport<Args extends readonly unknown[], Value>(
  profiler: Profiler | undefined,
  name: string,
  call: (...args: Args) => Value,
): (...args: Args) => Value {
  if (profiler === undefined) return call;
  return (...args) => profiler.span("hostCall", name, () => call(...args));
}
