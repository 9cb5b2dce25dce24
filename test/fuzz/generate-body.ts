/** Makes the body of one function, statement by statement. */
import type { Random } from "./random.ts";
import {
  importedFunctions,
  type Operator,
  type Recipe,
  type Signature,
  stepsGlobal,
  traceIndex,
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
}

/** A label: what a jump to it must bring. */
interface Label {
  readonly isLoop: boolean;
  readonly brings: readonly ValueType[];
}

const { i32, i64, f64 } = types;

const binary: Readonly<Record<ValueType, readonly string[]>> = {
  [i32]: [
    ..."i32.add i32.sub i32.mul i32.and i32.or i32.xor i32.shl i32.shr_s i32.rotl".split(" "),
    ..."i32.eq i32.lt_s i32.gt_u i32.div_s i32.rem_u".split(" "),
  ],
  [i64]: "i64.add i64.sub i64.mul i64.and i64.xor i64.shr_u i64.rotr i64.div_u".split(" "),
  [f64]: "f64.add f64.sub f64.mul f64.div f64.min f64.max".split(" "),
};

const unary: Readonly<Record<ValueType, readonly (readonly [from: ValueType, name: string])[]>> = {
  [i32]: [
    [i32, "i32.eqz"],
    [i32, "i32.extend8_s"],
    [i32, "i32.popcnt"],
    [i64, "i32.wrap_i64"],
    [i64, "i64.eqz"],
    [f64, "i32.trunc_sat_f64_s"],
    [f64, "i32.trunc_f64_s"],
  ],
  [i64]: [
    [i32, "i64.extend_i32_s"],
    [i64, "i64.clz"],
    [f64, "i64.trunc_sat_f64_u"],
  ],
  [f64]: [
    [i32, "f64.convert_i32_s"],
    [f64, "f64.sqrt"],
    [f64, "f64.neg"],
  ],
};

const loads: Readonly<Record<ValueType, readonly string[]>> = {
  [i32]: ["i32.load", "i32.load8_u", "i32.load16_s"],
  [i64]: ["i64.load", "i64.load32_u"],
  [f64]: ["f64.load"],
};

const stores: readonly (readonly [ValueType, string])[] = [
  [i32, "i32.store"],
  [i32, "i32.store8"],
  [i64, "i64.store"],
  [i64, "i64.store16"],
];

/** Operators that a body may have before it is brought to an end. */
const maxOperators = 1500;

export class BodyGenerator {
  readonly #shape: ModuleShape;
  readonly #random: Random;
  readonly #type: Signature;
  readonly #locals: readonly ValueType[];
  readonly #body: Operator[] = [];
  readonly #labels: Label[] = [];

  constructor(shape: ModuleShape, type: number, locals: readonly ValueType[]) {
    this.#shape = shape;
    this.#random = shape.random;
    this.#type = this.#signature(type);
    this.#locals = [...this.#type.parameters, ...locals];
  }

  /** The operators, without the last `end`. */
  generate(): readonly Operator[] {
    this.#labels.push({ isLoop: false, brings: this.#type.results });
    this.#giveUpWithoutSteps();
    for (let rest = 1 + this.#random.below(5); rest > 0; rest--) this.#statement(3);
    this.#values(this.#type.results, 3);
    return this.#body;
  }

  #signature(type: number): Signature {
    return this.#shape.signatures[type] ?? { parameters: [], results: [] };
  }

  #plain(name: string, ...immediates: number[]): void {
    this.#body.push({ kind: "plain", name, immediates });
  }

  #saving(name: string, ...immediates: number[]): void {
    this.#body.push({ kind: "plain", name, immediates, saves: true });
  }

  #constant(type: ValueType, value: number): void {
    if (type === i32) this.#plain("i32.const", value);
    else if (type === i64) this.#plain("i64.const", value);
    else this.#plain("f64.const", value);
  }

  /** Takes a step, and returns when there are none. */
  #giveUpWithoutSteps(): void {
    this.#plain("global.get", stepsGlobal);
    this.#plain("i32.const", 1);
    this.#plain("i32.sub");
    this.#plain("global.set", stepsGlobal);
    this.#plain("global.get", stepsGlobal);
    this.#plain("i32.const", 0);
    this.#plain("i32.lt_s");
    this.#open("if", [], []);
    for (const type of this.#type.results) this.#constant(type, 0);
    this.#saving("return");
    this.#close();
  }

  #open(name: string, parameters: readonly ValueType[], results: readonly ValueType[]): void {
    const { signatures } = this.#shape;
    const same = (a: readonly ValueType[], b: readonly ValueType[]): boolean =>
      a.length === b.length && a.every((one, i) => one === b[i]);
    let type = signatures.findIndex(
      (one) => same(one.parameters, parameters) && same(one.results, results),
    );
    if (type < 0) type = signatures.push({ parameters, results }) - 1;
    this.#body.push({ kind: "open", name, type });
    const isLoop = name === "loop";
    this.#labels.push({ isLoop, brings: isLoop ? parameters : results });
  }

  #close(): void {
    this.#plain("end");
    this.#labels.pop();
  }

  #values(list: readonly ValueType[], depth: number): void {
    for (const type of list) this.#value(type, depth);
  }

  /** Code that leaves one value. */
  #value(type: ValueType, depth: number): void {
    const random = this.#random;
    if (depth <= 0 || this.#body.length > maxOperators) {
      this.#leaf(type);
      return;
    }
    const inner = depth - 1;
    switch (random.below(13)) {
      case 0:
      case 1:
        this.#values([type, type], inner);
        this.#plain(random.pick(binary[type]));
        return;
      case 2: {
        const [from, name] = random.pick(unary[type]);
        this.#value(from, inner);
        this.#plain(name);
        return;
      }
      case 3:
        this.#address(inner);
        this.#access(random.pick(loads[type]));
        return;
      case 4:
        this.#values([type, type, i32], inner);
        this.#plain("select");
        return;
      case 5:
        this.#open("block", [], [type]);
        this.#statements(inner);
        this.#value(type, inner);
        if (random.chance(0.4)) {
          this.#value(i32, inner);
          this.#plain("br_if", 0);
        }
        this.#close();
        return;
      case 6:
        this.#value(i32, inner);
        this.#open("if", [], [type]);
        this.#value(type, inner);
        this.#plain("else");
        this.#statements(inner);
        if (random.chance(0.2)) this.#jump(inner);
        else this.#value(type, inner);
        this.#close();
        return;
      case 7:
        this.#value(i32, inner);
        this.#open("loop", [i32], [type]);
        this.#plain("drop");
        this.#statements(inner);
        this.#value(type, inner);
        this.#close();
        return;
      case 8:
      case 9:
        this.#callFor(type, inner);
        return;
      case 10:
        if (type !== i32) break;
        this.#hostOrGrow(inner);
        return;
      case 11:
        if (type !== i32) break;
        this.#value(i32, inner);
        this.#plain("i32x4.splat");
        this.#value(i32, inner);
        this.#plain("i32x4.splat");
        this.#plain("i32x4.add");
        this.#plain("i32x4.extract_lane", random.below(4));
        return;
    }
    this.#leaf(type);
  }

  #leaf(type: ValueType): void {
    const random = this.#random;
    const locals = this.#indicesOf(this.#locals, type);
    const globals = this.#indicesOf(
      this.#shape.globals.map((one) => one.type),
      type,
    );
    if (locals.length > 0 && random.chance(0.5)) this.#plain("local.get", random.pick(locals));
    else if (globals.length > 0 && random.chance(0.2)) {
      this.#plain("global.get", random.pick(globals));
    } else this.#constant(type, random.integer());
  }

  #indicesOf(list: readonly ValueType[], type: ValueType): readonly number[] {
    return list.flatMap((one, i) => (one === type ? [i] : []));
  }

  /** An address, mostly one that exists. */
  #address(depth: number): void {
    this.#value(i32, depth);
    if (this.#random.chance(0.03)) return;
    this.#plain("i32.const", 0x7ff);
    this.#plain("i32.and");
  }

  /** A load or store, now and then with an offset beyond what the memory can ever be. */
  #access(name: string): void {
    if (this.#random.chance(0.02)) this.#saving(name, 0, 4 * 65_536);
    else this.#plain(name, 0, this.#random.below(200));
  }

  #callFor(type: ValueType, depth: number): void {
    const callable = this.#shape.functionTypes.flatMap((one, i) =>
      this.#signature(one).results.includes(type) ? [i] : [],
    );
    if (callable.length === 0) {
      this.#leaf(type);
      return;
    }
    const callee = this.#random.pick(callable);
    this.#call(callee, depth);
    const { results } = this.#signature(this.#shape.functionTypes[callee] ?? 0);
    // What stands above the first of that type goes; what stands below it is dropped from a block.
    const kept = results.indexOf(type);
    for (let i = results.length - 1; i > kept; i--) this.#plain("drop");
    if (kept === 0) return;
    this.#open("block", results.slice(0, kept + 1), [type]);
    const local = this.#indicesOf(this.#locals, type)[0];
    if (local === undefined) {
      for (let i = 0; i <= kept; i++) this.#plain("drop");
      this.#constant(type, 1);
    } else {
      this.#plain("local.set", local);
      for (let i = 0; i < kept; i++) this.#plain("drop");
      this.#plain("local.get", local);
    }
    this.#close();
  }

  /** A call with its arguments, direct or through the table. */
  #call(callee: number, depth: number): void {
    const type = this.#shape.functionTypes[callee] ?? 0;
    this.#values(this.#signature(type).parameters, depth);
    if (this.#random.chance(0.6)) {
      this.#saving("call", importedFunctions.length + callee);
      return;
    }
    if (this.#random.chance(0.9)) this.#plain("i32.const", callee);
    else this.#value(i32, 1);
    this.#saving("call_indirect", type, 0);
  }

  #hostOrGrow(depth: number): void {
    const random = this.#random;
    switch (random.below(4)) {
      case 0:
        this.#plain("memory.size", 0);
        return;
      case 1: {
        const length = this.#length(2, depth);
        this.#body.push({ kind: "grow", name: "memory.grow", immediates: [0], length });
        return;
      }
      case 2: {
        this.#plain("ref.null", 0x70);
        const length = this.#length(4, depth);
        this.#body.push({ kind: "grow", name: "table.grow", immediates: [0], length });
        return;
      }
      default:
        this.#value(i32, depth);
        this.#saving("call", traceIndex);
    }
  }

  /** A length up to `most`, or an odd constant. Answers with it when it is a constant. */
  #length(most: number, depth: number): number | undefined {
    const random = this.#random;
    if (random.chance(0.5)) {
      const length = random.chance(0.8) ? random.below(most) : random.pick([127, 128, 129, 300]);
      this.#plain("i32.const", length);
      return length;
    }
    this.#value(i32, depth);
    this.#plain("i32.const", most - 1);
    this.#plain("i32.and");
    return undefined;
  }

  #statements(depth: number): void {
    for (let rest = this.#random.below(3); rest > 0; rest--) this.#statement(depth);
  }

  /** Code that leaves the stack as it was. */
  #statement(depth: number): void {
    const random = this.#random;
    if (depth <= 0 || this.#body.length > maxOperators) {
      this.#plain("nop");
      return;
    }
    const inner = depth - 1;
    switch (random.below(15)) {
      case 0:
      case 1: {
        const local = random.below(Math.max(1, this.#locals.length));
        const type = this.#locals[local];
        if (type === undefined) return;
        this.#value(type, inner);
        this.#plain("local.set", local);
        return;
      }
      case 2: {
        const global = 1 + random.below(this.#shape.globals.length - 1);
        this.#value(this.#shape.globals[global]?.type ?? i32, inner);
        this.#plain("global.set", global);
        return;
      }
      case 3: {
        const [type, name] = random.pick(stores);
        this.#address(inner);
        this.#value(type, inner);
        this.#access(name);
        return;
      }
      case 4:
        this.#open("block", [], []);
        this.#statements(inner);
        this.#statement(inner);
        this.#close();
        return;
      case 5:
        this.#value(i32, inner);
        this.#open("if", [], []);
        this.#statement(inner);
        if (random.chance(0.5)) {
          this.#plain("else");
          this.#statements(inner);
        }
        this.#close();
        return;
      case 6:
      case 7:
        this.#open("loop", [], []);
        this.#statement(inner);
        this.#giveUpWithoutSteps();
        this.#value(i32, inner);
        this.#plain("br_if", 0);
        this.#close();
        return;
      case 8:
        this.#callAndDrop(inner);
        return;
      case 9:
        this.#jumpIf(inner);
        return;
      case 10:
        this.#jumpSomewhere(inner);
        return;
      case 11:
        this.#bulk(inner);
        return;
      case 12:
        this.#tryStatement(inner);
        return;
      case 13:
        this.#value(random.pick(Object.values(types)), inner);
        this.#plain("drop");
        return;
      default:
        this.#plain("nop");
    }
  }

  #callAndDrop(depth: number): void {
    const callee = this.#random.below(this.#shape.functionTypes.length);
    this.#call(callee, depth);
    const { results } = this.#signature(this.#shape.functionTypes[callee] ?? 0);
    for (const _ of results) this.#plain("drop");
  }

  #jumpIf(depth: number): void {
    const target = this.#random.below(this.#labels.length);
    const label = this.#labels[this.#labels.length - 1 - target];
    if (label === undefined) return;
    if (label.isLoop) this.#giveUpWithoutSteps();
    this.#values(label.brings, depth);
    this.#value(i32, depth);
    this.#plain("br_if", target);
    for (const _ of label.brings) this.#plain("drop");
  }

  /** A jump for sure, in a block of its own, with dead code behind it. */
  #jumpSomewhere(depth: number): void {
    this.#value(i32, depth);
    this.#open("if", [], []);
    this.#statements(depth);
    this.#jump(depth);
    if (this.#random.chance(0.3)) this.#statement(depth);
    this.#close();
  }

  /** A jump, a return, a tail call, a throw or a trap. */
  #jump(depth: number): void {
    const random = this.#random;
    const callable = this.#tailCallable();
    switch (random.below(8)) {
      case 0:
        this.#values(this.#type.results, depth);
        this.#saving("return");
        return;
      case 1:
        if (random.chance(0.2)) this.#saving("unreachable");
        else this.#throw(depth);
        return;
      case 2:
      case 3: {
        if (callable.length === 0) break;
        const callee = random.pick(callable);
        const type = this.#shape.functionTypes[callee] ?? 0;
        this.#values(this.#signature(type).parameters, depth);
        if (random.chance(0.7)) {
          this.#saving("return_call", importedFunctions.length + callee);
          return;
        }
        this.#plain("i32.const", callee);
        this.#saving("return_call_indirect", type, 0);
        return;
      }
      case 4:
        this.#jumpByTable(depth);
        return;
    }
    const target = random.below(this.#labels.length);
    const label = this.#labels[this.#labels.length - 1 - target];
    if (label?.isLoop === true) this.#giveUpWithoutSteps();
    this.#values(label?.brings ?? [], depth);
    this.#plain("br", target);
  }

  #throw(depth: number): void {
    this.#value(i32, depth);
    this.#saving("throw", 0);
  }

  #tailCallable(): readonly number[] {
    const wanted = this.#type.results.join();
    return this.#shape.functionTypes.flatMap((type, i) =>
      this.#signature(type).results.join() === wanted ? [i] : [],
    );
  }

  #jumpByTable(depth: number): void {
    const random = this.#random;
    const last = this.#labels.length - 1;
    const chosen = this.#labels[last - random.below(last + 1)];
    const brings = chosen?.brings ?? [];
    const alike = this.#labels.flatMap((label, i) =>
      label.brings.join() === brings.join() ? [last - i] : [],
    );
    this.#giveUpWithoutSteps();
    this.#values(brings, depth);
    this.#value(i32, depth);
    const targets = Array.from({ length: 1 + random.below(4) }, () => random.pick(alike));
    this.#plain("br_table", targets.length - 1, ...targets);
  }

  #bulk(depth: number): void {
    const random = this.#random;
    const add = (name: string, most: number, ...immediates: number[]): void => {
      const length = this.#length(most, depth);
      this.#body.push({ kind: "bulk", name, immediates, length });
    };
    switch (random.below(6)) {
      case 0:
        this.#address(depth);
        this.#value(i32, depth);
        add("memory.fill", 512, 0);
        return;
      case 1:
        this.#address(depth);
        this.#address(depth);
        add("memory.copy", 512, 0, 0);
        return;
      case 2:
        this.#address(depth);
        this.#plain("i32.const", random.below(8));
        add("memory.init", 8, 0, 0);
        return;
      case 3:
        this.#plain("i32.const", 8);
        this.#plain("ref.null", 0x70);
        add("table.fill", 4, 0);
        return;
      case 4:
        this.#plain("i32.const", 6);
        this.#plain("i32.const", random.below(4));
        add("table.copy", 4, 0, 0);
        return;
      default:
        this.#plain("i32.const", random.below(8));
        this.#plain("i32.const", 0);
        add("table.init", 3, 0, 0);
    }
  }

  #tryStatement(depth: number): void {
    const random = this.#random;
    this.#open("try", [], []);
    this.#statement(depth);
    if (random.chance(0.3)) this.#throw(depth);
    else this.#statements(depth);
    if (random.chance(0.6)) {
      this.#plain("catch", 0);
      this.#plain("drop");
      this.#statements(depth);
      if (random.chance(0.3)) this.#saving("rethrow", 0);
    }
    if (random.chance(0.6)) {
      this.#plain("catch_all");
      this.#statements(depth);
    }
    this.#close();
  }
}
