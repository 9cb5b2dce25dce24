import { expect, test } from "vitest";
import { createFuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import { type ToolAnswer, type ToolChannel, ToolDesk } from "./tool-desk.ts";

const tools = [{ name: "a", description: "A." }];

function open(
  answers: (id: number) => readonly ToolAnswer[],
  options: {
    readonly maxCalls?: number;
    readonly fuel?: bigint;
    readonly stopAfter?: number;
    readonly isInterrupting?: boolean;
  } = {},
) {
  const sent: unknown[] = [];
  let arrived: ToolAnswer[] = [];
  let polls = 0;
  const channel: ToolChannel = {
    start(id, name, input) {
      sent.push([id, name, input]);
      arrived.push(...answers(id));
    },
    take: () => arrived.splice(0),
    wait: () => {},
    arrival: async () => {},
    turn: async () => {},
  };
  const fuel = createFuelAccount(options.fuel ?? 1_000_000n);
  const poll = (): GuestStop | undefined => {
    polls += 1;
    return polls > (options.stopAfter ?? 1_000) ? new GuestStop("timed-out", 124) : undefined;
  };
  const run = { fuel, poll, isInterrupting: options.isInterrupting ?? false };
  const desk = new ToolDesk({ tools, channel, maxCalls: options.maxCalls ?? 10 }, run);
  return {
    desk,
    sent,
    fuel,
    channel,
    late: (answer: ToolAnswer) => (arrived = [...arrived, answer]),
  };
}

test("call() sends the input, waits for its own answer and keeps those of others", () => {
  const { desk, fuel, sent } = open((id) =>
    id === 2
      ? [
          { id: 1, ok: true, text: "first" },
          { id: 2, ok: true, text: "second" },
        ]
      : [],
  );
  expect(desk.start("a", "1")).toBe(1);
  expect(desk.call("a", "2")).toBe("second");
  expect(desk.pending).toBe(1);
  expect(desk.take()).toEqual({ id: 1, ok: true, text: "first" });
  expect([desk.pending, desk.take()]).toEqual([0, undefined]);
  // Two calls, two inputs of one character, and each answer once.
  expect(fuel.used).toBe(BigInt(2 * 10_000 + 2 * 2 + 2 * ("first".length + "second".length)));
  expect(sent).toEqual([
    [1, "a", "1"],
    [2, "a", "2"],
  ]);
});

test("call() charges for the call, its input and its answer", () => {
  const { desk, fuel } = open((id) => [{ id, ok: true, text: "12345" }]);
  desk.call("a", "123");
  expect(fuel.used).toBe(10_016n);
});

test("call() throws what the tool failed by", () => {
  const { desk } = open((id) => [{ id, ok: false, text: "closed" }]);
  expect(() => desk.call("a", "1")).toThrow(
    expect.objectContaining({ name: "ToolError", code: "TOOL_FAILED", message: "closed" }),
  );
});

test("call() ends when the guest must", () => {
  const { desk } = open(() => [], { stopAfter: 5 });
  expect(() => desk.call("a", "1")).toThrow(GuestStop);
});

test("call() fails, and wait() returns, when the guest is to hear of an interrupt", () => {
  const { desk } = open(() => [], { isInterrupting: true });
  const message = 'Cannot wait for tool "a": the run is interrupted';
  expect(() => desk.call("a", "1")).toThrow(message);
  expect(() => desk.wait(1_000)).not.toThrow();
});

test("start() refuses unknown tools, too many calls, and calls without fuel", () => {
  const { desk } = open(() => [], { maxCalls: 1 });
  expect(() => desk.start("b", "1")).toThrow('Cannot call tool "b": there is none');
  desk.start("a", "1");
  expect(() => desk.start("a", "1")).toThrow('Cannot call tool "a": a run may make 1 calls');
  const poor = open(() => [], { fuel: 10_000n });
  expect(() => poor.desk.start("a", "1")).toThrow(GuestStop);
  expect(poor.sent).toEqual([]);
});

test("take() ignores answers to calls that nobody has made", () => {
  const { desk, late } = open(() => []);
  late({ id: 9, ok: true, text: "1" });
  expect(desk.take()).toBeUndefined();
});
