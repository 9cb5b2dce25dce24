/** Gathers files for an archive. */
import { cost } from "../../../utils-lib/index.ts";
import { joinPath, type Stat } from "../../../vfs/index.ts";
import { toLatin1 } from "../../latin1.ts";
import { errorText } from "../error-text.ts";
import type { CommandCall } from "./command-call.ts";
import type { TarMember } from "./tar-format.ts";

/** What is gathered, and what is not. */
export interface MemberOptions {
  /** Where names start: an absolute path. */
  readonly base: string;
  isExcluded(name: string): boolean;
  /** Whether what symlinks lead to takes their place. */
  readonly follows: boolean;
  readonly maxBytes: number;
  /** The absolute path of a file that is left out. */
  readonly leftOut: string | undefined;
}

/** The files that `names` stand for and all below them, as members. Complains of those that are not there. */
export function collectMembers(
  call: CommandCall,
  names: readonly string[],
  options: MemberOptions,
): readonly TarMember[] {
  const members: TarMember[] = [];
  let bytes = 0;
  const add = (name: string, path: string): void => {
    if (options.isExcluded(name)) return;
    if (path === options.leftOut) {
      call.say(`tar: ${name}: file is the archive; not dumped\n`);
      return;
    }
    call.charge(cost.file);
    const stat = options.follows ? call.fs.stat(path) : call.fs.lstat(path);
    const { type, size } = stat;
    if (type === "file") {
      bytes += size;
      call.charge(size * cost.copiedByte);
      if (bytes > options.maxBytes) {
        call.complain(`${name}: the files are too large for an archive`, 2);
        return;
      }
    }
    members.push(memberOf(call, name, path, stat));
    if (type !== "directory") return;
    const children = call.fs.readdir(path);
    call.charge(children.length * cost.entry);
    for (const child of children)
      add(`${name.replace(/\/$/, "")}/${child.name}`, joinPath(path, child.name));
  };
  for (const given of names) {
    const name = given.replace(/^\/+/, "");
    if (name !== given && members.length === 0)
      call.say("tar: Removing leading `/' from member names\n");
    try {
      add(name === "" ? "./" : name, given.startsWith("/") ? given : joinPath(options.base, given));
    } catch (error) {
      call.complain(`${given}: Cannot stat: ${errorText(error)}`, 2);
    }
  }
  return members;
}

function memberOf({ fs }: CommandCall, name: string, path: string, stat: Stat): TarMember {
  const { type, mode, mtimeNs } = stat;
  return {
    name: type === "directory" && !name.endsWith("/") ? `${name}/` : name,
    type,
    mode: mode & 0o7777,
    mtime: Number(mtimeNs / 1_000_000_000n),
    target: type === "symlink" ? fs.readlink(path) : "",
    content: type === "file" ? toLatin1(fs.readFile(path)) : "",
  };
}
