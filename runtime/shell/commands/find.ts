/** `find`: walks trees and does what an expression says about each file. */
import { cost } from "../../../utils-lib/index.ts";
import { baseName, type Stat } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import type { OwnCommand } from "./command-call.ts";
import { parseExpression } from "./find-expression.ts";
import type { FindRun, FoundFile } from "./find-words.ts";

/** The command. */
export const find: OwnCommand = {
  name: "find",
  help: `Usage: find [-H] [-L] [-P] [PATH]... [EXPRESSION]
Walk directories and look at each file.
Tests: -name -iname -path -ipath -regex -iregex -type -size -empty -newer -newermt -mtime -mmin
  -atime -amin -ctime -cmin -perm -samefile -links -inum -user -group -readable -writable -executable
Actions: -print -print0 -printf FORMAT -ls -delete -prune -quit -exec COMMAND ; -exec COMMAND {} +
  -execdir COMMAND ; -ok COMMAND ; -fprint FILE
Operators: ( EXPR ) ! EXPR -not EXPR EXPR -a EXPR EXPR -o EXPR EXPR , EXPR
Options: -maxdepth N -mindepth N -depth -mount -xdev -follow -daystart -noleaf`,
  run(call) {
    const args = [...call.args];
    let follows = false;
    while (/^-(?:[HLP]|O\d?)$/.test(args[0] ?? "")) follows = args.shift() === "-L";
    const start = args.findIndex((arg) => /^(?:-.+|[()!,])$/.test(arg));
    const paths = args.splice(0, start < 0 ? args.length : start);
    const run: FindRun = { call, hasEnded: false, isPruned: false, atEnd: [] };
    const { test, options } = parseExpression(args, run);
    const walk: Walk = { run, test, ...options, follows: follows || options.follows };
    for (const path of paths.length === 0 ? ["."] : paths) visitStart(walk, path);
    for (const finish of run.atEnd) finish();
    return undefined;
  },
};

interface Walk {
  readonly run: FindRun;
  readonly test: (file: FoundFile) => boolean;
  readonly minDepth: number;
  readonly maxDepth: number;
  /** Whether what is in a directory comes before it. */
  readonly isPostOrder: boolean;
  readonly follows: boolean;
}

function visitStart(walk: Walk, name: string): void {
  const { call } = walk.run;
  const path = call.path(name);
  let stat: Stat;
  try {
    stat = statOf(walk, path);
  } catch (error) {
    call.complain(`‘${name}’: ${errorText(error)}`);
    return;
  }
  const target = stat.type === "directory" ? call.fs.realpath(path) : path;
  visit(walk, { name, path: target, base: nameOf(name), depth: 0, start: name, stat });
}

/** The last component, as `-name` has it: of `./` it is a dot. */
function nameOf(name: string): string {
  return baseName(name.replace(/(?<=.)\/+$/, "")) || "/";
}

/** With `-L` that of what a symlink leads to, if it leads anywhere. */
function statOf({ run: { call }, follows }: Walk, path: string): Stat {
  if (follows && call.fs.exists(path)) return call.fs.stat(path);
  return call.fs.lstat(path);
}

function visit(walk: Walk, file: FoundFile): void {
  const { run, test, minDepth, maxDepth, isPostOrder } = walk;
  const { call } = run;
  call.charge(cost.entry);
  const isShown = file.depth >= minDepth;
  run.isPruned = false;
  if (isShown && !isPostOrder) test(file);
  const goesDown = file.stat.type === "directory" && file.depth < maxDepth && !run.isPruned;
  if (goesDown && !run.hasEnded && !isLoop(walk, file)) {
    for (const child of childrenOf(walk, file)) {
      if (run.hasEnded) return;
      visit(walk, child);
    }
  }
  if (isShown && isPostOrder && !run.hasEnded) test(file);
}

/** Whether following a symlink has led back to a directory above. */
function isLoop({ follows, run: { call } }: Walk, { path, depth }: FoundFile): boolean {
  if (!follows || depth === 0) return false;
  const real = call.fs.realpath(path);
  return real !== path && `${path}/`.startsWith(`${real === "/" ? "" : real}/`);
}

function childrenOf(walk: Walk, file: FoundFile): readonly FoundFile[] {
  const { call } = walk.run;
  const { fs } = call;
  // Actions may have removed it.
  if (!fs.exists(file.path)) return [];
  const names = fs.readdir(file.path).map(({ name }) => name);
  call.charge(names.length * cost.entry);
  return names.flatMap((base) => {
    const path = file.path === "/" ? `/${base}` : `${file.path}/${base}`;
    if (!fs.exists(path, { follow: false })) return [];
    const name = file.name.endsWith("/") ? file.name + base : `${file.name}/${base}`;
    const stat = statOf(walk, path);
    return [{ name, path, base, depth: file.depth + 1, start: file.start, stat }];
  });
}
