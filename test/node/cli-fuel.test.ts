/** `fuelbox instrument` and `fuelbox fuel` as a user has them: the built command in a process of its own. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FuelMeter, type InstrumentMeta } from "fuelbox/wasm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fuelbox } from "../support/fuelbox-command.ts";
import { exiting, trapping } from "./cli-guests.ts";
import { assemble, printing } from "./sandbox-guests.ts";

const folder: string = mkdtempSync(join(tmpdir(), "cli-fuel-"));
const path = (name: string) => join(folder, name);

/** 1 to enter, 2 at first, 5 for each of 1,000 rounds. */
const counting = `(module (memory (export "memory") 1)
  (func (export "_start") (local $n i32)
    (local.set $n (i32.const 1000))
    (loop $next
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))`;
const countingFuel = 1 + 2 + 5 * 1000;

beforeAll(async () => {
  const guests = { counting, exiting, trapping, printing: printing("hello.") };
  for (const [name, wat] of Object.entries(guests)) {
    writeFileSync(path(`${name}.wasm`), await assemble(wat));
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("fuelbox fuel prints the same number every time", async () => {
  for (let i = 0; i < 2; i++) {
    const result = await fuelbox(["fuel", path("counting.wasm")]);
    expect(result).toEqual({ code: 0, stdout: `${countingFuel}\n`, stderr: "" });
  }
});

test("fuelbox fuel leaves standard output to the number, and the exit code to the guest", async () => {
  const printed = await fuelbox(["fuel", path("printing.wasm")]);
  expect(printed.stderr).toBe("hello.");
  expect(printed.stdout).toMatch(/^\d+\n$/);
  expect((await fuelbox(["fuel", path("exiting.wasm")])).code).toBe(3);
  const trapped = await fuelbox(["fuel", path("trapping.wasm")]);
  expect(trapped.code).toBe(134);
  expect(trapped.stderr).toMatch(/^fuelbox: trapped/);
  const stopped = await fuelbox(["fuel", "--fuel", "2k", path("counting.wasm")]);
  expect([stopped.code, stopped.stdout]).toEqual([152, "2000\n"]);
});

test("fuelbox instrument makes a module that counts the same", async () => {
  const [input, output] = [path("counting.wasm"), path("metered.wasm")];
  const { code, stdout } = await fuelbox(["instrument", input, "-o", output, "--stats"]);
  expect(code).toBe(0);
  const meta: InstrumentMeta = JSON.parse(stdout);
  const module = new WebAssembly.Module(new Uint8Array(readFileSync(output)));
  const instance = new WebAssembly.Instance(module);
  const meter = FuelMeter.attach(instance, meta);
  meter.set(10_000);
  (instance.exports["_start"] as () => void)();
  expect(meter.consumed).toBe(BigInt(countingFuel));
});
