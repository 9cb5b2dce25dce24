/** Strings that the host writes and reads where the engine keeps them. */
import { beforeAll, expect, test } from "vitest";
import { createTestHost, runJavaScript } from "../../test/support/run-javascript.ts";
import { createModulePreparer } from "../prepare-module.ts";
import { asciiSpan, checkStringLayout, flatSpan, flatText } from "./guest-string.ts";
import { NoGuestMemory } from "./guest-throw.ts";
import { loadGuestSources } from "./load-guest-sources.ts";
import { createSnapshot, restoreMachine } from "./machine.ts";
import type { Box } from "./quickjs-exports.ts";
import { evalFlags, type QuickJsVm } from "./quickjs-vm.ts";

let vm: QuickJsVm;

beforeAll(async () => {
  const host = createTestHost();
  const prepare = createModulePreparer(host.cache);
  const options = { memory: { maxBytes: 2 ** 24 }, initialFuel: 2n ** 60n };
  const prepared = await prepare(await host.loadAsset("quickjs.wasm"), options);
  const snapshot = createSnapshot(prepared.module, 2 ** 16, await loadGuestSources());
  ({ vm } = restoreMachine(prepared, snapshot, 2 ** 23, () => ({
    call: () => 0,
    normalize: () => 0,
    load: () => 0,
    clock: () => {},
    rejection: () => {},
    random: () => {},
    write: () => {},
    interrupt: () => 0,
  })));
});

function evaluate(source: string): Box {
  return vm.evaluate(new TextEncoder().encode(source), "test", evalFlags.script);
}

/** What the engine says of a string that we have made. */
function ask(box: Box, expression: string): string {
  const callee = evaluate(`(s) => String(${expression})`);
  const answer = vm.call(callee, box);
  vm.freeValue(callee);
  const text = vm.toText(answer);
  vm.freeValue(answer);
  return text;
}

test("checkStringLayout() finds strings as the engine keeps them", () => {
  expect(() => checkStringLayout(vm)).not.toThrow();
});

test.each([
  ["", "0 true"],
  ["a", "1 true"],
  ["seven b", "7 true"],
  ["x".repeat(4096), "4096 true"],
])("newText() makes a string that is the engine's own: %.9s", (text, shown) => {
  const box = vm.newText(text);
  const literal = JSON.stringify(text);
  expect(ask(box, `s.length + " " + (s === ${literal})`)).toBe(shown);
  // As a key it becomes an atom, in a text it is copied, in a rope it is held.
  expect(ask(box, `({ [s]: s })[${literal}] + s.slice(1) + s.repeat(2)`)).toBe(
    text + text.slice(1) + text.repeat(2),
  );
  vm.freeValue(box);
});

test("newText() writes its string and a zero, and nothing beside them", () => {
  const length = 100;
  const guards = [0, 1, 2].map(() => vm.newBytes(new Uint8Array(length + 32).fill(0xa5)));
  const box = vm.newText("y".repeat(length));
  const span = flatSpan(vm, box);
  expect(span).toMatchObject({ length, isWide: false });
  expect(vm.bytes[(span?.pointer ?? 0) + length]).toBe(0);
  for (const guard of guards) {
    expect(vm.slice(vm.spanOf(guard)).every((byte) => byte === 0xa5)).toBe(true);
  }
  for (const value of [...guards, box]) vm.freeValue(value);
});

test("strings that were made and freed leave the heap as it was", () => {
  const make = (): void => {
    for (const text of ["z".repeat(5_000), "é".repeat(50), "k"]) vm.freeValue(vm.newText(text));
    vm.freeValue(vm.newTextBy(100, (target) => target.fill(0x41).length));
    vm.freeValue(vm.newJson('{"a":[1,"é"]}'));
  };
  make();
  const before = vm.bytes.length;
  for (let round = 0; round < 20_000; round++) make();
  expect(vm.bytes.length).toBe(before);
});

test.each<[string, readonly number[], string]>([
  ["ASCII", [0x61, 0x62], "ab"],
  ["more", [0xc3, 0xa9, 0xe2, 0x82, 0xac], "é€"],
  ["broken UTF-8", [0x61, 0xff, 0xe2, 0x82], "a\ufffd\ufffd"],
  ["nothing", [], ""],
])("newTextBy() makes text of as many bytes as came: %s", (_title, bytes, text) => {
  const box = vm.newTextBy(bytes.length + 50, (target) => {
    target.fill(0xee);
    target.set(bytes);
    return bytes.length;
  });
  expect(vm.toText(box)).toBe(text);
  expect(ask(box, "s.length")).toBe(String(text.length));
});

test("newTextBy() gives memory back when there is nothing to fill it with", () => {
  const refuse = (): never => {
    throw new RangeError("no");
  };
  const before = vm.bytes.length;
  for (let round = 0; round < 100; round++) {
    expect(() => vm.newTextBy(200_000, refuse)).toThrow("no");
    expect(() => vm.newBytesBy(200_000, refuse)).toThrow("no");
  }
  expect(vm.bytes.length - before).toBeLessThan(2 ** 20);
});

test.each([2 ** 25, 2 ** 30])("newText() throws NoGuestMemory for %d characters", (length) => {
  expect(() => vm.newTextBy(length, () => 0)).toThrow(NoGuestMemory as never);
});

test.each([
  ["'plain'", "plain"],
  ["'é' + '\\xff'", "é\xff"],
  ["'\\u20ac' + '\\ud800'", "€\ud800"],
  ["'q'.repeat(40)", "q".repeat(40)],
  ["'\\xe9'.repeat(40)", "é".repeat(40)],
  ["'\\u20ac'.repeat(9000)", "€".repeat(9000)],
  ["Object.keys({ anAtom: 1 })[0]", "anAtom"],
])("flatText() reads %s where it is", (source, text) => {
  const box = evaluate(source);
  const span = flatSpan(vm, box);
  expect(span && flatText(vm, span)).toBe(text);
  const ascii = asciiSpan(vm, box);
  expect(ascii && vm.decode(ascii)).toBe(/^[\0-\x7f]*$/.test(text) ? text : undefined);
});

test.each([
  ["a rope", "let r = ''; for (let i = 0; i < 3000; i++) r += 'part ' + i; r", undefined],
  ["a part", "('x'.repeat(9000) + 'y').slice(10, 8999)", undefined],
  ["a number", "1", undefined],
  ["an object", "({})", undefined],
])("flatSpan() knows nothing of %s, or the right text", (_title, source) => {
  const box = evaluate(source);
  const span = flatSpan(vm, box);
  if (span !== undefined) expect(flatText(vm, span)).toBe(vm.toText(box));
  else expect(asciiSpan(vm, box)).toBeUndefined();
});

test.each([
  ["a rope", "let r = ''; for (let i = 0; i < 3000; i++) r += 'part ' + i; return r"],
  ["a part", "return ('x'.repeat(9000) + 'y').slice(10, 8999)"],
  ["wide characters", "return '\u20ac'.repeat(3000)"],
  ["an unpaired surrogate", "return 'x'.repeat(3000) + '\ud800'"],
])("host calls get the text of %s", async (_title, body) => {
  const { stdout, stderr } = await runJavaScript({
    source: `const text = (() => { ${body} })();
      try { process.chdir(text) } catch (error) { console.log(error.code, error.dest === text) }`,
  });
  expect([stderr, stdout]).toEqual(["", "ENAMETOOLONG true\n"]);
});
