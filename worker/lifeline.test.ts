import { expect, test } from "vitest";
import { createLifeline } from "./lifeline.ts";

const never = new Promise<string>(() => {});

test("outlast() gives what the work gives", async () => {
  expect(await createLifeline(never).outlast(Promise.resolve(5))).toEqual({ value: 5 });
});

test("outlast() rejects as the work does", async () => {
  const work = Promise.reject(new Error("no"));
  await expect(createLifeline(never).outlast(work)).rejects.toThrow("no");
});

test("outlast() gives the death that cuts the work off, and at once after it", async () => {
  let die = (_how: string): void => {};
  const lifeline = createLifeline(
    new Promise<string>((resolve) => {
      die = resolve;
    }),
  );
  const cut = lifeline.outlast(never);
  die("terminated");
  expect(await cut).toEqual({ death: "terminated" });
  expect(await lifeline.outlast(never)).toEqual({ death: "terminated" });
});
