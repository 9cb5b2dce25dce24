import { expect, test } from "vitest";
import { RecentMap } from "./recent-map.ts";

test("take() keeps what was used last, and makes the rest again", () => {
  const made: string[] = [];
  const map = new RecentMap<string, number>(2);
  const use = (key: string): number => map.take(key, () => made.push(key));
  for (const key of ["a", "b", "a", "c", "a", "b"]) use(key);
  expect(made).toEqual(["a", "b", "c", "b"]);
});

test("take() keeps undefined as well", () => {
  const map = new RecentMap<string, undefined>(1);
  let made = 0;
  const make = (): undefined => {
    made += 1;
  };
  map.take("a", make);
  map.take("a", make);
  expect(made).toBe(1);
});

test("forget() forgets the value it is given and no other", () => {
  const map = new RecentMap<string, object>(2);
  const [one, two] = [{}, {}];
  map.take("a", () => one);
  map.forget("a", two);
  expect(map.take("a", () => two)).toBe(one);
  map.forget("a", one);
  expect(map.take("a", () => two)).toBe(two);
});
