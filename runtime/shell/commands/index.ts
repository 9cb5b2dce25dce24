/** The commands of a shell that are ours. */
import { spawnProgram } from "../foreign-file.ts";
import type { Command } from "../interpreter.ts";
import type { ShellRealm } from "../shell-realm.ts";
import { base64 } from "./base64.ts";
import { bc } from "./bc.ts";
import { cat } from "./cat.ts";
import { type OwnCommand, toCommand } from "./command-call.ts";
import { cut } from "./cut.ts";
import { createDate } from "./date.ts";
import { diff } from "./diff.ts";
import { digests } from "./digests.ts";
import { env } from "./env.ts";
import { find } from "./find.ts";
import { formats } from "./formats.ts";
import { greps } from "./grep.ts";
import { head, tail } from "./head-and-tail.ts";
import { host } from "./host.ts";
import { bg, disown, fg, jobs, kill, ulimit } from "./jobs.ts";
import { ls } from "./ls.ts";
import { paste } from "./paste.ts";
import { sed } from "./sed.ts";
import { seq } from "./seq.ts";
import { shuf, xxd } from "./shuf-and-xxd.ts";
import { id, mktemp, nproc, realpath, uname, yes } from "./small-commands.ts";
import { sort } from "./sort.ts";
import { stat } from "./stat.ts";
import { tar } from "./tar.ts";
import { touch } from "./touch.ts";
import { tr } from "./tr.ts";
import { uniq } from "./uniq.ts";
import { wc } from "./wc.ts";
import { xargs } from "./xargs.ts";

/** Programs of the sandbox that are commands of the shell. */
export const programNames: ReadonlySet<string> = new Set(["python", "python3", "node", "nodejs"]);

const ownCommands: readonly OwnCommand[] = [
  base64,
  bc,
  bg,
  cat,
  cut,
  ...digests,
  diff,
  disown,
  env,
  fg,
  find,
  ...formats,
  ...greps,
  head,
  host,
  id,
  jobs,
  kill,
  ls,
  mktemp,
  nproc,
  paste,
  realpath,
  sed,
  seq,
  shuf,
  sort,
  stat,
  tail,
  tar,
  touch,
  tr,
  ulimit,
  uname,
  uniq,
  wc,
  xargs,
  xxd,
  yes,
];

/** The names of all of them. */
export const ownCommandNames: readonly string[] = [
  ...programNames,
  "trap",
  "umask",
  ...ownCommands.map(({ name }) => name),
];

/** Makes them for the shells of a realm. */
export function createCommands(realm: ShellRealm): readonly Command[] {
  return [
    ...Array.from(programNames, (name) => createProgram(name, realm)),
    ...ownCommands.map((own) => toCommand(own, realm)),
    createDate(() => Number(realm.kernel.clock.realtimeNs() / 1_000_000n)),
  ];
}

function createProgram(name: string, realm: ShellRealm): Command {
  return {
    name,
    trusted: true,
    execute(args, context) {
      const { cwd, exportedEnv } = context;
      const stdin = context.inheritStdin() ? undefined : context.stdin;
      const place = { cwd, exportedEnv, stdin };
      return realm.outside(() => spawnProgram(realm.kernel, [name, ...args], place));
    },
  };
}
