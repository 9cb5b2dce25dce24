/** Whatever a program passes, a call answers a number, and nothing grows without end. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createWasiBench } from "../../test/support/wasi-bench.ts";
import { createVirtualClock } from "../clock.ts";
import { createSeededEntropy } from "../entropy.ts";
import { GuestStop } from "../guest-stop.ts";
import { type CallName, signatures } from "./abi.ts";
import type { WasiModule } from "./layout.ts";

const names = (Object.keys(signatures) as CallName[]).filter((name) => name !== "proc_exit");

const word = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 12 }) },
  fc.constantFrom(64, 1_024, 2_048, 4_096, 8_192, 65_535, 65_536, 65_537),
  fc.constantFrom(-1, -2, -8, -65_536, 2 ** 31 - 1, -(2 ** 31), 0x7fff_fff8),
);
const long = fc.oneof(
  fc.bigInt({ min: 0n, max: 40n }),
  fc.constantFrom(-1n, -2n, 2n ** 31n, 2n ** 32n, 2n ** 53n, 2n ** 53n - 1n, 2n ** 62n),
  fc.constantFrom(2n ** 63n - 1n, -(2n ** 63n), -(2n ** 53n), 0x1fff_ffffn),
);

const call = fc.constantFrom(...names).chain((name) => {
  const letters = signatures[name].split(":")[0] ?? "";
  const args = Array.from(letters, (letter) => (letter === "I" ? long : word));
  return fc.tuple(fc.constant(name), fc.tuple(...args));
});

/** What memory is filled with: pointers and lengths that mean something, and paths. */
const fill = fc.constantFrom(0x00, 0x01, 0x08, 0x2e, 0x2f, 0x61, 0xff);

test.each<WasiModule>(["wasi_snapshot_preview1", "wasi_unstable"])(
  "no call of %s throws what has no number, whatever it is given",
  (module) => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), fill, (calls, byte) => {
        const bench = createWasiBench({
          module,
          files: { a: "aaaa" },
          maxBytes: 1_000_000,
          maxFds: 64,
          clock: createVirtualClock(),
          entropy: createSeededEntropy(1),
        });
        new Uint8Array(bench.memory.buffer).fill(byte);
        bench.put(1_024, "a/../d");
        // A list of buffers, one upon another, and a subscription to a clock.
        bench.put(2_048, [0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
        bench.put(4_096, new Uint8Array(256));
        for (const [name, args] of calls) {
          try {
            expect(bench.call(name, ...args)).toBeTypeOf("number");
          } catch (error) {
            // A signal ends the program.
            if (!(error instanceof GuestStop)) throw error;
          }
        }
        expect(bench.memory.buffer.byteLength).toBe(65_536);
        bench.kernel.close();
        expect(bench.fs.usage().openFiles).toBe(0);
        expect(bench.fs.usage().bytes).toBeLessThanOrEqual(1_000_000);
      }),
      { numRuns: 400, seed: 8 },
    );
  },
);
