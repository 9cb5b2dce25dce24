import fc from "fast-check";
import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { treeText } from "../../test/support/utility-sweep.ts";
import { FsError } from "../../vfs/index.ts";
import { callUtility } from "../call-utility.ts";
import { PathEscapeError } from "../path-guard.ts";
import { UtilityError } from "../utility-error.ts";

const tree = {
  "/app/a/f": "f",
  "/app/a/b/g": "g",
  "/app/a/up": { link: ".." },
  "/app/file": "file",
  "/app/in": { link: "a/b" },
  "/app/out": { link: "/outside" },
  "/app/climb": { link: "../outside/secret" },
  "/app/loop": { link: "loop" },
  "/app/gone": { link: "nowhere" },
  "/outside/secret": "secret",
  "/outside/dir/x": "x",
  "/app2/near": "near",
};

const component = fc.constantFrom("a", "b", "f", "g", "up", "..", "in", "out", "dir", "new", ".");
const path = fc.oneof(
  fc.constantFrom("/app", "file", "in", "out", "climb", "loop", "gone", "new", "a", "/", "/app2"),
  fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/")),
);
const pattern = fc.constantFrom("*", "[fg]", "**/g", "f");
const flag = fc.boolean();
const mode = fc.constantFrom("700", "+x", "go=");

const call: fc.Arbitrary<readonly [string, ...unknown[]]> = fc.oneof(
  fc.tuple(fc.constantFrom("walk", "tree", "du", "stat", "checksum", "cat", "realpath"), path),
  fc.tuple(fc.constantFrom("touch", "mkdir", "remove_tree"), path),
  fc.tuple(fc.constantFrom("mv", "copy_tree"), path, path),
  fc.tuple(fc.constant("cp"), path, path, flag),
  fc.tuple(fc.constant("rm"), path, flag, flag),
  fc.tuple(fc.constant("ln"), path, path, flag, flag),
  fc.tuple(fc.constant("ls"), path, flag, flag),
  fc.tuple(fc.constant("echo"), fc.constant("text"), path, flag),
  fc.tuple(fc.constant("chmod"), path, mode, flag),
  fc.tuple(fc.constant("find"), pattern, path, flag),
  fc.tuple(fc.constant("remove_tree"), path, pattern),
  fc.tuple(fc.constant("base64"), path, flag, path),
);

test("calls in any order stay inside, leave nothing open or unfinished, and fail as they say", () => {
  fc.assert(
    fc.property(fc.array(call, { minLength: 1, maxLength: 12 }), (calls) => {
      const context = contextOf(tree);
      const outside = [treeText(context.fs, "/outside"), treeText(context.fs, "/app2")];
      for (const [name, ...args] of calls) {
        try {
          callUtility(context, name, args);
        } catch (error) {
          const isKnown = [FsError, UtilityError, PathEscapeError].some(
            (known) => error instanceof known,
          );
          if (!isKnown) throw error;
          expect(String(error)).not.toContain(".partial");
        }
      }
      expect([treeText(context.fs, "/outside"), treeText(context.fs, "/app2")]).toEqual(outside);
      expect(context.fs.usage().openFiles).toBe(0);
      const names = Object.keys(treeText(context.fs));
      expect(names.filter((found) => found.includes(".partial"))).toEqual([]);
    }),
    { numRuns: 500, seed: 6 },
  );
});
