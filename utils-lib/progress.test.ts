import { expect, test } from "vitest";
import { contextOf } from "../test/support/utility-context.ts";
import { createProgress } from "./progress.ts";
import type { UtilityProgress } from "./utility.ts";

test("createProgress() sums what is done", () => {
  const heard: UtilityProgress[] = [];
  const report = createProgress(contextOf({}, { progress: (done) => heard.push(done) }));
  report(10, 1);
  report(0, 2);
  report(5, 0);
  expect(heard).toEqual([
    { bytes: 10, items: 1 },
    { bytes: 10, items: 3 },
    { bytes: 15, items: 3 },
  ]);
});

test("createProgress() does nothing when nobody listens", () => {
  expect(() => createProgress(contextOf())(1, 1)).not.toThrow();
});
