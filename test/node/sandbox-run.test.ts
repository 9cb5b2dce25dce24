import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { openSandbox, type RunOptions, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assemble, idle, printing } from "./sandbox-guests.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ env: { A: "1", B: "2" } });
});
afterAll(() => sandbox.close());

test("run() of a script has the whole result", async () => {
  const result = await sandbox.run({ javascript: 'console.log("hi"); console.error("no")' });
  expect(result).toEqual({
    outcome: "exited",
    ok: true,
    exitCode: 0,
    stdout: "hi\n",
    stderr: "no\n",
    stdoutTruncated: false,
    stderrTruncated: false,
    fuel: { used: expect.any(Number), limit: 2_000_000_000, profile: "wasmtime-49" },
    fuelAnalysis: {
      utilizationPercent: expect.any(Number),
      status: "efficient",
      suggestedBudget: 2_000_000_000,
    },
    memory: { peakBytes: expect.any(Number), limitBytes: 134_217_728 },
    durationMs: expect.any(Number),
    files: { created: [], modified: [], deleted: [] },
  });
  expect(result.fuel.used).toBeGreaterThan(0);
  expect(result.memory.peakBytes).toBeGreaterThan(0);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

test("run() gives a script its arguments, environment and stdin", async () => {
  const { stdout, stderr } = await sandbox.run({
    javascript: `
      import { readFileSync } from "node:fs";
      console.log(JSON.stringify([process.argv.slice(1), process.env, import.meta.url]));
      console.log(readFileSync(0, "utf8"));
    `,
    args: ["x", "é y"],
    env: { B: "3" },
    stdin: "line",
  });
  expect(stderr).toBe("");
  const [line = "", input] = stdout.split("\n");
  const [argv, env, url] = JSON.parse(line);
  expect(argv).toEqual(["/app/main.mjs", "x", "é y"]);
  expect(env).toMatchObject({ A: "1", B: "3" });
  expect(url).toBe("file:///app/main.mjs");
  expect(input).toBe("line");
});

test("run() tells the guest's own exit code", async () => {
  const result = await sandbox.run({ javascript: "process.exit(7)" });
  expect(result).toMatchObject({ outcome: "exited", ok: false, exitCode: 7 });
});

test.each([
  ["mjs", 'import { sep } from "node:path"; console.log("mjs" + sep)', "mjs/\n"],
  ["cjs", 'console.log("cjs" + require("node:path").sep)', "cjs/\n"],
  ["js", 'import { sep } from "node:path"; console.log("js" + sep)', "js/\n"],
  ["js", 'console.log("js" + require("node:path").sep)', "js/\n"],
])("run() runs a .%s file by its extension", async (extension, source, stdout) => {
  const file = `/app/program.${extension}`;
  await sandbox.fs.writeFile(file, source);
  const result = await sandbox.run({ file });
  expect(result).toMatchObject({ stdout, stderr: "", files: { created: [], modified: [] } });
});

test("run() takes a module as bytes, by URL and by guest path", async () => {
  const bytes = await assemble(printing("wasm"));
  const folder = mkdtempSync(join(tmpdir(), "fuelbox-"));
  writeFileSync(join(folder, "x.wasm"), bytes);
  await sandbox.fs.writeFile("/app/x.wasm", bytes);
  const programs: readonly RunOptions[] = [
    { wasm: bytes },
    { wasm: pathToFileURL(join(folder, "x.wasm")) },
    { wasm: "/app/x.wasm" },
    { file: "/app/x.wasm" },
  ];
  const used = new Set<number>();
  for (const program of programs) {
    const result = await sandbox.run(program);
    expect(result).toMatchObject({ outcome: "exited", stdout: "wasm" });
    used.add(result.fuel.used);
  }
  expect(used.size).toBe(1);
  rmSync(folder, { recursive: true });
});

test.each<[string, RunOptions, object]>([
  ["a missing file", { file: "/app/none.mjs" }, { code: "ENOENT" }],
  ["a directory", { wasm: "/app" }, { code: "EISDIR" }],
  ["a missing URL", { wasm: new URL("file:///none/x.wasm") }, { code: "ENOENT" }],
  ["wrong options", { file: "/app/x.rb" }, { name: "TypeError" }],
])("run() rejects for %s and goes on", async (_title, options, error) => {
  await expect(sandbox.run(options)).rejects.toMatchObject(error);
  expect((await sandbox.run({ javascript: "console.log(1)" })).stdout).toBe("1\n");
});

test.each([
  ["is truncated", Uint8Array.of(0, 0x61, 0x73, 0x6d, 1)],
  ["is no module", Uint8Array.of(1, 2, 3, 4)],
  ["is empty", new Uint8Array()],
])("run() ends as trapped when a module %s", async (_title, wasm) => {
  const result = await sandbox.run({ wasm });
  expect(result).toMatchObject({ outcome: "trapped", ok: false, exitCode: 134 });
  expect(result.error?.message).toBeTypeOf("string");
});

test("run() lists the files and links of /app that it changed, sorted", async () => {
  await sandbox.fs.writeFile("/app/old/kept", "1");
  await sandbox.fs.writeFile("/app/old/gone", "1");
  await sandbox.fs.writeFile("/app/old/changed", "1");
  const { files, stderr } = await sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      fs.mkdirSync("/app/new");
      fs.writeFileSync("/app/new/b", "b");
      fs.writeFileSync("/app/new/a", "a");
      fs.symlinkSync("a", "/app/new/link");
      fs.writeFileSync("/tmp/scratch", "x");
      fs.writeFileSync("/app/old/changed", "2");
      fs.unlinkSync("/app/old/gone");
    `,
  });
  expect(stderr).toBe("");
  expect(files).toEqual({
    created: ["/app/new/a", "/app/new/b", "/app/new/link"],
    modified: ["/app/old/changed"],
    deleted: ["/app/old/gone"],
  });
  expect(await sandbox.fs.readText("/app/new/a")).toBe("a");
});

test("run() starts with an empty /tmp and the files of earlier runs and of the host", async () => {
  await sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      fs.mkdirSync("/tmp/a/b", { recursive: true });
      fs.writeFileSync("/tmp/a/b/c", "x");
      fs.writeFileSync("/app/first", "from the first");
    `,
  });
  expect(await sandbox.fs.readdir("/tmp")).toEqual([]);
  await sandbox.fs.writeFile("/app/between", "from the host");
  const { stdout } = await sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      console.log(fs.readdirSync("/tmp").length, fs.readFileSync("/app/first", "utf8"),
        fs.readFileSync("/app/between", "utf8"));
    `,
  });
  expect(stdout).toBe("0 from the first from the host\n");
});

test("run() passes output on before the run ends", async () => {
  const events: string[] = [];
  await sandbox.run({
    javascript: `
      console.log("early");
      const end = Date.now() + 300;
      while (Date.now() < end);
      console.error("late");
    `,
    limits: { fuel: 1e12 },
    onStdout: (chunk) => events.push(`${new TextDecoder().decode(chunk)} ${performance.now()}`),
    onStderr: (chunk) => events.push(`${new TextDecoder().decode(chunk)} ${performance.now()}`),
  });
  const times = events.map((event) => Number(event.split(" ").at(-1)));
  expect(events.map((event) => event.split("\n")[0])).toEqual(["early", "late"]);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(150);
});

test("run() rejects with what a taker of output throws, and goes on", async () => {
  const run = sandbox.run({
    javascript: "console.log(1)",
    onStdout: () => {
      throw new Error("no");
    },
  });
  await expect(run).rejects.toThrow("no");
  expect((await sandbox.run({ javascript: "console.log(2)" })).stdout).toBe("2\n");
});

test("run() queues: results come in the order of the calls", async () => {
  const order: number[] = [];
  const runs = [1, 2, 3].map(async (n) => {
    const { stdout } = await sandbox.run({
      javascript: `
        import * as fs from "node:fs";
        const path = "/app/queue";
        fs.appendFileSync(path, "${n}");
        console.log(fs.readFileSync(path, "utf8"));
      `,
    });
    order.push(n);
    return stdout;
  });
  expect(await Promise.all(runs)).toEqual(["1\n", "12\n", "123\n"]);
  expect(order).toEqual([1, 2, 3]);
});

test("fs reads answer while a guest runs; fs writes wait for its end", async () => {
  await sandbox.fs.writeFile("/app/shared", "before");
  let wrote: Promise<void> | undefined;
  let read: Promise<string> | undefined;
  const events: string[] = [];
  const run = sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      fs.writeFileSync("/app/shared", "guest");
      console.log("written");
      const end = Date.now() + 200;
      while (Date.now() < end);
      console.log(fs.readFileSync("/app/shared", "utf8"));
    `,
    limits: { fuel: 1e12 },
    onStdout: () => {
      read ??= sandbox.fs.readText("/app/shared").then((text) => {
        events.push("read");
        return text;
      });
      wrote ??= sandbox.fs.writeFile("/app/shared", "host").then(() => {
        events.push("wrote");
      });
    },
  });
  const { stdout } = await run.finally(() => events.push("ended"));
  await wrote;
  expect(await read).toBe("guest");
  expect(stdout).toBe("written\nguest\n");
  expect(events[0]).toBe("read");
  expect(events).toHaveLength(3);
  expect(await sandbox.fs.readText("/app/shared")).toBe("host");
});

test("fs.sync refuses to change what a running guest may change", async () => {
  let code: unknown;
  await sandbox.run({
    javascript: "console.log(1)",
    onStdout: () => {
      try {
        sandbox.fs.sync.writeFile("/app/x", new Uint8Array());
      } catch (error) {
        code = (error as { readonly code?: string }).code;
      }
    },
  });
  expect(code).toBe("EBUSY");
});

test("utils answer from the files of the host", async () => {
  await sandbox.fs.writeFile("/app/log/a.log", "ok\nERROR one\nERROR two\n");
  expect(await sandbox.utils.find("*.log")).toEqual(["/app/log/a.log"]);
  expect(await sandbox.utils.grep("ERROR", "/app/log/a.log")).toEqual([
    ["/app/log/a.log", 2, "ERROR one"],
    ["/app/log/a.log", 3, "ERROR two"],
  ]);
  expect(await sandbox.utils.head("/app/log/a.log", 1)).toBe("ok\n");
  await expect(sandbox.utils.head("/etc/passwd")).rejects.toMatchObject({
    code: "PATH_ESCAPE_ATTEMPT",
  });
});

test("run() with atomic undoes the files of a run that fails", async () => {
  const script = (code: number): string => `
    import { writeFileSync } from "node:fs";
    writeFileSync("/app/atomic", "${code}");
    process.exit(${code});
  `;
  const failed = await sandbox.run({ javascript: script(1), atomic: true });
  expect(failed.files).toEqual({ created: [], modified: [], deleted: [] });
  expect(await sandbox.fs.exists("/app/atomic")).toBe(false);
  const fine = await sandbox.run({ javascript: script(0), atomic: true });
  expect(fine.files.created).toEqual(["/app/atomic"]);
  expect(await sandbox.fs.readText("/app/atomic")).toBe("0");
});

test("mounts are loaded at the start and flushed after every run", async () => {
  const flushed: unknown[] = [];
  const mounted = await openSandbox({
    files: { "/app/a": "1" },
    mounts: [
      {
        load: async (fs) => fs.writeFile("/app/b", fs.readFile("/app/a")),
        flush: (fs, changes) => void flushed.push([changes.created, fs.readFile("/app/c")]),
      },
    ],
  });
  await mounted.run({
    javascript: `
      import * as fs from "node:fs";
      fs.writeFileSync("/app/c", fs.readFileSync("/app/b"));
    `,
  });
  expect(flushed).toEqual([[["/app/c"], new TextEncoder().encode("1")]]);
  await mounted.close();
});

test("a WASI program that does nothing uses next to no fuel", async () => {
  const { outcome, fuel } = await sandbox.run({ wasm: await assemble(idle) });
  expect(outcome).toBe("exited");
  expect(fuel.used).toBeLessThan(10);
});
