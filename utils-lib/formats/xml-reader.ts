/** Reads XML into nested objects while it is parsed, block by block. */
import { SaxesParser } from "saxes";
import { type JsonRecord, type JsonValue, maxJsonDepth } from "../json-value.ts";
import { documentErrorAt } from "./document-error.ts";

/** Who pays for the reading. */
export interface XmlCosts {
  /** Hears how many characters come next. */
  readonly beforeBlock: (characters: number) => void;
  /** Hears of each element and attribute, with the characters of its name and its text. */
  readonly onItem: (characters: number) => void;
}

/** Enough for the parser to be fast, few enough to be stopped between them. */
const blockLength = 65_536;

/** An element that has not ended yet. */
interface OpenElement {
  readonly name: string;
  /** Attributes and children by key; a list for children of one name. */
  readonly members: Map<string, JsonValue | JsonValue[]>;
  text: string;
}

/** Reads a whole document. @throws {UtilityError} `INVALID_XML` with line and column. */
export function readXml(text: string, costs: XmlCosts): JsonRecord {
  const parser = new SaxesParser();
  const document: OpenElement = { name: "", members: new Map(), text: "" };
  const open: OpenElement[] = [document];
  const fail = (reason: string): never => {
    throw documentErrorAt("INVALID_XML", parser.line, parser.column + 1, reason);
  };
  parser.on("error", (error) => fail(error.message.replace(/^[0-9]+:[0-9]+: |\.$/g, "")));
  parser.on("doctype", () => fail("a document type declaration is not supported"));
  parser.on("opentagstart", ({ name }) => {
    if (open.length > maxJsonDepth) fail(`it nests deeper than ${maxJsonDepth}`);
    open.push({ name, members: new Map(), text: "" });
  });
  parser.on("attribute", ({ name, value }) => {
    costs.onItem(name.length + value.length);
    open.at(-1)?.members.set(`@${name}`, value);
  });
  const addText = (part: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    const element = open.pop();
    if (element === undefined) return;
    add(open.at(-1) ?? document, element.name, elementValue(element, costs));
  });
  for (let start = 0; start < text.length; start += blockLength) {
    const block = text.slice(start, start + blockLength);
    costs.beforeBlock(block.length);
    parser.write(block);
  }
  parser.close();
  return Object.fromEntries(document.members);
}

function add({ members }: OpenElement, name: string, value: JsonValue): void {
  const present = members.get(name);
  if (present === undefined) members.set(name, value);
  // An element is never a list by itself.
  else if (Array.isArray(present)) present.push(value);
  else members.set(name, [present, value]);
}

function elementValue({ name, members, text }: OpenElement, { onItem }: XmlCosts): JsonValue {
  const trimmed = trimSpace(text);
  onItem(name.length + trimmed.length);
  if (members.size === 0) return trimmed === "" ? null : trimmed;
  if (trimmed !== "") members.set("#text", trimmed);
  return Object.fromEntries(members);
}

/** Removes what XML calls white space, and nothing else that Unicode does. */
function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x09 || unit === 0x0d;
}
