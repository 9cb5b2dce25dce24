/** `tr`: other characters for characters. */
import { cost } from "../../../utils-lib/index.ts";
import { toLatin1 } from "../../latin1.ts";
import { contentOf, type OwnCommand } from "./command-call.ts";
import { OptionProblem, readOptions } from "./options.ts";

/** The command. */
export const tr: OwnCommand = {
  name: "tr",
  help: "Usage: tr [-cdst] SET1 [SET2]\nReplace, delete or squeeze bytes.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "cCdst",
      long: { complement: "c", delete: "d", "squeeze-repeats": "s", "truncate-set1": "t" },
      stopsAtOperand: true,
    });
    const [first, second] = options.operands;
    if (first === undefined) throw new OptionProblem("missing operand");
    const isDeleting = options.has("d");
    const isSqueezing = options.has("s");
    if (second === undefined && !isDeleting && !isSqueezing) {
      throw new OptionProblem(`missing operand after '${first}'`);
    }
    const given = expandSet(first, 0);
    const listed = new Set(given);
    const isComplement = options.has("c") || options.has("C");
    const from = isComplement ? allBytes.filter((byte) => !listed.has(byte)) : given;
    const to = second === undefined ? [] : expandSet(second, from.length);
    const map = Uint8Array.from(allBytes);
    if (!isDeleting && to.length > 0) {
      const count = options.has("t") ? Math.min(from.length, to.length) : from.length;
      from.slice(0, count).forEach((byte, index) => {
        map[byte] = to[index] ?? to.at(-1) ?? byte;
      });
    }
    const isDeleted = tableOf(isDeleting ? from : []);
    const isSqueezed = tableOf(isSqueezing ? (second === undefined ? from : to) : []);
    const { stdin } = call;
    call.charge(stdin.length * cost.scannedByte);
    const bytes = new Uint8Array(stdin.length);
    let length = 0;
    let last = -1;
    for (let index = 0; index < stdin.length; index += 1) {
      const byte = stdin.charCodeAt(index);
      if (isDeleted[byte] === 1) continue;
      const mapped = map[byte] ?? byte;
      if (mapped === last && isSqueezed[mapped] === 1) continue;
      last = mapped;
      bytes[length] = mapped;
      length += 1;
    }
    call.write(toLatin1(bytes.subarray(0, length)));
    return undefined;
  },
};

/** For each byte, 1 when it is one of `bytes`. */
function tableOf(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const byte of bytes) table[byte] = 1;
  return table;
}

const allBytes: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the class is of them
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t-\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
};

/** The bytes of a set; `[c*]` in it fills up to `length`. */
function expandSet(set: string, length: number): number[] {
  const text = contentOf(set);
  const bytes: number[] = [];
  let fill: { readonly at: number; readonly byte: number } | undefined;
  for (let index = 0; index < text.length; ) {
    const rest = text.slice(index);
    const named = /^\[:([a-z]+):\]/.exec(rest);
    const repeated = /^\[(\\?.)\*(\d*)\]/s.exec(rest);
    if (named !== null) {
      const members = classes[named[1] ?? ""];
      if (members === undefined) throw new OptionProblem(`invalid character class '${named[1]}'`);
      bytes.push(...allBytes.filter((byte) => members.test(String.fromCharCode(byte))));
      index += named[0].length;
    } else if (repeated !== null) {
      const { byte } = readByte(repeated[1] ?? "", 0);
      const count = Number.parseInt(repeated[2] || "0", repeated[2]?.startsWith("0") ? 8 : 10);
      if (count === 0) fill = { at: bytes.length, byte };
      else for (let done = 0; done < Math.min(count, 65_536); done += 1) bytes.push(byte);
      index += repeated[0].length;
    } else {
      const start = readByte(text, index);
      index = start.next;
      if (text[index] !== "-" || index + 1 >= text.length) {
        bytes.push(start.byte);
        continue;
      }
      const end = readByte(text, index + 1);
      if (end.byte < start.byte) {
        throw new OptionProblem(
          `range-endpoints of '${text.slice(index - 1, end.next)}' are in reverse collating sequence order`,
        );
      }
      for (let byte = start.byte; byte <= end.byte; byte += 1) bytes.push(byte);
      index = end.next;
    }
  }
  if (fill === undefined) return bytes;
  const missing = Math.max(0, length - bytes.length);
  bytes.splice(fill.at, 0, ...Array.from({ length: missing }, () => fill?.byte ?? 0));
  return bytes;
}

function readByte(text: string, index: number): { readonly byte: number; readonly next: number } {
  if (text[index] !== "\\" || index + 1 >= text.length) {
    return { byte: text.charCodeAt(index), next: index + 1 };
  }
  const octal = /^[0-7]{1,3}/.exec(text.slice(index + 1, index + 4))?.[0];
  if (octal !== undefined) {
    return { byte: Number.parseInt(octal, 8) & 0xff, next: index + 1 + octal.length };
  }
  const letter = text.charAt(index + 1);
  return { byte: escapes[letter] ?? text.charCodeAt(index + 1), next: index + 2 };
}
