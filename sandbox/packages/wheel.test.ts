import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { greeter, makeWheel, native, party, zip } from "../../test/support/tiny-wheels.ts";
import { SandboxError } from "../sandbox-error.ts";
import { openWheel } from "./wheel.ts";
import { findModules } from "./wheel-modules.ts";

test("openWheel() reads what a wheel says about itself", async () => {
  const wheel = await openWheel(greeter.bytes, greeter.file);
  expect(wheel).toEqual({
    name: "tiny-greeter",
    version: "1.2.0",
    sha256: createHash("sha256").update(greeter.bytes).digest("hex"),
    bytes: greeter.bytes,
    requires: [],
    modules: ["tiny_greeter"],
    license: "MIT",
    licenseFiles: ["tiny_greeter-1.2.0.dist-info/licenses/LICENSE"],
  });
  expect(await openWheel(party.bytes, undefined)).toMatchObject({
    name: "tiny-party",
    requires: [{ name: "tiny-greeter", versions: ">=1.0,<2" }],
    modules: ["tiny_extra", "tiny_party"],
    license: undefined,
  });
});

test.each([
  [native, "PACKAGE_NATIVE", 'it holds the native library "tiny_native/_fast.cpython-314'],
  [makeWheel({ name: "x", files: { "x.PYD": "" } }), "PACKAGE_NATIVE", '"x.PYD"'],
  [
    makeWheel({ name: "x", files: { "x.libs/y.so.1.2": "" } }),
    "PACKAGE_NATIVE",
    '"x.libs/y.so.1.2"',
  ],
  [
    makeWheel({ name: "x", files: {}, tag: "cp314-cp314-win_amd64" }),
    "PACKAGE_NATIVE",
    "its name is that of a wheel for one platform, it must be pure Python",
  ],
  [
    { ...makeWheel({ name: "x", files: {}, tag: "cp314-abi3-linux_x86_64" }), file: undefined },
    "PACKAGE_NATIVE",
    'it is built for "cp314-abi3-linux_x86_64"',
  ],
  [makeWheel({ name: "x", files: {}, tag: "py2-none-any" }), "PACKAGE_NATIVE", "one platform"],
  [{ bytes: greeter.bytes, file: "greeter.whl" }, "PACKAGE_INVALID", "its name is none of a wheel"],
  [
    { bytes: greeter.bytes, file: "other-1.0-py3-none-any.whl" },
    "PACKAGE_INVALID",
    'its METADATA is that of "tiny-greeter"',
  ],
  [{ bytes: new Uint8Array(50), file: undefined }, "PACKAGE_INVALID", "it is no zip archive"],
  [
    { bytes: zip({ "x.py": "" }), file: undefined },
    "PACKAGE_INVALID",
    "it must have one directory .dist-info with METADATA",
  ],
  [
    { bytes: zip({ "a.dist-info/METADATA": "", "b.dist-info/METADATA": "" }), file: undefined },
    "PACKAGE_INVALID",
    "it must have one directory .dist-info with METADATA",
  ],
  [
    { bytes: zip({ "a.dist-info/METADATA": "Name: a" }), file: undefined },
    "PACKAGE_INVALID",
    'it has no "a.dist-info/WHEEL"',
  ],
  [
    {
      bytes: zip({ "a.dist-info/METADATA": "", "a.dist-info/WHEEL": "Tag: py3-none-any" }),
      file: undefined,
    },
    "PACKAGE_INVALID",
    "its METADATA has no name of a package",
  ],
  [
    {
      bytes: zip({ "a.dist-info/METADATA": "Name: a", "a.dist-info/WHEEL": "Tag: py3-none-any" }),
      file: undefined,
    },
    "PACKAGE_INVALID",
    "its METADATA has no version",
  ],
  [
    makeWheel({ name: "x", files: {}, metadata: ["Requires-Python: <3.10"] }),
    "PACKAGE_INVALID",
    'it needs Python "<3.10", this is 3.14.2',
  ],
  [
    makeWheel({ name: "x", files: {}, metadata: ["Requires-Dist: ../x"] }),
    "PACKAGE_INVALID",
    'it requires "../x", which is no requirement',
  ],
])("openWheel() refuses %#", async ({ bytes, file }, code, message) => {
  const opening = openWheel(bytes, file);
  await expect(opening).rejects.toMatchObject({ name: "SandboxError", code });
  await expect(opening).rejects.toThrow(message);
});

test.each([
  [["six.py", "six-1.0.dist-info/METADATA"], ["six"]],
  [
    ["attr/__init__.py", "attr/a.py", "attr/b/__init__.py", "attrs/__init__.py"],
    ["attr", "attrs"],
  ],
  [
    ["google/cloud/x/__init__.py", "google/y.py"],
    ["google.cloud.x", "google.y"],
  ],
  [["p/__init__.py", "tests/__init__.py", "docs/conf.py", "p/data.txt"], ["p"]],
  [["x-1.data/purelib/y.py", "x-1.data/scripts/z.py", "not-a-name.py"], ["y"]],
  [[], []],
])("findModules(%j) is %j", (paths, modules) => {
  expect(findModules(paths)).toEqual(modules);
});

/** Bytes of a wheel, some of them changed, and perhaps cut short. */
const damagedWheels = fc
  .record({
    changes: fc.array(
      fc.tuple(fc.nat(party.bytes.length - 1), fc.constantFrom(0, 1, 0x2f, 0x7f, 0x80, 0xff)),
      { minLength: 1, maxLength: 8 },
    ),
    length: fc.option(fc.nat(party.bytes.length), { freq: 8 }),
  })
  .map(({ changes, length }) => {
    const bytes = party.bytes.slice(0, length ?? undefined);
    for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
    return bytes;
  });

test("openWheel() of damaged bytes answers a wheel or says why not", async () => {
  await fc.assert(
    fc.asyncProperty(damagedWheels, async (bytes) => {
      const error = await openWheel(bytes, undefined).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (error === undefined) return;
      expect(error).toBeInstanceOf(SandboxError);
      expect(error).toMatchObject({ code: expect.stringMatching(/^PACKAGE_(?:INVALID|NATIVE)$/) });
    }),
    { numRuns: 300 },
  );
});
