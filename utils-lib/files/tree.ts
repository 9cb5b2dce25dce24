/** `tree`: a directory and what lies below it, drawn as text. */
import type { FileType } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { isUnreachable, visitEntries } from "./visit-tree.ts";

/** The arguments of {@link tree}. */
export interface TreeArguments {
  readonly path: string;
  readonly max_depth: number | null;
}

/** An entry still to be drawn. */
interface Branch {
  readonly name: string;
  readonly path: string;
  readonly type: FileType;
  readonly depth: number;
  readonly indent: string;
  readonly isLast: boolean;
}

/**
 * Draws a directory: its absolute path, then its entries sorted by code unit, each below the
 * directory that it lies in. Directories end with a slash; symlinks show where they lead and are
 * not followed. A start that does not exist gives an empty text.
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
 * fs.writeFile("/app/data/a.csv", new Uint8Array());
 * fs.writeFile("/app/main.py", new Uint8Array());
 *
 * const { tree } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await tree(), "/app\n├── data/\n│   └── a.csv\n└── main.py\n");
 * assert.equal(await tree({ maxDepth: 1 }), "/app\n├── data/\n└── main.py\n");
 * ```
 */
export const tree: Utility<TreeArguments, [], ["path", "max_depth"], string> = {
  name: "tree",
  camelCaseName: "tree",
  module: "files",
  summary: "Draws a directory and all that lies below it.",
  parameters: [
    { name: "path", type: "string", doc: "Directory to start at.", default: "/app", path: true },
    {
      name: "max_depth",
      type: "integer",
      doc: "How deep to go; 1 shows what is directly in the start, and null shows all.",
      default: null,
      minimum: 0,
    },
  ],
  result: {
    typescript: "string",
    python: "str",
    doc: "One line for each entry, the first with the path; empty when the start does not exist.",
  },
  example: { args: ["src"], result: "/app/src\n├── main.py\n└── util.py\n" },
  cost: "One call, one path and its components, and for each directory one file, for each entry one entry, and resultByte for each character; for a symlink one component more.",
  run(context, { path: given, max_depth }) {
    const { path } = guardPath(context, given);
    if (!context.fs.exists(path)) return "";
    const meter = createResultMeter(context, "tree");
    const report = createProgress(context);
    const lines: string[] = [];
    const draw = (line: string): void => {
      meter.text(line.length + 1);
      lines.push(line);
    };
    draw(path);
    const pending = branchesOf(context, path, "", 1, max_depth);
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { indent, isLast, type, depth } = next;
      report(0, 1);
      draw(`${indent}${isLast ? "└── " : "├── "}${label(context, next)}`);
      if (type !== "directory") continue;
      const below = indent + (isLast ? "    " : "│   ");
      for (const branch of branchesOf(context, next.path, below, depth + 1, max_depth)) {
        pending.push(branch);
      }
    }
    lines.push("");
    return lines.join("\n");
  },
};

/** The entries of a directory, the first one last; none where it is too deep. */
function branchesOf(
  context: UtilityContext,
  directory: string,
  indent: string,
  depth: number,
  maxDepth: number | null,
): Branch[] {
  if (depth > (maxDepth ?? Infinity)) return [];
  const base = directory === "/" ? "/" : `${directory}/`;
  const found: { readonly name: string; readonly type: FileType }[] = [];
  visitEntries(context, base, (name, type) => found.push({ name, type }));
  found.sort((one, other) => (one.name < other.name ? 1 : -1));
  return found.map(({ name, type }, index) => {
    return { name, type, path: base + name, depth, indent, isLast: index === 0 };
  });
}

function label(context: UtilityContext, { name, path, type }: Branch): string {
  if (type === "directory") return `${name}/`;
  return type === "symlink" ? `${name} -> ${targetOf(context, path)}` : name;
}

function targetOf({ fs, charge }: UtilityContext, path: string): string {
  charge(cost.component);
  try {
    return fs.readlink(path);
  } catch (error) {
    if (isUnreachable(error)) return "";
    throw error;
  }
}
