/**
 * The numbers of WASI preview1 and the shape of its calls.
 * https://github.com/WebAssembly/WASI/blob/main/legacy/preview1/docs.md
 */

/** Rights bits. */
export const right = {
  fdDatasync: 0x1n,
  fdRead: 0x2n,
  fdSeek: 0x4n,
  fdFdstatSetFlags: 0x8n,
  fdSync: 0x10n,
  fdTell: 0x20n,
  fdWrite: 0x40n,
  fdAdvise: 0x80n,
  fdAllocate: 0x100n,
  pathCreateDirectory: 0x200n,
  pathCreateFile: 0x400n,
  pathLinkSource: 0x800n,
  pathLinkTarget: 0x1000n,
  pathOpen: 0x2000n,
  fdReaddir: 0x4000n,
  pathReadlink: 0x8000n,
  pathRenameSource: 0x10000n,
  pathRenameTarget: 0x20000n,
  pathFilestatGet: 0x40000n,
  pathFilestatSetSize: 0x80000n,
  pathFilestatSetTimes: 0x100000n,
  fdFilestatGet: 0x200000n,
  fdFilestatSetSize: 0x400000n,
  fdFilestatSetTimes: 0x800000n,
  pathSymlink: 0x1000000n,
  pathRemoveDirectory: 0x2000000n,
  pathUnlinkFile: 0x4000000n,
  pollFdReadwrite: 0x8000000n,
} as const;

/** Types of what a descriptor stands for. */
export const filetype = { unknown: 0, directory: 3, regularFile: 4, symbolicLink: 7 } as const;

/** Flags of an open descriptor; `all` are the bits that exist. */
export const fdflags = { append: 1, all: 31 } as const;

/** How `path_open` opens. */
export const oflags = { creat: 1, directory: 2, excl: 4, trunc: 8, all: 15 } as const;

/** How a path is looked up. */
export const lookupflags = { symlinkFollow: 1 } as const;

/** Which times are set, and how. */
export const fstflags = { atim: 1, atimNow: 2, mtim: 4, mtimNow: 8, all: 15 } as const;

/** Clocks; the last two count the CPU time of a program, which here is its monotonic time. */
export const clockid = { realtime: 0, monotonic: 1, processCputime: 2, threadCputime: 3 } as const;

/** What a subscription waits for. */
export const eventtype = { clock: 0, fdRead: 1, fdWrite: 2 } as const;

/** Set when the timeout of a clock subscription is a point in time. */
export const subclockflags = { abstime: 1 } as const;

/** Sizes of the structures in linear memory, in bytes. */
export const size = {
  iovec: 8,
  prestat: 8,
  fdstat: 24,
  dirent: 24,
  event: 32,
} as const;

/** Every call: parameters (i = i32, I = i64), then whether it answers an errno. */
export const signatures = {
  args_get: "ii:i",
  args_sizes_get: "ii:i",
  clock_res_get: "ii:i",
  clock_time_get: "iIi:i",
  environ_get: "ii:i",
  environ_sizes_get: "ii:i",
  fd_advise: "iIIi:i",
  fd_allocate: "iII:i",
  fd_close: "i:i",
  fd_datasync: "i:i",
  fd_fdstat_get: "ii:i",
  fd_fdstat_set_flags: "ii:i",
  fd_fdstat_set_rights: "iII:i",
  fd_filestat_get: "ii:i",
  fd_filestat_set_size: "iI:i",
  fd_filestat_set_times: "iIIi:i",
  fd_pread: "iiiIi:i",
  fd_prestat_dir_name: "iii:i",
  fd_prestat_get: "ii:i",
  fd_pwrite: "iiiIi:i",
  fd_read: "iiii:i",
  fd_readdir: "iiiIi:i",
  fd_renumber: "ii:i",
  fd_seek: "iIii:i",
  fd_sync: "i:i",
  fd_tell: "ii:i",
  fd_write: "iiii:i",
  path_create_directory: "iii:i",
  path_filestat_get: "iiiii:i",
  path_filestat_set_times: "iiiiIIi:i",
  path_link: "iiiiiii:i",
  path_open: "iiiiiIIii:i",
  path_readlink: "iiiiii:i",
  path_remove_directory: "iii:i",
  path_rename: "iiiiii:i",
  path_symlink: "iiiii:i",
  path_unlink_file: "iii:i",
  poll_oneoff: "iiii:i",
  proc_exit: "i:",
  proc_raise: "i:i",
  random_get: "ii:i",
  sched_yield: ":i",
  sock_accept: "iii:i",
  sock_recv: "iiiiii:i",
  sock_send: "iiiii:i",
  sock_shutdown: "ii:i",
} as const;

/** The name of a call. */
export type CallName = keyof typeof signatures;
