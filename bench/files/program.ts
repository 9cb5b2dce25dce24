/** WASI programs that work on files and time themselves, in text form: nothing but the host is measured. */

/** What a program does. */
export interface FilesProgram {
  readonly kind: ProgramKind;
  /** How many files, or calls, or, of programs that move data, buffers. */
  readonly count: number;
  /** The size of a buffer, or of a file, in bytes. */
  readonly bytes: number;
}

/** What programs there are. */
export type ProgramKind =
  | "create"
  | "list"
  | "open-read"
  | "read"
  | "stat"
  | "stat-again"
  | "tell"
  | "unlink"
  | "write";

/** Where the program finds its directory. */
export interface Directory {
  /** The number of the preopen. Default 3. */
  readonly fd?: number;
  /** What every path begins with. Default: nothing. */
  readonly prefix?: string;
}

/**
 * The program as WebAssembly text. It prints the nanoseconds that its work took by the monotonic
 * clock, and what came out of it; it ends with the error number of a call that failed.
 */
export function filesProgram(
  { kind, count, bytes }: FilesProgram,
  { fd = 3, prefix = "" }: Directory = {},
): string {
  const [prepare, work] = bodies[kind];
  return `(module ${imports}
  (memory (export "memory") 8)
  (data (i32.const ${path}) "${prefix}f00000000")
  (data (i32.const ${directoryPath}) "${prefix === "" ? "." : prefix}")
  (global $dir i32 (i32.const ${fd}))
  (global $count i32 (i32.const ${count}))
  (global $bytes i32 (i32.const ${bytes}))
  (global $pathLength i32 (i32.const ${prefix.length + 9}))
  (global $digitsEnd i32 (i32.const ${path + prefix.length + 9}))
  (global $directoryLength i32 (i32.const ${prefix === "" ? 1 : prefix.length}))
  ${helpers}
  (func (export "_start")
    (local $fd i32) (local $i i32) (local $sum i64) (local $start i64) (local $ns i64)
    (local $cookie i64) (local $at i32) (local $end i32)
    ${prepare}
    (local.set $i (i32.const 0))
    (local.set $sum (i64.const 0))
    (local.set $start (call $now))
    ${work}
    (local.set $ns (i64.sub (call $now) (local.get $start)))
    (call $print (local.get $ns) (i32.const 32))
    (call $print (local.get $sum) (i32.const 10))))`;
}

/** Addresses: the buffer of a call and its result are at 0, 8 and 16. */
const [path, directoryPath, data] = [1024, 2048, 65_536];

const types = {
  fd_write: "(param i32 i32 i32 i32) (result i32)",
  fd_read: "(param i32 i32 i32 i32) (result i32)",
  fd_seek: "(param i32 i64 i32 i32) (result i32)",
  fd_tell: "(param i32 i32) (result i32)",
  fd_close: "(param i32) (result i32)",
  fd_readdir: "(param i32 i32 i32 i64 i32) (result i32)",
  path_open: "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)",
  path_filestat_get: "(param i32 i32 i32 i32 i32) (result i32)",
  path_unlink_file: "(param i32 i32 i32) (result i32)",
  clock_time_get: "(param i32 i64 i32) (result i32)",
  proc_exit: "(param i32)",
};

const imports = Object.entries(types)
  .map(([name, type]) => `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${type}))`)
  .join("\n  ");

const helpers = `
  (func $check (param $errno i32)
    (if (local.get $errno) (then (call $proc_exit (local.get $errno)))))
  (func $now (result i64)
    (call $check (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 16)))
    (i64.load (i32.const 16)))
  ;; Puts a number into the path.
  (func $name (param $n i32) (local $at i32)
    (local.set $at (global.get $digitsEnd))
    (loop $more
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at) (i32.add (i32.const 48) (i32.rem_u (local.get $n) (i32.const 10))))
      (local.set $n (i32.div_u (local.get $n) (i32.const 10)))
      (br_if $more (i32.gt_u (local.get $at) (i32.sub (global.get $digitsEnd) (i32.const 8))))))
  (func $open (param $oflags i32) (result i32)
    ;; To read, seek, tell, write and stat.
    (call $check (call $path_open (global.get $dir) (i32.const 1)
      (i32.const ${path}) (global.get $pathLength) (local.get $oflags)
      (i64.const 0x200066) (i64.const 0) (i32.const 0) (i32.const 16)))
    (i32.load (i32.const 16)))
  (func $buffer
    (i32.store (i32.const 0) (i32.const ${data}))
    (i32.store (i32.const 4) (global.get $bytes)))
  (func $write (param $fd i32) (result i64)
    (call $check (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i64.load32_u (i32.const 8)))
  (func $read (param $fd i32) (result i64)
    (call $check (call $fd_read (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
    (i64.load32_u (i32.const 8)))
  ;; Makes $count files of $bytes bytes.
  (func $createAll (result i64) (local $i i32) (local $fd i32) (local $sum i64)
    (loop $more
      (call $name (local.get $i))
      (local.set $fd (call $open (i32.const 9)))
      (local.set $sum (i64.add (local.get $sum) (call $write (local.get $fd))))
      (call $check (call $fd_close (local.get $fd)))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $i) (global.get $count))))
    (local.get $sum))
  ;; Writes $count buffers.
  (func $writeAll (param $fd i32) (result i64) (local $i i32) (local $sum i64)
    (loop $more
      (local.set $sum (i64.add (local.get $sum) (call $write (local.get $fd))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $i) (global.get $count))))
    (local.get $sum))
  ;; Twelve digits, whatever the number: how long something took must not show in the fuel.
  (func $print (param $n i64) (param $last i32) (local $at i32)
    (local.set $at (i32.const 127))
    (i32.store8 (local.get $at) (local.get $last))
    (loop $more
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $n) (i64.const 10)))))
      (local.set $n (i64.div_u (local.get $n) (i64.const 10)))
      (br_if $more (i32.gt_u (local.get $at) (i32.const 115))))
    (i32.store (i32.const 0) (i32.const 115))
    (i32.store (i32.const 4) (i32.const 13))
    (drop (call $write (i32.const 1))))`;

/** Runs \`step\` for each number below $count and adds what it leaves to $sum. */
function repeat(step: string): string {
  return `(loop $more
      (local.set $sum (i64.add (local.get $sum) ${step}))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $more (i32.lt_u (local.get $i) (global.get $count))))`;
}

const createFiles = "(call $buffer) (drop (call $createAll))";
const openFirst = "(call $name (i32.const 0)) (local.set $fd (call $open (i32.const 9)))";
const stat = `(call $check (call $path_filestat_get (global.get $dir) (i32.const 1)
  (i32.const ${path}) (global.get $pathLength) (i32.const 4096)))`;

/** Each entry is 24 bytes and its name; one that is cut short is asked for again. */
const list = `
    (call $check (call $path_open (global.get $dir) (i32.const 1)
      (i32.const ${directoryPath}) (global.get $directoryLength) (i32.const 2)
      (i64.const 0x4000) (i64.const 0) (i32.const 0) (i32.const 16)))
    (local.set $fd (i32.load (i32.const 16)))
    (loop $fill
      (call $check (call $fd_readdir (local.get $fd) (i32.const ${data}) (i32.const 4096)
        (local.get $cookie) (i32.const 16)))
      (local.set $at (i32.const ${data}))
      (local.set $end (i32.add (local.get $at) (i32.load (i32.const 16))))
      (block $cut
        (loop $entry
          (br_if $cut (i32.gt_u (i32.add (local.get $at) (i32.const 24)) (local.get $end)))
          (local.set $i (i32.add (i32.const 24) (i32.load offset=16 (local.get $at))))
          (br_if $cut (i32.gt_u (i32.add (local.get $at) (local.get $i)) (local.get $end)))
          (local.set $cookie (i64.load (local.get $at)))
          ;; A file's name has nine characters; what stands for the directory itself is not counted.
          (if (i32.eq (local.get $i) (i32.const 33))
            (then (local.set $sum (i64.add (local.get $sum) (i64.const 1)))))
          (local.set $at (i32.add (local.get $at) (local.get $i)))
          (br $entry)))
      (br_if $fill (i32.eq (i32.load (i32.const 16)) (i32.const 4096))))`;

/** What comes before the clock is read, and what is timed. */
const bodies: Readonly<Record<ProgramKind, readonly [prepare: string, work: string]>> = {
  write: [`(call $buffer) ${openFirst}`, "(local.set $sum (call $writeAll (local.get $fd)))"],
  read: [
    `(call $buffer) ${openFirst} (drop (call $writeAll (local.get $fd)))
     (call $check (call $fd_seek (local.get $fd) (i64.const 0) (i32.const 0) (i32.const 16)))`,
    repeat("(call $read (local.get $fd))"),
  ],
  create: ["(call $buffer)", "(local.set $sum (call $createAll))"],
  stat: [
    createFiles,
    repeat(`(call $name (local.get $i)) ${stat} (i64.load offset=32 (i32.const 4096))`),
  ],
  "stat-again": [
    `(call $buffer) ${openFirst} (drop (call $write (local.get $fd)))`,
    repeat(`${stat} (i64.load offset=32 (i32.const 4096))`),
  ],
  tell: [
    `(call $buffer) ${openFirst} (drop (call $write (local.get $fd)))`,
    repeat(
      "(call $check (call $fd_tell (local.get $fd) (i32.const 16))) (i64.load (i32.const 16))",
    ),
  ],
  "open-read": [
    createFiles,
    repeat(`(call $name (local.get $i))
      (local.set $fd (call $open (i32.const 0)))
      (call $read (local.get $fd))
      (call $check (call $fd_close (local.get $fd)))`),
  ],
  list: [createFiles, list],
  unlink: [
    createFiles,
    repeat(`(call $name (local.get $i))
      (call $check (call $path_unlink_file (global.get $dir)
        (i32.const ${path}) (global.get $pathLength)))
      (i64.const 1)`),
  ],
};
