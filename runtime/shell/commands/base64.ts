/** `base64`: bytes as text, and back. */
import { cost } from "../../../utils-lib/index.ts";
import { decodeBase64, encodeBase64 } from "../base64-text.ts";
import type { OwnCommand } from "./command-call.ts";
import { readOptions } from "./options.ts";

/** The command. */
export const base64: OwnCommand = {
  name: "base64",
  help: "Usage: base64 [-di] [-w COLUMNS] [FILE]\nWrite a file in Base64, or what Base64 stands for.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "diD",
      values: "w",
      long: { decode: "d", "ignore-garbage": "i", wrap: "w" },
    });
    const [file = "-"] = options.operands;
    const content = call.read(file);
    call.charge(content.length * cost.base64Byte);
    if (options.has("d") || options.has("D")) {
      const clean = options.has("i")
        ? content.replace(/[^A-Za-z0-9+/=]/g, "")
        : content.replace(/\s/g, "");
      const valid = /^[A-Za-z0-9+/]*/.exec(clean)?.[0] ?? "";
      call.write(decodeBase64(valid));
      const isWhole = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(
        clean,
      );
      if (!isWhole) call.complain("invalid input");
      return undefined;
    }
    const text = encodeBase64(content);
    const columns = Number(options.value("w") ?? 76);
    if (columns === 0) call.write(text);
    else
      for (let start = 0; start < text.length; start += columns)
        call.write(`${text.slice(start, start + columns)}\n`);
    return undefined;
  },
};
