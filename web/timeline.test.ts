import { expect, test } from "vitest";
import { createTimeline, type Timeline } from "./timeline.ts";

const shown = ({ moments, head }: Timeline<string>): string =>
  moments
    .map(({ id, parent, branch, label }) => {
      return `${label}${parent ?? ""}/${branch}${id === head?.id ? "*" : ""}`;
    })
    .join(" ");

function filled(...labels: readonly string[]): Timeline<string> {
  const timeline = createTimeline<string>({ maxMoments: 4, maxBytes: 100 });
  for (const label of labels) timeline.add(label, label.toUpperCase(), 10);
  return timeline;
}

test("add() goes on from the head, in its branch", () => {
  expect(shown(filled("a", "b"))).toBe("a/1 b1/1*");
});

test("add() after goTo() the middle starts a branch, and after goTo() its end goes on", () => {
  const timeline = filled("a", "b");
  expect(timeline.goTo(1).state).toBe("A");
  timeline.add("c", "C", 10);
  expect(shown(timeline)).toBe("a/1 b1/1 c1/2*");
  timeline.goTo(2);
  timeline.add("d", "D", 10);
  expect(shown(timeline)).toBe("a/1 b1/1 c1/2 d2/1*");
});

test("add() after fork() starts a branch, even at the end of one", () => {
  const timeline = filled("a", "b");
  timeline.fork(2);
  timeline.add("c", "C", 10);
  timeline.add("d", "D", 10);
  expect(shown(timeline)).toBe("a/1 b1/1 c2/2 d3/2*");
});

test("the oldest states are forgotten, but never the one that is built upon", () => {
  const timeline = filled("a", "b", "c", "d", "e");
  expect(shown(timeline)).toBe("b1/1 c2/1 d3/1 e4/1*");
  timeline.goTo(2);
  timeline.add("f", "F", 10);
  expect(shown(timeline)).toBe("b1/1 d3/1 e4/1 f2/2*");
});

test.each([0, 9])("goTo() and fork() refuse the state %s that is not there", (id) => {
  const timeline = filled("a");
  expect(() => timeline.goTo(id)).toThrow(`Cannot find the state "${id}"`);
  expect(() => timeline.fork(id)).toThrow(RangeError);
  expect(timeline.head?.id).toBe(1);
});

test("states that hold much are forgotten sooner, but never the last two", () => {
  const timeline = filled("a", "b");
  timeline.add("c", "C", 85);
  expect(shown(timeline)).toBe("b1/1 c2/1*");
  timeline.add("d", "D", 85);
  expect(shown(timeline)).toBe("c2/1 d3/1*");
});
