/**
 * Gives imports their types. A JavaScript function fits any import, so that a guest could declare
 * one with types that make the engine throw a JavaScript exception into the guest. Passed through a
 * module that declares the right types, the engine refuses such a guest when it is linked.
 */
import type { ImportedFunction } from "../import-boundary.ts";
import { type CallName, signatures } from "./abi.ts";

/** Functions of `signatures` by name, each with the WebAssembly type that it has there. */
export function typeImports(
  functions: ReadonlyMap<string, ImportedFunction>,
): ReadonlyMap<string, ImportedFunction> {
  const module = typedModule([...functions.keys()]);
  const { exports } = new WebAssembly.Instance(module, { "": Object.fromEntries(functions) });
  return new Map(Object.entries(exports) as [CallName, ImportedFunction][]);
}

/** The modules made last, by the names that they have: programs of one compiler import the same few. */
const typedModules = new Map<string, WebAssembly.Module>();
const maxModules = 64;

function typedModule(names: readonly string[]): WebAssembly.Module {
  const key = names.join();
  const module = typedModules.get(key) ?? new WebAssembly.Module(encodeTypedModule(names));
  if (typedModules.size >= maxModules) typedModules.clear();
  typedModules.set(key, module);
  return module;
}

const valueTypes: Readonly<Record<string, number>> = { i: 0x7f, I: 0x7e };
const functionType = 0x60;
const functionKind = 0x00;
const section = { type: 1, import: 2, export: 7 } as const;

/** A module that imports functions, each with a type of its own, and exports them again. */
function encodeTypedModule(names: readonly string[]): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(signatures).filter(([name]) => names.includes(name));
  const types = entries.map(([, signature]) => {
    const [parameters = "", results = ""] = signature.split(":");
    return [functionType, ...encodeTypes(parameters), ...encodeTypes(results)];
  });
  const imports = entries.map(([name], index) => [
    ...encodeName(""),
    ...encodeName(name),
    functionKind,
    index,
  ]);
  const exports = entries.map(([name], index) => [...encodeName(name), functionKind, index]);
  return Uint8Array.of(
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...encodeSection(section.type, types),
    ...encodeSection(section.import, imports),
    ...encodeSection(section.export, exports),
  );
}

function encodeSection(id: number, items: readonly (readonly number[])[]): number[] {
  const content = [...encodeLength(items.length), ...items.flat()];
  return [id, ...encodeLength(content.length), ...content];
}

function encodeTypes(letters: string): number[] {
  return [letters.length, ...Array.from(letters, (letter) => valueTypes[letter] ?? 0)];
}

function encodeName(name: string): number[] {
  const bytes = new TextEncoder().encode(name);
  return [...encodeLength(bytes.length), ...bytes];
}

/** LEB128 of a number below 2^14. */
function encodeLength(length: number): number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
}
