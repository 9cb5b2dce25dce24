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
  } else write(`${leaf(value, depth)}\n`);
}

/** Writes what follows a key and its colon. */
function writeValue(value: ExactJson, depth: number, write: WriteText): void {
  if (isArray(value) && value.length > 0) {
    write(`\n${indent(depth)}`);
    writeNode(value, depth, write);
  } else if (isRecord(value) && Object.keys(value).length > 0) {
    write(`\n${indent(depth + 1)}`);
    writeNode(value, depth + 1, write);
  } else write(` ${leaf(value, depth + 1)}\n`);
}

function leaf(value: ExactJson, depth: number): string {
  if (typeof value === "string") return blockOf(value, depth) ?? scalar(value);
  if (value instanceof NumberText) return value.text;
  if (isArray(value)) return "[]";
  if (isRecord(value)) return "{}";
  return typeof value === "number" ? numberText(value) : String(value);
}

/** YAML 1.1 wants a point in a number with an exponent. */
function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value).replace(/^(-?[0-9]+)e/, "$1.0e");
}

/** Text of several lines as a literal block; `undefined` for what cannot stand in one. */
function blockOf(text: string, depth: number): string | undefined {
  if (!text.includes("\n") || /^[ \n]/.test(text) || !blockPattern.test(text)) return undefined;
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const style = body === text ? "|-" : body.endsWith("\n") ? "|+" : "|";
  const lines = body.split("\n").map((line) => (line === "" ? "" : indent(depth) + line));
  return `${style}\n${lines.join("\n")}`;
}

function scalar(text: string): string {
  return plainPattern.test(text) && !reservedPattern.test(text) ? text : JSON.stringify(text);
}

function indent(depth: number): string {
  return "  ".repeat(depth);
}

/** Letters, and what can be nothing else among them: no sign that a reader could take for syntax. */
const plainPattern =
  /^[A-Za-z_/\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{2030}-\u{205e}\u{2070}-\u{2fff}\u{3001}-\u{d7ff}\u{10000}-\u{10ffff}](?:[\w/.@+()$%^=;~<>-]|[\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{2030}-\u{205e}\u{2070}-\u{2fff}\u{3001}-\u{d7ff}\u{10000}-\u{10ffff}]|,(?! )| (?![ #])(?!$))*$/u;

/** Words that mean something else in some version of YAML. */
const reservedPattern = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/** Characters that stand for themselves in a literal block. */
const blockPattern =
  /^[\n -~\u{a1}-\u{1fff}\u{2030}-\u{205e}\u{2070}-\u{d7ff}\u{10000}-\u{10ffff}]*$/u;
