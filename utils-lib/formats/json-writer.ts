/** Writes data as JSON text in Python's way: a space after each comma and colon, characters as they are. */
import type { WriteText } from "./document-output.ts";
import { type ExactJson, isArray, isRecord, NumberText } from "./json-reader.ts";

/** Writes `value` as `json.dumps(value, ensure_ascii=False)` does, but numbers as JavaScript has them. */
export function writeJson(value: ExactJson, write: WriteText): void {
  if (isArray(value)) {
    write("[");
    value.forEach((item, index) => {
      if (index > 0) write(", ");
      writeJson(item, write);
    });
    write("]");
  } else if (isRecord(value)) {
    write("{");
    Object.entries(value).forEach(([key, item], index) => {
      write(`${index > 0 ? ", " : ""}${JSON.stringify(key)}: `);
      writeJson(item, write);
    });
    write("}");
  } else write(value instanceof NumberText ? value.text : JSON.stringify(value));
}

/** The same as one text. */
export function jsonText(value: ExactJson): string {
  let text = "";
  writeJson(value, (part) => {
    text += part;
  });
  return text;
}
