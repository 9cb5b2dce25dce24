import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { BudgetSpent, contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes, cost } from "../cost.ts";

const sizes = [0, 1, 55, 56, 63, 64, 65, blockBytes - 1, blockBytes, 3 * blockBytes + 7];

test.each(["md5", "sha1", "sha256"])("checksum() with %s agrees with OpenSSL", (algorithm) => {
  for (const size of sizes) {
    const content = Uint8Array.from({ length: size }, (_, index) => (index * 31) & 255);
    const digest = callUtility(contextOf({ "/app/f": content }), "checksum", ["f", algorithm]);
    expect(digest, String(size)).toBe(createHash(algorithm).update(content).digest("hex"));
  }
});

test("checksum() charges for bytes alone, in blocks before they are read", () => {
  const [small, large] = [1_000, 1_000_000].map((size) => {
    const context = contextOf({ "/app/f": new Uint8Array(size) });
    callUtility(context, "checksum", ["f"]);
    expect(Math.max(...context.charges)).toBeLessThanOrEqual(blockBytes * cost.hashedByte);
    return context.spent();
  });
  expect((large ?? 0) - (small ?? 0)).toBe(999_000 * cost.hashedByte);
});

test("checksum() stops in the middle of a file and leaves nothing open", () => {
  const context = contextOf({ "/app/f": new Uint8Array(1_000_000) }, { budget: 1_000_000 });
  expect(() => callUtility(context, "checksum", ["f"])).toThrow(BudgetSpent);
  expect(context.fs.usage().openFiles).toBe(0);
});
