/** The structures that the shim's `WASI` asks for, with the methods that it calls on them. */
import type { DirectoryEntry, Stat } from "../../vfs/index.ts";
import { filetypes } from "../wasi/filestat.ts";
import { encodeText } from "../wasi/strings.ts";
import type { ShimDirent, ShimFdstat, ShimFilestat, ShimPrestat } from "./shim-types.ts";

/** Metadata, at the offsets that preview1 gives it. */
export function toShimStat(stat: Stat): ShimFilestat {
  const fields = {
    dev: BigInt(stat.dev),
    ino: BigInt(stat.ino),
    filetype: filetypes[stat.type],
    nlink: BigInt(stat.nlink),
    size: BigInt(stat.size),
    atim: stat.atimeNs,
    mtim: stat.mtimeNs,
    ctim: stat.ctimeNs,
  };
  return {
    ...fields,
    write_bytes(view, pointer) {
      view.setBigUint64(pointer, fields.dev, true);
      view.setBigUint64(pointer + 8, fields.ino, true);
      view.setBigUint64(pointer + 16, BigInt(fields.filetype), true);
      view.setBigUint64(pointer + 24, fields.nlink, true);
      view.setBigUint64(pointer + 32, fields.size, true);
      view.setBigUint64(pointer + 40, fields.atim, true);
      view.setBigUint64(pointer + 48, fields.mtim, true);
      view.setBigUint64(pointer + 56, fields.ctim, true);
    },
  };
}

/** What a descriptor is: its type, flags and rights. */
export function toShimFdstat(
  filetype: number,
  flags: number,
  base: bigint,
  inheriting: bigint,
): ShimFdstat {
  return {
    fs_filetype: filetype,
    fs_flags: flags,
    fs_rights_base: base,
    fs_rights_inherited: inheriting,
    write_bytes(view, pointer) {
      view.setUint16(pointer, filetype, true);
      view.setUint16(pointer + 2, flags, true);
      view.setBigUint64(pointer + 8, base, true);
      view.setBigUint64(pointer + 16, inheriting, true);
    },
  };
}

/** An entry of a directory, and where the listing goes on after it. */
export function toShimDirent(
  next: bigint,
  { name, ino, type }: Pick<DirectoryEntry, "name" | "ino" | "type">,
): ShimDirent {
  const bytes = encodeText(name);
  return {
    d_next: next,
    d_ino: BigInt(ino),
    d_namlen: bytes.length,
    d_type: filetypes[type],
    dir_name: bytes,
    head_length: () => 24,
    name_length: () => bytes.length,
    write_head_bytes(view, pointer) {
      view.setBigUint64(pointer, next, true);
      view.setBigUint64(pointer + 8, BigInt(ino), true);
      view.setUint32(pointer + 16, bytes.length, true);
      view.setUint32(pointer + 20, filetypes[type], true);
    },
    write_name_bytes(target, pointer, length) {
      target.set(bytes.subarray(0, length), pointer);
    },
  };
}

/** The name that a directory is offered under. */
export function toShimPrestat(name: string): ShimPrestat {
  const bytes = encodeText(name);
  const inner = {
    pr_name: bytes,
    write_bytes: (view: DataView, pointer: number) => view.setUint32(pointer, bytes.length, true),
  };
  return {
    tag: 0,
    inner,
    write_bytes(view, pointer) {
      view.setUint32(pointer, 0, true);
      inner.write_bytes(view, pointer + 4);
    },
  };
}
