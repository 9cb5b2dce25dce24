import { expect, test } from "vitest";
import { type FrameHandler, type FrameReceiver, type FrameSender, frameKinds } from "./frame.ts";
import { createPortSender, openPortReceiver } from "./port-channel.ts";
import { createRing } from "./ring.ts";
import { createRingSender, openRingReceiver } from "./ring-channel.ts";

interface Channel {
  readonly sender: FrameSender;
  readonly receiver: FrameReceiver;
  /** The worker's port. */
  readonly port: MessagePort;
  readonly errors: unknown[];
}

function openRing(handler: FrameHandler): Channel {
  const { port1, port2 } = new MessageChannel();
  const ring = createRing();
  const errors: unknown[] = [];
  const receiver = openRingReceiver(ring, port1, handler, (error) => errors.push(error));
  return { sender: createRingSender(ring, port2), receiver, port: port2, errors };
}

function openPort(handler: FrameHandler): Channel {
  const { port1, port2 } = new MessageChannel();
  const errors: unknown[] = [];
  const receiver = openPortReceiver(port1, 7, handler, (error) => errors.push(error));
  return { sender: createPortSender(port2, 7), receiver, port: port2, errors };
}

/** What an open port takes. */
const frame = { epoch: 7, seq: 0, sentMs: 0, kind: 1, payload: Uint8Array.of() };

const channels = { ring: openRing, port: openPort };

test.each(Object.entries(channels))("a %s channel keeps the order of frames", async (_n, open) => {
  const seen: string[] = [];
  const { sender, receiver } = open((kind, payload) => seen.push(`${kind}:${payload}`));
  sender.send(frameKinds.journal, Uint8Array.of(1, 2));
  sender.send(frameKinds.stdout, Uint8Array.of());
  sender.send(frameKinds.stderr, Uint8Array.of(3));
  expect(sender.sent).toBe(3);
  await receiver.received(3);
  expect(seen).toEqual(["1:1,2", "2:", "3:3"]);
  await receiver.close();
});

test.each(Object.entries(channels))("a %s channel wakes its host", async (_name, open) => {
  const { promise, done } = settled();
  const { sender, receiver } = open(done);
  sender.send(frameKinds.stdout, Uint8Array.of(1));
  await promise;
  await receiver.close();
});

test.each(Object.entries(channels))(
  "a %s channel hands over what was sent before it was closed and nothing after",
  async (_name, open) => {
    const seen: number[] = [];
    const { sender, receiver } = open((_kind, payload) => seen.push(payload[0] ?? -1));
    for (let i = 0; i < 100; i++) sender.send(frameKinds.journal, Uint8Array.of(i));
    await receiver.close();
    sender.send(frameKinds.journal, Uint8Array.of(200));
    await receiver.received(0);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i));
  },
);

test.each(Object.entries(channels))("a %s channel does not keep what it sent", async (_n, open) => {
  const seen: number[] = [];
  const { sender, receiver } = open((_kind, payload) => seen.push(...payload));
  const memory = Uint8Array.of(0, 1, 2, 3);
  sender.send(frameKinds.stdout, memory.subarray(1, 3));
  memory.fill(9);
  await receiver.received(1);
  expect(seen).toEqual([1, 2]);
  await receiver.close();
});

test("openRingReceiver() lets other work run between slices of a long drain", async () => {
  let frames = 0;
  let framesAtTimer = 0;
  const { promise, done } = settled();
  const { sender, receiver } = openRing(() => {
    frames++;
    if (frames < 40) sender.send(frameKinds.stdout, new Uint8Array(200_000));
    else done();
  });
  setTimeout(() => {
    framesAtTimer = frames;
  }, 0);
  sender.send(frameKinds.stdout, new Uint8Array(200_000));
  await promise;
  expect(frames).toBe(40);
  expect(framesAtTimer).toBeLessThan(40);
  await receiver.close();
});

test.each([
  ["received", (receiver: FrameReceiver) => receiver.received(3)],
  ["close", (receiver: FrameReceiver) => receiver.close()],
])("openRingReceiver() %s() does not wait for a writer that goes on", async (_name, wait) => {
  const seen: number[] = [];
  const { sender, receiver } = openRing((_kind, [byte = -1]) => {
    seen.push(byte);
    if (seen.length < 1000) sender.send(frameKinds.journal, Uint8Array.of(99));
  });
  for (let i = 0; i < 3; i++) sender.send(frameKinds.journal, Uint8Array.of(i));
  await wait(receiver);
  expect(seen).toEqual([0, 1, 2]);
  await receiver.close();
});

test("openRingReceiver() hands over later what a writer added while it was awaited", async () => {
  const { promise, done } = settled();
  const seen: number[] = [];
  const { sender, receiver } = openRing((_kind, [byte = -1]) => {
    seen.push(byte);
    if (byte === 1) sender.send(frameKinds.journal, Uint8Array.of(2));
    else done();
  });
  sender.send(frameKinds.journal, Uint8Array.of(1));
  await receiver.received(1);
  await promise;
  expect(seen).toEqual([1, 2]);
  await receiver.close();
});

test("openRingReceiver() reports a corrupt ring once and reads no further", async () => {
  const ring = createRing();
  const { port1, port2 } = new MessageChannel();
  const errors: unknown[] = [];
  const receiver = openRingReceiver(
    ring,
    port1,
    () => expect.unreachable(),
    (error) => errors.push(error),
  );
  new Int32Array(ring)[0] = 5;
  await receiver.received(1);
  await receiver.received(1);
  expect(errors.length).toBe(1);
  await receiver.close();
  port2.close();
});

test("openPortReceiver() takes a frame that was sent at any time before its end", async () => {
  const seen: number[] = [];
  const { receiver, port, errors } = openPort((kind) => seen.push(kind));
  port.postMessage(frame);
  await receiver.received(1);
  expect([seen, errors]).toEqual([[1], []]);
  await receiver.close();
});

test("openPortReceiver() takes nothing that is sent after it was told to close", async () => {
  const seen: number[] = [];
  const { sender, receiver, port, errors } = openPort((_kind, [byte = -1]) => seen.push(byte));
  for (let i = 0; i < 1000; i++) sender.send(frameKinds.journal, Uint8Array.of(i % 10));
  const start = performance.now();
  const closing = receiver.close();
  // A worker that goes on for ever: at once, and until the port is closed.
  const sentMs = performance.timeOrigin + performance.now() + 60_000;
  for (let i = 0; i < 1000; i++) {
    port.postMessage({ ...frame, seq: 1000 + i, sentMs, payload: Uint8Array.of(99) });
  }
  await closing;
  expect(performance.now() - start).toBeLessThan(5000);
  expect(seen).toEqual(Array.from({ length: 1000 }, (_, i) => i % 10));
  expect(errors).toEqual([]);
});

test.each([
  ["no frame", 5],
  ["null", null],
  ["another epoch", { ...frame, epoch: 6 }],
  ["a gap", { ...frame, seq: 1 }],
  ["a time that is none", { ...frame, sentMs: "now" }],
  ["an unknown kind", { ...frame, kind: 5 }],
  ["a payload that is no bytes", { ...frame, payload: "x" }],
  ["a payload that is too long", { ...frame, payload: new Uint8Array(2 ** 20) }],
])("openPortReceiver() refuses %s and ends the channel", async (_title, message) => {
  const seen: number[] = [];
  const { sender, receiver, port, errors } = openPort((kind) => seen.push(kind));
  port.postMessage(message);
  sender.send(frameKinds.stdout, Uint8Array.of(1));
  await receiver.received(1);
  await receiver.close();
  expect(errors.length).toBe(1);
  expect(seen).toEqual([]);
});

function settled(): { readonly promise: Promise<void>; readonly done: () => void } {
  let done = (): void => {};
  const promise = new Promise<void>((resolve) => {
    done = resolve;
  });
  return { promise, done };
}
