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
  /** Attributes and children by key, once there are some; a list for children of one name. */
  members: Members | undefined;
  text: string;
}

type Members = Record<string, JsonValue | JsonValue[]>;

/** Reads a whole document. @throws {UtilityError} `INVALID_XML` with line and column. */
export function readXml(text: string, costs: XmlCosts): JsonRecord {
  const parser = new SaxesParser();
  const document: OpenElement = { name: "", members: undefined, text: "" };
  const open: OpenElement[] = [document];
  const fail = (reason: string): never => {
    throw documentErrorAt("INVALID_XML", parser.line, parser.column + 1, reason);
  };
  parser.on("error", (error) => fail(error.message.replace(/^[0-9]+:[0-9]+: |\.$/g, "")));
  parser.on("doctype", () => fail("a document type declaration is not supported"));
  parser.on("opentagstart", ({ name }) => {
    if (open.length > maxJsonDepth) fail(`it nests deeper than ${maxJsonDepth}`);
    open.push({ name, members: undefined, text: "" });
  });
  parser.on("attribute", ({ name, value }) => {
    costs.onItem(name.length + value.length);
    set(open.at(-1) ?? document, `@${name}`, value);
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
  return document.members ?? {};
}

function add(parent: OpenElement, name: string, value: JsonValue): void {
  const { members } = parent;
  const present = members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
  if (present === undefined) set(parent, name, value);
  // An element is never a list by itself.
  else if (Array.isArray(present)) present.push(value);
  else set(parent, name, [present, value]);
}

function set(parent: OpenElement, key: string, value: JsonValue | JsonValue[]): void {
  parent.members ??= {};
  // Assigned, this key would change the prototype.
  if (key === "__proto__") {
    const property = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(parent.members, key, property);
  } else parent.members[key] = value;
}

function elementValue(element: OpenElement, { onItem }: XmlCosts): JsonValue {
  const trimmed = trimSpace(element.text);
  onItem(element.name.length + trimmed.length);
  if (element.members === undefined) return trimmed === "" ? null : trimmed;
  if (trimmed !== "") set(element, "#text", trimmed);
  return element.members;
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
