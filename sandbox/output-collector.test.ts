import { expect, test } from "vitest";
import { createOutputCollector } from "./output-collector.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

test("text() joins chunks, also in the middle of a character", () => {
  const collector = createOutputCollector(100);
  const euro = bytes("€");
  collector.add(bytes("\uFEFFa"));
  collector.add(euro.slice(0, 1));
  collector.add(euro.slice(1));
  expect(collector.text()).toBe("\uFEFFa€");
});

test("text() shows what is not UTF-8 as U+FFFD", () => {
  const collector = createOutputCollector(100);
  collector.add(Uint8Array.of(0x61, 0xff, 0x62));
  expect(collector.text()).toBe("a\uFFFDb");
});

test("add() passes chunks on as they come, and keeps its own bytes", () => {
  const chunks: string[] = [];
  const collector = createOutputCollector(10_000, (chunk) => {
    chunks.push(new TextDecoder().decode(chunk));
    chunk.fill(0);
  });
  for (const text of ["a", "bc", "d".repeat(5000)]) collector.add(bytes(text));
  expect(chunks).toEqual(["a", "bc", "d".repeat(5000)]);
  expect(collector.text()).toBe(`abc${"d".repeat(5000)}`);
});

test("add() keeps no more than the limit and a notice, whatever comes", () => {
  const collector = createOutputCollector(10);
  collector.add(bytes("x".repeat(10)));
  collector.add(bytes("[notice]"));
  for (let i = 0; i < 100; i++) collector.add(bytes("y".repeat(1000)));
  expect(collector.text().length).toBeLessThan(10 + 1024 + 1);
  expect(collector.text()).toContain("[notice]");
});

test("add() remembers what the taker threw first, and asks it no more", () => {
  let calls = 0;
  const collector = createOutputCollector(10, () => {
    calls++;
    throw new Error(`no ${calls}`);
  });
  expect(collector.failure).toBeUndefined();
  collector.add(bytes("a"));
  collector.add(bytes("b"));
  expect(calls).toBe(1);
  expect(collector.failure).toEqual({ error: new Error("no 1") });
  expect(collector.text()).toBe("ab");
});
