import fc from "fast-check";
import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { blockBytes, cost } from "../cost.ts";
import { Base64Decoder, encodeBase64 } from "./base64-codec.ts";

const text = new TextDecoder();
const bytesOf = (content: string): Uint8Array => new TextEncoder().encode(content);

test("encodeBase64() agrees with Node, and Base64Decoder turns it back however it is cut", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(140), (bytes, cut) => {
      const digits = encodeBase64(bytes);
      expect(text.decode(digits)).toBe(Buffer.from(bytes).toString("base64"));
      const decoder = new Base64Decoder();
      const parts = [digits.subarray(0, cut), digits.subarray(cut)].map((part) =>
        decoder.decode(part),
      );
      decoder.end();
      expect(Buffer.concat(parts)).toEqual(Buffer.from(bytes));
    }),
  );
});

test.each([
  ["aGVsbG8", "it ends within a group of four digits"],
  ["aGVsbG8=\n=", "there is no digit of it at offset 9"],
  ["aGVsbG8=aGVs", "there is no digit of it at offset 8"],
  ["a=", "there is no digit of it at offset 1"],
  ["=", "there is no digit of it at offset 0"],
  ["ab=c", "there is no digit of it at offset 3"],
  ["ab===", "there is no digit of it at offset 4"],
  ["ab-_", "there is no digit of it at offset 2"],
  ["a\0bc", "there is no digit of it at offset 1"],
  ["é", "there is no digit of it at offset 0"],
  ["a", "it ends within a group of four digits"],
  ["ab=", "it ends within a group of four digits"],
])("base64() refuses to decode %j", (digits, reason) => {
  const context = contextOf({ "/app/f": digits });
  expect(() => callUtility(context, "base64", ["f", true])).toThrow(
    expect.objectContaining({
      code: "INVALID_BASE64",
      message: `Cannot decode Base64: ${reason}`,
    }),
  );
  expect(context.fs.usage().openFiles).toBe(0);
});

test.each([
  ["", ""],
  [" \r\n\t", ""],
  ["a G V s\r\nbG8 =\n", "hello"],
  ["YQ==\n", "a"],
])("base64() decodes %j", (digits, expected) => {
  expect(callUtility(contextOf({ "/app/f": digits }), "base64", ["f", true])).toBe(expected);
});

test("base64() encodes and decodes over several blocks", () => {
  const content = Uint8Array.from({ length: 2 * blockBytes + 5 }, (_, index) => index & 255);
  const context = contextOf({ "/app/f": content });
  callUtility(context, "base64", ["f", { output: "digits" }]);
  expect(text.decode(context.fs.readFile("/app/digits"))).toBe(
    Buffer.from(content).toString("base64"),
  );
  callUtility(context, "base64", ["digits", { decode: true, output: "f" }]);
  expect(context.fs.readFile("/app/f")).toEqual(content);
});

test("base64() charges by the byte and refuses a result that is too large", () => {
  const [small, large] = [3_000, 3_000_000].map((size) => {
    const context = contextOf({ "/app/f": new Uint8Array(size) });
    callUtility(context, "base64", ["f"]);
    return context.spent();
  });
  expect((large ?? 0) - (small ?? 0)).toBe(
    2_997_000 * cost.base64Byte + 3_996_000 * cost.resultByte,
  );
  const context = contextOf({ "/app/f": bytesOf("x".repeat(1_000)) }, { maxResultBytes: 500 });
  expect(() => callUtility(context, "base64", ["f"])).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});
