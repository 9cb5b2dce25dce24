import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { examples } from "./examples.ts";
import { languageOfFile } from "./languages.ts";

const folder = new URL("./examples/", import.meta.url);

test("there are ten examples, one for each folder, over all languages", () => {
  expect(examples.map(({ id }) => id).sort()).toEqual(readdirSync(folder).sort());
  expect(examples).toHaveLength(10);
  expect(new Set(examples.map(({ language }) => language)).size).toBe(5);
});

test.each(examples)("the example $id has a program in its language", ({ id, language, code }) => {
  expect(code.length).toBeGreaterThan(100);
  const main = readdirSync(new URL(`${id}/`, folder)).find((name) => name.startsWith("main."));
  expect(languageOfFile(main ?? "")?.id ?? "wasm").toBe(language);
});

test("the module of the example is what its source says", () => {
  const module = examples.find(({ id }) => id === "hello-wasm")?.files["/app/hello.wasm"];
  const source = readFileSync(new URL("hello-wasm/main.wat", folder), "utf8");
  expect(module).toEqual(assemble(source));
});
