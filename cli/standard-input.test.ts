import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readInput, readInputFile } from "./standard-input.ts";
import { UsageError } from "./usage-error.ts";

async function* chunks(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(text);
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const patient = {
  patienceMs: 60_000,
  warn: (message: string) => {
    throw new Error(message);
  },
};

test("readInput() joins what is piped in", async () => {
  expect(text(await readInput(chunks("ab", "", "c\n"), patient))).toBe("abc\n");
  expect(await readInput(chunks(), patient)).toHaveLength(0);
});

test("readInput() reads nothing from a terminal", async () => {
  const terminal = Object.assign(chunks("typed"), { isTTY: true });
  expect(await readInput(terminal, patient)).toHaveLength(0);
});

test("readInput() goes on with a warning when nothing comes", async () => {
  const warnings: string[] = [];
  const silent = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) };
  const warn = (message: string) => warnings.push(message);
  expect(await readInput(silent, { patienceMs: 5, warn })).toHaveLength(0);
  expect(warnings).toEqual([expect.stringContaining("no standard input came")]);
});

test("readInput() waits for the end once the first byte is there", async () => {
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield* chunks("a");
    await new Promise((later) => setTimeout(later, 40));
    yield* chunks("b");
  }
  expect(text(await readInput(slow(), { ...patient, patienceMs: 10 }))).toBe("ab");
});

test("readInput() refuses more than a guest can hold", async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield new Uint8Array(2 ** 26);
  }
  await expect(readInput(endless(), patient)).rejects.toThrow("larger than 256 MiB");
});

test("readInputFile() reads a file and refuses what is none", () => {
  const folder = mkdtempSync(join(tmpdir(), "standard-input-"));
  try {
    const file = join(folder, "in.txt");
    writeFileSync(file, "hello");
    expect(text(readInputFile(file))).toBe("hello");
    expect(() => readInputFile(folder)).toThrow(`"${folder}": it is a directory`);
    expect(() => readInputFile(join(folder, "absent"))).toThrow(UsageError);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
