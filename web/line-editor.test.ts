import { expect, test } from "vitest";
import { createLineEditor, type LineEditor } from "./line-editor.ts";

interface Session {
  readonly editor: LineEditor;
  readonly lines: string[];
  readonly drawn: string[];
  interrupts: number;
}

function open(columns = 80): Session {
  const session: Session = {
    lines: [],
    drawn: [],
    interrupts: 0,
    editor: createLineEditor({
      write: (text) => session.drawn.push(text),
      columns: () => columns,
      onLine: (line) => {
        session.lines.push(line);
        session.editor.prompt("$ ");
      },
      onInterrupt: () => {
        session.interrupts++;
        session.editor.prompt("$ ");
      },
    }),
  };
  session.editor.prompt("$ ");
  return session;
}

const keys = {
  left: "\x1b[D",
  right: "\x1b[C",
  up: "\x1b[A",
  down: "\x1b[B",
  home: "\x1b[H",
  end: "\x1b[F",
  remove: "\x1b[3~",
  back: "\x7f",
  enter: "\r",
};

test.each<[string, readonly string[], readonly string[]]>([
  ["letters", ["l", "s", keys.enter], ["ls"]],
  ["nothing", [keys.enter], [""]],
  ["insertion before the cursor", ["a", "c", keys.left, "b", keys.enter], ["abc"]],
  ["removal on both sides", ["abc", keys.left, keys.back, keys.remove, keys.enter], ["a"]],
  ["removal of nothing", [keys.back, keys.remove, "a", keys.right, keys.enter], ["a"]],
  [
    "characters that take two places",
    ["a🐚é", keys.left, keys.left, keys.remove, keys.enter],
    ["aé"],
  ],
  ["removal of such a one", ["a🐚", keys.back, "b", keys.enter], ["ab"]],
  ["a step across such a one", ["🐚b", keys.home, keys.right, "a", keys.enter], ["🐚ab"]],
  ["both ends", ["b", keys.home, "a", keys.end, "c", keys.enter], ["abc"]],
  ["both ends, as Emacs", ["b", "\x01", "a", "\x05", "c", keys.enter], ["abc"]],
  ["cuts", ["a b cd", "\x17", "x", keys.left, "\x0b", keys.enter], ["a b "]],
  ["a cut of all before", ["abc", keys.left, "\x15", keys.enter], ["c"]],
  ["the line before", ["a", keys.enter, keys.up, keys.enter], ["a", "a"]],
  [
    "lines before, and back",
    ["a\rb\r", keys.up, keys.up, keys.up, keys.down, keys.enter],
    ["a", "b", "b"],
  ],
  ["no line after the last", ["a\r", keys.up, keys.down, keys.down, "z\r"], ["a", "z"]],
  ["a pasted text", ["one\r\ntwo\nthr", "ee", keys.enter], ["one", "two", "three"]],
  ["a pasted text without what cannot be shown", ["a\x00\x1bb\t", keys.enter], ["ab"]],
  ["nothing of what a terminal answers", ["\x1b[2;5R", "\x1b]10;rgb:ff\x1b\\", "a\r"], ["a"]],
  ["nothing of names that objects have", ["constructor", keys.enter], ["constructor"]],
])("a line editor takes %s", (_title, data, lines) => {
  const session = open();
  for (const part of data) session.editor.handle(part);
  expect(session.lines).toEqual(lines);
});

test("a line editor forgets the line at Ctrl-C, and says so", () => {
  const session = open();
  session.editor.handle("abc");
  session.editor.handle("\x03");
  session.editor.handle("d\r");
  expect(session.interrupts).toBe(1);
  expect(session.lines).toEqual(["d"]);
  expect(session.drawn.join("")).toContain("^C");
});

test("a line editor keeps what is typed before there is a prompt, until Ctrl-C", () => {
  const lines: string[] = [];
  let interrupts = 0;
  const editor = createLineEditor({
    write: () => {},
    columns: () => 80,
    onLine: (line) => lines.push(line),
    onInterrupt: () => {
      interrupts++;
    },
  });
  editor.handle("one\r\ntwo\rthr");
  editor.handle("\x1b[2;5R");
  expect(lines).toEqual([]);
  editor.prompt("$ ");
  expect(lines).toEqual(["one"]);
  editor.prompt("$ ");
  expect(lines).toEqual(["one", "two"]);
  editor.prompt("$ ");
  editor.handle("ee\r");
  expect(lines).toEqual(["one", "two", "three"]);
  editor.handle("forgotten\r");
  editor.handle("\x03");
  editor.prompt("$ ");
  expect([lines.length, interrupts]).toEqual([3, 1]);
});

test("a line editor draws a line of several rows from its first row", () => {
  const session = open(10);
  session.editor.handle("12345678");
  expect(session.drawn.at(-1)).toBe("\r\x1b[J$ 12345678\r\n\r");
  session.editor.handle("9");
  expect(session.drawn.at(-1)).toBe("\x1b[1A\r\x1b[J$ 123456789\r\x1b[1C");
  session.editor.handle("\x1b[H");
  expect(session.drawn.at(-1)).toBe("\x1b[1A\r\x1b[J$ 123456789\x1b[1A\r\x1b[2C");
});

test.each([
  ["日本", "\x1b[6C"],
  ["e\u0301a", "\x1b[4C"],
  ["🐚a", "\x1b[4C"],
])("a line editor puts the cursor behind %s, as wide as the terminal shows it", (text, moved) => {
  const session = open();
  session.editor.handle(text);
  expect(session.drawn.at(-1)).toBe(`\r\x1b[J$ ${text}\r${moved}`);
});

test("a line editor bounds its line", () => {
  const session = open();
  session.editor.handle("a".repeat(20_000));
  session.editor.handle("\r");
  expect(session.lines[0]).toHaveLength(10_000);
});

test("a line editor clears the screen and keeps the line", () => {
  const session = open();
  session.editor.handle("ab");
  session.editor.handle("\x0c");
  expect(session.drawn.at(-2)).toBe("\x1b[2J\x1b[H");
  session.editor.handle("c\r");
  expect(session.lines).toEqual(["abc"]);
});
