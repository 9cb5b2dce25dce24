import { expect, test } from "vitest";
import { indexModule } from "../module-index.ts";
import { roles } from "../operator-kinds.ts";
import { type InstrumentOptions, resolveOptions } from "../options.ts";
import { BodyDecoder } from "./decode-body.ts";
import { EventList } from "./event-list.ts";
import { FunctionPlan } from "./function-plan.ts";
import { createScope } from "./metering-scope.ts";

const roleNames = new Map<number, string>(
  Object.entries(roles).map(([name, role]) => [role, name]),
);

/** A type, a function of it, an unshared memory of at most 16 pages, a 64-bit one, and `code`. */
function decode(code: readonly number[], options: InstrumentOptions = {}, firstMoved = 0) {
  const prefix = [
    ...[0, 97, 115, 109, 1, 0, 0, 0],
    ...[1, 4, 1, 96, 0, 0],
    ...[3, 2, 1, 0],
    ...[4, 8, 2, 0x70, 0, 1, 0x70, 5, 0, 9],
    ...[5, 7, 2, 1, 1, 16, 5, 1, 32],
  ];
  const bytes = Uint8Array.from([...prefix, ...code, 0x0b]);
  const index = indexModule(bytes.subarray(0, prefix.length));
  const settings = resolveOptions(options);
  const events = new EventList();
  const scope = createScope(
    { ...index, bytes },
    settings,
    new FunctionPlan(index, settings, new Set()),
  );
  new BodyDecoder(scope, events).decode(prefix.length, bytes.length, firstMoved);
  const words = Array.from({ length: events.count - 1 }, (_, i) => {
    const event = i + 1;
    const mark = events.marks[event] === 1 ? " marked" : "";
    return `${roleNames.get(events.roles[event] ?? -1)} ${events.operands[event]} cost ${events.costs[event]}${mark}`;
  });
  const patches = Array.from(events.patches.subarray(0, events.patchCount), (patch) =>
    patch < 0 ? ~(~patch - prefix.length) : patch - prefix.length,
  );
  return { words, patches, events };
}

const end = "end 0 cost 0";

test.each<[string, number[], string[]]>([
  ["plain operators are summed up", [0x41, 1, 0x41, 2, 0x6a, 0x1a], ["end 0 cost 3"]],
  [
    "labels",
    [0x02, 0x40, 0x0c, 1, 0x0b],
    ["block 0 cost 0", "branch 1 cost 1", "end 1 cost 0", end],
  ],
  [
    "an if with an else",
    [0x41, 0, 0x04, 0x40, 0x05, 0x0b],
    ["if 1 cost 2", "else 0 cost 0", "end 1 cost 0", end],
  ],
  ["br_on_cast", [0xfb, 24, 3, 0, 0x6e, 0x6d], ["branchIf 0 cost 1", end]],
  ["br_on_null", [0xd5, 0], ["branchIf 0 cost 1", end]],
  ["a constant length", [0x41, 0x81, 0x01, 0xfc, 11, 0], ["bulk 129 cost 2", end]],
  ["a negative length", [0x41, 0x7f, 0xfc, 11, 0], ["bulk 4294967295 cost 2", end]],
  ["a dynamic length", [0x20, 0, 0xfc, 11, 0], ["bulk -1 cost 2", end]],
  [
    "a constant that is not the last operator",
    [0x41, 5, 0x01, 0xfc, 11, 0],
    ["bulk -1 cost 2", end],
  ],
  ["a 64-bit length", [0x20, 0, 0xfc, 11, 1], ["bulk -1 cost 2 marked", end]],
  ["a constant 64-bit length", [0x42, 5, 0xfc, 11, 1], ["bulk 5 cost 2 marked", end]],
  [
    "a constant 64-bit length that no memory has",
    [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01, 0xfc, 11, 1],
    ["bulk -1 cost 2 marked", end],
  ],
  ["copying between widths is narrow", [0x20, 0, 0xfc, 10, 1, 0], ["bulk -1 cost 2", end]],
  ["copying between wide memories", [0x20, 0, 0xfc, 10, 1, 1], ["bulk -1 cost 2 marked", end]],
  ["a wide table", [0x20, 0, 0xfc, 17, 1], ["bulk -1 cost 2 marked", end]],
  ["array operators are narrow", [0x20, 0, 0xfb, 6, 0], ["bulk -1 cost 2", end]],
  ["growing by 128", [0x41, 0x80, 0x01, 0x40, 0], ["bulk 128 cost 2", end]],
  ["growing by 129", [0x41, 0x81, 0x01, 0x40, 0], ["growMemory -1 cost 2", end]],
  ["growing a table", [0x20, 0, 0xfc, 15, 1], ["growTable -1 cost 2 marked", end]],
  ["an access at the end of what may be", [0x28, 2, 0xfc, 0xff, 0x3f], ["end 0 cost 1"]],
  ["an access beyond it", [0x28, 2, 0xfd, 0xff, 0x3f], ["certainTrap 0 cost 1", end]],
  [
    "a vector lane beyond it",
    [0xfd, 84, 0, 0x80, 0x80, 0xc0, 0x00, 0],
    ["certainTrap 0 cost 1", end],
  ],
  ["an access to another memory", [0x28, 0x42, 1, 0xfd, 0xff, 0x3f], ["end 0 cost 1"]],
  ["a call", [0x10, 0], ["call 0 cost 1", end]],
  ["a call through a private table", [0x11, 0, 0], ["callReference 1 cost 1", end]],
  [
    "a call through a table that code reads",
    [0x25, 0, 0x11, 0, 0],
    ["callReference 0 cost 2", end],
  ],
])("BodyDecoder lists %s", (_case, code, expected) => {
  expect(decode(code).words).toEqual(expected);
});

test("BodyDecoder marks labels where exceptions are caught", () => {
  // try_table (catch_all 0) inside a block.
  const { words, events } = decode([0x02, 0x40, 0x1f, 0x40, 1, 2, 0, 0x0b, 0x0b]);
  expect(words).toEqual([
    "block 0 cost 0 marked",
    "tryTable 0 cost 1",
    "end 2 cost 0",
    "end 1 cost 0",
    end,
  ]);
  expect(events.branchesToEnd).toBe(false);
  expect(decode([0x1f, 0x40, 1, 2, 0, 0x0b]).events.branchesToEnd).toBe(true);
});

test("BodyDecoder makes the labels of a br_table agree", () => {
  const { events } = decode([0x02, 0x40, 0x02, 0x40, 0x20, 0, 0x0e, 1, 0, 1, 0x0b, 0x0b]);
  expect(events.root(2)).toBe(events.root(1));
  expect(events.root(0)).toBe(0);
});

test("BodyDecoder finds the indices that move", () => {
  const code = [0x20, 3, 0x21, 4, 0x22, 0x85, 0x01, 0x23, 9, 0xd2, 0, 0x1a];
  expect(decode(code, {}, 4).patches).toEqual([3, ~5, ~10]);
  expect(decode(code, { abi: "local" }, Number.POSITIVE_INFINITY).patches).toEqual([]);
});

test.each<[string, number[], string]>([
  ["an unknown operator", [0x41, 0, 0x27], 'operator "0x27" is not supported'],
  ["relaxed SIMD", [0xfd, 0x80, 0x02], "relaxed SIMD is not allowed"],
  ["a body that is too short", [0x0b, 0x01], "function body does not end where its size says"],
  ["a body that is too long", [0x02, 0x40], "function body does not end where its size says"],
])("BodyDecoder refuses %s", (_case, code, message) => {
  expect(() => decode(code)).toThrow(message);
});
