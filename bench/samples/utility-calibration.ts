/**
 * A utility, or the word `loop` for a loop in metered Wasm, or `guest` for a program of a guest, at
 * its fastest: its time and its fuel.
 */
import { openSandbox } from "../../sandbox/node.ts";
import { FuelMeter, instrument } from "../../wasm/index.ts";
import { open } from "../utilities/fuelbox.ts";
import { utilityJobs } from "../utilities/jobs.ts";
import { sampleFastest } from "../utilities/sample-job.ts";
import { readWat } from "../wat.ts";

/** Mixes numbers and memory, as ordinary code does. */
const loopWat = `(module
  (memory 1)
  (func (export "run") (param $left i32) (result i32)
    (local $state i32) (local $at i32)
    (local.set $state (i32.const 12345))
    (loop $again
      (local.set $state (i32.xor (local.get $state) (i32.shl (local.get $state) (i32.const 13))))
      (local.set $state (i32.xor (local.get $state) (i32.shr_u (local.get $state) (i32.const 17))))
      (local.set $at (i32.and (local.get $state) (i32.const 0xfffc)))
      (if (i32.and (local.get $state) (i32.const 1))
        (then (i32.store (local.get $at) (local.get $state)))
        (else (local.set $state (i32.add (local.get $state) (i32.load (local.get $at))))))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $again (local.get $left)))
    (local.get $state)))`;

/** What interpreters do: numbers, lists, texts and objects. */
const guestProgram = `
const counts = new Map();
const list = [];
let total = 0;
for (let index = 0; index < 400_000; index++) {
  total = (total * 31 + index) % 65_521;
  list[index & 1_023] = total;
  if ((index & 15) === 0) counts.set("key" + (total & 255), index);
}
console.log(total, counts.size, list.length);`;

const [, , name = "", ...paths] = process.argv;
if (name === "guest") {
  const sandbox = await openSandbox({ limits: { fuel: 1e12 } });
  let fuel = 0;
  const opened = {
    async run(): Promise<string> {
      const result = await sandbox.run({ javascript: guestProgram, deterministic: 1 });
      fuel = result.fuel.used;
      return result.stdout;
    },
    answer: String,
    fuel: () => fuel,
  };
  console.log(JSON.stringify(await sampleFastest(opened)));
  await sandbox.close();
} else if (name === "loop") {
  const { bytes, meta } = instrument(await readWat(loopWat));
  const { instance } = await WebAssembly.instantiate(bytes);
  const meter = FuelMeter.attach(instance, meta);
  const { run } = instance.exports;
  if (typeof run !== "function") throw new Error("The loop has no run");
  const budget = 10n ** 15n;
  const opened = {
    run() {
      meter.set(budget);
      return run(5_000_000);
    },
    answer: String,
    fuel: () => Number(meter.consumed),
  };
  console.log(JSON.stringify(await sampleFastest(opened)));
} else {
  const job = utilityJobs.find((one) => one.name === name);
  const opened = job && open(job, paths);
  if (opened === undefined) throw new Error(`There is no job "${name}"`);
  console.log(JSON.stringify(await sampleFastest(opened)));
}
