/** Turns WebAssembly text into modules, for guests in tests. */
import openWabt from "wabt";

const wabt = await openWabt();

/** The binary of a module in text form. Proposals that the tests use are enabled. */
export function assemble(text: string): Uint8Array<ArrayBuffer> {
  const parsed = wabt.parseWat("guest.wat", text, {
    exceptions: true,
    mutable_globals: true,
    bulk_memory: true,
    sign_extension: true,
    multi_value: true,
  });
  try {
    return new Uint8Array(parsed.toBinary({}).buffer);
  } finally {
    parsed.destroy();
  }
}

/** The text form of a module. */
export function disassemble(bytes: Uint8Array): string {
  const module = wabt.readWasm(bytes, { exceptions: true, readDebugNames: false });
  try {
    return module.toText({});
  } finally {
    module.destroy();
  }
}

/** A data string of the text format that holds `content`. */
export function dataString(content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return `"${Array.from(bytes, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("")}"`;
}
