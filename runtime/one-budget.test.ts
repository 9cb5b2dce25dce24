/** Programs of every kind start each other: Python, Node, WASI and Python again, on one budget. */
import { expect, test, vi } from "vitest";
import { openParent, type ProgramOptions, spawnText } from "../test/support/run-programs.ts";
import { prelude } from "../test/support/wasi-prelude.ts";
import { assemble } from "../test/support/wat.ts";
import type { OwnedKernel } from "./create-kernel.ts";
import { GuestStop } from "./guest-stop.ts";
import { maxDepth } from "./nested-limits.ts";

vi.setConfig({ testTimeout: 60_000 });

const start = ["python3", "-u", "first.py"];

/** Starts `argv` through the device that every WASI program has open, and prints what comes back. */
function relay(argv: readonly string[]): Uint8Array {
  const payload = new TextEncoder().encode(JSON.stringify({ op: "spawn", args: [argv] }));
  const frame = new Uint8Array(5 + payload.length);
  new DataView(frame.buffer).setUint32(0, payload.length, true);
  frame.set(payload, 5);
  const bytes = Array.from(frame, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  return assemble(`(module ${prelude} (data (i32.const 1024) "${bytes}")
    (func (export "_start") (local $n i32)
      (drop (call $write (i32.const 5) (i32.const 1024) (i32.const ${frame.length})))
      (drop (call $read (i32.const 5) (i32.const 2043) (i32.const 5)))
      (local.set $n (i32.load (i32.const 2043)))
      (drop (call $read (i32.const 5) (i32.const 2048) (local.get $n)))
      (call $print (i32.const 2048) (local.get $n))))`);
}

/** Opens the starter of a chain whose last program is `leaf`. */
function open(leaf: string, options: ProgramOptions = {}): OwnedKernel {
  return openParent({
    files: {
      "/app/first.py":
        "import subprocess\nr = subprocess.run(['node', 'second.mjs'], capture_output=True, text=True)\nprint('first', r.returncode, r.stdout, r.stderr, end='')\n",
      "/app/second.mjs":
        "import { spawnSync } from 'node:child_process';\nconst r = spawnSync('./third.wasm');\nconsole.log('second', r.status, String(r.stdout), String(r.stderr));\n",
      "/app/third.wasm": relay(["python3", "leaf.py"]),
      "/app/leaf.py": leaf,
    },
    maxMemoryBytes: 160 * 2 ** 20,
    ...options,
  });
}

/** What the last program has come to, as the WASI program tells it. */
function leafOf(text: string): unknown {
  return JSON.parse(/\{.*\}/.exec(text)?.[0] ?? "null");
}

test("programs of every kind start each other", () => {
  const parent = open("import sys\nprint('leaf')\nsys.exit(5)\n");
  const { exitCode, stdout, stderr } = spawnText(parent, start);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^first 0 second 0 \{.*\} \n $/);
  expect(leafOf(stdout)).toEqual({
    ok: { exitCode: 5, stdout: "leaf\n", stderr: "", timedOut: false },
  });
});

test("the same chain gives the same bytes and takes the same fuel", () => {
  const run = (): readonly unknown[] => {
    const parent = open("print(sum(range(10_000)))\n");
    return [spawnText(parent, start), parent.fuel.used];
  };
  expect(run()).toEqual(run());
});

/** How the starter of `open(leaf, options)` was stopped. */
function stopOf(parent: OwnedKernel): unknown {
  try {
    return spawnText(parent, start);
  } catch (error) {
    if (!(error instanceof GuestStop)) throw error;
    return error.outcome;
  }
}

test("fuel: what the last program takes is gone for all", () => {
  const parent = open("while True: pass\n", { fuelLimit: 200_000_000n });
  expect(stopOf(parent)).toBe("out-of-fuel");
  expect(parent.fuel.used).toBe(200_000_000n);
});

test("fuel: no program along the way can go on by catching it", () => {
  const leaf =
    "try:\n  while True: pass\nexcept BaseException: print('caught')\nfinally: print('on')\n";
  expect(stopOf(open(leaf, { fuelLimit: 300_000_000n }))).toBe("out-of-fuel");
});

test.each(["timed-out", "cancelled"] as const)("time: all are %s together", (outcome) => {
  let isOver = false;
  const parent = open("open('/app/begun', 'w').close()\nwhile True: pass\n", {
    interrupted: () => {
      isOver ||= parent.fs.exists("/app/begun");
      return isOver ? outcome : undefined;
    },
  });
  expect(stopOf(parent)).toBe(outcome);
});

test("time: a program that gives the others less goes on without them", () => {
  const parent = open("import time\ntime.sleep(1000)\n");
  const source =
    "import subprocess\ntry: subprocess.run(['node', 'second.mjs'], timeout=3, capture_output=True)\nexcept subprocess.TimeoutExpired as e: print(e.timeout, e.output)";
  expect(spawnText(parent, ["python3", "-c", source])).toEqual({
    exitCode: 0,
    stdout: "3 b''\n",
    stderr: "",
  });
});

test("memory: a program that does not fit ends as 137, and the others go on", () => {
  const large = spawnText(open("x = bytearray(150_000_000)\n"), start);
  expect(leafOf(large.stdout)).toMatchObject({ ok: { exitCode: 137 } });
  const small = spawnText(open("print('fits')\n", { maxMemoryBytes: 64 * 2 ** 20 }), start);
  expect(leafOf(small.stdout)).toMatchObject({ ok: { exitCode: 137, stdout: "" } });
  expect([large.exitCode, small.exitCode]).toEqual([0, 0]);
});

test("depth: the eighth program cannot start another, and says so", () => {
  const files = {
    "/app/deep.py":
      "import subprocess, sys\nn = int(sys.argv[1])\ntry: print(n, subprocess.run(['node', 'deep.mjs', str(n + 1)], stdout=-1, text=True).stdout, end='')\nexcept OSError as e: print(n, e.strerror)\n",
    "/app/deep.mjs":
      "import { spawnSync } from 'node:child_process';\nconst n = Number(process.argv[2]);\nconst { stdout, error } = spawnSync('python3', ['deep.py', n + 1]);\nconsole.log(n, error?.code ?? String(stdout).trim());\n",
  };
  const parent = openParent({ files, maxMemoryBytes: 2 ** 30 });
  const { stdout } = spawnText(parent, ["python3", "deep.py", "1"]);
  expect(stdout).toBe("1 2 3 4 5 6 7 Resource temporarily unavailable\n");
  expect(maxDepth).toBe(8);
});
