/** Runs a case as a guest would: typed functions, its memory full of sentinels, every byte accounted for. */
import { createVirtualClock } from "../../runtime/clock.ts";
import { createKernel } from "../../runtime/create-kernel.ts";
import { createSeededEntropy } from "../../runtime/entropy.ts";
import { allRights } from "../../runtime/fd-table.ts";
import { createFuelAccount } from "../../runtime/fuel-account.ts";
import { errno, errnoName } from "../../runtime/wasi/errno.ts";
import { createWasiFunctions } from "../../runtime/wasi/index.ts";
import { layouts } from "../../runtime/wasi/layout.ts";
import { GuestMemory } from "../../runtime/wasi/memory.ts";
import { encodeCString } from "../../runtime/wasi/strings.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { Arguments } from "./arguments.ts";
import type { CallStep, WasiCase } from "./case.ts";

const standardFiles = { f: "abcdef", e: "", d: null };

/** Runs a case and says what was wrong; nothing when all was right. */
export function runCase(one: WasiCase): string[] {
  const module = one.module ?? "wasi_snapshot_preview1";
  let nowNs = 1_000n;
  const limits = one.maxBytes === undefined ? {} : { maxBytes: one.maxBytes };
  const fs = createFileSystem({ ...limits, now: () => nowNs }).sync;
  fillTree(fs, one);
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(1_000_000_000n),
    args: one.args ?? ["program"],
    env: one.env ?? {},
    stdin: new TextEncoder().encode(one.stdin ?? ""),
    clock: createVirtualClock({ epochNs: 1_000_000n, stepNs: 0n }),
    entropy: createSeededEntropy(1),
    ...(one.maxFds === undefined ? {} : { maxFds: one.maxFds }),
  });
  const file = fs.open("/app", { read: true, directory: true });
  const preopen = { kind: "file", file, type: "directory", preopen: "/app" } as const;
  kernel.fds.add({ ...preopen, flags: 0, rights: allRights });
  const memory = new WebAssembly.Memory({ initial: 3 });
  const guestMemory = new GuestMemory();
  guestMemory.attach(memory);
  const functions = createWasiFunctions(
    {
      kernel,
      memory: guestMemory,
      args: kernel.args.map(encodeCString),
      environ: Object.entries(kernel.env).map(([name, value]) => encodeCString(`${name}=${value}`)),
    },
    module,
  );
  const opened = new Map<string, number>();

  /** Makes one call, and says what it answered and wrote that it should not have. */
  const call = ([name, args, answer]: CallStep): string[] => {
    const laid = new Arguments(memory, opened, layouts[module]);
    const values = args.flatMap((arg) => laid.lay(arg));
    const before = new Uint8Array(memory.buffer).slice();
    const call = functions.get(name);
    if (call === undefined) return [`${module} has no ${name}`];
    let number: number;
    try {
      number = call(...values);
    } catch (error) {
      const exit = kernel.stopped?.outcome === "exited" ? kernel.stopped.exitCode : undefined;
      if (exit !== undefined && exit === answer) return laid.changes(before, false);
      return [`${name} ended the guest: ${exit ?? String(error)}`];
    }
    const expected = typeof answer === "string" ? errno[answer] : 0;
    if (typeof answer === "number" || number !== expected) {
      const wanted = typeof answer === "number" ? `exit ${answer}` : (answer ?? "SUCCESS");
      return [`${name} answered ${errnoName(number)}, not ${wanted}`];
    }
    return laid.changes(before, number === 0).map((what) => `${name}: ${what}`);
  };

  const problems: string[] = [];
  one.steps.forEach((step, index) => {
    let found: string[];
    if ("nowNs" in step) {
      nowNs = step.nowNs;
      found = [];
    } else if ("tree" in step) {
      found = Object.entries(step.tree).flatMap(([path, content]) => compare(fs, path, content));
    } else found = call(step);
    problems.push(...found.map((what) => `step ${index + 1}: ${what}`));
  });
  kernel.close();
  if (fs.usage().openFiles !== 0) problems.push(`${fs.usage().openFiles} files are still open`);
  return problems;
}

function fillTree(fs: SyncFileSystem, { files = standardFiles, setup }: WasiCase): void {
  fs.mkdir("/app");
  for (const [path, content] of Object.entries(files)) {
    if (content === null) fs.mkdir(`/app/${path}`);
    else fs.writeFile(`/app/${path}`, new TextEncoder().encode(content));
  }
  setup?.(fs);
}

function compare(fs: SyncFileSystem, path: string, wanted: string | boolean | null): string[] {
  const full = `/app/${path}`;
  const actual = shown(fs, full);
  return actual === wanted ? [] : [`${full} is ${actual}, not ${wanted}`];
}

function shown(fs: SyncFileSystem, path: string): string | boolean | null {
  if (!fs.exists(path, { follow: false })) return null;
  const { type } = fs.lstat(path);
  if (type === "directory") return true;
  return type === "symlink"
    ? `-> ${fs.readlink(path)}`
    : new TextDecoder().decode(fs.readFile(path));
}
