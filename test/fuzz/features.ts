/** What the engine at hand has besides what every engine has. */
import { buildModule, type Word } from "./build-module.ts";

/** Features that a random module may use. */
export interface Features {
  /** Structs, arrays and casts. */
  readonly objects: boolean;
  /** Exceptions as references, `try_table`, instead of the older ones: a module has either. */
  readonly exceptionReferences: boolean;
  /** Calls of typed references. */
  readonly typedReferences: boolean;
  /** A first memory of 64-bit addresses, from which one of 32-bit addresses may be copied. */
  readonly memory64: boolean;
  readonly table64: boolean;
  /** A second memory. */
  readonly secondMemory: boolean;
  readonly wideArithmetic: boolean;
}

function acceptsCode(...code: readonly Word[]): boolean {
  const types = [
    [0x60, 0, 0],
    [0x5f, 0],
  ];
  const withObjects = buildModule({ types, functions: [{ type: 0, code }] });
  const without = buildModule({ types: types.slice(0, 1), functions: [{ type: 0, code }] });
  return WebAssembly.validate(withObjects) || WebAssembly.validate(without);
}

const i64s: readonly Word[] = ["i64.const", 1, "i64.const", 1, "i64.const", 1, "i64.const", 1];

/** From the second memory to the first, of 64-bit addresses. */
const copy: readonly Word[] = ["i64.const", 0, "i32.const", 0, "i32.const", 0, "memory.copy", 0, 1];

/** What the engine has. */
export const engineFeatures: Features = {
  objects: acceptsCode("struct.new_default", 1, "drop"),
  exceptionReferences: acceptsCode("try_table", [0x40, 0], "end"),
  typedReferences: acceptsCode("ref.null", 0, "call_ref", 0),
  memory64: WebAssembly.validate(
    buildModule({
      types: [[0x60, 0, 0]],
      memories: [
        [4, 1],
        [0, 1],
      ],
      functions: [{ type: 0, code: copy }],
    }),
  ),
  table64: WebAssembly.validate(buildModule({ tables: [[0x70, 4, 1]] })),
  secondMemory: WebAssembly.validate(
    buildModule({
      memories: [
        [0, 1],
        [0, 1],
      ],
    }),
  ),
  wideArithmetic: acceptsCode(...i64s, "i64.add128", "drop", "drop"),
};
