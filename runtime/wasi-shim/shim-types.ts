/**
 * What the objects of @bjorn3/browser_wasi_shim look like, by their shape: it is no dependency.
 * https://github.com/bjorn3/browser_wasi_shim
 */

/** What writes itself into a guest's memory. */
interface ShimStructure {
  write_bytes(view: DataView, pointer: number): void;
}

/** Metadata of a file. */
export interface ShimFilestat extends ShimStructure {
  dev: bigint;
  ino: bigint;
  filetype: number;
  nlink: bigint;
  size: bigint;
  atim: bigint;
  mtim: bigint;
  ctim: bigint;
}

/** What a descriptor is and may be used for. */
export interface ShimFdstat extends ShimStructure {
  fs_filetype: number;
  fs_flags: number;
  fs_rights_base: bigint;
  fs_rights_inherited: bigint;
}

/** An entry of a directory. */
export interface ShimDirent {
  d_next: bigint;
  d_ino: bigint;
  d_namlen: number;
  d_type: number;
  dir_name: Uint8Array;
  head_length(): number;
  name_length(): number;
  write_head_bytes(view: DataView, pointer: number): void;
  write_name_bytes(bytes: Uint8Array, pointer: number, length: number): void;
}

/** The name that a directory is offered under. */
export interface ShimPrestat extends ShimStructure {
  tag: number;
  inner: ShimStructure & { pr_name: Uint8Array };
}

/** What a name stands for. */
export interface ShimInode {
  ino: bigint;
  path_open(
    oflags: number,
    rights: bigint,
    fdflags: number,
  ): { ret: number; fd_obj: ShimFd | null };
  stat(): ShimFilestat;
}

/** What stands behind a descriptor. Every method answers an error number, alone or as `ret`. */
export interface ShimFd {
  fd_allocate(offset: bigint, length: bigint): number;
  fd_close(): number;
  fd_fdstat_get(): { ret: number; fdstat: ShimFdstat | null };
  fd_fdstat_set_flags(flags: number): number;
  fd_fdstat_set_rights(base: bigint, inheriting: bigint): number;
  fd_filestat_get(): { ret: number; filestat: ShimFilestat | null };
  fd_filestat_set_size(size: bigint): number;
  fd_filestat_set_times(atime: bigint, mtime: bigint, flags: number): number;
  fd_pread(size: number, offset: bigint): { ret: number; data: Uint8Array };
  fd_prestat_get(): { ret: number; prestat: ShimPrestat | null };
  fd_pwrite(data: Uint8Array, offset: bigint): { ret: number; nwritten: number };
  fd_read(size: number): { ret: number; data: Uint8Array };
  fd_readdir_single(cookie: bigint): { ret: number; dirent: ShimDirent | null };
  fd_seek(offset: bigint, whence: number): { ret: number; offset: bigint };
  fd_sync(): number;
  fd_tell(): { ret: number; offset: bigint };
  fd_write(data: Uint8Array): { ret: number; nwritten: number };
  path_create_directory(path: string): number;
  path_filestat_get(flags: number, path: string): { ret: number; filestat: ShimFilestat | null };
  path_filestat_set_times(
    flags: number,
    path: string,
    atime: bigint,
    mtime: bigint,
    set: number,
  ): number;
  path_link(path: string, inode: ShimInode, allowDirectory: boolean): number;
  path_unlink(path: string): { ret: number; inode_obj: ShimInode | null };
  path_lookup(path: string, flags: number): { ret: number; inode_obj: ShimInode | null };
  path_open(
    flags: number,
    path: string,
    oflags: number,
    base: bigint,
    inheriting: bigint,
    fdflags: number,
  ): { ret: number; fd_obj: ShimFd | null };
  path_readlink(path: string): { ret: number; data: string | null };
  path_remove_directory(path: string): number;
  path_rename(from: string, newFd: number, to: string): number;
  path_unlink_file(path: string): number;
}
