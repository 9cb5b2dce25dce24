import { bytesToHex } from "@noble/hashes/utils.js";
import { expect, test } from "vitest";
import { runPython } from "../test/support/run-python.ts";
import { createFuelAccount } from "./fuel-account.ts";
import { deriveKey } from "./key-derivation.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const plain = { password: text("password"), salt: text("salt"), iterations: 2, keyBytes: 20 };

test("deriveKey() derives the key of RFC 6070, and charges for each iteration", () => {
  const fuel = createFuelAccount(10n ** 9n);
  const key = deriveKey(fuel, { ...plain, hash: "sha1" });
  expect(bytesToHex(key)).toBe("ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957");
  // 3 iterations with the first of the password, 2 blocks of 64 bytes, 12 units of fuel a byte.
  expect(fuel.used).toBe(BigInt((3 * 2 * 64 + 12) * 12));
});

test("deriveKey() stops before work that cannot be paid", async () => {
  const source = "import hashlib\nhashlib.pbkdf2_hmac('sha256', b'p', b's', 50_000_000)";
  const { end } = await runPython(source, { fuelLimit: 10n ** 9n });
  expect(end.outcome).toBe("out-of-fuel");
});

test.each([
  ["'deriveKey', 'sha9', '', '', 1, 1", 'there is no algorithm "sha9"'],
  ["'deriveKey', 'constructor', '', '', 1, 1", 'there is no algorithm "constructor"'],
  ["'deriveKey', 'md5', 1, '', 1, 1", "password and salt are not text"],
  ["'deriveKey', 'md5', '', '', 0, 1", '"0" is no integer from 1 to 100000000'],
  ["'deriveKey', 'md5', '', '', 1, 1e9", '"1000000000" is no integer from 1 to 65536'],
  ["'deriveKey', 'md5', 'zz', '', 1, 1", "hex"],
])("the kernel refuses _call(%s)", async (args, message) => {
  const { end, stderr } = await runPython(`import sandbox_utils\nsandbox_utils._call(${args})`);
  expect(end).toMatchObject({ outcome: "exited", exitCode: 1 });
  expect(stderr).toContain(message);
});
