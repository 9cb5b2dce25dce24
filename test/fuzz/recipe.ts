/** A random module before it is encoded: structured operators, so that it can be encoded in two ways. */
import type { Features } from "./features.ts";
import type { Random } from "./random.ts";

/** A value type by its byte. */
export const types = { i32: 0x7f, i64: 0x7e, f64: 0x7c } as const;
/** A reference to any object, and one to an exception, which JavaScript cannot hold. */
export const anyReference = 0x6e;
export const exceptionReference = 0x69;
export type NumberType = (typeof types)[keyof typeof types];
export type ValueType = NumberType | typeof anyReference | typeof exceptionReference;

/** The type of a function or block. */
export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  /** The bytes of a type of objects: no function, nor a block, can have it. */
  readonly object?: readonly number[];
}

/** One operator with what its cost depends on. */
export type Operator =
  /** Costs 1 unless it is free. `saves`: fuel is written back before it. */
  | {
      readonly kind: "plain";
      readonly name: string;
      readonly immediates: readonly number[];
      readonly saves?: boolean;
    }
  /** `block`, `loop`, `if`, `try`; `type` is an index of the type section. */
  | { readonly kind: "open"; readonly name: string; readonly type: number }
  /** `try_table`; labels are counted from outside of it. */
  | {
      readonly kind: "try";
      readonly name: "try_table";
      readonly type: number;
      readonly handlers: readonly { readonly kind: number; readonly label: number }[];
    }
  /** Charged by the length on top of the stack; `length` when it is a constant right before. */
  | {
      readonly kind: "bulk" | "grow";
      readonly name: string;
      readonly immediates: readonly number[];
      readonly length: number | undefined;
      /** Whether it has 64 bits. */
      readonly wide: boolean;
    };

/** A function. */
export interface FunctionRecipe {
  readonly type: number;
  readonly locals: readonly ValueType[];
  readonly body: readonly Operator[];
}

/** A module. Its functions come after the imports, every one is exported as `f<number>`. */
export interface Recipe {
  readonly signatures: readonly Signature[];
  readonly functions: readonly FunctionRecipe[];
  readonly globals: readonly { readonly type: ValueType; readonly value: number }[];
  readonly hasStart: boolean;
  readonly features: Features;
}

/** Functions that every module imports, as `env.<name>`, and the types they have. */
export const importedFunctions = [
  { name: "work", type: 0 },
  { name: "check", type: 1 },
  { name: "save", type: 1 },
  { name: "trace", type: 2 },
] as const;

/** The first types of every module: those of the imports, of the tag and of the handlers. */
export const firstSignatures: readonly Signature[] = [
  { parameters: [types.i32], results: [] },
  { parameters: [], results: [] },
  { parameters: [types.i32], results: [types.i32] },
];

/** Types that follow those where there are objects: a struct of i32 and i64, arrays of i8, i64 and references. */
export const objectTypes: readonly Signature[] = [
  [0x5f, 3, 0x7f, 1, 0x7e, 1, 0x78, 1],
  [0x5e, 0x78, 1],
  [0x5e, 0x7e, 1],
  [0x5e, anyReference, 1],
].map((object) => ({ parameters: [], results: [], object }));

/** Their indices. */
export const objectIndices = { struct: 3, bytes: 4, longs: 5, references: 6 } as const;

/** The index of `env.trace`, and its type. */
export const traceIndex = 3;
export const traceType = 2;

/** The global that ends everything after some steps. Exported as `g0`, as all are. */
export const stepsGlobal = 0;

/** Tables: one that all code may use, and one of which calls alone know, save now and then. */
export const tables = { any: 0, calls: 1 } as const;

/** Where `env.trace` is in the table of calls, behind all functions. */
export const traceElement = 9;

/** A table's elements at the start, of which the last are null. */
export const tableElements = 12;

/** The types that a function's values may have. */
export function valueTypes({ objects }: Features): readonly ValueType[] {
  return objects ? [...Object.values(types), anyReference] : Object.values(types);
}

/** A signature with few values. */
export function randomSignature(random: Random, all: readonly ValueType[]): Signature {
  const some = (most: number): ValueType[] =>
    Array.from({ length: random.below(most + 1) }, () => random.pick(all));
  return { parameters: some(3), results: some(random.chance(0.2) ? 3 : 1) };
}
