import fc from "fast-check";
import { load, YAML11_SCHEMA } from "js-yaml";
import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

function yamlToJson(text: string): unknown {
  return callUtility(contextOf(), "yaml_to_json", [text]);
}

function jsonToYaml(text: string): string {
  return String(callUtility(contextOf(), "json_to_yaml", [text]));
}

test.each([
  ["", "null"],
  ["# nothing\n", "null"],
  ["---\n...\n", "null"],
  ["\ufeffa: 1", '{"a": 1}'],
  ["a: 1\nb:\n  - x\n  - y\n", '{"a": 1, "b": ["x", "y"]}'],
  ["[]", "[]"],
  ["{}", "{}"],
  ["a:\nb: ~", '{"a": null, "b": null}'],
  ["[true, False, yes, no, on, n]", '[true, false, "yes", "no", "on", "n"]'],
  ["[2026-01-31, 12:30:45, 1_000]", '["2026-01-31", "12:30:45", "1_000"]'],
  ["[1.0, 1e3, -.5, +7, 5., 007, -0]", "[1.0, 1e3, -0.5, 7, 5.0, 7, -0]"],
  ["[0o17, 0x1F, 0o8, 0xg]", '[15, 31, "0o8", "0xg"]'],
  ["9223372036854775807123", "9223372036854775807123"],
  ["['1', \"2\", !!str 3, ! 4]", '["1", "2", "3", "4"]'],
  ["!!int '3'", "3"],
  ["!!float 3", "3"],
  ["!!map {a: !!seq [!!null '', !!bool true]}", '{"a": [null, true]}'],
  ["!<tag:yaml.org,2002:str> 5", '"5"'],
  ["|\n  a\n   b\n", '"a\\n b\\n"'],
  [">-\n  a\n  b\n", '"a b"'],
  ['"\\u00e9\\n😀"', '"é\\n😀"'],
  ["größe: 名", '{"größe": "名"}'],
  ["1: a\ntrue: b\nnull: c\n'x': d", '{"1": "a", "true": "b", "null": "c", "x": "d"}'],
  ["? a\n: b", '{"a": "b"}'],
  ["[a: b, c]", '[{"a": "b"}, "c"]'],
  ["a: &x [1]\nb: *x", '{"a": [1], "b": [1]}'],
  ["&k a: 1\nb: *k", '{"a": 1, "b": "a"}'],
  ["a: &x 1\nb: &x 2\nc: *x", '{"a": 1, "b": 2, "c": 2}'],
  [
    "base: &b {x: 1, y: 2}\nc: {y: 3, <<: *b, z: 4}",
    '{"base": {"x": 1, "y": 2}, "c": {"x": 1, "y": 3, "z": 4}}',
  ],
  ["<<: [{a: 1}, {a: 2, b: 3}]", '{"a": 1, "b": 3}'],
  ["'<<': {a: 1}", '{"<<": {"a": 1}}'],
  ["__proto__: {polluted: 1}\nconstructor: 2", '{"__proto__": {"polluted": 1}, "constructor": 2}'],
])("yaml_to_json(%j) gives %s", (yaml, json) => {
  expect(yamlToJson(yaml)).toBe(json);
});

test.each([
  ["a: 1\na: 2", 'line 2, column 1: the key "a" is there twice'],
  ["1: a\n'1': b", 'line 2, column 1: the key "1" is there twice'],
  ["a: [1", "line 1, column 6: unexpected end of the stream within a flow collection"],
  ["é: *nope", 'line 1, column 4: the alias "nope" has no anchor'],
  ["a: &a [*a]", 'line 1, column 8: the alias "a" stands within its own anchor'],
  [
    "x: !!python/object:os.system {}",
    'line 1, column 4: the tag "!!python/object:os.system" is not supported',
  ],
  ["- !mine 1", 'line 1, column 3: the tag "!mine" is not supported'],
  ["!!set {a}", 'line 1, column 1: the tag "set" is not supported'],
  ["!!binary aGk=", 'line 1, column 1: the tag "binary" is not supported'],
  ["!!seq {a: 1}", 'line 1, column 1: the tag "seq" is not supported'],
  ["!!map [a]", 'line 1, column 1: the tag "map" is not supported'],
  ["!!int x", 'line 1, column 1: "x" is no value of the tag "!!int"'],
  [
    "%TAG ! tag:yaml.org,2002:\n---\n!str 1",
    "line 1, column 1: the directive %TAG is not supported",
  ],
  ["a\n---\nb", "line 1, column 1: expected one document, got another"],
  ["- .inf", "line 1, column 3: JSON has neither infinity nor NaN"],
  [".nan: 1", "line 1, column 1: JSON has neither infinity nor NaN"],
  ["? [a]\n: 1", "line 1, column 3: a key must be a scalar"],
  ["<<: 1", 'line 1, column 5: only mappings can be merged by "<<"'],
  ["<<: [1]", 'line 1, column 6: only mappings can be merged by "<<"'],
  ["a:\n\t- b", "line 2, column 1: tab characters must not be used in indentation"],
  ["a: \u0000", "line 1, column 4: null byte is not allowed in input"],
])("yaml_to_json(%j) refuses it at %s", (yaml, reason) => {
  expect(() => yamlToJson(yaml)).toThrow(
    expect.objectContaining({ code: "INVALID_YAML", message: `Cannot read YAML at ${reason}` }),
  );
});

test.each([
  ["null", "null\n"],
  ["[]", "[]\n"],
  ["{}", "{}\n"],
  ['"x"', "x\n"],
  [
    '{"a": 1, "b": [1, {"c": 2, "d": []}], "e": {"f": {}}}',
    "a: 1\nb:\n- 1\n- c: 2\n  d: []\ne:\n  f: {}\n",
  ],
  ["[[1, 2], [], [[3]]]", "- - 1\n  - 2\n- []\n- - - 3\n"],
  [
    '["no", "1", "", "- x", "a: b", "a #b", " a", "x y", "#", "2026-01-31", "~"]',
    '- "no"\n- "1"\n- ""\n- "- x"\n- "a: b"\n- "a #b"\n- " a"\n- x y\n- "#"\n- "2026-01-31"\n- "~"\n',
  ],
  [
    '{"text": "a\\n\\n b\\n", "strip": "a\\nb", "keep": "a\\n\\n", "lead": "\\na", "cr": "a\\r\\nb"}',
    'text: |\n  a\n\n   b\nstrip: |-\n  a\n  b\nkeep: |+\n  a\n\nlead: "\\na"\ncr: "a\\r\\nb"\n',
  ],
  ["12345678901234567890", "12345678901234567890\n"],
  ["[1e300, 1.5, -0, 1E-9]", "- 1.0e+300\n- 1.5\n- -0\n- 1.0e-9\n"],
  ['{"__proto__": {"a": 1}}', "__proto__:\n  a: 1\n"],
])("json_to_yaml(%s) gives %j", (json, yaml) => {
  expect(jsonToYaml(json)).toBe(yaml);
});

const tricky = fc.constantFrom(
  ..."yes no on off y n Yes NULL ~ null true .inf .nan 0x1f 0o7 017 1_000 1e3 1:20 2026-01-31 << = - ? : # & * ! | > % @ ` a:b [ { , \n \t \r \u0085 \u2028 \ufeff \ud800 --- ...".split(
    " ",
  ),
);
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme" }),
  fc
    .array(fc.oneof(tricky, fc.constantFrom(" ", "\n", "a"), fc.string({ maxLength: 2 })))
    .map((parts) => parts.join("")),
  tricky,
);
const data = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.constantFrom(null, true, false, 0, -1.5, 1e21, 2 ** 53 - 1),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("what json_to_yaml() writes, YAML 1.1 and 1.2 and yaml_to_json() read back the same", () => {
  fc.assert(
    fc.property(data, (value) => {
      const json = JSON.stringify(value);
      const yaml = jsonToYaml(json);
      const expected: unknown = JSON.parse(json);
      expect(JSON.parse(String(yamlToJson(yaml)))).toEqual(expected);
      expect(load(yaml)).toEqual(expected);
      expect(load(yaml, { schema: YAML11_SCHEMA })).toEqual(expected);
    }),
    { numRuns: 2_000 },
  );
});
