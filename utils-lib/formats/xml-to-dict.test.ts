import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

function xmlToDict(xml: string): unknown {
  return callUtility(contextOf(), "xml_to_dict", [xml]);
}

test.each<[string, unknown]>([
  ["<a/>", { a: null }],
  ["<a> \n </a>", { a: null }],
  ["<a> x y\n</a>", { a: "x y" }],
  ["<a>\u00a0x\u00a0</a>", { a: "\u00a0x\u00a0" }],
  ['<a b="1" c=""/>', { a: { "@b": "1", "@c": "" } }],
  ['<a b="1">x</a>', { a: { "@b": "1", "#text": "x" } }],
  ["<a><b>1</b><c/><b>2</b><b/></a>", { a: { b: ["1", "2", null], c: null } }],
  ["<a>x<b/>y</a>", { a: { b: null, "#text": "xy" } }],
  ["<a>1 &lt; 2 &amp;&#x41;&#66;</a>", { a: "1 < 2 &AB" }],
  ["<a><![CDATA[<b>&amp;]]></a>", { a: "<b>&amp;" }],
  ["<a>x<![CDATA[ y]]>z</a>", { a: "x yz" }],
  ["<a><!-- no --><?php no ?>x</a>", { a: "x" }],
  ['<?xml version="1.0" encoding="UTF-8"?>\n<a>é😀</a>\n', { a: "é😀" }],
  ["\ufeff<a/>", { a: null }],
  [
    '<n:a xmlns:n="urn:x" n:b="1"><n:c/></n:a>',
    { "n:a": { "@xmlns:n": "urn:x", "@n:b": "1", "n:c": null } },
  ],
  ["<a>\r\nx\r\ny</a>", { a: "x\ny" }],
  ["<a b='x\ny'/>", { a: { "@b": "x y" } }],
])("xml_to_dict(%j) gives %j", (xml, dict) => {
  expect(xmlToDict(xml)).toEqual(dict);
  expect(JSON.stringify(xmlToDict(xml))).toBe(JSON.stringify(dict));
});

test("xml_to_dict() reads a document of many blocks, whatever lies on their borders", () => {
  const items = Array.from({ length: 20_000 }, (_, index) => `é😀&amp;${index}`);
  const xml = `<r>${items.map((item) => `<i a="${item}">${item}</i>`).join("\n")}</r>`;
  const dict = {
    r: {
      i: items.map((item) => ({
        "@a": item.replace("&amp;", "&"),
        "#text": item.replace("&amp;", "&"),
      })),
    },
  };
  expect(xmlToDict(xml)).toEqual(dict);
});
