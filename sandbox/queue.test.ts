import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";

test("add() runs tasks one after the other, in order", async () => {
  const queue = createQueue();
  const events: string[] = [];
  const task = (name: string, ms: number) => async (): Promise<string> => {
    events.push(`start ${name}`);
    await new Promise((resolve) => setTimeout(resolve, ms));
    events.push(`end ${name}`);
    return name;
  };
  const names = await Promise.all([queue.add(task("a", 10)), queue.add(task("b", 0))]);
  expect(names).toEqual(["a", "b"]);
  expect(events).toEqual(["start a", "end a", "start b", "end b"]);
});

test("add() goes on after a task that fails", async () => {
  const queue = createQueue();
  const failing = queue.add(() => {
    throw new Error("no");
  });
  const next = queue.add(() => 2);
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe(2);
});

test("turn() comes in order, and before later tasks start", async () => {
  const queue = createQueue();
  const events: string[] = [];
  const first = queue.add(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    events.push("first");
  });
  const takeTurn = async (): Promise<void> => queue.turn();
  const turn = (async () => {
    await takeTurn();
    events.push("turn");
  })();
  const later = queue.add(() => events.push("later"));
  await Promise.all([first, turn, later]);
  expect(events).toEqual(["first", "turn", "later"]);
});
