import { expect, test } from "vitest";
import { prepared } from "../../../test/support/run-python.ts";
import { findLayout, type PythonLayout } from "./layout.ts";
import { PythonSampler } from "./sampler.ts";

const layout: PythonLayout = {
  ...{ runtime: 0, interpretersHead: 4, threadsHead: 0, currentFrame: 0 },
  frame: { previous: 4, executable: 0, instruction: 28 },
  code: { file: 80, name: 88, lineTable: 92, firstLine: 44, version: 68, instructions: 128 },
  ...{ type: 4, typeName: 12 },
};

/** A memory in which the innermost frame is at 1024. */
function open(write: (words: Uint32Array) => void) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const words = new Uint32Array(memory.buffer);
  words[1] = 256;
  words[64] = 512;
  words[128] = 1024;
  write(words);
  return new PythonSampler(memory, layout, () => true);
}

test.each([
  ["no frames", (words: Uint32Array) => words.fill(0)],
  ["a frame that is its own caller", (words: Uint32Array) => words.fill(1024, 257, 258)],
  ["pointers out of memory", (words: Uint32Array) => words.fill(0xffff_fff0)],
  ["objects that are all the same word", (words: Uint32Array) => words.fill(1024, 2)],
])("take() comes to an end with %s", (_, write) => {
  const sampler = open(write);
  for (let index = 0; index < 100; index++) sampler.take(10, true);
  const { functions, lines, unplaced, samples } = sampler.tables();
  const used = functions?.rows.reduce((sum, { self }) => sum + self, 0);
  expect([used, lines?.rows, unplaced, samples]).toEqual([1_000, [], 1_000, 100]);
  expect(sampler.phases().start).toBeLessThanOrEqual(1_000);
});

test("interval grows with the work that was done, so that a long run is looked at less often", () => {
  const sampler = open(() => {});
  const means: number[] = [];
  for (let part = 0; part < 3; part++) {
    let sum = 0;
    for (let index = 0; index < 10_000; index++) {
      sampler.take(1, true);
      sum += sampler.interval;
    }
    means.push(sum / 10_000);
  }
  expect(means[0]).toBeGreaterThan(5);
  expect(means[1]).toBeGreaterThan(2 * (means[0] ?? 0));
  expect(means[2]).toBeGreaterThan(1.5 * (means[1] ?? 0));
});

test("findLayout() finds the table of CPython 3.14, and says so when there is none", () => {
  const { frame, code, type, typeName, currentFrame } = findLayout(prepared.snapshot);
  expect({ frame, code, type, typeName, currentFrame }).toEqual({
    frame: layout.frame,
    code: layout.code,
    type: layout.type,
    typeName: layout.typeName,
    currentFrame: 52,
  });
  const empty = {
    memoryBytes: 65_536,
    globals: [],
    runs: [{ offset: 0, bytes: new Uint8Array(4096) }],
  };
  expect(() => findLayout(empty)).toThrow(/no table of its offsets/);
});
