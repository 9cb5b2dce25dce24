import { expect, test } from "vitest";
import { createWasiBench, preopen, type WasiBench } from "../../test/support/wasi-bench.ts";
import { GuestStop } from "../guest-stop.ts";
import { type CallName, signatures } from "./abi.ts";
import { fail } from "./errno.ts";
import { GuestMemory } from "./memory.ts";
import { traceCall } from "./trace.ts";

/** Calls on a bench, with the lines that tell of it. */
function trace(bench: WasiBench, name: CallName, ...args: readonly (number | bigint)[]): string[] {
  const lines: string[] = [];
  const memory = new GuestMemory();
  memory.attach(bench.memory);
  const call = (...given: readonly (number | bigint)[]): void => {
    const number = bench.call(name, ...given);
    if (number !== 0) fail(number === 44 ? "ENOENT" : "EBADF");
  };
  try {
    const traced = traceCall({ memory }, (line) => lines.push(line), name, call);
    // As the boundary calls: with undefined for what a call has no parameter for.
    const padded = [...args, ...Array.from({ length: 9 - args.length }, () => undefined)];
    (traced as (...all: unknown[]) => void)(...padded);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof GuestStop) lines.push("ended");
  }
  return lines;
}

function bench(): WasiBench {
  const made = createWasiBench({ files: { "x.txt": "hello" } });
  made.put(0, "x.txt");
  // One buffer of 64 bytes at 1024.
  made.put(16, [0, 4, 0, 0, 64, 0, 0, 0]);
  return made;
}

test.each<[CallName, readonly (number | bigint)[], string]>([
  [
    "path_open",
    [preopen, 1, 0, 5, 1, 0x42n, -1n, 4, 32],
    'path_open(3, 0x1, "x.txt", 0x1, 0x42, 0xffffffffffffffff, 0x4) = 0 (fd 4)',
  ],
  [
    "path_open",
    [preopen, 1, 1, 4, 0, 0n, 0n, 0, 32],
    'path_open(3, 0x1, ".txt", 0x0, 0x0, 0x0, 0x0) = 44 ENOENT',
  ],
  ["path_rename", [preopen, 0, 5, preopen, 1, 3], 'path_rename(3, "x.txt", 3, ".tx") = 0'],
  ["fd_read", [0, 16, 1, 32], "fd_read(0, 1 buffers) = 0 (0)"],
  ["fd_write", [1, 16, 1, 32], "fd_write(1, 1 buffers) = 0 (64)"],
  ["fd_close", [-1], "fd_close(4294967295) = 8 EBADF"],
  ["fd_seek", [99, -2n, 1, 32], "fd_seek(99, -2, 1) = 8 EBADF"],
  ["clock_res_get", [1, 40], "clock_res_get(1) = 0 (1000)"],
  ["args_sizes_get", [40, 44], "args_sizes_get() = 0 (1, 5)"],
  ["sched_yield", [], "sched_yield() = 0"],
])("a call of %s is one line", (name, args, line) => {
  expect(trace(bench(), name, ...args)).toEqual([line]);
});

test("a call that ends the guest has a line without an answer", () => {
  expect(trace(bench(), "proc_exit", 3)).toEqual(["proc_exit(3)", "ended"]);
});

test("a path cannot look like another line, nor be longer than a line may be", () => {
  const made = bench();
  const hostile = `a\nfd_close(1) = 0\u001b[2J"`;
  made.put(0, hostile);
  expect(trace(made, "path_unlink_file", preopen, 0, hostile.length)).toEqual([
    'path_unlink_file(3, "a\\nfd_close(1) = 0\\u001b[2J\\"") = 44 ENOENT',
  ]);
  const [long = ""] = trace(made, "path_unlink_file", preopen, 0, 4096);
  expect(long).toContain('"...');
  expect(long.length).toBeLessThan(400);
});

test("a path that is not in memory is shown as its address", () => {
  const lines = trace(bench(), "path_create_directory", preopen, -16, 32);
  expect(lines).toEqual(["path_create_directory(3, 0xfffffff0) = 8 EBADF"]);
});

test.each(Object.entries(signatures))("%s takes as many arguments as are shown", (name) => {
  const made = createWasiBench();
  const args = Array.from(signatures[name as CallName].split(":")[0] ?? "", (letter) =>
    letter === "I" ? 70_000n : 70_000,
  );
  // Every pointer is out of memory, and no descriptor is open: nothing but the line may come.
  expect(trace(made, name as CallName, ...args)[0]).toMatch(new RegExp(`^${name}\\(`));
  expect(made.touched()).toEqual([]);
});
