/** `xml_to_dict`: XML text as nested objects. */
import { cost } from "../cost.ts";
import type { JsonRecord } from "../json-value.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility } from "../utility.ts";
import { createItemBatch } from "./item-batch.ts";
import { readXml } from "./xml-reader.ts";

/** The arguments of {@link xmlToDict}. */
export interface XmlToDictArguments {
  readonly xml_text: string;
}

/**
 * Converts an XML document to an object with one key, the name of the root element. An element is
 * its text; with attributes or children it is an object, of `@name` for each attribute, the children
 * by their names, and `#text` for the text beside them. Children of one name are a list. Text loses
 * the white space at its ends; an element of nothing is `null`. Names keep their prefixes; comments
 * and processing instructions are left out.
 *
 * @throws {UtilityError} `INVALID_XML` with line and column. A document type declaration is refused,
 * and with it every entity but those of XML itself; so are more than 200 levels.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 *
 * const { xmlToDict } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await xmlToDict('<a n="1"><b>x</b><b/>y</a>'), {
 *   a: { "@n": "1", b: ["x", null], "#text": "y" },
 * });
 * await assert.rejects(xmlToDict("<!DOCTYPE a><a/>"), { code: "INVALID_XML" });
 * ```
 */
export const xmlToDict: Utility<XmlToDictArguments, ["xml_text"], [], JsonRecord> = {
  name: "xml_to_dict",
  camelCaseName: "xmlToDict",
  module: "formats",
  summary: "Converts XML text to nested objects.",
  parameters: [{ name: "xml_text", type: "string", doc: "The XML document." }],
  result: {
    typescript: "JsonRecord",
    python: "dict",
    doc: "The root element by its name: attributes as `@name`, text as `#text`, repeated children as lists.",
  },
  example: {
    args: ['<feed lang="en"><entry>One</entry><entry>Two</entry></feed>\n'],
    result: { feed: { "@lang": "en", entry: ["One", "Two"] } },
  },
  cost: "One call, xmlCharacter for each character, and for each element and attribute one resultItem and resultByte for each character of its name and text.",
  run(context, { xml_text: text }) {
    const items = createItemBatch(createResultMeter(context, "xml_to_dict"));
    const dict = readXml(text, {
      beforeBlock: (characters) => context.charge(characters * cost.xmlCharacter),
      onItem: items.add,
    });
    items.end();
    return dict;
  },
};
