/** Assembles WebAssembly text. */
import { createRequire } from "node:module";
import type wabtFactory from "wabt";

/** The binary of a module in text form. Throws when it is not valid. */
export async function readWat(wat: string): Promise<Uint8Array<ArrayBuffer>> {
  const open: typeof wabtFactory = createRequire(import.meta.url)("wabt");
  const wabt = await open();
  const module = wabt.parseWat("kernel.wat", wat, { bulk_memory: true });
  try {
    return new Uint8Array(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}
