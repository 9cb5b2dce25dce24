import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { Directory } from "./directory.ts";

// Random sequences take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** Each directory state is compared with an array in the order of its cookies. */
type Model = { name: string; ino: number; cookie: number }[];

function check(directory: Directory, model: Model): void {
  const found: Model = [];
  for (let cookie = 0; ; ) {
    const entry = directory.after(cookie);
    if (entry === undefined) break;
    found.push({ name: entry.name, ino: entry.ino, cookie: entry.cookie });
    cookie = entry.cookie;
  }
  expect(found).toEqual(model);
  expect(directory.size).toBe(model.length);
  expect([...directory.values()].length).toBe(model.length);
  for (const { name, ino } of model) expect(directory.get(name)?.ino).toBe(ino);
}

function add(directory: Directory, model: Model, name: string, ino: number): void {
  const old = model.find((entry) => entry.name === name);
  if (old === undefined) model.push({ name, ino, cookie: directory.nextCookie });
  else old.ino = ino;
  directory.set(name, ino, "file");
}

function fill(directory: Directory, model: Model, count: number): void {
  for (let at = 0; at < count; at++) {
    model.push({ name: `f${at}`, ino: at + 1, cookie: directory.nextCookie });
    directory.set(`f${at}`, at + 1, "file");
  }
}

function remove(directory: Directory, model: Model, name: string): void {
  const at = model.findIndex((entry) => entry.name === name);
  if (at >= 0) model.splice(at, 1);
  directory.delete(name);
}

const steps = fc.array(fc.record({ isAdded: fc.boolean(), name: fc.nat(20) }), {
  maxLength: 60,
  size: "max",
});

test.each([0, 100, 1015, 1200])(
  "Directory keeps names, cookies and order when it starts with %i names and is copied midway",
  (count) => {
    fc.assert(
      fc.property(steps, steps, fc.integer(), (first, second, seed) => {
        const directory = new Directory({}, seed);
        const model: Model = [];
        fill(directory, model, count);
        const play = (into: Directory, played: typeof first) => {
          for (const { isAdded, name } of played) {
            if (isAdded) add(into, model, `s${name}`, name + 1000);
            else remove(into, model, name % 2 === 0 ? `s${name}` : `f${name * 10}`);
          }
        };
        play(directory, first);
        const kept = model.map((entry) => ({ ...entry }));
        const copy = directory.ownedBy({});
        play(copy, second);
        check(copy, model);
        check(directory, kept);
        const differing = new Set<string>();
        directory.compare(copy, (before, after) => {
          differing.add(before?.name ?? after?.name ?? "");
          expect(before).not.toBe(after);
        });
        const inoIn = (entries: Model, name: string) =>
          entries.find((entry) => entry.name === name)?.ino;
        for (const { name } of [...kept, ...model]) {
          expect(differing.has(name)).toBe(directory.get(name) !== copy.get(name));
          if (inoIn(kept, name) !== inoIn(model, name)) expect(differing.has(name)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  },
);

test("Directory becomes one map again when most of its names are gone", () => {
  const directory = new Directory({}, 1);
  const model: Model = [];
  fill(directory, model, 1025);
  expect(directory.isOrdered).toBe(false);
  for (let at = 0; at < 514; at++) remove(directory, model, `f${at}`);
  expect(directory.isOrdered).toBe(true);
  check(directory, model);
});

test("Directory keeps its cookie when a name comes to stand for another inode", () => {
  const directory = new Directory({}, 1);
  directory.set("a", 5, "file");
  directory.set("b", 6, "file");
  directory.set("a", 7, "symlink");
  expect(directory.after(0)).toEqual({ name: "a", ino: 7, type: "symlink", cookie: 1 });
});
