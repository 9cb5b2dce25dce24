/** `base64`: a file as Base64, or the file that Base64 stands for. */
import { cost } from "../cost.ts";
import { readBlocks } from "../files/read-blocks.ts";
import { replaceFile } from "../files/replace-file.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { Base64Decoder, encodeBase64 } from "./base64-codec.ts";

/** The arguments of {@link base64}. */
export interface Base64Arguments {
  readonly file: string;
  readonly decode: boolean;
  readonly output: string | null;
}

/**
 * Encodes a file as Base64 (RFC 4648) on one line without line end, or decodes a file of it, where
 * white space is skipped and padding must be there. A decoded result that is returned and not
 * written is read as UTF-8, where invalid bytes become U+FFFD.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`, and for `output` what writing reports, such as `EDQUOT`.
 * @throws {UtilityError} `INVALID_BASE64`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/a.bin", Uint8Array.of(0, 255, 16));
 *
 * const { base64 } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await base64("a.bin"), "AP8Q");
 * await base64("a.bin", { output: "a.txt" });
 * await base64("a.txt", { decode: true, output: "copy.bin" });
 * assert.deepEqual(fs.readFile("/app/copy.bin"), Uint8Array.of(0, 255, 16));
 * ```
 */
export const base64: Utility<Base64Arguments, ["file"], ["decode", "output"], string | null> = {
  name: "base64",
  camelCaseName: "base64",
  module: "shell",
  summary: "Encodes a file as Base64, or decodes one.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    {
      name: "decode",
      type: "boolean",
      doc: "Whether the file is Base64 to be decoded.",
      default: false,
    },
    {
      name: "output",
      type: "string",
      doc: "File to write to, replaced as a whole; if absent, the text is returned.",
      default: null,
      path: true,
    },
  ],
  result: {
    typescript: "string | null",
    python: "str | None",
    doc: "The text, or null when it was written to a file.",
  },
  example: { args: ["logs/old.log"], result: "MjAyNC0xMi0zMSBFUlJPUiB0aW1lb3V0Cg==" },
  cost: "One call, for each file named one path, its components and one file, base64Byte for each byte read and resultByte for each that comes out; with output also one entry for each temporary name that is taken, and the free one.",
  writes: "output",
  run(context, { file, decode, output }) {
    if (output !== null) {
      replaceFile(context, output, (write) => convert(context, file, decode, write));
      return null;
    }
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const meter = createResultMeter(context, "base64");
    let text = "";
    convert(context, file, decode, (bytes) => {
      meter.text(bytes.length);
      text += decoder.decode(bytes, { stream: true });
    });
    return text + decoder.decode();
  },
};

function convert(
  context: UtilityContext,
  file: string,
  decode: boolean,
  sink: (bytes: Uint8Array) => void,
): void {
  const decoder = new Base64Decoder();
  readBlocks(context, file, cost.base64Byte, (block) => {
    sink(decode ? decoder.decode(block) : encodeBase64(block));
  });
  decoder.end();
}
