import { expect, test } from "vitest";
import { type EmscriptenGuest, openGuest } from "../../../test/support/emscripten-guest.ts";
import { trap } from "../../../wasm/index.ts";
import { GuestStop } from "../../guest-stop.ts";

/** A guest with some files, and descriptor 3 open on `/app/a`, 4 on `/app/d`. */
function openFiles(): EmscriptenGuest {
  const guest = openGuest();
  const { fs } = guest;
  fs.writeFile("/app/a", new TextEncoder().encode("content"));
  fs.mkdir("/app/d");
  fs.writeFile("/app/d/f", new Uint8Array(3));
  fs.symlink("a", "/app/l");
  guest.call("__syscall_openat", -100, guest.text("a"), 0o2, 0);
  guest.call("__syscall_openat", -100, guest.text("d"), 0o200000, 0);
  return guest;
}

/** Calls with strings in the place of pointers to them. */
function callWith(
  guest: EmscriptenGuest,
  name: string,
  args: readonly (number | bigint | string)[],
): unknown {
  const given = args.map((arg, index) =>
    typeof arg === "string" ? guest.text(arg, 1024 + 8192 * index) : arg,
  );
  return guest.call(name, ...given);
}

test.each([
  // Opening
  ["__syscall_openat", [-100, "none", 0, 0], -44],
  ["__syscall_openat", [-100, "", 0, 0], -44],
  ["__syscall_openat", [-100, "a", 0o300, 200], -20],
  ["__syscall_openat", [-100, "d", 0o1, 0], -31],
  ["__syscall_openat", [-100, "a", 0o200000, 0], -54],
  ["__syscall_openat", [-100, "a", 0o3, 0], -28],
  ["__syscall_openat", [-100, "l", 0o400000, 0], -32],
  ["__syscall_openat", [-100, "l", 0, 0], 5],
  ["__syscall_openat", [4, "f", 0, 0], 5],
  ["__syscall_openat", [3, "f", 0, 0], -54],
  ["__syscall_openat", [99, "f", 0, 0], -8],
  ["__syscall_openat", [99, "/app/a", 0, 0], 5],
  ["__syscall_openat", [-100, "x".repeat(256), 0, 0], -37],
  ["__syscall_openat", [-100, "x".repeat(5000), 0, 0], -37],
  ["__syscall_openat", [-100, "/dev/null", 0o200000, 0], -54],
  ["__syscall_openat", [-100, "/dev/urandom", 0, 0], 5],
  ["__syscall_openat", [-100, "/dev/none", 0, 0], -44],
  // Names
  ["__syscall_mkdirat", [-100, "d", 0o777], -20],
  ["__syscall_mkdirat", [4, "e", 0o777], 0],
  ["__syscall_rmdir", ["d"], -55],
  ["__syscall_rmdir", ["a"], -54],
  ["__syscall_unlinkat", [-100, "a", 0], 0],
  ["__syscall_unlinkat", [-100, "d", 0], -31],
  ["__syscall_unlinkat", [-100, "d", 0x200], -55],
  ["__syscall_unlinkat", [4, "f", 0], 0],
  ["__syscall_renameat", [-100, "a", 4, "b"], 0],
  ["__syscall_renameat", [-100, "d", -100, "d/e"], -28],
  ["__syscall_symlinkat", ["t", -100, "a"], -20],
  ["__syscall_symlinkat", ["t", 4, "s"], 0],
  ["__syscall_readlinkat", [-100, "a", 40_000, 10], -28],
  ["__syscall_readlinkat", [-100, "l", 40_000, 0], -28],
  ["__syscall_readlinkat", [-100, "l", 40_000, 10], 1],
  ["__syscall_readlinkat", [-100, "/dev/null", 40_000, 10], -28],
  ["__syscall_chdir", ["d"], 0],
  ["__syscall_chdir", ["a"], -54],
  ["__syscall_chdir", ["none"], -44],
  ["__syscall_fchdir", [4], 0],
  ["__syscall_fchdir", [3], -54],
  ["__syscall_getcwd", [40_000, 0], -28],
  ["__syscall_getcwd", [40_000, 4], -68],
  ["__syscall_getcwd", [40_000, 5], 5],
  // Attributes
  ["__syscall_chmod", ["a", 0o600], 0],
  ["__syscall_chmod", ["none", 0o600], -44],
  ["__syscall_chmod", ["/dev/null", 0o600], 0],
  ["__syscall_fchmodat2", [4, "f", 0o600, 0], 0],
  ["__syscall_fchmod", [3, 0o600], 0],
  ["__syscall_fchmod", [0, 0o600], -28],
  ["__syscall_fchown32", [3, 1, 1], 0],
  ["__syscall_fchown32", [9, 1, 1], -8],
  ["__syscall_fchownat", [-100, "a", 1, 1, 0], 0],
  ["__syscall_fchownat", [-100, "none", 1, 1, 0], -44],
  ["__syscall_faccessat", [-100, "a", 4, 0], 0],
  ["__syscall_faccessat", [-100, "a", 1, 0], -2],
  ["__syscall_faccessat", [-100, "d", 1, 0], 0],
  ["__syscall_faccessat", [-100, "none", 0, 0], -44],
  ["__syscall_faccessat", [-100, "/dev/null", 6, 0], 0],
  ["__syscall_ftruncate64", [3, 2n], 0],
  ["__syscall_ftruncate64", [3, -1n], -28],
  ["__syscall_ftruncate64", [3, 1n << 60n], -22],
  ["__syscall_truncate64", ["a", 9n], 0],
  ["__syscall_truncate64", ["d", 9n], -31],
  ["__syscall_fallocate", [3, 0, 4n, 9n], 0],
  ["__syscall_fallocate", [1, 0, 4n, 9n], -28],
  ["__syscall_utimensat", [-100, "a", 0, 0], 0],
  ["__syscall_utimensat", [3, 0, 0, 0], 0],
  ["__syscall_utimensat", [1, 0, 0, 0], -28],
  ["__syscall_newfstatat", [3, "", 40_000, 0x1000], 0],
  ["__syscall_newfstatat", [3, "", 40_000, 0], -44],
  ["__syscall_newfstatat", [4, "f", 40_000, 0], 0],
  ["__syscall_fstatfs64", [3, 72, 40_000], 0],
  ["__syscall_statfs64", ["none", 72, 40_000], -44],
  ["__syscall_getuid32_js", [], 1000],
  // Descriptors
  ["__syscall_dup", [3], 5],
  ["__syscall_dup", [9], -8],
  ["__syscall_dup3", [3, 4, 0], 4],
  ["__syscall_dup3", [3, 30, 0], 30],
  ["__syscall_dup3", [3, 3, 0], -28],
  ["__syscall_dup3", [3, -1, 0], -8],
  ["__syscall_dup3", [3, 100_000, 0], -33],
  ["__syscall_fadvise64", [3, 0n, 0n, 0], 0],
  ["__syscall_fadvise64", [9, 0n, 0n, 0], -8],
  ["__syscall_fdatasync", [3], 0],
  ["__syscall_ioctl", [1, 0x5413, 0], -59],
  ["__syscall_ioctl", [9, 0x5413, 0], -8],
  ["__syscall_getdents64", [3, 40_000, 100], -54],
  ["__syscall_fcntl64", [3, 1, 0], 0],
  ["__syscall_fcntl64", [3, 3, 0], 2],
  ["__syscall_fcntl64", [1, 3, 0], 1],
  ["__syscall_fcntl64", [0, 3, 0], 0],
  ["__syscall_fcntl64", [3, 13, 0], 0],
  ["__syscall_fcntl64", [3, 99, 0], -28],
  ["__syscall_poll", [40_000, 5000, 0], -28],
  ["fd_seek", [3, 2n, 0, 40_000], 0],
  ["fd_seek", [3, -1n, 0, 40_000], 28],
  ["fd_seek", [3, 0n, 9, 40_000], 28],
  ["fd_seek", [3, 1n << 60n, 0, 40_000], 28],
  ["fd_seek", [1, 0n, 0, 40_000], 70],
  ["fd_seek", [4, 5n, 0, 40_000], 28],
  ["fd_close", [3], 0],
  ["fd_close", [9], 8],
  ["fd_write", [0, 40_000, 0, 40_000], 8],
  ["_mmap_js", [10, 3, 1, 1, 0n, 40_000, 40_004], -43],
  ["_mmap_js", [10, 3, 1, 3, -1n, 40_000, 40_004], -28],
  ["_mmap_js", [1 << 30, 3, 1, 3, 0n, 40_000, 40_004], -48],
  ["_munmap_js", [40_000, 3, 3, 1, 9, 0n], 0],
] as const)("%s(%s) answers %i", (name, args, answer) => {
  expect(callWith(openFiles(), name, args)).toBe(answer);
});

test("__syscall_openat() creates, truncates and appends as its flags say", () => {
  const guest = openFiles();
  guest.view().setUint32(200, 0o755, true);
  expect(callWith(guest, "__syscall_openat", [-100, "new", 0o101, 200])).toBe(5);
  expect(guest.fs.stat("/app/new").mode & 0o777).toBe(0o755);
  expect(callWith(guest, "__syscall_openat", [-100, "a", 0o2001, 200])).toBe(6);
  const view = guest.view();
  view.setUint32(300, guest.text("++", 400), true);
  view.setUint32(304, 2, true);
  expect(guest.call("fd_write", 6, 300, 1, 308)).toBe(0);
  expect(new TextDecoder().decode(guest.fs.readFile("/app/a"))).toBe("content++");
  expect(guest.call("__syscall_fcntl64", 6, 3, 0)).toBe(0o2001);
  view.setUint32(200, 0, true);
  expect(guest.call("__syscall_fcntl64", 6, 4, 200)).toBe(0);
  expect(guest.call("__syscall_fcntl64", 6, 3, 0)).toBe(1);
  callWith(guest, "__syscall_openat", [-100, "a", 0o1001, 200]);
  expect(guest.fs.stat("/app/a").size).toBe(0);
});

test("__syscall_openat() answers EILSEQ for a path that is not UTF-8", () => {
  const guest = openGuest();
  new Uint8Array(guest.memory.buffer).set([0x61, 0xff, 0], 1024);
  expect(guest.call("__syscall_openat", -100, 1024, 0, 0)).toBe(-25);
});

test("__syscall_openat() closes the file again when no number is left", () => {
  const guest = openGuest({ maxFds: 3 });
  guest.fs.writeFile("/app/a", new Uint8Array());
  const before = guest.fs.usage().openFiles;
  expect(callWith(guest, "__syscall_openat", [-100, "a", 0, 0])).toBe(-33);
  expect(guest.fs.usage().openFiles).toBe(before);
});

test("__syscall_fcntl64() duplicates from a number on, and tells that nobody holds a lock", () => {
  const guest = openFiles();
  guest.view().setUint32(200, 20, true);
  expect(guest.call("__syscall_fcntl64", 3, 1030, 200)).toBe(20);
  guest.view().setInt32(200, -1, true);
  expect(guest.call("__syscall_fcntl64", 3, 0, 200)).toBe(-28);
  guest.view().setUint32(200, 400, true);
  expect(guest.call("__syscall_fcntl64", 3, 12, 200)).toBe(0);
  expect(guest.bytes(398, 404)).toEqual([0xa5, 0xa5, 2, 0, 0xa5, 0xa5]);
});

test("__syscall_utimensat() sets times, now, and nothing", () => {
  const guest = openFiles();
  const view = guest.view();
  view.setBigInt64(200, -2n, true);
  view.setUint32(208, 500_000_000, true);
  view.setUint32(224, 0x3fff_fffe, true);
  const { mtimeNs } = guest.fs.stat("/app/a");
  expect(callWith(guest, "__syscall_utimensat", [-100, "a", 200, 0])).toBe(0);
  expect(guest.fs.stat("/app/a").atimeNs).toBe(-1_500_000_000n);
  expect(guest.fs.stat("/app/a").mtimeNs).toBe(mtimeNs);
  view.setUint32(208, 0x3fff_ffff, true);
  expect(callWith(guest, "__syscall_utimensat", [-100, "a", 200, 0])).toBe(0);
  expect(guest.fs.stat("/app/a").atimeNs).toBe(1_500_000_000n);
  view.setUint32(208, 1_000_000_000, true);
  expect(callWith(guest, "__syscall_utimensat", [-100, "a", 200, 0])).toBe(-28);
});

test("__syscall_poll() says what is ready, and sleeps when nothing is", () => {
  const guest = openFiles();
  const view = guest.view();
  const entries = [
    [0, 1, 1],
    [1, 4, 4],
    [77, 1, 0x20],
    [-1, 1, 0],
  ] as const;
  entries.forEach(([fd, events], index) => {
    view.setInt32(200 + 8 * index, fd, true);
    view.setInt16(204 + 8 * index, events, true);
  });
  expect(guest.call("__syscall_poll", 200, 4, 1000)).toBe(3);
  entries.forEach(([, , ready], index) => {
    expect(view.getInt16(206 + 8 * index, true)).toBe(ready);
  });
  const before = guest.kernel.clock.monotonicNs();
  expect(guest.call("__syscall_poll", 224, 1, 250)).toBe(0);
  expect(guest.kernel.clock.monotonicNs() - before).toBe(251_000_000n);
});

test("_mmap_js() reads a file into fresh memory, and _msync_js() writes it back", () => {
  const guest = openFiles();
  expect(guest.call("_mmap_js", 12, 3, 1, 3, 2n, 200, 204)).toBe(0);
  expect(guest.bytes(200, 204)).toEqual([1, 0, 0, 0]);
  const pointer = guest.view().getUint32(204, true);
  expect(String.fromCharCode(...guest.bytes(pointer, pointer + 5))).toBe("ntent");
  expect(guest.bytes(pointer + 5, pointer + 13)).toEqual([0, 0, 0, 0, 0, 0, 0, 0xa5]);
  new Uint8Array(guest.memory.buffer)[pointer] = 0x4e;
  expect(guest.call("_msync_js", pointer, 12, 3, 1, 3, 2n)).toBe(0);
  expect(new TextDecoder().decode(guest.fs.readFile("/app/a"))).toBe("coNtent");
  new Uint8Array(guest.memory.buffer)[pointer] = 0x21;
  expect(guest.call("_munmap_js", pointer, 12, 1, 1, 3, 2n)).toBe(0);
  expect(guest.call("_munmap_js", pointer, 12, 3, 2, 3, 2n)).toBe(0);
  expect(new TextDecoder().decode(guest.fs.readFile("/app/a"))).toBe("coNtent");
  expect(guest.call("_munmap_js", pointer, 12, 3, 1, 3, 2n)).toBe(0);
  expect(new TextDecoder().decode(guest.fs.readFile("/app/a"))).toBe("co!tent");
});

test("_mmap_js() refuses to share what cannot be written", () => {
  const guest = openFiles();
  callWith(guest, "__syscall_openat", [-100, "a", 0, 0]);
  expect(guest.call("_mmap_js", 4, 3, 1, 5, 0n, 200, 204)).toBe(-2);
  expect(guest.call("_mmap_js", 4, 3, 2, 5, 0n, 200, 204)).toBe(0);
});

test("_setitimer_js() lets time pass for the timer of sleeping alone", () => {
  const { call, kernel } = openGuest();
  const start = kernel.clock.monotonicNs();
  call("_setitimer_js", 0, 1000);
  call("_setitimer_js", -1, Number.NaN);
  expect(kernel.clock.monotonicNs() - start).toBe(1_000_000n);
  call("_setitimer_js", -1, 0.5);
  expect(kernel.clock.monotonicNs() - start).toBe(2_500_000n);
  call("_setitimer_js", -1, -1);
  expect(kernel.clock.monotonicNs() - start).toBeGreaterThan(2n ** 60n);
});

test("emscripten_resize_heap() grows as far as the kernel allows", () => {
  const { call, memory } = openGuest({ maxMemoryBytes: 2.5 * 65_536, maxPages: 8 });
  expect(call("emscripten_get_heap_max")).toBe(2.5 * 65_536);
  expect(call("emscripten_resize_heap", 65_537)).toBe(1);
  expect(memory.buffer.byteLength).toBe(2 * 65_536);
  expect(call("emscripten_resize_heap", 2 * 65_536 + 1)).toBe(0);
  expect(call("emscripten_resize_heap", -1)).toBe(0);
  expect(memory.buffer.byteLength).toBe(2 * 65_536);
});

test("emscripten_resize_heap() answers 0 when the memory itself cannot grow", () => {
  const { call } = openGuest({ maxMemoryBytes: 2 ** 30, maxPages: 2 });
  expect(call("emscripten_resize_heap", 3 * 65_536)).toBe(0);
});

test("_PyEM_TrampolineCall_JS() calls what is in the table, and traps for what is not", () => {
  const { call } = openGuest();
  expect(call("_PyEM_TrampolineCall_JS", 1, 2, 3, 4)).toBe(3);
  expect(call("_PyEM_TrampolineCall_JS", 1, 2, 3, 4)).toBe(3);
  expect(call("__call_sighandler", 1, 15)).toBe(1);
  expect(() => call("_PyEM_TrampolineCall_JS", 2, 0, 0, 0)).toThrow(WebAssembly.RuntimeError);
  expect(() => call("_PyEM_TrampolineCall_JS", 9, 0, 0, 0)).toThrow(WebAssembly.RuntimeError);
});

test("ffi_closure_alloc_js() gives a closure without a function", () => {
  const guest = openGuest();
  expect(guest.call("ffi_closure_alloc_js", 8, 200)).toBe(32_768);
  expect(guest.bytes(196, 208)).toEqual([
    0xa5, 0xa5, 0xa5, 0xa5, 0, 0, 0, 0, 0xa5, 0xa5, 0xa5, 0xa5,
  ]);
  expect(guest.call("ffi_closure_alloc_js", 8, 65_533)).toBe(0);
});

test("_Py_emscripten_runtime() and _emscripten_get_progname() name what runs", () => {
  const guest = openGuest();
  const pointer = Number(guest.call("_Py_emscripten_runtime"));
  expect(String.fromCharCode(...guest.bytes(pointer, pointer + 8))).toBe("fuelbox\0");
  guest.call("_emscripten_get_progname", 200, 4);
  expect(guest.bytes(200, 205)).toEqual([0x70, 0x79, 0x74, 0x68, 0xa5]);
});

test.each([
  ["proc_exit", [3], "exited", 3],
  ["exit", [-1], "exited", 255],
  ["proc_exit", [0x4d45_4d00], "out-of-memory", 137],
  ["_abort_js", [], "trapped", 134],
  ["__assert_fail", [1024, 0, 0, 0], "trapped", 134],
] as const)("%s(%s) ends the guest as %s %i by a trap", (name, args, outcome, exitCode) => {
  const guest = openGuest();
  guest.text("x > 0");
  expect(() => guest.call(name, ...args)).toThrow(WebAssembly.RuntimeError);
  expect(guest.kernel.stopped?.outcome).toBe(outcome);
  expect(guest.kernel.stopped?.exitCode).toBe(exitCode);
  if (name === "__assert_fail") {
    expect(guest.kernel.stopped?.fault?.message).toBe("Assertion failed: x > 0");
  }
});

test("every call traps once the guest must end", () => {
  const { call, kernel } = openGuest();
  expect(call("_Py_CheckEmscriptenSignals_Helper")).toBe(0);
  kernel.stop(new GuestStop("cancelled", 130));
  for (const name of ["_Py_CheckEmscriptenSignals_Helper", "__syscall_getuid32_js", "fd_close"]) {
    expect(() => call(name)).toThrow(WebAssembly.RuntimeError);
  }
});

test("a call that fails inside the host ends the guest as trapped", () => {
  const { call, kernel } = openGuest({
    entropy: () => {
      throw new Error("no luck");
    },
  });
  expect(() => call("random_get", 200, 4)).toThrow(WebAssembly.RuntimeError);
  expect(kernel.stopped?.outcome).toBe("trapped");
  expect(kernel.stopped?.fault?.code).toBe("HOST_FAULT");
});

test("a trap inside the guest goes through a call as it is", () => {
  const { call, kernel } = openGuest({ allocate: () => trap() });
  expect(() => call("_Py_emscripten_runtime")).toThrow(WebAssembly.RuntimeError);
  expect(kernel.stopped).toBeUndefined();
});
