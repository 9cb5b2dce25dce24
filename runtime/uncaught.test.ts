import { expect, test } from "vitest";
import { readUncaught } from "./uncaught.ts";

test("readUncaught() takes what is right and leaves out what is wrong", () => {
  const whole = {
    type: "ValueError",
    message: "bad",
    file: "/app/main.py",
    line: 3,
    traceback: "T",
  };
  expect(readUncaught(JSON.stringify(whole))).toEqual({ code: "UNCAUGHT", ...whole });
  const wrong = { type: 1, message: null, file: [], line: -1, traceback: {}, extra: 1 };
  expect(readUncaught(JSON.stringify(wrong))).toEqual({ code: "UNCAUGHT", message: "" });
  const long = { message: "m".repeat(1e5), type: "t".repeat(1e5), traceback: "x".repeat(1e5) };
  const read = readUncaught(JSON.stringify(long));
  expect([read?.message.length, read?.type?.length, read?.traceback?.length]).toEqual([
    4_000, 200, 20_000,
  ]);
});

test.each(["", "{", "null", "1", '"text"'])("readUncaught() reads nothing in %j", (text) => {
  expect(readUncaught(text)).toBeUndefined();
});
