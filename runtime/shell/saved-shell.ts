/**
 * What a shell remembers between the steps of a session, as JSON. It may come back from anybody:
 * what does not have exactly this shape is refused.
 */
import { parseBoundedJson } from "../bounded-json.ts";
import { InvalidState } from "../engine.ts";

/** A function: its name, and the text that defines it. */
export type SavedFunction = readonly [name: string, source: string];

/** An array: its elements by their subscripts. */
export interface SavedArray {
  readonly kind: "indexed" | "associative";
  readonly elements: readonly (readonly [subscript: string, value: string])[];
}

/** Everything that is kept. */
export interface SavedShell {
  readonly version: 1;
  readonly cwd: string;
  readonly previousDir: string;
  readonly directoryStack: readonly string[];
  /** 0 to 255. */
  readonly lastExitCode: number;
  readonly lastArg: string;
  /** Milliseconds since the Unix epoch. */
  readonly startTime: number;
  /** Variables, parameters and aliases. */
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly arrays: readonly (readonly [name: string, array: SavedArray])[];
  readonly functions: readonly SavedFunction[];
  readonly options: Readonly<Record<string, boolean>>;
  readonly shoptOptions: Readonly<Record<string, boolean>>;
  /** The names of variables by what they have in common, such as `readonlyVars`. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly traps: readonly (readonly [condition: string, action: string])[];
  /** 0 to 0o777. */
  readonly umask: number;
}

/** What variables can have in common. */
export const attributeNames = [
  "readonlyVars",
  "associativeArrays",
  "namerefs",
  "boundNamerefs",
  "invalidNamerefs",
  "integerVars",
  "lowercaseVars",
  "uppercaseVars",
  "exportedVars",
  "declaredVars",
] as const;

/** The most that a state may have, in bytes, and in variables, elements and functions together. */
const maxStateBytes = 32 * 2 ** 20;
const maxEntries = 250_000;

/** Writes a state; undefined when it is more than a session keeps. */
export function encodeSavedShell(saved: SavedShell): Uint8Array<ArrayBuffer> | undefined {
  if (entriesOf(saved) > maxEntries) return undefined;
  const bytes = new TextEncoder().encode(JSON.stringify(saved));
  return bytes.length > maxStateBytes ? undefined : bytes;
}

/** Reads a state. Throws `InvalidState`. */
export function decodeSavedShell(bytes: Uint8Array<ArrayBuffer>): SavedShell {
  if (bytes.length > maxStateBytes) throw invalid("it is too large");
  let value: unknown;
  try {
    value = parseBoundedJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) {
      throw invalid("it is damaged");
    }
    throw error;
  }
  if (!isSavedShell(value)) throw invalid("it is damaged");
  if (entriesOf(value) > maxEntries) throw invalid("it is too large");
  return value;
}

/** The error of a state that is refused. */
export function invalid(reason: string): InvalidState {
  return new InvalidState(`Cannot take on the state of the shell: ${reason}`);
}

function entriesOf({ env, arrays, functions, traps, attributes, directoryStack }: SavedShell) {
  const elements = arrays.reduce((sum, [, array]) => sum + array.elements.length + 1, 0);
  const marks = Object.values(attributes).reduce((sum, names) => sum + names.length, 0);
  const others = env.length + functions.length + traps.length + directoryStack.length;
  return elements + marks + others;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isPath: Check = (value) => typeof value === "string" && value.startsWith("/");
const isPair: Check = (value) => isListOf(isText)(value) && lengthOf(value) === 2;
const isFlags: Check = (value) =>
  isRecord(value) && Object.values(value).every((flag) => typeof flag === "boolean");
const isSubscript: Check = (value) => typeof value === "string" && /^\d{1,15}$/.test(value);

/** The checks of all that there is, and nothing else. */
const checks: Readonly<Record<keyof SavedShell, Check>> = {
  version: (value) => value === 1,
  cwd: isPath,
  previousDir: isText,
  directoryStack: isListOf(isText),
  lastExitCode: isIntegerTo(255),
  lastArg: isText,
  startTime: isIntegerTo(Number.MAX_SAFE_INTEGER),
  env: isListOf(isPair),
  arrays: isListOf(isNamedArray),
  functions: isListOf(isPair),
  options: isFlags,
  shoptOptions: isFlags,
  attributes: isAttributes,
  traps: isListOf(isPair),
  umask: isIntegerTo(0o777),
};

function isSavedShell(value: unknown): value is SavedShell {
  return (
    isRecord(value) &&
    Object.keys(value).length === Object.keys(checks).length &&
    Object.entries(checks).every(([name, check]) => check(value[name]))
  );
}

function isNamedArray(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2 || !isText(value[0])) return false;
  const [, array] = value as readonly unknown[];
  if (!isRecord(array) || Object.keys(array).length !== 2) return false;
  const { kind, elements } = array;
  if ((kind !== "indexed" && kind !== "associative") || !Array.isArray(elements)) return false;
  return elements.every(
    (element: unknown) =>
      isPair(element) && (kind === "associative" || isSubscript((element as unknown[])[0])),
  );
}

function isAttributes(value: unknown): boolean {
  return (
    isRecord(value) &&
    Object.keys(value).length === attributeNames.length &&
    attributeNames.every((name) => isListOf(isText)(value[name]))
  );
}

function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.every(check);
}

function isIntegerTo(max: number): Check {
  return (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= max;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}
