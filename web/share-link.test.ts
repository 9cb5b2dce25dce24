import { deflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeFragment, encodeFragment, type SharedCode } from "./share-link.ts";

test.each<SharedCode>([
  { language: "python", code: 'print("hi")\n', example: undefined },
  { language: "shell", code: "", example: "access-log" },
  {
    language: "typescript",
    code: "const x: string = '\u{1f41a} é\ufeff';\r\n",
    example: undefined,
  },
])("decodeFragment() reads what encodeFragment() wrote: $language", async (shared) => {
  const fragment = await encodeFragment(shared);
  expect(fragment).toMatch(/^[\w=&%-]+$/);
  expect(await decodeFragment(`#${fragment}`)).toEqual(shared);
  expect(await decodeFragment(fragment)).toEqual(shared);
});

test("encodeFragment() refuses code that no link should carry", async () => {
  let code = "";
  for (let i = 0, seed = 1; i < 40_000; i++) {
    seed = (seed * 48_271) % 2_147_483_647;
    code += String.fromCharCode(33 + (seed % 90));
  }
  await expect(encodeFragment({ language: "python", code })).rejects.toThrow(
    /^Cannot make a link: the code takes \d+ characters, must be at most 16000$/,
  );
});

test.each(["", "#", "#l=python", "#top"])("decodeFragment() finds nothing in %o", async (text) => {
  expect(await decodeFragment(text)).toBeUndefined();
});

const packed = (bytes: Uint8Array): string => deflateRawSync(bytes).toString("base64url");

test.each([
  ["no language", `l=cobol&c=${packed(Uint8Array.of(97))}`],
  ["no base64", "l=python&c=*"],
  ["half a character of base64", "l=python&c=abcde"],
  ["no deflate stream", "l=python&c=____"],
  ["half a stream", `l=python&c=${packed(new Uint8Array(1000).map((_, i) => i)).slice(0, 80)}`],
  ["no UTF-8", `l=python&c=${packed(Uint8Array.of(0xff))}`],
  ["far more than a link should hold", `l=python&c=${packed(new Uint8Array(5_000_000))}`],
  ["too many characters", `l=python&c=${"A".repeat(17_000)}`],
])("decodeFragment() refuses %s", async (_title, fragment) => {
  await expect(decodeFragment(fragment)).rejects.toThrow(
    "Cannot read the link: it is damaged or too long",
  );
});
