/** Imports and small functions that guests in text form share. */

const imports = {
  args_get: "(param i32 i32) (result i32)",
  args_sizes_get: "(param i32 i32) (result i32)",
  clock_time_get: "(param i32 i64 i32) (result i32)",
  environ_get: "(param i32 i32) (result i32)",
  environ_sizes_get: "(param i32 i32) (result i32)",
  fd_close: "(param i32) (result i32)",
  fd_read: "(param i32 i32 i32 i32) (result i32)",
  fd_readdir: "(param i32 i32 i32 i64 i32) (result i32)",
  fd_seek: "(param i32 i64 i32 i32) (result i32)",
  fd_write: "(param i32 i32 i32 i32) (result i32)",
  path_open: "(param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)",
  poll_oneoff: "(param i32 i32 i32 i32) (result i32)",
  proc_exit: "(param i32)",
  random_get: "(param i32 i32) (result i32)",
};

/**
 * Start of a guest: every import by its name, one page of memory whose first 64 bytes the functions
 * below use, and those functions.
 */
export const prelude: string = `
  ${Object.entries(imports)
    .map(([name, type]) => `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${type}))`)
    .join("\n  ")}
  (memory (export "memory") 1)

  ;; Writes; returns the errno.
  (func $write (param $fd i32) (param $start i32) (param $length i32) (result i32)
    (i32.store (i32.const 0) (local.get $start))
    (i32.store (i32.const 4) (local.get $length))
    (call $fd_write (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))

  (func $print (param $start i32) (param $length i32)
    (drop (call $write (i32.const 1) (local.get $start) (local.get $length))))

  ;; Reads; returns how many bytes, or minus the errno.
  (func $read (param $fd i32) (param $start i32) (param $length i32) (result i32)
    (local $errno i32)
    (i32.store (i32.const 0) (local.get $start))
    (i32.store (i32.const 4) (local.get $length))
    (local.set $errno
      (call $fd_read (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
    (if (result i32) (local.get $errno)
      (then (i32.sub (i32.const 0) (local.get $errno)))
      (else (i32.load (i32.const 8)))))

  ;; Opens beneath the working directory; returns the descriptor, or minus the errno.
  (func $open (param $path i32) (param $length i32) (param $oflags i32) (param $fdflags i32) (result i32)
    (local $errno i32)
    (local.set $errno
      (call $path_open (i32.const 4) (i32.const 1) (local.get $path) (local.get $length)
        (local.get $oflags) (i64.const -1) (i64.const -1) (local.get $fdflags) (i32.const 8)))
    (if (result i32) (local.get $errno)
      (then (i32.sub (i32.const 0) (local.get $errno)))
      (else (i32.load (i32.const 8)))))
`;
