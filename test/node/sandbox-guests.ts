/** Guests that several tests run. */
import wabt from "wabt";

/** Assembles a module from its text. */
export async function assemble(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const { parseWat } = await wabt();
  const module = parseWat("guest.wat", text);
  const { buffer } = module.toBinary({});
  module.destroy();
  return new Uint8Array(buffer);
}

function wasi(name: string, signature: string): string {
  return `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${signature} (result i32)))`;
}

/** Loops for ever without a call. */
export const looping = `(module
  (memory (export "memory") 1)
  (func (export "_start") (loop $again (br $again))))`;

/** Does nothing. */
export const idle = `(module
  (memory (export "memory") 1)
  (func (export "_start")))`;

/** Writes `text` to stdout, then does `rest`. */
export function printing(text: string, rest = ""): string {
  const length = text.length.toString(16).padStart(2, "0");
  return `(module
    ${wasi("fd_write", "(param i32 i32 i32 i32)")}
    (memory (export "memory") 1)
    (data (i32.const 0) "\\10\\00\\00\\00\\${length}\\00\\00\\00")
    (data (i32.const 16) "${text}")
    (func (export "_start")
      (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
      ${rest}))`;
}

/** Creates /app/f000 to /app/f499, each holding its own name, then loops for ever without a call. */
export const writingThenLooping: string = `(module
  ${wasi("path_open", "(param i32 i32 i32 i32 i32 i64 i64 i32 i32)")}
  ${wasi("fd_write", "(param i32 i32 i32 i32)")}
  ${wasi("fd_close", "(param i32)")}
  (memory (export "memory") 1)
  (data (i32.const 0) "f000")
  (data (i32.const 16) "\\00\\00\\00\\00\\04\\00\\00\\00")
  (func $digit (param $at i32) (param $value i32)
    (i32.store8 (local.get $at)
      (i32.add (i32.const 48) (i32.rem_u (local.get $value) (i32.const 10)))))
  (func $check (param $errno i32)
    (if (local.get $errno) (then unreachable)))
  (func (export "_start") (local $i i32)
    (loop $next
      (call $digit (i32.const 1) (i32.div_u (local.get $i) (i32.const 100)))
      (call $digit (i32.const 2) (i32.div_u (local.get $i) (i32.const 10)))
      (call $digit (i32.const 3) (local.get $i))
      (call $check (call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 4)
        (i32.const 9) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 32)))
      (call $check (call $fd_write (i32.load (i32.const 32)) (i32.const 16) (i32.const 1)
        (i32.const 36)))
      (call $check (call $fd_close (i32.load (i32.const 32))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $i) (i32.const 500))))
    (loop $again (br $again))))`;

/** The same in JavaScript. */
export const writingThenLoopingScript = `
  import { writeFileSync } from "node:fs";
  for (let i = 0; i < 500; i++) {
    const name = "f" + String(i).padStart(3, "0");
    writeFileSync("/app/" + name, name);
  }
  for (;;) {}
`;

/** Grows its memory as far as it can, and traps unless that was at least once. */
export const growing = `(module
  (memory (export "memory") 1)
  (func (export "_start")
    (loop $again
      (br_if $again (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
    (if (i32.le_u (memory.size) (i32.const 1)) (then unreachable))))`;
