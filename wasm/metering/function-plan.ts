/**
 * Which functions take fuel in a register, and the wrappers through which everything that does
 * not know their new type reaches them: exports, tables, references, the start function. Private
 * tables, which know it, reach the other functions through wrappers that have it.
 */
import { type Counter, type CounterName, chooseCounters } from "../counters.ts";
import type { ModuleIndex } from "../module-index.ts";
import type { Settings } from "../options.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { PrivateTables } from "./private-tables.ts";
import { fitsRegisters } from "./register-signature.ts";

/** Indices of the functions that metered code calls when it is stopped or asks; for those that there are. */
export interface HelperIndices {
  readonly outOfFuel: number;
  readonly outOfEither: number;
  readonly askHost: number;
  readonly askHostInside: number;
  readonly allocate: number;
  readonly admit: number;
}

/** The ABI of each function, and wrappers as they are asked for. */
export class FunctionPlan {
  /** 1 for every function, by index, that takes and returns fuel in a register. */
  readonly registers: Uint8Array;
  /** Tables of functions that take fuel in a register. */
  readonly tables: PrivateTables;
  /** Whether the emitter must look at references to functions in code. */
  readonly replacesReferences: boolean;
  /** What is counted. */
  readonly counters: readonly Counter[];
  /** Whether the host is asked when fuel runs low. */
  readonly resumes: boolean;
  /** What the instance takes from shared counters before anything else. */
  readonly admission: Admission;
  /** Functions that metered code calls; they stand before the wrappers. */
  readonly helpers: HelperIndices;
  readonly #firstWrapper: number;
  readonly #wrapped: number[] = [];
  /** Wrapper by function; 0 where there is none. */
  readonly #wrappers: Int32Array;
  readonly #referenced = new Set<number>();

  /** `demoted` functions keep their type whatever the settings say. */
  constructor(
    index: ModuleIndex,
    settings: Settings,
    demoted: ReadonlySet<number>,
    tables: PrivateTables = new PrivateTables(index, settings),
  ) {
    const { functions, importedFunctions, types } = index;
    this.tables = tables;
    this.counters = chooseCounters(index, settings);
    const counts = (name: CounterName): boolean => this.counters.some((one) => one.name === name);
    this.resumes = counts("soft");
    this.admission = createAdmission(index, settings);
    let next = functions.length;
    const add = (wanted: boolean): number => (wanted ? next++ : -1);
    this.helpers = {
      outOfFuel: add(true),
      outOfEither: add(counts("stack")),
      askHost: add(this.resumes),
      askHostInside: add(this.resumes && settings.resumesLoops),
      allocate: add(counts("gc")),
      admit: add(this.admission.isNeeded),
    };
    this.#firstWrapper = next;
    this.registers = new Uint8Array(functions.length);
    this.#wrappers = new Int32Array(functions.length);
    if (settings.abi === "register") {
      for (let i = importedFunctions; i < functions.length; i++) {
        const type = types[functions[i] ?? -1];
        if (!demoted.has(i) && fitsRegisters(type)) this.registers[i] = 1;
      }
    }
    this.replacesReferences = settings.abi === "register" || settings.exports !== undefined;
  }

  /** Wrapped functions, in the order of their wrappers. */
  get wrapped(): readonly number[] {
    return this.#wrapped;
  }

  get wrapperCount(): number {
    return this.#wrapped.length;
  }

  /** Functions, original or wrapping, that code takes references of. */
  get referenced(): readonly number[] {
    return [...this.#referenced];
  }

  /** As {@link outer}, for a reference that code takes. */
  reference(functionIndex: number): number {
    const outer = this.outer(functionIndex);
    this.#referenced.add(outer);
    return outer;
  }

  /** The function of the original type that stands for `functionIndex`: itself or its wrapper. */
  outer(functionIndex: number): number {
    return this.registers[functionIndex] === 1 ? this.#wrapper(functionIndex) : functionIndex;
  }

  /** The function with fuel in a register that stands for `functionIndex`: itself or its wrapper. */
  inner(functionIndex: number): number {
    return this.registers[functionIndex] === 1 ? functionIndex : this.#wrapper(functionIndex);
  }

  #wrapper(functionIndex: number): number {
    const known = this.#wrappers[functionIndex] ?? 0;
    if (known !== 0) return known;
    const wrapper = this.#firstWrapper + this.#wrapped.push(functionIndex) - 1;
    this.#wrappers[functionIndex] = wrapper;
    return wrapper;
  }
}
