/** What the host writes into a machine's memory, byte for byte. */
import { beforeAll, expect, test } from "vitest";
import { createTestHost } from "../../test/support/run-javascript.ts";
import { createModulePreparer } from "../prepare-module.ts";
import { NoGuestMemory } from "./guest-throw.ts";
import { loadGuestSources } from "./load-guest-sources.ts";
import { createSnapshot, restoreMachine } from "./machine.ts";
import { seedRandom } from "./math-random.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";
import type { Snapshot } from "./snapshot.ts";

let vm: QuickJsVm;
let snapshot: Snapshot;

beforeAll(async () => {
  const host = createTestHost();
  const prepare = createModulePreparer(host.cache);
  const options = { memory: { maxBytes: 2 ** 24 }, initialFuel: 2n ** 60n };
  const prepared = await prepare(await host.loadAsset("quickjs.wasm"), options);
  snapshot = createSnapshot(prepared.module, 2 ** 16, await loadGuestSources());
  const nothing = { call: () => 0, normalize: () => 0, load: () => 0, clock: () => {} };
  const silent = { rejection: () => {}, random: () => {}, write: () => {} };
  const interrupt = (): 0 => 0;
  ({ vm } = restoreMachine(prepared, snapshot, 2 ** 23, () => ({
    ...nothing,
    ...silent,
    interrupt,
  })));
});

/** What changed in memory: first and last address. */
function changes(run: () => void): readonly [number, number] | undefined {
  const before = vm.bytes.slice();
  run();
  const after = vm.bytes;
  const first = before.findIndex((byte, index) => byte !== after[index]);
  if (first < 0) return undefined;
  return [first, before.findLastIndex((byte, index) => byte !== after[index])];
}

test("store() writes its bytes and one zero, and nothing beside them", () => {
  const pointer = vm.exports.wasm_malloc(64);
  vm.bytes.fill(0xaa, pointer, pointer + 64);
  vm.free(pointer);
  const again = vm.store(Uint8Array.of(1, 2, 3));
  expect([...vm.bytes.subarray(again, again + 4)]).toEqual([1, 2, 3, 0]);
  const next = vm.store(new Uint8Array(100).fill(7));
  const neighbours = [next - 1, next + 101].map((at) => vm.bytes[at]);
  const touched = changes(() => vm.bytes.set(new Uint8Array(100).fill(8), next));
  expect(touched).toEqual([next, next + 99]);
  expect([next - 1, next + 101].map((at) => vm.bytes[at])).toEqual(neighbours);
});

test("store() throws NoGuestMemory when the guest has none left", () => {
  expect(() => vm.store(new Uint8Array(2 ** 25))).toThrow(NoGuestMemory as never);
});

test("seedRandom() writes the eight bytes of the state and no others", () => {
  const start = vm.context + snapshot.randomOffset;
  vm.bytes.fill(0x11, start, start + 8);
  expect(changes(() => seedRandom(vm, snapshot.randomOffset, (t) => void t.fill(0xff)))).toEqual([
    start,
    start + 7,
  ]);
  seedRandom(vm, snapshot.randomOffset, () => {});
  expect([...vm.bytes.subarray(start, start + 8)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
});

test("seedRandom() decides what Math.random gives", () => {
  const random = (fill: number): string => {
    seedRandom(vm, snapshot.randomOffset, (target) => void target.fill(fill));
    const source = new TextEncoder().encode("String(Math.random())");
    return vm.toText(vm.evaluate(source, "test", evalFlags.script));
  };
  expect(random(5)).toBe(random(5));
  expect(random(5)).not.toBe(random(6));
});

test("text and bytes cross unchanged", () => {
  for (const text of ["", "ascii", "é😀\0after", "x".repeat(100_000)]) {
    expect(vm.toText(vm.newText(text))).toBe(text);
  }
  for (const bytes of [Uint8Array.of(), Uint8Array.of(0, 255, 1), new Uint8Array(70_000).fill(9)]) {
    expect(vm.slice(vm.spanOf(vm.newBytes(bytes))).slice()).toEqual(bytes);
  }
});
