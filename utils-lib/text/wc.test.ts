import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes, cost } from "../cost.ts";
import { createTextCounter, isSpace, type TextCounts } from "./text-counter.ts";

function wc(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "wc", args);
}

test.each([
  ["one two\nthree", { lines: 2, words: 3, chars: 13 }],
  ["one two\nthree\n", { lines: 2, words: 3, chars: 14 }],
  ["", { lines: 0, words: 0, chars: 0 }],
  ["\n", { lines: 1, words: 0, chars: 1 }],
  ["\r\n \t\r\n", { lines: 2, words: 0, chars: 6 }],
  ["naïve café 😀\n", { lines: 1, words: 3, chars: 13 }],
  ["a\u00a0b\u3000c\u2003d\u200be", { lines: 1, words: 4, chars: 9 }],
  ["a\u001cb\u0085c\u000bd\u0008e", { lines: 1, words: 4, chars: 9 }],
  ["\0\0 \0\n", { lines: 1, words: 2, chars: 5 }],
  ["\ufeffa", { lines: 1, words: 1, chars: 2 }],
])("wc() of %j is %j", (text, expected) => {
  expect(wc(contextOf({ "/app/f": text }), "f")).toEqual(expected);
});

test("wc() counts each part that is not UTF-8 as one character", () => {
  const bytes = Uint8Array.of(0x61, 0xff, 0xe2, 0x82, 0x0a, 0xf0, 0x9f, 0x98, 0x80, 0xc3);
  expect(wc(contextOf({ "/app/f": bytes }), "f")).toEqual({ lines: 2, words: 2, chars: 6 });
});

test.each([
  ["missing", "ENOENT"],
  ["folder", "EISDIR"],
  ["/etc/passwd", "PATH_ESCAPE_ATTEMPT"],
])("wc(%j) raises %s", (file, code) => {
  const context = contextOf({ "/app/folder": null });
  expect(() => wc(context, file)).toThrow(expect.objectContaining({ code }));
  expect(context.fs.usage().openFiles).toBe(0);
});

/** The same by the language's own means. */
function reference(bytes: Uint8Array): TextCounts {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const characters = [...text];
  const words = characters
    .map((character) => (isSpace(character.charCodeAt(0)) ? " " : "x"))
    .join("")
    .split(" ")
    .filter((word) => word !== "");
  const newlines = text.split("\n").length - 1;
  return {
    lines: newlines + (text === "" || text.endsWith("\n") ? 0 : 1),
    words: words.length,
    chars: characters.length,
  };
}

test("createTextCounter() counts what a plain count finds, wherever blocks and words of memory end", () => {
  const piece = fc.oneof(
    fc.constantFrom("\n", " ", "\t", "word", "é", "😀", "\u2028", "\r\n", "\x1f", "\x08", "\x7f"),
    fc.nat(40).map((length) => "ab ".repeat(length)),
    fc.nat(1_200).map((length) => "x\n".repeat(length)),
  );
  const text = fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: piece.map((one) => [...new TextEncoder().encode(one)]) },
        { weight: 1, arbitrary: fc.array(fc.nat(255), { maxLength: 4 }) },
      ),
      { maxLength: 20 },
    )
    .map((pieces) => pieces.flat());
  fc.assert(
    fc.property(
      text,
      fc.nat(3),
      fc.array(fc.nat(3_000), { maxLength: 4 }),
      (codes, offset, cuts) => {
        const memory = new Uint8Array(codes.length + 8).fill(0x0a);
        memory.set(codes, offset);
        const bytes = memory.subarray(offset, offset + codes.length);
        const counter = createTextCounter();
        let start = 0;
        for (const cut of [...cuts, bytes.length].sort((a, b) => a - b)) {
          counter.add(bytes.subarray(start, cut));
          start = Math.max(start, Math.min(cut, bytes.length));
        }
        expect(counter.end()).toEqual(reference(bytes));
      },
    ),
    { numRuns: 1_000 },
  );
});

test("wc() holds one block of a line that is longer than any other", () => {
  const context = contextOf({ "/app/f": new Uint8Array(4 * 2 ** 20).fill(0x78) });
  const read = vi.spyOn(context.fs, "read");
  expect(wc(context, "f")).toEqual({ lines: 1, words: 1, chars: 4 * 2 ** 20 });
  expect(new Set(read.mock.calls.map(([, target]) => target.length))).toEqual(
    new Set([blockBytes]),
  );
  const overhead = cost.call + cost.path + 2 * cost.component + cost.file;
  expect(context.spent()).toBe(overhead + 4 * 2 ** 20 * cost.scannedByte);
});

test("wc() tells the host how far it has come", () => {
  const heard: unknown[] = [];
  const context = contextOf(
    { "/app/f": "x".repeat(blockBytes + 1) },
    { progress: (done) => heard.push(done) },
  );
  wc(context, "f");
  expect(heard).toEqual([
    { bytes: blockBytes, items: 0 },
    { bytes: blockBytes + 1, items: 0 },
    { bytes: blockBytes + 1, items: 1 },
  ]);
});

test("wc() stops before a block that the budget does not cover", () => {
  const context = contextOf({ "/app/f": "x".repeat(300_000) }, { budget: 200_000 });
  expect(() => wc(context, "f")).toThrow(BudgetSpent);
  expect(context.fs.usage().openFiles).toBe(0);
});
