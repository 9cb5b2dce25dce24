/**
 * The plan of the house: which room may look into which, where Node may be named, how big a file
 * may grow. A new room, or a new door between rooms, is a change to the tables below and nothing
 * else.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Each room and the rooms it may import, from the ground up. `type:` = types only. */
const rooms: ReadonlyMap<string, readonly string[]> = new Map([
  ["wasm", []],
  ["vfs", []],
  ["utils-lib", ["vfs"]],
  ["runtime", ["wasm", "vfs", "utils-lib"]],
  ["worker", ["vfs", "runtime"]],
  ["sandbox", ["vfs", "utils-lib", "worker", "type:runtime"]],
  ["cli", ["wasm", "vfs", "utils-lib", "runtime", "worker", "sandbox"]],
  // The page uses the package as others do.
  ["web", []],
]);

/** The packages each room may import; all others are a change to this table. */
const packages: ReadonlyMap<string, readonly string[]> = new Map([
  [
    "utils-lib",
    [
      "@jmespath-community/jmespath",
      "@noble/hashes/legacy.js",
      "@noble/hashes/sha2.js",
      "js-yaml",
      "re2js",
      "saxes",
      "smol-toml",
    ],
  ],
  [
    "runtime",
    [
      "@noble/hashes/legacy.js",
      "@noble/hashes/pbkdf2.js",
      "@noble/hashes/sha2.js",
      "@noble/hashes/utils.js",
      "quickjs-wasi",
    ],
  ],
  ["worker", ["comlink"]],
  ["sandbox", ["comlink", "smol-toml"]],
  ["cli", ["commander"]],
  ["web", ["fuelbox", "@codemirror", "@lezer/highlight", "@xterm"]],
]);

/** The doors of a room, besides its index. */
const sideDoors = ["runtime/host.ts"];

/** Files that may import Node's own modules. */
const mayUseNode = /^(?:cli\/|sandbox\/node\.ts$)|-node\.ts$/;

const maxLines = 300;
const root = fileURLToPath(new URL("..", import.meta.url));

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  /** Relative to the root; undefined for a package. */
  readonly path: string | undefined;
}

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

const importFrom =
  /^(?:import|export)\s(?<type>type\s)?[^;"]*?from\s+"(?<from>[^"]+)"|^import\s+"(?<bare>[^"]+)"|[^.\w]import\("(?<dynamic>[^"]+)"\)/gm;

function importsOf(path: string, text: string): readonly Import[] {
  return [...text.matchAll(importFrom)].map(({ groups = {} }) => {
    const specifier = groups["from"] ?? groups["bare"] ?? groups["dynamic"] ?? "";
    const target = specifier.startsWith(".")
      ? normalize(join(dirname(path), specifier))
      : undefined;
    return { specifier, typeOnly: groups["type"] !== undefined, path: target };
  });
}

const files: readonly SourceFile[] = [...rooms.keys()].flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .filter((name) => !name.includes("generated/") && !name.includes("examples/"))
    .map((name) => {
      const path = join(room, name);
      const text = readFileSync(join(root, path), "utf8");
      return { path, room, lines: text.split("\n").length - 1, imports: importsOf(path, text) };
    }),
);

test("every room has files", () => {
  expect([...rooms.keys()].filter((room) => !files.some((file) => file.room === room))).toEqual([]);
});

test("rooms are listed from the ground up", () => {
  const seen = new Set<string>();
  for (const [room, doors] of rooms) {
    expect(doors.filter((door) => !seen.has(door.replace("type:", "")))).toEqual([]);
    seen.add(room);
  }
});

test.each(files)("$path imports only rooms it may", ({ room, imports }) => {
  const doors = rooms.get(room) ?? [];
  const wrong = imports.filter(({ path, typeOnly }) => {
    if (path === undefined) return false;
    const other = path.split("/")[0] ?? "";
    const allowed =
      other === room || doors.includes(other) || (typeOnly && doors.includes(`type:${other}`));
    return !allowed;
  });
  expect(wrong).toEqual([]);
});

test.each(files)("$path enters another room by its index", ({ room, imports }) => {
  // The worker's and the sandbox's rooms have one door for each platform instead of an index.
  const wrong = imports.filter(({ path }) => {
    const other = path?.split("/")[0];
    if (path === undefined || other === room || other === "worker" || other === "sandbox") {
      return false;
    }
    const isDoor = path === `${other}/index.ts` || sideDoors.includes(path);
    return !isDoor && !path.startsWith("vfs/providers/");
  });
  expect(wrong).toEqual([]);
});

test.each(files)("$path imports only packages it may", ({ path, room, imports }) => {
  const allowed = packages.get(room) ?? [];
  const wrong = imports
    .filter((one) => one.path === undefined)
    .map(({ specifier }) => specifier)
    .filter((name) =>
      name.startsWith("node:")
        ? !mayUseNode.test(path)
        : !allowed.some((one) => name === one || name.startsWith(`${one}/`)),
    );
  expect(wrong).toEqual([]);
});

test.each(files.filter(({ room }) => room === "vfs"))("$path stands without providers", (file) => {
  // The door shows those that run anywhere.
  if (file.path.startsWith("vfs/providers/") || file.path === "vfs/index.ts") return;
  expect(file.imports.filter(({ path }) => path?.startsWith("vfs/providers/"))).toEqual([]);
});

test.each(files)(`$path is at most ${maxLines} lines`, ({ lines }) => {
  expect(lines).toBeLessThanOrEqual(maxLines);
});
