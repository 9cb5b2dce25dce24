import { expect, test } from "vitest";
import { pythonOutput } from "../../test/support/run-python.ts";
import { environment, holds } from "./marker.ts";
import { neededHere, parseRequirement } from "./requirement.ts";

test.each([
  ["six", { name: "six", versions: "", marker: "" }],
  ["Six.Seven>=1.5,<2", { name: "six-seven", versions: ">=1.5,<2", marker: "" }],
  ["six (>=1.5)", { name: "six", versions: ">=1.5", marker: "" }],
  [
    'a[x, y] ~= 1.0 ; python_version < "3"',
    { name: "a", versions: "~= 1.0", marker: 'python_version < "3"' },
  ],
  ["a @ https://example.org/a.whl", { name: "a", versions: "", marker: "" }],
  ["", undefined],
  ["-x", undefined],
  ["; extra == 'x'", undefined],
])("parseRequirement(%j)", (text, requirement) => {
  expect(parseRequirement(text)).toEqual(requirement);
});

test("neededHere() leaves out what is for other places and for extras", () => {
  const requires = [
    "six >= 1.5",
    'tomli; python_version < "3.11"',
    'colorama; sys_platform == "win32"',
    'pytest; extra == "test"',
    'both; python_version >= "3.8" and platform_system != "Windows"',
  ];
  expect(neededHere(requires)).toMatchObject([
    { name: "six", versions: ">= 1.5" },
    { name: "both" },
  ]);
  expect(() => neededHere(["???"])).toThrow('it requires "???", which is no requirement');
});

test.each([
  ["", true],
  ['python_version >= "3.9"', true],
  ['python_version < "3.9"', false],
  ['python_version == "3.*"', true],
  ["'3.14' <= python_full_version", true],
  ['sys_platform == "emscripten"', true],
  ['os_name == "nt" or os_name == "posix"', true],
  ['os_name == "nt" and (os_name == "posix" or extra == "")', false],
  ['(os_name == "nt" or os_name == "posix") and extra == ""', true],
  ['os_name == "nt" and os_name == "nt" or os_name == "posix"', true],
  ['platform_system in "Linux Emscripten"', true],
  ['platform_system not in "Linux Emscripten"', false],
  ['sys_platform < "zzz"', false],
])("holds(%j) is %s", (marker, answer) => {
  expect(holds(marker)).toBe(answer);
});

test.each([
  ["python_version"],
  ["__proto__ == 'x'"],
  ["os_name == 'a' or"],
  ["(os_name == 'a'"],
  ["os_name == 'a' 'b'"],
  ["os_name is 'a'"],
  ["(".repeat(10_000)],
])("holds(%j) throws", (marker) => {
  expect(() => holds(marker)).toThrow(RangeError);
});

test("markers see what programs see", async () => {
  const source = `
import json, os, platform, sys
print(json.dumps({
    "python_version": ".".join(platform.python_version_tuple()[:2]),
    "python_full_version": platform.python_version(),
    "implementation_name": sys.implementation.name,
    "implementation_version": platform.python_version(),
    "platform_python_implementation": platform.python_implementation(),
    "os_name": os.name,
    "sys_platform": sys.platform,
    "platform_system": platform.system(),
    "platform_machine": platform.machine(),
    "platform_release": platform.release(),
    "platform_version": platform.version(),
    "extra": "",
}))`;
  expect(JSON.parse(await pythonOutput(source))).toEqual(Object.fromEntries(environment));
});
