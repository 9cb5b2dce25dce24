import { expect, test } from "vitest";
import { createFileSystem } from "../vfs/index.ts";
import { createKernel, type KernelOptions, type OwnedKernel } from "./create-kernel.ts";
import { createFuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import { guardImport } from "./import-boundary.ts";

function open(options: Partial<KernelOptions> = {}): OwnedKernel {
  const fs = createFileSystem().sync;
  return createKernel({ fs, fuel: createFuelAccount(10n), args: [], ...options });
}

const findErrno = (error: unknown): number | undefined =>
  error instanceof Error && error.message === "known" ? 44 : undefined;

const fail = (error: unknown) => (): never => {
  throw error;
};

/** Overflows the native stack. */
const overflow = (): number => 1 + overflow();

test("guardImport() passes up to nine arguments and answers 0", () => {
  const seen: unknown[] = [];
  const guarded = guardImport(open(), (...args: number[]) => void seen.push(args), findErrno);
  expect(guarded(1, 2, 3, 4, 5, 6, 7, 8, 9)).toBe(0);
  expect(seen).toEqual([[1, 2, 3, 4, 5, 6, 7, 8, 9]]);
});

test("guardImport() answers the number of an error that has one", () => {
  const kernel = open();
  expect(guardImport(kernel, fail(new Error("known")), findErrno)()).toBe(44);
  expect(kernel.stopped).toBeUndefined();
});

test.each([
  ["a stop", fail(new GuestStop("exited", 3)), { outcome: "exited", exitCode: 3 }],
  ["an overflow of the native stack", overflow, { outcome: "stack-overflow", exitCode: 139 }],
  [
    "a fault of the host",
    fail(new Error("secret of the host")),
    { outcome: "trapped", exitCode: 134, fault: { code: "HOST_FAULT" } },
  ],
  ["a RangeError of the host", fail(new RangeError("no")), { fault: { code: "HOST_FAULT" } }],
  ["what is no error", fail("text"), { fault: { code: "HOST_FAULT" } }],
])("guardImport() traps and records why when the call throws %s", (_name, call, stopped) => {
  const kernel = open();
  expect(guardImport(kernel, call, findErrno)).toThrow(WebAssembly.RuntimeError);
  expect(kernel.stopped).toMatchObject(stopped);
  expect(kernel.stopped?.fault?.message ?? "").not.toContain("secret");
});

test("guardImport() traps before the call when the guest must end", () => {
  let calls = 0;
  const kernel = open({ interrupted: () => "cancelled" });
  expect(guardImport(kernel, () => void calls++, findErrno)).toThrow(WebAssembly.RuntimeError);
  expect(calls).toBe(0);
  expect(kernel.stopped).toMatchObject({ outcome: "cancelled" });
});

test("guardImport() traps after the call when the call stopped the guest", () => {
  const kernel = open();
  const call = (): void => void kernel.stop(new GuestStop("timed-out", 124));
  expect(guardImport(kernel, call, findErrno)).toThrow(WebAssembly.RuntimeError);
});
