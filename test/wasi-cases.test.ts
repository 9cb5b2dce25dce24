/** The table of WASI calls, as Node answers it; a page answers the same in test/browser/. */
import { expect, test } from "vitest";
import { fd, opening, type Step, type WasiCase } from "./wasi-cases/case.ts";
import { wasiCases } from "./wasi-cases/index.ts";
import { runCase } from "./wasi-cases/run-case.ts";

test("the table has no two cases of one name", () => {
  const names = wasiCases.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(names.length).toBeGreaterThan(500);
});

test.each(wasiCases)("$name", (one) => {
  expect(runCase(one)).toEqual([]);
});

test.each<[string, readonly Step[], RegExp]>([
  ["another error number", [["fd_close", [99]]], /answered EBADF, not SUCCESS/],
  ["success", [["fd_sync", [3], "EBADF"]], /answered SUCCESS, not EBADF/],
  ["no end", [["sched_yield", [], 3]], /answered SUCCESS, not exit 3/],
  ["an end", [["proc_exit", [3]]], /ended the guest: 3/],
  ["another exit code", [["proc_exit", [3], 4]], /ended the guest: 3/],
  ["another number", [["args_sizes_get", [{ u32: 2 }, { u32: 8 }]]], /wrote 1, not 2/],
  ["a write elsewhere", [["args_sizes_get", [2_048, { u32: 8 }]]], /changed the byte at 2048/],
  [
    "a write past a result",
    [["clock_res_get", [0, { u32: 1_000 }]]],
    /changed the byte at|wrote 1000/,
  ],
  [
    "another text",
    [opening("f", "f"), ["fd_read", [fd("f"), { into: [3], text: "abX" }, { u32: 3 }]]],
    /wrote 97 98 99, not 97 98 88/,
  ],
  ["another field", [["fd_filestat_get", [3, { stat: { type: 4 } }]]], /type is 3, not 4/],
  [
    "another entry",
    [["fd_readdir", [3, { entries: [".", "x"], length: 51 }, 0n, { u32: 51 }]]],
    /wrote/,
  ],
  ["another tree", [{ tree: { f: "x" } }], /\/app\/f is abcdef, not x/],
])("runCase() notices %s", (_what, steps, problem) => {
  const one: WasiCase = { name: "wrong", steps };
  expect(runCase(one).join("\n")).toMatch(problem);
});
