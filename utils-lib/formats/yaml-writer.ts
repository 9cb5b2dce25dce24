/** Writes data as YAML in block style, so that every reader of YAML 1.1 and 1.2 reads it back the same. */
import type { WriteText } from "./document-output.ts";
import { type ExactJson, isArray, isRecord, NumberText } from "./json-reader.ts";

/** Writes `value` as one document that ends with a line break. Two spaces for each level. */
export function writeYaml(value: ExactJson, write: WriteText): void {
  writeNode(value, 0, write);
}

/** Writes a value that begins a line, or follows a dash on one. */
function writeNode(value: ExactJson, depth: number, write: WriteText): void {
  if (isArray(value) && value.length > 0) {
    value.forEach((item, index) => {
      if (index > 0) write(indent(depth));
      write("- ");
      writeNode(item, depth + 1, write);
    });
  } else if (isRecord(value) && Object.keys(value).length > 0) {
    Object.entries(value).forEach(([key, item], index) => {
      if (index > 0) write(indent(depth));
      write(`${scalar(key)}:`);
      writeValue(item, depth, write);
    });
  } else writeLeaf(value, depth, write);
}

/** Writes what follows a key and its colon. */
function writeValue(value: ExactJson, depth: number, write: WriteText): void {
  if (isArray(value) && value.length > 0) {
    write(`\n${indent(depth)}`);
    writeNode(value, depth, write);
  } else if (isRecord(value) && Object.keys(value).length > 0) {
    write(`\n${indent(depth + 1)}`);
    writeNode(value, depth + 1, write);
  } else {
    write(" ");
    writeLeaf(value, depth + 1, write);
  }
}

/** Writes a value that has nothing in it, and the end of its line. */
function writeLeaf(value: ExactJson, depth: number, write: WriteText): void {
  if (typeof value === "string" && fitsBlock(value)) writeBlock(value, depth, write);
  else write(`${leafText(value)}\n`);
}

function leafText(value: ExactJson): string {
  if (typeof value === "string") return scalar(value);
  if (value instanceof NumberText) return value.text;
  if (isArray(value)) return "[]";
  if (isRecord(value)) return "{}";
  return typeof value === "number" ? numberText(value) : String(value);
}

/** YAML 1.1 wants a point in a number with an exponent. */
function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value).replace(/^(-?[0-9]+)e/, "$1.0e");
}

/** Whether text has several lines and can stand as a literal block. */
function fitsBlock(text: string): boolean {
  return text.includes("\n") && !/^[ \n]/.test(text) && !unfitForBlock.test(text);
}

/** Writes a literal block line by line: far in, its margin is longer than its text. */
function writeBlock(text: string, depth: number, write: WriteText): void {
  const ended = text.endsWith("\n");
  write(!ended ? "|-\n" : text.endsWith("\n\n") ? "|+\n" : "|\n");
  // Not even at the root may a line begin at the margin: it could look like a document's end.
  const margin = indent(Math.max(1, depth));
  const end = ended ? text.length - 1 : text.length;
  for (let start = 0; start <= end; ) {
    const found = text.indexOf("\n", start);
    const lineEnd = found === -1 ? end : found;
    write(lineEnd === start ? "\n" : `${margin}${text.slice(start, lineEnd)}\n`);
    start = lineEnd + 1;
  }
}

function scalar(text: string): string {
  const isPlain =
    text.length <= maxPlainLength && plainPattern.test(text) && !reservedPattern.test(text);
  return isPlain ? text : JSON.stringify(text).replace(unprintable, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}

/** Letters, and what can be nothing else among them: no sign that a reader could take for syntax. */
const plainPattern =
  /^[A-Za-z_/\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{2030}-\u{205e}\u{2070}-\u{2fff}\u{3001}-\u{d7ff}\u{10000}-\u{10ffff}](?:[\w/.@+()$%^=;~<>-]|[\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{2030}-\u{205e}\u{2070}-\u{2fff}\u{3001}-\u{d7ff}\u{10000}-\u{10ffff}]|,(?! )| (?![ #])(?!$))*$/u;

/** Words that mean something else in some version of YAML. */
const reservedPattern = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/** The most characters that are tried on {@link plainPattern}, which remembers each of them. */
const maxPlainLength = 4_096;

/** A character that does not stand for itself in a literal block. */
const unfitForBlock =
  /[^\n -~\u{a1}-\u{1fff}\u{2030}-\u{205e}\u{2070}-\u{d7ff}\u{10000}-\u{10ffff}]/u;

/** What JSON allows in a string and YAML does not, or takes for the end of a line. */
const unprintable = /[\u{7f}-\u{9f}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}]/gu;
