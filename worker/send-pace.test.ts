import { expect, test } from "vitest";
import { createSendPace } from "./send-pace.ts";

/** A sender on a clock of its own. */
function createSender(): {
  readonly send: (frames: number, bytes: number, everyMs: number) => void;
  readonly sleeps: number[];
  readonly nowMs: () => number;
} {
  let now = 1e6;
  const sleeps: number[] = [];
  const pace = createSendPace({
    nowMs: () => now,
    sleep: (ms) => {
      sleeps.push(ms);
      now += ms;
    },
  });
  return {
    sleeps,
    nowMs: () => now - 1e6,
    send(frames, bytes, everyMs): void {
      for (let i = 0; i < frames; i++) {
        now += everyMs;
        pace(bytes);
      }
    },
  };
}

test.each([
  ["tens of thousands of small frames at once", 24_000, 100, 0.001],
  ["small frames for ever, with pauses", 200_000, 100, 0.05],
  ["hundreds of megabytes at once", 1500, 256 * 1024, 0.1],
])("createSendPace() lets %s pass", (_title, frames, bytes, everyMs) => {
  const sender = createSender();
  sender.send(frames, bytes, everyMs);
  expect(sender.sleeps).toEqual([]);
});

test.each([
  ["small frames", 200_000, 10, 25],
  ["large frames", 20_000, 256 * 1024, 1.8],
])(
  "createSendPace() holds a flood of %s to what a reader can handle",
  (_n, frames, bytes, perMs) => {
    const sender = createSender();
    sender.send(frames, bytes, 0.002);
    const sentWhileAhead = 1000 * perMs;
    expect((frames - sentWhileAhead) / sender.nowMs()).toBeLessThan(perMs * 1.05);
    expect((frames - sentWhileAhead) / sender.nowMs()).toBeGreaterThan(perMs * 0.8);
    expect(Math.min(...sender.sleeps)).toBeGreaterThanOrEqual(20);
  },
);
