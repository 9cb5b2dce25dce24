import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

function tomlToJson(toml: string): unknown {
  return callUtility(contextOf(), "toml_to_json", [toml]);
}

test.each([
  ["", "{}"],
  ["# nothing", "{}"],
  ["\ufeffa = 1", '{"a": 1}'],
  [
    "a = 1\nb.c = 'x'\n[d]\ne = true\n[[f]]\n[[f]]\ng = []",
    '{"a": 1, "b": {"c": "x"}, "d": {"e": true}, "f": [{}, {"g": []}]}',
  ],
  ["a = [1.0, 1e3, -0.0, 1.5, 1e21, 3.141_5]", '{"a": [1.0, 1000.0, -0.0, 1.5, 1e+21, 3.1415]}'],
  [
    "a = [0x1F, 0o17, 0b11, 1_000, -5, 9223372036854775807]",
    '{"a": [31, 15, 3, 1000, -5, 9223372036854775807]}',
  ],
  ["a = 1979-05-27", '{"a": "1979-05-27"}'],
  ["a = 2024-02-29", '{"a": "2024-02-29"}'],
  ["a = 1979-05-27T07:32:00Z", '{"a": "1979-05-27T07:32:00Z"}'],
  ["a = 1979-05-27 07:32:00.5-07:00", '{"a": "1979-05-27T07:32:00.500-07:00"}'],
  ["a = 1979-05-27T07:32:00", '{"a": "1979-05-27T07:32:00"}'],
  ["a = 07:32:00", '{"a": "07:32:00"}'],
  ["a = '2023-02-30' # 2023-02-31", '{"a": "2023-02-30"}'],
  ['a = """\nx\ny"""\nb = "é\\n"', '{"a": "x\\ny", "b": "é\\n"}'],
])("toml_to_json(%j) gives %s", (toml, json) => {
  expect(tomlToJson(toml)).toBe(json);
});

test.each([
  ["a = ", "line 1, column 5: invalid value"],
  ["\na = 1 b", "line 2, column 7: each key-value declaration must be followed by an end-of-line"],
  ["a = 2023-02-29", "line 1, column 5: invalid date"],
  ["a = 01", "line 1, column 5: illegal leading zero"],
  ["a = 'x", "line 1, column 5: unfinished string"],
])("toml_to_json(%j) refuses it at %s", (toml, reason) => {
  const message = `Cannot read TOML at ${reason}`;
  expect(() => tomlToJson(toml)).toThrow(
    expect.objectContaining({ code: "INVALID_TOML", message }),
  );
});
