import { expect, test } from "vitest";
import type { ToolAnswer } from "../runtime/index.ts";
import { type AnswerTool, openToolChannel, serveTools } from "./tool-port.ts";

function connect(sharedMemory: boolean, answer: AnswerTool) {
  const { wires, close } = serveTools(sharedMemory, answer);
  const channel = openToolChannel(wires);
  /** The host answers in this thread, too: it must not be blocked. */
  const collect = async (count: number): Promise<readonly ToolAnswer[]> => {
    const found: ToolAnswer[] = [];
    for (let turns = 0; found.length < count && turns < 10_000; turns += 1) {
      found.push(...channel.take());
      await channel.turn();
    }
    return found;
  };
  const end = (): void => {
    channel.close();
    close();
  };
  return { wires, channel, collect, end };
}

const sharing = [
  ["by shared memory", true],
  ["by messages", false],
] as const;

test.each(sharing)("a tool channel carries answers %s", async (_how, sharedMemory) => {
  const { channel, collect, end } = connect(sharedMemory, async (name, input) => ({
    ok: name !== "fail",
    text: `${name} ${input}`,
  }));
  channel.start(1, "a", '"é"');
  channel.start(2, "fail", "2");
  const answers = [...(await collect(2))].sort((one, two) => one.id - two.id);
  expect(answers).toEqual([
    { id: 1, ok: true, text: 'a "é"' },
    { id: 2, ok: false, text: "fail 2" },
  ]);
  expect(channel.take()).toEqual([]);
  end();
});

test.each(sharing)("a tool channel carries long answers, %s", async (_how, sharedMemory) => {
  const { channel, collect, end } = connect(sharedMemory, async (_name, input) => ({
    ok: true,
    text: "é".repeat(Number(input)),
  }));
  for (const [id, length] of [
    [1, 32_768],
    [2, 32_769],
    [3, 300_000],
  ] as const) {
    channel.start(id, "long", `${length}`);
    expect(await collect(1)).toEqual([{ id, ok: true, text: "é".repeat(length) }]);
  }
  channel.start(4, "long", "16777217");
  expect(await collect(1)).toEqual([
    { id: 4, ok: false, text: "The answer is longer than 16777216 characters" },
  ]);
  end();
});

test("a tool channel takes a buffer again when its answer has been read, short or long", async () => {
  const sent: unknown[] = [];
  const { wires, channel, collect, end } = connect(true, async (_name, input) => ({
    ok: true,
    text: "x".repeat(Number(input)),
  }));
  const { port } = wires;
  const post = port.postMessage.bind(port);
  port.postMessage = (message: unknown): void => {
    sent.push(message);
    post(message);
  };
  for (const [id, length] of [
    [1, 3],
    [2, 70_000],
    [3, 2],
  ] as const) {
    channel.start(id, "long", `${length}`);
    expect(await collect(1)).toEqual([{ id, ok: true, text: "x".repeat(length) }]);
  }
  const buffer = expect.any(SharedArrayBuffer);
  expect(sent).toEqual([
    { id: 1, name: "long", input: "3", slot: 0, buffer },
    { id: 2, name: "long", input: "70000", slot: 0, buffer: undefined },
    { id: 2, buffer },
    { id: 3, name: "long", input: "2", slot: 0, buffer: undefined },
  ]);
  end();
});

test("a tool channel without shared memory resolves when an answer has come", async () => {
  const { channel, end } = connect(false, async () => ({ ok: true, text: "1" }));
  expect(channel.wait).toBeUndefined();
  channel.start(1, "a", "1");
  await channel.arrival();
  await channel.arrival();
  expect(channel.take()).toHaveLength(1);
  end();
});

test("a tool channel with shared memory does not sleep past an answer that has come", async () => {
  const { wires, channel, end } = connect(true, async () => ({ ok: true, text: "1" }));
  channel.start(1, "a", "1");
  const cell = new Int32Array(wires.answers ?? new SharedArrayBuffer(4));
  while (Atomics.load(cell, 0) === 0) await channel.turn();
  const before = performance.now();
  channel.wait?.(30_000);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(channel.take()).toHaveLength(1);
  end();
});

test.each([
  null,
  1,
  {},
  { id: "1", name: "a", input: "1" },
  { id: 1, name: 2, input: "1" },
  { id: 1, name: "a", input: {} },
  { id: 1, name: "a", input: "1", buffer: new SharedArrayBuffer(4) },
  { id: 1, name: "a", input: "1", buffer: "none" },
  { id: 7, buffer: new SharedArrayBuffer(100) },
])("serveTools() takes no harm from %j", async (message) => {
  const { wires, channel, collect, end } = connect(true, async () => ({ ok: true, text: "1" }));
  wires.port.postMessage(message);
  channel.start(5, "a", "1");
  expect(await collect(1)).toEqual([{ id: 5, ok: true, text: "1" }]);
  end();
});
