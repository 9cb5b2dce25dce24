import { expect, test } from "vitest";
import { GuestStop } from "./guest-stop.ts";
import { createOutput, type OnOutputLimit, type Output } from "./output.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function open(maxBytes: number, onLimit: OnOutputLimit): { output: Output; chunks: string[] } {
  const chunks: string[] = [];
  const sink = (chunk: Uint8Array): void => {
    chunks.push(text(chunk));
  };
  return { output: createOutput({ name: "stdout", maxBytes, onLimit, sink }), chunks };
}

const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

test.each([
  { maxBytes: 5, writes: ["abc", "de"], chunks: ["abc", "de"], dropped: 0 },
  { maxBytes: 5, writes: ["abc", "defg"], chunks: ["abc", "de"], dropped: 2 },
  { maxBytes: 5, writes: ["abcdef", "x", "yz"], chunks: ["abcde"], dropped: 4 },
  { maxBytes: 0, writes: ["abc", ""], chunks: [], dropped: 3 },
])("write() keeps $chunks of $writes when the limit is $maxBytes", (row) => {
  const { output, chunks } = open(row.maxBytes, "drop");
  for (const content of row.writes) output.write(bytes(content));
  expect(chunks).toEqual(row.chunks);
  expect(output.droppedBytes).toBe(row.dropped);
  expect(output.writtenBytes).toBe(row.chunks.join("").length);
});

test("write() gives the sink a copy", () => {
  const seen: Uint8Array[] = [];
  const output = createOutput({
    name: "stdout",
    maxBytes: 9,
    onLimit: "drop",
    sink: (chunk) => seen.push(chunk),
  });
  const source = bytes("abc");
  output.write(source);
  source.fill(0);
  expect(seen.map(text)).toEqual(["abc"]);
});

test("write() stops the guest past the limit when it is to stop", () => {
  const { output, chunks } = open(4, "stop");
  output.write(bytes("abcd"));
  let stop: unknown;
  try {
    output.write(bytes("e"));
  } catch (error) {
    stop = error;
  }
  expect(stop).toBeInstanceOf(GuestStop);
  expect(stop).toMatchObject({ outcome: "output-limit", exitCode: 153 });
  expect(chunks).toEqual(["abcd"]);
});

test("finish() says once how much was dropped", () => {
  const { output, chunks } = open(3, "drop");
  output.write(bytes("abcdef"));
  output.finish();
  output.finish();
  expect(chunks).toEqual(["abc", "\n[3 bytes of stdout dropped: the limit is 3 bytes]\n"]);
  expect(output.writtenBytes).toBe(3);
});

test("finish() says nothing when all was kept", () => {
  const { output, chunks } = open(3, "drop");
  output.write(bytes("abc"));
  output.finish();
  expect(chunks).toEqual(["abc"]);
});

test("write() gathers small writes when a guest makes very many", () => {
  const { output, chunks } = open(2_000_000, "drop");
  const count = 100_000;
  for (let index = 0; index < count; index += 1)
    output.write(bytes("0123456789".charAt(index % 10)));
  output.flush();
  expect(chunks.join("")).toBe("0123456789".repeat(count / 10));
  expect(chunks.length).toBeLessThan(2_100);
});

test("write() keeps the order when a large write follows gathered ones", () => {
  const { output, chunks } = open(2_000_000, "drop");
  for (let index = 0; index < 2_000; index += 1) output.write(bytes("."));
  output.write(bytes("a"));
  output.write(bytes("b".repeat(5_000)));
  output.write(bytes("c"));
  output.finish();
  expect(chunks.slice(2_000)).toEqual(["a", "b".repeat(5_000), "c"]);
});
