/**
 * A thread that flips a directory of the host and a link out of it, for as long as others work there:
 * nothing may be read, written or removed through the link. `FUZZ_ATTACK_MS` says how long each way in
 * is tried. What looks at a path first and opens it then does escape, which shows that the thread is fast
 * enough to find such a mistake.
 */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFileSystem, FsError, type Provider } from "../vfs/index.ts";
import {
  loadHostDirectory,
  MountError,
  storeHostDirectory,
} from "../vfs/providers/host-directory-node.ts";
import { openHostDirectory } from "../vfs/providers/host-provider-node.ts";

const attackMs = Number(env["FUZZ_ATTACK_MS"] ?? 400);
/** How long the first success of a call, or escape of the control, may take on a busy machine. */
const patienceMs = 60_000;

const attacker = `
  const { renameSync } = require("node:fs");
  const { workerData } = require("node:worker_threads");
  const { folder, link, spare, stop } = workerData;
  const flag = new Int32Array(stop);
  let aside = 0;
  const isOn = () => Atomics.load(flag, 0) === 0;
  const attempt = (from, to) => {
    try {
      renameSync(from, to);
      return true;
    } catch {
      return false;
    }
  };
  // Where the other side has made a new directory in the meantime, it is put aside.
  const move = (from, to) => {
    while (isOn() && !attempt(from, to)) attempt(to, spare + aside++);
  };
  while (isOn()) {
    move(folder, spare);
    move(link, folder);
    move(folder, link);
    move(spare, folder);
  }
`;

let area: string;
let host: string;
let victim: string;
let worker: Worker;
const stop = new SharedArrayBuffer(4);

beforeEach(async () => {
  area = realpathSync(mkdtempSync(join(tmpdir(), "host-attack-")));
  [host, victim] = [join(area, "data"), join(area, "victim")];
  const folder = join(host, "sub");
  mkdirSync(folder, { recursive: true });
  mkdirSync(victim);
  writeFileSync(join(folder, "a.txt"), "public");
  writeFileSync(join(victim, "a.txt"), "secret");
  symlinkSync(victim, join(area, "link"));
  Atomics.store(new Int32Array(stop), 0, 0);
  const paths = { folder, link: join(area, "link"), spare: join(area, "spare") };
  worker = new Worker(attacker, { eval: true, workerData: { ...paths, stop } });
  await new Promise((online) => worker.once("online", online));
});

afterEach(async () => {
  const ended = new Promise((exit) => worker.once("exit", exit));
  Atomics.store(new Int32Array(stop), 0, 1);
  await ended;
  rmSync(area, { recursive: true, force: true });
});

const text = (content: string) => new TextEncoder().encode(content);
const shown = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What the victim looks like while nobody has escaped. */
function expectVictimUntouched(): void {
  expect(readdirSync(victim)).toEqual(["a.txt"]);
  expect(readFileSync(join(victim, "a.txt"), "utf8")).toBe("secret");
  expect(lstatSync(join(victim, "a.txt")).mode & 0o777).not.toBe(0o611);
  expect(lstatSync(victim).mode & 0o777).not.toBe(0o711);
}

/** Calls until the time is over, and one call has succeeded; tells how often a call succeeded and how often it failed as it may. */
async function attackedFor(
  milliseconds: number,
  call: (round: number) => unknown,
): Promise<{ readonly done: number; readonly refused: number }> {
  let [done, refused] = [0, 0];
  const start = Date.now();
  const isOn = (limitMs: number) => Date.now() - start < limitMs;
  while (isOn(milliseconds) || (done === 0 && isOn(patienceMs))) {
    try {
      await call(done + refused);
      done += 1;
    } catch (error) {
      if (!(error instanceof FsError || error instanceof MountError)) throw error;
      refused += 1;
    }
  }
  return { done, refused };
}

const onLinux = test.runIf(process.platform === "linux");

const ways: readonly [string, (provider: Provider, round: number) => Promise<unknown>][] = [
  ["reads", async (provider) => expect(shown(await provider.read("/sub/a.txt"))).toBe("public")],
  [
    "lists",
    async (provider) => {
      for await (const { name, type } of provider.list("/sub")) {
        expect([name, type]).not.toEqual(["a.txt", "symlink"]);
        expect((await provider.stat(`/sub/${name}`)).type).toBe("file");
      }
    },
  ],
  ["writes", (provider) => provider.write("/sub/mark.txt", text("mark"))],
  ["replaces", (provider) => provider.write("/sub/a.txt", text("public"))],
  [
    "removes",
    async (provider) => {
      await provider.write("/sub/a.txt", text("public"));
      await provider.remove("/sub/a.txt");
    },
  ],
  [
    "makes and removes directories",
    async (provider, round) => {
      await provider.makeDirectory(`/sub/d${round}`, { mode: 0o711 });
      await provider.remove(`/sub/d${round}`);
    },
  ],
  [
    "moves files in and out",
    async (provider) => {
      await provider.write("/x", text("x"));
      await provider.rename("/x", "/sub/y");
      await provider.rename("/sub/y", "/x");
    },
  ],
  ["makes links", (provider, round) => provider.symlink("a.txt", `/sub/l${round}`)],
  ["sets modes of files", (provider) => provider.setAttributes("/sub/a.txt", { mode: 0o611 })],
  ["sets modes of directories", (provider) => provider.setAttributes("/sub", { mode: 0o711 })],
];

onLinux.each(ways)(
  "openHostDirectory() never escapes when it %s",
  async (_, call) => {
    const provider = openHostDirectory(host);
    const { done } = await attackedFor(attackMs, (round) => call(provider, round));
    await provider.close();
    expectVictimUntouched();
    expect(done, "calls that succeeded").toBeGreaterThan(0);
  },
  attackMs + 2 * patienceMs,
);

onLinux(
  "loadHostDirectory() and storeHostDirectory() never escape",
  async () => {
    const out = createFileSystem().sync;
    out.mkdir("/app");
    out.mkdir("/app/sub");
    out.writeFile("/app/sub/mark.txt", text("mark"));
    const changes = { created: ["/app/sub/mark.txt"], modified: [], deleted: [] };
    const read = await attackedFor(attackMs, () => {
      const fs = createFileSystem().sync;
      loadHostDirectory(fs, host, "/app");
      if (fs.exists("/app/sub/a.txt")) expect(shown(fs.readFile("/app/sub/a.txt"))).toBe("public");
    });
    const written = await attackedFor(attackMs, () =>
      storeHostDirectory(out, changes, { host, guest: "/app" }),
    );
    expectVictimUntouched();
    expect(Math.min(read.done, written.done), "calls that succeeded").toBeGreaterThan(0);
  },
  2 * attackMs + 3 * patienceMs,
);

onLinux(
  "what looks at a path first and opens it then does escape",
  async () => {
    const path = join(host, "sub", "a.txt");
    let escaped = false;
    for (const end = Date.now() + patienceMs; !escaped && Date.now() < end; ) {
      try {
        if (!realpathSync(path).startsWith(`${host}/`)) continue;
        escaped = readFileSync(path, "utf8") === "secret";
      } catch {
        // The attacker is in the middle of a flip.
      }
    }
    expect(escaped).toBe(true);
  },
  2 * patienceMs,
);
