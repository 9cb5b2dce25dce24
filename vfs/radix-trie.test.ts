import fc from "fast-check";
import { expect, test } from "vitest";
import { maxIndex, RadixTrie } from "./radix-trie.ts";

const index = fc.oneof(fc.nat(70), fc.nat(5000), fc.integer({ min: 0, max: maxIndex }));
const steps = fc.array(fc.tuple(fc.constantFrom("set", "set", "delete"), index), {
  maxLength: 80,
  size: "max",
});

function play(
  trie: RadixTrie<object>,
  model: Map<number, object>,
  played: readonly (readonly [string, number])[],
): void {
  for (const [op, at] of played) {
    const value = { at };
    if (op === "set") {
      trie.set(at, value);
      model.set(at, value);
    } else {
      trie.delete(at);
      model.delete(at);
    }
  }
}

function walked(trie: RadixTrie<object>): unknown[] {
  const found: unknown[] = [];
  let next = trie.atOrAfter(0) as { at: number } | undefined;
  while (next !== undefined) {
    found.push(next);
    next = trie.atOrAfter(next.at + 1) as { at: number } | undefined;
  }
  return found;
}

const inOrder = (model: Map<number, object>) =>
  [...model].sort(([one], [other]) => one - other).map(([, value]) => value);

test("RadixTrie holds what a Map holds, in order, and forks do not see each other's changes", () => {
  fc.assert(
    fc.property(steps, steps, (first, second) => {
      const trie = new RadixTrie<object>({});
      const model = new Map<number, object>();
      play(trie, model, first);
      const kept = new Map(model);
      const fork = trie.fork({});
      play(fork, model, second);
      expect(walked(trie)).toEqual(inOrder(kept));
      expect(walked(fork)).toEqual(inOrder(model));
      for (const [, at] of second) expect(fork.get(at)).toBe(model.get(at));
      for (const [, at] of second) expect(trie.get(at)).toBe(kept.get(at));

      const changes = new Map<number, unknown[]>();
      trie.compare(fork, (before, after) => {
        const at = ((before ?? after) as { at: number }).at;
        changes.set(at, [before, after]);
      });
      for (const at of new Set([...kept.keys(), ...model.keys()])) {
        const expected = kept.get(at) === model.get(at) ? undefined : [kept.get(at), model.get(at)];
        expect(changes.get(at)).toEqual(expected);
      }
    }),
  );
});

test("compare() looks only at what was written after the fork", () => {
  const trie = new RadixTrie<object>({});
  for (let at = 0; at < 50_000; at++) trie.set(at, { at });
  const fork = trie.fork({});
  const changed = { at: 30_000 };
  fork.set(30_000, changed);
  const seen: unknown[] = [];
  trie.compare(fork, (before, after) => seen.push([before, after]));
  expect(seen).toEqual([[trie.get(30_000), changed]]);
});

test.each([0, 1, 33, 5000, maxIndex - 1])(
  "RadixTrie finds %i again after its last neighbour has gone, and nothing past 32 bits",
  (at) => {
    const trie = new RadixTrie<object>({});
    const neighbour = at ^ 1;
    trie.set(100_000, {});
    trie.set(neighbour, {});
    trie.delete(neighbour);
    const value = { at };
    trie.set(at, value);
    expect([trie.get(at), trie.get(neighbour), trie.atOrAfter(at)]).toEqual([
      value,
      undefined,
      value,
    ]);
    expect(trie.get(at + 2 ** 32)).toBeUndefined();
    const fork = trie.fork({});
    trie.get(at);
    fork.set(at, { at, changed: true });
    expect([trie.get(at), fork.get(at)]).toEqual([value, { at, changed: true }]);
  },
);
