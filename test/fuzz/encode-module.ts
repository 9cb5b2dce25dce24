/**
 * Encodes a random module: as it is, or so that it reports its own work to the host operator by
 * operator, which is the slow and simple way of counting that metering is compared with.
 */
import { ByteWriter } from "../../wasm/byte-writer.ts";
import { sectionIds } from "../../wasm/module-index.ts";
import { writeOperatorName } from "./build-module.ts";
import {
  anyReference,
  type FunctionRecipe,
  importedFunctions,
  type Operator,
  type Recipe,
  tableElements,
  tables,
  traceElement,
  traceIndex,
  types,
} from "./recipe.ts";

/** Where the reports go. */
const workIndex = 0;
const checkIndex = 1;
const saveIndex = 2;

const free: ReadonlySet<string> = new Set(
  "nop drop block loop unreachable return else end catch catch_all".split(" "),
);

/** Lengths up to this one are charged without a check when they are constant. */
const maxUnchecked = 128;

/** The bytes of the module. `reports`: with calls that say what is executed. */
export function encodeModule(recipe: Recipe, reports: boolean): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  out.write(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const section = (id: number, write: () => void): void => {
    out.u8(id);
    const start = out.beginSized();
    write();
    out.endSized(start);
  };
  const each = <T>(list: readonly T[], write: (one: T, i: number) => void): void => {
    out.u32(list.length);
    list.forEach(write);
  };
  const { signatures, functions, globals, features } = recipe;
  const first = importedFunctions.length;
  section(sectionIds.type, () =>
    each(signatures, ({ parameters, results, object }) => {
      if (object !== undefined) {
        out.write(Uint8Array.from(object));
        return;
      }
      out.u8(0x60);
      each(parameters, (one) => out.u8(one));
      each(results, (one) => out.u8(one));
    }),
  );
  section(sectionIds.import, () =>
    each(importedFunctions, ({ name, type }) => {
      out.name("env");
      out.name(name);
      out.pair(0, type);
    }),
  );
  section(sectionIds.function, () => each(functions, ({ type }) => out.u32(type)));
  section(sectionIds.table, () =>
    each([30, tableElements], (max) =>
      out.write(Uint8Array.of(0x70, features.table64 ? 5 : 1, tableElements, max)),
    ),
  );
  section(sectionIds.memory, () => {
    out.pair(features.secondMemory ? 2 : 1, features.memory64 ? 5 : 1);
    out.pair(1, 3);
    if (features.secondMemory) out.write(Uint8Array.of(1, 1, 2));
  });
  section(sectionIds.tag, () => out.write(Uint8Array.of(1, 0, 0)));
  section(sectionIds.global, () =>
    each(globals, ({ type, value }) => {
      out.pair(type, 1);
      writeConstant(out, type, value);
      out.u8(0x0b);
    }),
  );
  section(sectionIds.export, () => {
    out.u32(functions.length + globals.length + 1);
    functions.forEach((_, i) => {
      out.name(`f${i}`);
      out.pair(0, first + i);
    });
    globals.forEach((_, i) => {
      out.name(`g${i}`);
      out.pair(3, i);
    });
    out.name("m");
    out.pair(2, 0);
  });
  if (recipe.hasStart) section(sectionIds.start, () => out.u32(first));
  section(sectionIds.element, () => {
    // All functions in the tables, and the first again for `table.init`.
    out.u8(4);
    const head = (table: number, from: number): void => {
      out.write(Uint8Array.of(2, table, features.table64 ? 0x42 : 0x41, from, 0x0b, 0));
    };
    for (const table of Object.values(tables)) {
      head(table, 0);
      each(functions, (_, i) => out.u32(first + i));
    }
    head(tables.calls, traceElement);
    out.pair(1, traceIndex);
    out.write(Uint8Array.of(1, 0, 1, first));
  });
  section(sectionIds.dataCount, () => out.u8(1));
  section(sectionIds.code, () => each(functions, (one) => writeBody(out, recipe, one, reports)));
  section(sectionIds.data, () => {
    out.write(Uint8Array.of(1, 1, 16));
    for (let i = 0; i < 16; i++) out.u8(i * 13);
  });
  return out.done().slice();
}

function writeConstant(out: ByteWriter, type: number, value: number): void {
  if (type === anyReference) {
    out.pair(0xd0, type);
  } else if (type === types.f64) {
    out.u8(0x44);
    out.write(new Uint8Array(new Float64Array([value]).buffer));
  } else {
    out.u8(type === types.i32 ? 0x41 : 0x42);
    out.s64(value);
  }
}

function writeBody(
  out: ByteWriter,
  { signatures }: Recipe,
  { type, locals, body }: FunctionRecipe,
  reports: boolean,
): void {
  const start = out.beginSized();
  const own = locals.length + (signatures[type]?.parameters.length ?? 0);
  out.u32(locals.length + 4);
  const { i32, i64 } = types;
  for (const local of [...locals, i32, i32, i64, i64]) out.pair(1, local);
  if (!reports) {
    for (const operator of body) writeOperator(out, operator);
    out.u8(0x0b);
  } else {
    const reporter = new Reporter(out, own);
    reporter.work(1);
    reporter.check();
    // A block around it all, so that a jump to the function's label passes the last report.
    const results = signatures[type]?.results ?? [];
    const blockType = signatures.findIndex(
      ({ object, ...one }) =>
        object === undefined &&
        one.parameters.length === 0 &&
        one.results.join() === results.join(),
    );
    if (blockType < 0) throw new Error("The recipe lacks the type of the block");
    out.u8(0x02);
    out.s64(blockType);
    for (const operator of body) reporter.write(operator);
    out.u8(0x0b);
    reporter.save();
    out.u8(0x0b);
  }
  out.endSized(start);
}

function writeOperator(out: ByteWriter, operator: Operator): void {
  const { name } = operator;
  if (operator.kind === "open") {
    writeOperatorName(out, name);
    out.s64(operator.type);
    return;
  }
  if (operator.kind === "try") {
    writeOperatorName(out, name);
    out.s64(operator.type);
    out.u32(operator.handlers.length);
    for (const { kind, label } of operator.handlers) {
      out.u8(kind);
      // The kinds below 2 name a tag.
      if (kind < 2) out.u8(0);
      out.u32(label);
    }
    return;
  }
  const { immediates } = operator;
  if (name === "i32.const") writeConstant(out, types.i32, immediates[0] ?? 0);
  else if (name === "i64.const") writeConstant(out, types.i64, immediates[0] ?? 0);
  else if (name === "f64.const") writeConstant(out, types.f64, immediates[0] ?? 0);
  else {
    writeOperatorName(out, name);
    for (const one of immediates) out.u32(one);
  }
}

/** Writes operators with their reports. */
class Reporter {
  readonly #out: ByteWriter;
  /** The first of the locals for a length and a result of 32 bits, then of 64 bits. */
  readonly #locals: number;

  constructor(out: ByteWriter, firstLocal: number) {
    this.#out = out;
    this.#locals = firstLocal;
  }

  work(cost: number): void {
    writeConstant(this.#out, types.i32, cost);
    this.#call(workIndex);
  }

  check(): void {
    this.#call(checkIndex);
  }

  save(): void {
    this.#call(saveIndex);
  }

  write(operator: Operator): void {
    if (!free.has(operator.name)) this.work(1);
    if (operator.kind === "bulk") this.#bulk(operator, operator.length, operator.wide);
    else if (operator.kind === "grow") this.#grow(operator, operator.length, operator.wide);
    else {
      if (operator.kind === "plain" && operator.saves) this.save();
      writeOperator(this.#out, operator);
      if (operator.name === "loop") this.check();
    }
  }

  #bulk(operator: Operator, length: number | undefined, wide: boolean): void {
    if (length !== undefined) {
      writeOperator(this.#out, operator);
      this.work(length);
      if (length > maxUnchecked) this.check();
      return;
    }
    this.#local(0x22, wide ? 2 : 0);
    writeOperator(this.#out, operator);
    this.#workByLength(wide);
    this.check();
  }

  #workByLength(wide: boolean): void {
    this.#local(0x20, wide ? 2 : 0);
    if (wide) this.#out.u8(0xa7);
    this.#call(workIndex);
  }

  #grow(operator: Operator, length: number | undefined, wide: boolean): void {
    const out = this.#out;
    if (length !== undefined && length <= maxUnchecked) {
      writeOperator(out, operator);
      this.work(length);
      return;
    }
    this.#local(0x22, wide ? 2 : 0);
    writeOperator(out, operator);
    this.#local(0x22, wide ? 3 : 1);
    // const -1; ne; if
    out.write(Uint8Array.of(wide ? 0x42 : 0x41, 0x7f, wide ? 0x52 : 0x47, 0x04, 0x40));
    this.#workByLength(wide);
    this.check();
    out.u8(0x0b);
    this.#local(0x20, wide ? 3 : 1);
  }

  #local(opcode: number, index: number): void {
    this.#out.u8(opcode);
    this.#out.u32(this.#locals + index);
  }

  #call(index: number): void {
    this.#out.u8(0x10);
    this.#out.u32(index);
  }
}
