import { expect, test } from "vitest";
import type { Profile } from "../runtime/index.ts";
import { createFileSystem } from "../vfs/index.ts";
import type { Program } from "../worker/protocol.ts";
import { addSources } from "./profile-sources.ts";

const nothing = { rows: [], others: 0, othersFuel: 0 };
const phases = {
  ...{ start: 0, imports: 0, program: 6, commands: 0 },
  ...{ utilities: 0, hostCalls: 0, programs: 0 },
};
const tables = { utilities: nothing, hostCalls: nothing, programs: nothing, commands: nothing };
const main: Program = { kind: "python", source: "a = 1\r\n  b = 2\n\n", path: "/app/main.py" };

function shown(places: readonly (readonly [string, number])[], program: Program = main) {
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  fs.mkdir("/app/folder");
  fs.writeFile("/app/lib.py", new TextEncoder().encode(`x = "é"\n${"y".repeat(500)}\n`));
  const rows = places.map(([file, line]) => ({ file, line, self: 1, total: 2 }));
  const profile: Profile = { fuel: 6, phases, ...tables, lines: { ...nothing, rows } };
  return addSources(profile, program, fs).lines?.rows.map(({ source }) => source);
}

test("addSources() shows lines of the program and of files", () => {
  const lines = shown([
    ["/app/main.py", 2],
    ["/app/lib.py", 1],
    ["/app/lib.py", 2],
  ]);
  expect(lines).toEqual(["b = 2", 'x = "é"', `${"y".repeat(160)}…`]);
});

test("addSources() reads programs that are bytes", () => {
  const source = new TextEncoder().encode("a = 1\n# é\n");
  expect(shown([["/app/main.py", 2]], { kind: "python", source, path: "/app/main.py" })).toEqual([
    "# é",
  ]);
});

test.each([
  ["a line that is empty", "/app/main.py", 3],
  ["a line past the end", "/app/main.py", 99],
  ["no line", "/app/main.py", 0],
  ["a file that is gone", "/app/none.py", 1],
  ["a directory", "/app/folder", 1],
  ["a name that is no path", "<step 1>", 1],
  ["no name", "", 1],
  ["a name that is too long", `/app/${"😀".repeat(190)}`, 1],
  ["a file as a directory", "/app/lib.py/x", 1],
  ["a path that leads out", "/app/../../etc/passwd", 1],
])("addSources() shows nothing for %s", (_, file, line) => {
  expect(shown([[file, line]])).toEqual([undefined]);
});

test("addSources() leaves profiles without lines as they are", () => {
  const profile: Profile = { fuel: 6, phases, ...tables };
  expect(addSources(profile, main, createFileSystem().sync)).toBe(profile);
});
