/**
 * A real CPython, where one is given: FUELBOX_PYTHON_WASI is the path of its module, and
 * FUELBOX_PYTHON_WASI_LIBRARY that of a tar.gz with what it needs below `/python`, if it needs any, with
 * FUELBOX_PYTHON_WASI_HOME for PYTHONHOME. What does not depend on CPython is tested in engine.test.ts.
 */
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { createMemoryCache } from "../../test/support/wasi-run.ts";
import { createFileSystem, importTar, type SyncFileSystem } from "../../vfs/index.ts";
import { createVirtualClock } from "../clock.ts";
import { createKernel } from "../create-kernel.ts";
import type { Engine, SessionStep } from "../engine.ts";
import { createSeededEntropy } from "../entropy.ts";
import { createFuelAccount } from "../fuel-account.ts";
import type { PythonProgram } from "../python/index.ts";
import { openPythonWasiEngine } from "./engine.ts";

const {
  FUELBOX_PYTHON_WASI: modulePath,
  FUELBOX_PYTHON_WASI_LIBRARY: libraryPath,
  FUELBOX_PYTHON_WASI_HOME: home,
} = process.env;

let engine: Engine<PythonProgram>;

interface Ran extends Partial<SessionStep> {
  readonly end: SessionStep["end"];
  readonly stdout: string;
  readonly stderr: string;
  readonly fuelUsed: bigint;
}

async function run(
  source: string,
  options: {
    readonly fs?: SyncFileSystem;
    readonly fuel?: bigint;
    readonly session?: { state: Uint8Array<ArrayBuffer> | undefined };
    readonly stdin?: string;
    readonly cwd?: string;
  } = {},
): Promise<Ran> {
  const fs = options.fs ?? createFileSystem().sync;
  for (const path of ["/app", "/tmp"]) if (!fs.exists(path)) fs.mkdir(path);
  const said = { stdout: "", stderr: "" };
  const fuel = createFuelAccount(options.fuel ?? 10n ** 11n);
  const kernel = createKernel({
    fs,
    fuel,
    args: ["main.py", "one", "two"],
    env: { NAME: "Zoë" },
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    stdin: new TextEncoder().encode(options.stdin ?? ""),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdout: (chunk) => {
      said.stdout += new TextDecoder().decode(chunk);
    },
    stderr: (chunk) => {
      said.stderr += new TextDecoder().decode(chunk);
    },
  });
  const program = { source, path: "/app/main.py" };
  try {
    const { session } = options;
    if (session === undefined) {
      const end = await engine.run(program, kernel);
      return { end, ...said, fuelUsed: fuel.used };
    }
    const step = await engine.step?.(program, kernel, session.state);
    if (step === undefined) throw new Error("There are no sessions");
    session.state = step.state;
    return { ...step, ...said, fuelUsed: fuel.used };
  } finally {
    kernel.close();
  }
}

if (modulePath === undefined) {
  test("no CPython is given: FUELBOX_PYTHON_WASI names none", () => {
    expect(process.env["FUELBOX_PYTHON_WASI"]).toBeUndefined();
  });
} else {
  describe("CPython", () => {
    beforeAll(async () => {
      const library = createFileSystem();
      if (libraryPath !== undefined) {
        importTar(library.sync, gunzipSync(await readFile(libraryPath)), { path: "/" });
      }
      const bytes = new Uint8Array(await readFile(modulePath));
      const env = home === undefined ? {} : { PYTHONHOME: home };
      engine = await openPythonWasiEngine({ cache: createMemoryCache() }, { bytes, library, env });
    }, 120_000);

    test("runs a program with its arguments, environment, stdin and files", async () => {
      const fs = createFileSystem().sync;
      const source = `
import json, os, sys
open("/app/out.txt", "w").write("from " + os.environ["NAME"])
print(json.dumps([sys.argv, __name__, __file__, os.getcwd(), sorted(os.environ), input(), 2 ** 100]))`;
      const { end, stdout, stderr } = await run(source, { fs, stdin: "typed\n" });
      expect(stderr).toBe("");
      expect(end).toMatchObject({ outcome: "exited", exitCode: 0 });
      expect(JSON.parse(stdout)).toEqual([
        ...[["/app/main.py", "one", "two"], "__main__", "/app/main.py", "/app"],
        ...[["NAME"], "typed", 2 ** 100],
      ]);
      expect(new TextDecoder().decode(fs.readFile("/app/out.txt"))).toBe("from Zoë");
      expect(fs.usage().openFiles).toBe(0);
    });

    test.each([
      ["import sys; sys.exit(3)", 3, ""],
      ["raise SystemExit('no input')", 1, "no input\n"],
      ["import os; os._exit(7)", 7, ""],
      [
        "def f():\n    return 1 / 0\nf()",
        1,
        'Traceback (most recent call last):\n  File "/app/main.py", line 3, in <module>\n    f()\n',
      ],
      ["x = (", 1, '  File "/app/main.py", line 1\n'],
    ])("answers the end of %j", async (source, exitCode, stderr) => {
      const { end, stderr: said } = await run(source);
      expect([end.outcome, end.exitCode]).toEqual(["exited", exitCode]);
      expect(said).toContain(stderr);
    });

    test("says which exception has ended a program", async () => {
      const { end } = await run("import json\njson.loads('{')");
      expect(end.error).toMatchObject({
        ...{ code: "UNCAUGHT", type: "json.decoder.JSONDecodeError" },
        ...{ file: "/app/main.py", line: 2 },
      });
    });

    test("takes the same fuel for the same program, and none for its start", async () => {
      const [one, two] = [await run("print(1)"), await run("print(1)")];
      expect(one.fuelUsed).toBe(two.fuelUsed);
      expect(one.fuelUsed).toBeLessThan(20_000_000n);
    });

    test("ends without fuel, whatever a program catches", async () => {
      const source =
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass";
      const { end } = await run(source, { fuel: 50_000_000n });
      expect(end).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
    });

    test("sees nothing outside of its directories", async () => {
      const source = `
import os
for path in ["/etc/passwd", "/app/../../etc/passwd", "/proc/self/environ"]:
    try: print(open(path).read())
    except OSError as error: print(type(error).__name__)
try: open("/python/x", "w")
except OSError as error: print(error.errno)`;
      expect((await run(source)).stdout).toBe(
        "FileNotFoundError\nPermissionError\nFileNotFoundError\n69\n",
      );
    });

    test("goes on where the step before has ended, in another instance", async () => {
      const session: { state: Uint8Array<ArrayBuffer> | undefined } = { state: undefined };
      const steps = [
        "import json\nitems = [1, 2]\nf = lambda x: x + 1\nlen(items)",
        "items.append(f(2)); print(items)",
        "1 / 0",
        "json.dumps(items)",
      ];
      const ran: Ran[] = [];
      for (const source of steps) ran.push(await run(source, { session }));
      expect(ran.map(({ value, stdout, end }) => [value, stdout, end.exitCode])).toEqual([
        ...[
          ["2", "", 0],
          [undefined, "[1, 2, 3]\n", 0],
          [undefined, "", 1],
          ['"[1, 2, 3]"', "", 0],
        ],
      ]);
      expect(ran[2]?.stderr).toContain("ZeroDivisionError");
    });
  });
}
