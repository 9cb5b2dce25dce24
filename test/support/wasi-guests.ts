/** Guests in text form for the tests of what WASI programs are started with. */
import { prelude } from "./wasi-prelude.ts";

/** Prints the name of each preopen and a line end, and makes `new` in the first. */
export const listing: string = `(module
  (import "wasi_snapshot_preview1" "fd_prestat_get" (func $prestat (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_prestat_dir_name"
    (func $prestat_name (param i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_create_directory"
    (func $mkdir (param i32 i32 i32) (result i32)))
  ${prelude}
  (data (i32.const 1024) "\\nnew")
  (func (export "_start") (local $fd i32)
    (drop (call $mkdir (i32.const 3) (i32.const 1025) (i32.const 3)))
    (local.set $fd (i32.const 3))
    (block $end (loop $next
      (br_if $end (call $prestat (local.get $fd) (i32.const 2048)))
      (drop (call $prestat_name (local.get $fd) (i32.const 2064) (i32.load (i32.const 2052))))
      (call $print (i32.const 2064) (i32.load (i32.const 2052)))
      (call $print (i32.const 1024) (i32.const 1))
      (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
      (br $next)))))`;
