/** `du`: how many bytes lie in a directory and in those below it. */
import { cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility } from "../utility.ts";
import { traverse } from "./traverse.ts";

/** The arguments of {@link du}. */
export interface DuArguments {
  readonly path: string;
  readonly max_depth: number | null;
}

/**
 * Sums the sizes of files: those in a directory and in all directories below it. A file with
 * several names counts once, in one of their directories; symlinks are not followed and count nothing.
 * For a file the answer is its own size.
 *
 * @throws {FsError} `ENOENT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/data");
 * fs.writeFile("/app/data/a.bin", new Uint8Array(1_000));
 * fs.writeFile("/app/b.bin", new Uint8Array(24));
 *
 * const { du } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await du(), { "/app": 1_024, "/app/data": 1_000 });
 * assert.deepEqual(await du("/app", 0), { "/app": 1_024 });
 * ```
 */
export const du: Utility<DuArguments, [], ["path", "max_depth"], Record<string, number>> = {
  name: "du",
  camelCaseName: "du",
  module: "files",
  summary: "Sums the sizes of the files in a directory and in each directory below it.",
  parameters: [
    {
      name: "path",
      type: "string",
      doc: "Directory or file to measure.",
      default: "/app",
      path: true,
    },
    {
      name: "max_depth",
      type: "integer",
      doc: "How deep directories lie that get an entry of their own; 0 gives the whole alone, and null gives all.",
      default: null,
      minimum: 0,
    },
  ],
  result: {
    typescript: "Record<string, number>",
    python: "dict[str, int]",
    doc: "Bytes by absolute path, sorted by path; each directory includes those below it.",
  },
  example: { args: ["logs"], result: { "/app/logs": 95 } },
  cost: "One call, one path and its components, and for each directory one file, for each entry one entry, for each file one component, for each path returned one item and its bytes.",
  run(context, { path: given, max_depth }) {
    const { fs } = context;
    const { path, realPath } = guardPath(context, given);
    const meter = createResultMeter(context, "du");
    const report = createProgress(context);
    const found: [path: string, bytes: number][] = [];
    const start = fs.lstat(realPath);
    if (start.type === "file") {
      meter.item(path.length);
      return { [path]: start.size };
    }
    const deepest = max_depth ?? Infinity;
    // Files with several names that have been counted.
    const counted = new Set<string>();
    // The bytes in each directory on the way down, the start first.
    const sums: number[] = [];
    const close = (prefix: string): void => {
      const sum = sums.pop() ?? 0;
      const depth = sums.length;
      if (depth > 0) sums[depth - 1] = (sums[depth - 1] ?? 0) + sum;
      if (depth > deepest) return;
      const name = prefix === "" ? path : `${path === "/" ? "" : path}/${prefix}`;
      meter.item(name.length);
      found.push([name, sum]);
    };
    traverse(fs, realPath, {
      enter(directory) {
        context.charge(cost.file);
        const below: string[] = [];
        let sum = 0;
        for (const { name, type } of fs.entries(directory)) {
          context.charge(cost.entry);
          if (type === "directory") below.push(name);
          if (type !== "file") continue;
          context.charge(cost.component);
          const { dev, ino, nlink, size } = fs.lstat(name, { base: directory });
          const key = nlink > 1 ? `${dev}:${ino}` : "";
          if (counted.has(key)) continue;
          if (key !== "") counted.add(key);
          sum += size;
        }
        sums.push(sum);
        report(0, 1);
        return below;
      },
      leave: (_, prefix, name) => close(prefix + name),
    });
    close("");
    found.sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(found);
  },
};
