import { expect, test } from "vitest";
import { runJavaScript } from "../../test/support/run-javascript.ts";

const rows: readonly (readonly [title: string, source: string, stdout: string])[] = [
  [
    "readJson() and writeJson() keep data",
    `writeJson("a/b.json", { x: [1, "é"] }); console.log(readJson("a/b.json"), readText("a/b.json").split("\\n").length)`,
    "{ x: [ 1, 'é' ] } 6\n",
  ],
  [
    "readText(), writeText() and appendText() keep text",
    `writeText("t", "one"); appendText("t", "\\ntwo"); appendText("n/new", 5); console.log(readText("t"), readText("n/new"))`,
    "one\ntwo 5\n",
  ],
  [
    "readLines() and writeLines() keep lines",
    `writeLines("l", ["a", "", "b"]); console.log(readLines("l"), fileSize("l")); writeText("c", "x\\r\\ny"); console.log(readLines("c"))`,
    "[ 'a', '', 'b' ] 5\n[ 'x', 'y' ]\n",
  ],
  [
    "files are listed, copied and removed",
    `writeText("d/a", 1); copyFile("d/a", "d/e/b"); console.log(listFiles("d"), fileExists("d/e/b")); removeFile("d/a"); console.log(fileExists("d/a"), listFiles("d"))`,
    "[ 'a', 'e' ] true\nfalse [ 'e' ]\n",
  ],
  [
    "helpers fail as node:fs does",
    `for (const f of [() => readText("none"), () => removeFile("none"), () => fileSize("none"), () => requireVendor("none")]) try { f() } catch (e) { console.log(e.code) }`,
    "ENOENT\nENOENT\nENOENT\nMODULE_NOT_FOUND\n",
  ],
  [
    "sandbox_helpers exports what is global",
    `import * as helpers from "sandbox_helpers"; console.log(Object.keys(helpers).filter((name) => name !== "default").every((name) => globalThis[name] === helpers[name]), helpers.default.readText === readText)`,
    "true true\n",
  ],
  [
    "csv-simple parses what it writes",
    `const { parse, stringify } = requireVendor("csv-simple"); const rows = [{ a: "x, y", b: 'say "hi"' }, { a: "two\\nlines", b: "" }]; const text = stringify(rows); console.log(text, parse(text), parse("a;b\\r\\n1;2", { separator: ";", header: false }), parse(""))`,
    "a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",\n [ { a: 'x, y', b: 'say \"hi\"' }, { a: 'two\\nlines', b: '' } ] [ [ 'a', 'b' ], [ '1', '2' ] ] []\n",
  ],
  [
    "json-utils reach into data",
    `const j = requireVendor("json-utils"); const o = { a: [{ b: 1 }] }; console.log(j.get(o, "a[0].b"), j.get(o, "a.1.b", "no"), j.set({}, "x.0.y", 5), j.merge({ a: { b: 1 } }, { a: { c: 2 } }), j.validate({ n: 1, s: null }, { n: "number", s: "string", l: "array" }), j.clone(o) !== o)`,
    "1 no { x: [ { y: 5 } ] } { a: { b: 1, c: 2 } } {\n  valid: false,\n  errors: [\n    '\"s\" must be string, got null',\n    '\"l\" must be array, got undefined'\n  ]\n} true\n",
  ],
  [
    "json-utils touch no prototype",
    `const j = requireVendor("json-utils"); j.set({}, "__proto__.taken", 1); j.merge({}, JSON.parse('{"__proto__":{"taken":1}}')); console.log({}.taken, j.get({}, "constructor.name", "no"))`,
    "undefined no\n",
  ],
  [
    "string-utils shape text",
    `const s = requireVendor("string-utils"); console.log(s.slugify("Crème Brûlée, No. 1!"), s.truncate("abcdefgh", 5), s.capitalize("abc"), s.camelCase("hello big-world"), s.snakeCase("helloBigWorld"), s.kebabCase("Hello big World"), "[" + s.pad("x", 4) + "]", s.clean("  a  b "), s.count("aXbX", "X"), s.reverse("añ"), s.isPalindrome("A man, a plan, a canal: Panama"), s.words("one two"), s.wordCount("a b c"))`,
    "creme-brulee-no-1 ab... Abc helloBigWorld hello_big_world hello-big-world [ x  ] a b 2 ña true [ 'one', 'two' ] 3\n",
  ],
];

test.each(rows)("%s", async (_title, source, stdout) => {
  const end = await runJavaScript({ source });
  expect([end.stdout, end.stderr]).toEqual([stdout, ""]);
});
