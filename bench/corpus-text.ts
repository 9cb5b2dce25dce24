/** Texts that the utilities are measured on. */
import { createRandom } from "./corpus-random.ts";

const words =
  "request handled worker session buffer closed opened retry cache index table commit socket queue user admin job file".split(
    " ",
  );

/** A mebibyte of log lines; one in 1000 is an error with a timeout. */
export function logText(): string {
  const random = createRandom(20_261_120);
  const lines: string[] = [];
  for (let length = 0, line = 0; length < 2 ** 20; line++) {
    const time = `2026-11-20T12:${String(random(60)).padStart(2, "0")}:${String(random(60)).padStart(2, "0")}`;
    const some = Array.from({ length: 4 + random(6) }, () => words[random(words.length)]).join(" ");
    const text =
      line % 1_000 === 7
        ? `${time} ERROR timeout=${random(9_000)} worker@node${random(20)}`
        : `${time} ${["INFO", "DEBUG", "WARN"][random(3)]} ${some} id=${random(100_000)}`;
    lines.push(text);
    length += text.length + 1;
  }
  return `${lines.join("\n")}\n`;
}

/** Lines to be sorted, of about `bytes` bytes, few of them alike. */
export function unsortedText(bytes: number, kinds: number): string {
  const random = createRandom(bytes);
  const lines: string[] = [];
  for (let length = 0; length < bytes; ) {
    const number = random(kinds);
    const line = `${words[number % words.length]} ${(number * 2_654_435_761) % 4_294_967_291} ${words[number % 7]}`;
    lines.push(line);
    length += line.length + 1;
  }
  return `${lines.join("\n")}\n`;
}

/** A text and the same with 123 lines changed. */
export function changedTexts(): readonly [string, string] {
  const before = logText().split("\n");
  const step = Math.floor(before.length / 124);
  const after = before.map((line, index) =>
    index % step === step - 1 && index < 123 * step ? `${line} changed` : line,
  );
  return [before.join("\n"), after.join("\n")];
}

/** Files of a tree by path: `directories` times 100 files of a kilobyte; a needle in one of a hundred. */
export function treeFiles(directories: number): ReadonlyMap<string, string> {
  const random = createRandom(7);
  const files = new Map<string, string>();
  for (let directory = 0; directory < directories; directory++) {
    for (let file = 0; file < 100; file++) {
      const some = Array.from({ length: 150 }, () => words[random(words.length)]);
      const lines = some
        .map((word, index) => (index % 8 === 7 ? `${word}\n` : `${word} `))
        .join("");
      const needle = file === directory % 100 ? "a needle in it\n" : "";
      const name = `f${String(file).padStart(2, "0")}.${file % 3 === 0 ? "py" : "txt"}`;
      files.set(`d${String(directory).padStart(2, "0")}/${name}`, lines + needle);
    }
  }
  return files;
}
