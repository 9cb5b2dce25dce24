/** Our WASI on this thread: `metered` or not, with each change as bytes of a journal (`journal`) or without. */
import { createWasi } from "../../runtime/index.ts";
import { createFileSystem, encodeRecord } from "../../vfs/index.ts";
import { FuelMeter, instrument } from "../../wasm/index.ts";
import type { OpenFilesHost } from "./host.ts";

/** More than any of the programs needs. */
const enough = 10_000_000_000n;

/** Opens the host; `variant` names what it does, separated by commas. */
export function openHost(variant: string): OpenFilesHost {
  const isMetered = variant.includes("metered");
  const isJournalled = variant.includes("journal");
  let fuelUsed: number | undefined;
  return {
    ...(isMetered && { fuel: () => fuelUsed ?? 0 }),
    async run(program) {
      const fs = createFileSystem({ maxBytes: 2 ** 28, maxNodes: 100_000 });
      await fs.mkdir("/app");
      let journalBytes = 0;
      if (isJournalled) {
        fs.sync.onChange((record) => {
          journalBytes += encodeRecord(record).length;
        });
      }
      let printed = "";
      const decoder = new TextDecoder();
      const wasi = createWasi({
        fs,
        stdout: (chunk) => {
          printed += decoder.decode(chunk);
        },
      });
      const metered = isMetered ? instrument(program) : undefined;
      const module = await WebAssembly.compile(metered?.bytes ?? program);
      const instance = await WebAssembly.instantiate(module, wasi.imports);
      const meter = metered && FuelMeter.attach(instance, metered.meta);
      meter?.set(enough);
      const code = wasi.start(instance);
      if (code !== 0) throw new Error(`Error: ended with ${code}`);
      if (isJournalled && journalBytes === 0) throw new Error("Error: nothing was written down");
      fuelUsed = Number(meter?.consumed ?? 0n);
      return printed;
    },
  };
}
