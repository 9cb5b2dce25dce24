/** What the utilities of the module `formats` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

const people = '[{"name": "Ada", "age": "36"}, {"name": "Grace", "age": "85"}]';
const notUtf8 = { "/app/bad.json": { base64: "eyJhIjoKIsOp/yJ9" } };
const prototypeKeys: UtilityVector["result"] = JSON.parse('{"__proto__": {"a": "1"}}');

/** The vectors, beside the examples of the rows. */
export const formatsVectors: readonly UtilityVector[] = [
  {
    utility: "csv_to_json",
    args: ["people.csv", "out.json"],
    result: null,
    after: { "/app/out.json": people },
  },
  {
    utility: "csv_to_json",
    args: ["f.csv", { delimiter: ";" }],
    files: { "/app/f.csv": '\ufeff__proto__;b;b\r\n"x;y";1;2;3\r\n\r\n4' },
    result: '[{"__proto__": "x;y", "b": "2", "null": ["3"]}, {"__proto__": "4", "b": null}]',
  },
  { utility: "csv_to_json", args: ["people.csv", { delimiter: ":" }], error: "INVALID_ARGUMENT" },
  {
    utility: "csv_to_json",
    args: ["none.csv", "out.json"],
    error: "ENOENT",
    after: { "/app/out.json": null },
  },
  { utility: "csv_to_json", args: ["/etc/x.csv"], error: "PATH_ESCAPE_ATTEMPT" },
  {
    utility: "json_to_csv",
    args: ["people.json", { output: "out.csv", delimiter: "\t" }],
    result: null,
    after: { "/app/out.csv": "name\tage\nAda\t36\nGrace\t85\n" },
  },
  {
    utility: "json_to_csv",
    args: ["f.json"],
    files: {
      "/app/f.json":
        '[{"a": 12345678901234567890, "__proto__": null}, {"b": [1, {"c": "x"}], "a": true}]',
    },
    result: 'a,__proto__,b\n12345678901234567890,,\ntrue,,"[1, {""c"": ""x""}]"\n',
  },
  {
    utility: "json_to_csv",
    args: ["bad.json", "out.csv"],
    files: notUtf8,
    error: "INVALID_JSON",
    message: "Cannot read JSON at line 2, column 3: the byte 0xFF is not UTF-8",
    after: { "/app/out.csv": null },
  },
  {
    utility: "yaml_to_json",
    args: ["base: &b {x: 1, é: [yes, 2026-01-31, 1.0, 0o17, ~]}\ncopy: {<<: *b, x: '2'}\n"],
    result:
      '{"base": {"x": 1, "é": ["yes", "2026-01-31", 1.0, 15, null]}, "copy": {"x": "2", "é": ["yes", "2026-01-31", 1.0, 15, null]}}',
  },
  {
    utility: "yaml_to_json",
    args: ["id: 123456789012345678901234567890"],
    result: '{"id": 123456789012345678901234567890}',
  },
  {
    utility: "yaml_to_json",
    args: ["a: 1\n😀: 2\n😀: 3\n"],
    error: "INVALID_YAML",
    message: 'Cannot read YAML at line 3, column 1: the key "😀" is there twice',
  },
  {
    utility: "yaml_to_json",
    args: ["- !!python/object/apply:os.system [id]"],
    error: "INVALID_YAML",
    message:
      'Cannot read YAML at line 1, column 3: the tag "!!python/object/apply:os.system" is not supported',
  },
  {
    utility: "json_to_yaml",
    args: ['{"text": "one\\n two\\n", "no": ["no", "1", "x y"], "big": 12345678901234567890}'],
    result: 'text: |\n  one\n   two\n"no":\n- "no"\n- "1"\n- x y\nbig: 12345678901234567890\n',
  },
  {
    utility: "json_to_yaml",
    args: ['{"a": [1, 2}'],
    error: "INVALID_JSON",
    message: 'Cannot read JSON at line 1, column 12: expected "," or "]", got "}"',
  },
  {
    utility: "toml_to_json",
    args: [
      "when = 1979-05-27T07:32:00Z\nhex = 0xFF\nlong = 9223372036854775807\nf = 2.0\n[a.'b c']\nd = []\n",
    ],
    result:
      '{"when": "1979-05-27T07:32:00Z", "hex": 255, "long": 9223372036854775807, "f": 2.0, "a": {"b c": {"d": []}}}',
  },
  {
    utility: "toml_to_json",
    args: ["b = 1\na = 2023-02-30"],
    error: "INVALID_TOML",
    message: "Cannot read TOML at line 2, column 5: invalid date",
  },
  {
    utility: "xml_to_dict",
    args: ['<r a="1">\n <n:b xmlns:n="u"> x&amp;y </n:b><c/><c><![CDATA[<z>]]></c>\n tail</r>'],
    result: {
      r: {
        "@a": "1",
        "n:b": { "@xmlns:n": "u", "#text": "x&y" },
        c: [null, "<z>"],
        "#text": "tail",
      },
    },
  },
  { utility: "xml_to_dict", args: ["<__proto__><a>1</a></__proto__>"], result: prototypeKeys },
  {
    utility: "xml_to_dict",
    args: ['<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
    error: "INVALID_XML",
    message: "Cannot read XML at line 1, column 55: a document type declaration is not supported",
  },
  {
    utility: "json_query",
    args: ["sort_by(@, &age)[::-1].{who: name, old: age >= `40`}", "people.json"],
    result: [
      { who: "Grace", old: true },
      { who: "Ada", old: false },
    ],
  },
  {
    utility: "json_query",
    args: [
      "a[?b.__proto__].b",
      { json_text: '{"a": [{"b": {"__proto__": {"a": "1"}}}, {"b": {}}]}' },
    ],
    result: [prototypeKeys],
  },
  { utility: "json_query", args: ["nothing", { json_text: "{}" }], result: null },
  {
    utility: "json_query",
    args: ["abs(@)", { json_text: '"x"' }],
    error: "INVALID_QUERY",
    message: "Cannot run the query: abs() takes a number as argument 1, got string",
  },
  { utility: "json_query", args: ["@"], error: "INVALID_ARGUMENT" },
  {
    utility: "json_query",
    args: ["@", { json_text: `${"[".repeat(1_000)}${"]".repeat(1_000)}` }],
    error: "INVALID_JSON",
    message: "Cannot read JSON at line 1, column 201: it nests deeper than 200",
  },
  {
    utility: "json_query",
    args: ["@", { json_text: `${"[".repeat(200)}${"]".repeat(200)}` }],
    result: JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`),
  },
];
