/** The type section: where each function type's parts are, and types to append to it. */
import type { ByteReader } from "../byte-reader.ts";
import { ARRAY_BYTES, elementBytes, fieldBytes, STRUCT_BYTES } from "../object-size.ts";

const FUNCTION_TYPE = 0x60;
const STRUCT_TYPE = 0x5f;
const ARRAY_TYPE = 0x5e;
const SUB_TYPE = 0x50;
const FINAL_SUB_TYPE = 0x4f;
const RECURSIVE_GROUP = 0x4e;

/** Where the parts of a type are in the module's bytes; for a function type. */
export interface TypeEntry {
  /** Parameters; -1 when this is no function type. */
  readonly parameters: number;
  /** Offset of the first parameter. */
  readonly parametersAt: number;
  readonly parametersEnd: number;
  readonly results: number;
  readonly resultsAt: number;
  readonly resultsEnd: number;
  /** Whether it is a function type that is equal to another exactly when their values are: without subtypes and references to types. */
  readonly isPlain: boolean;
  /** Fields of a struct type. */
  readonly fields: number;
  /** What an object of it counts: all of a struct, an array without elements; 0 for a function type. */
  readonly objectBytes: number;
  /** What each element of an array counts. */
  readonly elementBytes: number;
}

/** Reads the types, in index order. */
export function readTypes(reader: ByteReader): TypeEntry[] {
  const types: TypeEntry[] = [];
  for (let rest = reader.u32(); rest > 0; rest--) {
    if (reader.bytes[reader.offset] !== RECURSIVE_GROUP) {
      types.push(readType(reader, true));
      continue;
    }
    reader.skip(1);
    for (let members = reader.u32(); members > 0; members--) types.push(readType(reader, false));
  }
  return types;
}

function readType(reader: ByteReader, standsAlone: boolean): TypeEntry {
  const at = reader.offset;
  let form = reader.u8();
  const mayBePlain = standsAlone && form === FUNCTION_TYPE;
  if (form === SUB_TYPE || form === FINAL_SUB_TYPE) {
    for (let supertypes = reader.u32(); supertypes > 0; supertypes--) reader.skipInteger();
    form = reader.u8();
  }
  switch (form) {
    case FUNCTION_TYPE:
      return readFunctionType(reader, mayBePlain);
    case STRUCT_TYPE: {
      const fields = reader.u32();
      let bytes = STRUCT_BYTES;
      for (let rest = fields; rest > 0; rest--) bytes += fieldBytes(readField(reader));
      return { ...notFunction, fields, objectBytes: bytes };
    }
    case ARRAY_TYPE:
      return {
        ...notFunction,
        objectBytes: ARRAY_BYTES,
        elementBytes: elementBytes(readField(reader)),
      };
    default:
      return reader.fail(
        "WASM_UNSUPPORTED",
        `type form "0x${form.toString(16)}" is not supported`,
        at,
      );
  }
}

const notFunction: TypeEntry = {
  parameters: -1,
  parametersAt: 0,
  parametersEnd: 0,
  results: 0,
  resultsAt: 0,
  resultsEnd: 0,
  isPlain: false,
  fields: 0,
  objectBytes: 0,
  elementBytes: 0,
};

function readFunctionType(reader: ByteReader, mayBePlain: boolean): TypeEntry {
  const parameters = reader.u32();
  const parametersAt = reader.offset;
  for (let rest = parameters; rest > 0; rest--) reader.skipType();
  const parametersEnd = reader.offset;
  const results = reader.u32();
  const resultsAt = reader.offset;
  for (let rest = results; rest > 0; rest--) reader.skipType();
  const resultsEnd = reader.offset;
  // References to types are longer than a byte.
  const isShort = parametersEnd - parametersAt + resultsEnd - resultsAt === parameters + results;
  return {
    parameters,
    parametersAt,
    parametersEnd,
    results,
    resultsAt,
    resultsEnd,
    isPlain: mayBePlain && isShort,
    fields: 0,
    objectBytes: 0,
    elementBytes: 0,
  };
}

/** Passes over a field, its storage type and whether it can change. Returns the type's first byte. */
function readField(reader: ByteReader): number {
  const first = reader.bytes[reader.offset] ?? 0;
  reader.skipType();
  reader.skip(1);
  return first;
}
