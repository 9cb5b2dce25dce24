import { expect, test } from "vitest";
import { createFuelAccount, type FuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Kernel } from "./kernel.ts";
import { createRpcDevice } from "./rpc-device.ts";
import type { Stream } from "./stdio.ts";

interface Bench {
  readonly device: Stream;
  readonly fuel: FuelAccount;
  readonly calls: unknown[];
}

function open(answer: (op: string) => unknown = (op) => op, maxPayloadBytes = 1000): Bench {
  const calls: unknown[] = [];
  const fuel = createFuelAccount(10_000n);
  const call = (op: string, args: readonly unknown[]): unknown => {
    calls.push([op, args]);
    return answer(op);
  };
  // The device uses these two members only.
  const kernel = { fuel, call } as unknown as Kernel;
  return { device: createRpcDevice(kernel, { maxPayloadBytes }), fuel, calls };
}

function frame(payload: string | Uint8Array, codec = 0): Uint8Array {
  const bytes = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const all = new Uint8Array(5 + bytes.length);
  new DataView(all.buffer).setUint32(0, bytes.length, true);
  all[4] = codec;
  all.set(bytes, 5);
  return all;
}

function read(device: Stream, count = 4096): Uint8Array {
  const target = new Uint8Array(count);
  return target.subarray(0, device.read?.(target));
}

function ask(device: Stream, request: Uint8Array): unknown {
  device.write?.(request);
  const response = read(device);
  expect(new DataView(response.buffer).getUint32(0, true)).toBe(response.length - 5);
  expect(response[4]).toBe(0);
  return JSON.parse(new TextDecoder().decode(response.subarray(5)));
}

test.each([
  ['{"op":"head","args":["a",1]}', ["head", ["a", 1]]],
  ['{"op":"find"}', ["find", []]],
  ['{"op":"__proto__","args":[{"__proto__":1}]}', ["__proto__", [JSON.parse('{"__proto__":1}')]]],
])("the device calls the kernel when asked %s", (request, call) => {
  const { device, calls } = open();
  expect(ask(device, frame(request))).toEqual({ ok: call[0] });
  expect(calls).toEqual([call]);
});

test.each([
  ["no JSON", frame("{"), "BAD_REQUEST"],
  ["an empty payload", frame(""), "BAD_REQUEST"],
  ["invalid UTF-8", frame(Uint8Array.of(0x22, 0xff, 0x22)), "BAD_REQUEST"],
  ["null", frame("null"), "BAD_REQUEST"],
  ["a list", frame("[]"), "BAD_REQUEST"],
  ["no op", frame('{"args":[]}'), "BAD_REQUEST"],
  ["args that are no list", frame('{"op":"a","args":{}}'), "BAD_REQUEST"],
  ["an unknown codec", frame('{"op":"a"}', 7), "BAD_REQUEST"],
  ["a long payload", frame("x".repeat(1001)), "TOO_LONG"],
])("the device answers an error and goes on when it gets %s", (_name, request, code) => {
  const { device, calls } = open();
  expect(ask(device, request)).toMatchObject({ error: { code } });
  expect(calls).toEqual([]);
  expect(ask(device, frame('{"op":"ok"}'))).toEqual({ ok: "ok" });
});

test.each([
  [Object.assign(new Error("gone"), { code: "ENOENT" }), { code: "ENOENT", message: "gone" }],
  [new TypeError("wrong"), { code: "INVALID_ARGUMENT", message: "wrong" }],
  ["text", { code: "INVALID_ARGUMENT", message: "text" }],
])("the device answers with code and message when the kernel throws %s", (thrown, error) => {
  const { device } = open(() => {
    throw thrown;
  });
  expect(ask(device, frame('{"op":"a"}'))).toEqual({ error });
});

test("the device answers an error when the result is too long", () => {
  const { device } = open(() => "x".repeat(1000));
  expect(ask(device, frame('{"op":"a"}'))).toMatchObject({ error: { code: "TOO_LONG" } });
});

test("the device answers null when there is no result", () => {
  const { device } = open(() => undefined);
  expect(ask(device, frame('{"op":"a"}'))).toEqual({ ok: null });
});

test("the device lets a stop of the guest through", () => {
  const { device } = open(() => {
    throw new GuestStop("out-of-fuel", 152);
  });
  expect(() => device.write?.(frame('{"op":"a"}'))).toThrow(GuestStop);
  expect(read(device)).toHaveLength(0);
});

test("the device charges one unit per byte of request and response", () => {
  const { device, fuel } = open();
  ask(device, frame('{"op":"a"}'));
  expect(fuel.used).toBe(BigInt('{"op":"a"}'.length + '{"ok":"a"}'.length));
});

test("the device stops a guest that cannot pay for its request before it is kept", () => {
  const { device } = open(undefined, 2 ** 30);
  const header = new Uint8Array(5);
  new DataView(header.buffer).setUint32(0, 2 ** 30, true);
  expect(() => device.write?.(header)).toThrow(GuestStop);
});

test("the device takes a request in single bytes and gives the response in single bytes", () => {
  const { device } = open();
  for (const byte of frame('{"op":"abc"}')) device.write?.(Uint8Array.of(byte));
  const bytes: number[] = [];
  for (let chunk = read(device, 1); chunk.length > 0; chunk = read(device, 1)) bytes.push(...chunk);
  expect(bytes).toEqual([...frame('{"ok":"abc"}')]);
});

test("the device answers the last of several requests in one write", () => {
  const { device, calls } = open();
  const both = new Uint8Array([...frame('{"op":"a"}'), ...frame('{"op":"b"}')]);
  expect(ask(device, both)).toEqual({ ok: "b" });
  expect(calls).toHaveLength(2);
});

test("read() gives nothing when nothing was asked", () => {
  expect(read(open().device)).toHaveLength(0);
});
