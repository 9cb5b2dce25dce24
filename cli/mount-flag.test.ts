import { expect, test } from "vitest";
import { checkMounts, parseMount } from "./mount-flag.ts";
import { UsageError } from "./usage-error.ts";

test.each([
  ["data:/app/data", { host: "data", guest: "/app/data", mode: "cow" }],
  ["data:/app/data:ro", { host: "data", guest: "/app/data", mode: "ro" }],
  ["data:/app/data:cow", { host: "data", guest: "/app/data", mode: "cow" }],
  ["./data:/app/data:rw", { host: "./data", guest: "/app/data", mode: "rw" }],
  [".:/app", { host: ".", guest: "/app", mode: "cow" }],
  ["/srv/x:/app/", { host: "/srv/x", guest: "/app", mode: "cow" }],
  ["/srv/a:b:/app/x:ro", { host: "/srv/a:b", guest: "/app/x", mode: "ro" }],
  ["C:\\data:/app/data", { host: "C:\\data", guest: "/app/data", mode: "cow" }],
  ["C:/data:/app/data", { host: "C:/data", guest: "/app/data", mode: "cow" }],
])("parseMount() reads %s", (text, mount) => {
  expect(parseMount(text)).toEqual(mount);
});

test.each([
  ["", '""'],
  ["data", '"data"'],
  [":/app", '":/app"'],
  ["/app", '"/app"'],
  ["data:app", '"app" is unknown'],
  ["data:/app/data:rx", '"rx" is unknown'],
  ["data:/app/data:", '"" is unknown'],
  ["data:/etc", '"/etc"'],
  ["data:/", '"/"'],
  ["data:/app2", '"/app2"'],
  ["data:/app/../etc", '"/app/../etc"'],
  ["data:/app//x", '"/app//x"'],
  ["data:/app/./x", '"/app/./x"'],
])("parseMount() refuses %j and names it", (text, named) => {
  expect(() => parseMount(text)).toThrow(UsageError);
  expect(() => parseMount(text)).toThrow(named);
});

test("checkMounts() refuses two mounts at one place", () => {
  expect(() => checkMounts([parseMount("a:/app/x"), parseMount("b:/app/x/y")])).not.toThrow();
  expect(() => checkMounts([parseMount("a:/app/x"), parseMount("b:/app/x/")])).toThrow(
    'Cannot mount twice at "/app/x"',
  );
});
