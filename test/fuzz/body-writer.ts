/** Writes the operators of one body, and knows what stands around the next one. */
import type { Features } from "./features.ts";
import type { Random } from "./random.ts";
import {
  anyReference,
  exceptionReference,
  type Operator,
  type Recipe,
  type Signature,
  stepsGlobal,
  types,
  type ValueType,
} from "./recipe.ts";

/** What a body may refer to. */
export interface ModuleShape {
  readonly random: Random;
  /** Grows when blocks need types. */
  readonly signatures: Signature[];
  readonly functionTypes: readonly number[];
  readonly globals: Recipe["globals"];
  readonly features: Features;
}

/** A body in the making: its operators, open labels and locals. */
export class BodyWriter {
  readonly shape: ModuleShape;
  /** The type of the function. */
  readonly type: Signature;
  /** Parameters first. */
  readonly locals: readonly ValueType[];
  readonly #operators: Operator[] = [];
  readonly #labels: Label[] = [];

  constructor(shape: ModuleShape, type: number, locals: readonly ValueType[]) {
    this.shape = shape;
    this.type = this.signature(type);
    this.locals = [...this.type.parameters, ...locals];
    this.#labels.push({ isLoop: false, brings: this.type.results });
  }

  /** The operators so far; of a whole body without the last `end`. */
  get operators(): readonly Operator[] {
    return this.#operators;
  }

  /** Whether the body should be brought to an end. */
  get isFull(): boolean {
    return this.#operators.length > maxOperators;
  }

  /** The open labels, the function's own first. */
  get labels(): readonly Label[] {
    return this.#labels;
  }

  /** The label that a jump to `target` means, counted from the innermost. */
  label(target: number): Label | undefined {
    return this.#labels[this.#labels.length - 1 - target];
  }

  signature(type: number): Signature {
    return this.shape.signatures[type] ?? { parameters: [], results: [] };
  }

  /** The index of the type of a function of the module, imports not counted. */
  typeOf(callee: number): number {
    return this.shape.functionTypes[callee] ?? 0;
  }

  localsOf(type: ValueType): readonly number[] {
    return this.locals.flatMap((one, i) => (one === type ? [i] : []));
  }

  globalsOf(type: ValueType): readonly number[] {
    return this.shape.globals.flatMap((one, i) => (one.type === type ? [i] : []));
  }

  plain(name: string, ...immediates: number[]): void {
    this.#operators.push({ kind: "plain", name, immediates });
  }

  /** An operator before which fuel is written back. */
  saving(name: string, ...immediates: number[]): void {
    this.#operators.push({ kind: "plain", name, immediates, saves: true });
  }

  /** An operator charged by the length on top of the stack. */
  sized(
    kind: "bulk" | "grow",
    name: string,
    length: number | undefined,
    wide: boolean,
    ...immediates: number[]
  ): void {
    this.#operators.push({ kind, name, immediates, length, wide });
  }

  /** A constant index or length, of 64 bits where it is wanted. */
  index(value: number, wide: boolean): void {
    this.constant(wide ? types.i64 : types.i32, value);
  }

  constant(type: ValueType, value: number): void {
    if (type === types.i32) this.plain("i32.const", value);
    else if (type === types.i64) this.plain("i64.const", value);
    else if (type === types.f64) this.plain("f64.const", value);
    else if (type === anyReference) this.plain("ref.null", anyReference);
    else if (type === exceptionReference) this.plain("ref.null", exceptionReference);
  }

  drop(count: number): void {
    for (let rest = count; rest > 0; rest--) this.plain("drop");
  }

  open(name: string, parameters: readonly ValueType[], results: readonly ValueType[]): void {
    this.#operators.push({ kind: "open", name, type: this.#blockType(parameters, results) });
    const isLoop = name === "loop";
    this.#labels.push({ isLoop, brings: isLoop ? parameters : results });
  }

  /** Opens a `try_table` without results. */
  openTry(handlers: readonly { readonly kind: number; readonly label: number }[]): void {
    const type = this.#blockType([], []);
    this.#operators.push({ kind: "try", name: "try_table", type, handlers });
    this.#labels.push({ isLoop: false, brings: [] });
  }

  #blockType(parameters: readonly ValueType[], results: readonly ValueType[]): number {
    const { signatures } = this.shape;
    const same = (a: readonly ValueType[], b: readonly ValueType[]): boolean =>
      a.length === b.length && a.every((one, i) => one === b[i]);
    const known = signatures.findIndex(
      (one) =>
        one.object === undefined && same(one.parameters, parameters) && same(one.results, results),
    );
    return known < 0 ? signatures.push({ parameters, results }) - 1 : known;
  }

  close(): void {
    this.plain("end");
    this.#labels.pop();
  }

  /** Takes a step, and returns when there are none. */
  giveUpWithoutSteps(): void {
    this.plain("global.get", stepsGlobal);
    this.plain("i32.const", 1);
    this.plain("i32.sub");
    this.plain("global.set", stepsGlobal);
    this.plain("global.get", stepsGlobal);
    this.plain("i32.const", 0);
    this.plain("i32.lt_s");
    this.open("if", [], []);
    for (const type of this.type.results) this.constant(type, 0);
    this.saving("return");
    this.close();
  }
}

/** A label: what a jump to it must bring. */
interface Label {
  readonly isLoop: boolean;
  readonly brings: readonly ValueType[];
}

/** Operators that a body may have before it is brought to an end. */
const maxOperators = 1500;
