/** The fastest JavaScript libraries, and what one writes without any, on strings in memory. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import {
  countChanges,
  countIds,
  countItems,
  countLines,
  digest,
} from "../../dist/bench/utilities/contender.js";

/** Opens a job with the library `library`. */
export async function openWith(library, { name, pattern }, paths) {
  const text = (index) => readFileSync(paths[index], "utf8");
  switch (library) {
    case "split and RegExp": {
      const given = text(0);
      const regex = new RegExp(pattern.replace("(?i)", ""), pattern.startsWith("(?i)") ? "i" : "");
      return {
        run: () => given.split("\n").filter((line) => regex.test(line)),
        answer: countItems,
      };
    }
    case "re2js": {
      const { RE2JS } = await import("re2js");
      const given = text(0);
      const regex = RE2JS.compile(pattern);
      return {
        run: () => given.split("\n").filter((line) => regex.test(line)),
        answer: countItems,
      };
    }
    case "replaceAll": {
      const given = text(0);
      return { run: () => given.replace(new RegExp(pattern, "g"), "($1)"), answer: digest };
    }
    case "Array.sort": {
      const given = text(0);
      return {
        run: () => `${given.slice(0, -1).split("\n").sort().join("\n")}\n`,
        answer: digest,
      };
    }
    case "map walk": {
      const tree = readTree(paths[0]);
      const found = (directory, path, out) => {
        for (const [entry, content] of directory) {
          const full = `${path}/${entry}`;
          if (content instanceof Map) found(content, full, out);
          else if (entry.endsWith(".py")) out.push(full);
        }
        return out;
      };
      return { run: () => found(tree, "", []).sort(), answer: countItems };
    }
    case "byte scan": {
      const tree = readTree(paths[0]);
      const scan = (directory, path, out) => {
        for (const [entry, content] of directory) {
          const full = `${path}/${entry}`;
          if (content instanceof Map) scan(content, full, out);
          else scanFile(content, full, pattern, out);
        }
        return out;
      };
      return { run: () => scan(tree, "", []), answer: countItems };
    }
    case "jsdiff": {
      const { createTwoFilesPatch } = await import("diff");
      const [before, after] = [text(0), text(1)];
      return { run: () => createTwoFilesPatch("a", "b", before, after), answer: countChanges };
    }
    case "fast-myers-diff": {
      const { diff } = await import("fast-myers-diff");
      const [before, after] = [text(0), text(1)];
      return {
        run: () => [...diff(before.split("\n"), after.split("\n"))],
        answer: (edits) => String(edits.reduce((sum, [a, b, c, d]) => sum + (b - a) + (d - c), 0)),
      };
    }
    case "udsv": {
      const { inferSchema, initParser } = await import("udsv");
      const given = text(0);
      return {
        run: () => JSON.stringify(initParser(inferSchema(given)).stringObjs(given)),
        answer: countIds,
      };
    }
    case "papaparse": {
      const { default: papa } = await import("papaparse");
      const given = text(0);
      return {
        run: () => JSON.stringify(papa.parse(given, { header: true, skipEmptyLines: true }).data),
        answer: countIds,
      };
    }
    case "d3-dsv": {
      const { csvFormat, csvParse } = await import("d3-dsv");
      const given = text(0);
      return name.startsWith("json")
        ? { run: () => csvFormat(JSON.parse(given)), answer: countLines }
        : { run: () => JSON.stringify(csvParse(given)), answer: countIds };
    }
    case "js-yaml": {
      const { load } = await import("js-yaml");
      const given = text(0);
      return { run: () => JSON.stringify(load(given)), answer: countIds };
    }
    case "saxes": {
      const { SaxesParser } = await import("saxes");
      const given = text(0);
      return { run: () => saxDict(new SaxesParser(), given), answer: countXml };
    }
    case "fast-xml-parser": {
      const { XMLParser } = await import("fast-xml-parser");
      const given = text(0);
      return {
        run: () =>
          new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "@" }).parse(given),
        answer: countXml,
      };
    }
    default:
      return undefined;
  }
}

function countXml(dict) {
  return String(JSON.stringify(dict).split('"@id":').length - 1);
}

/** Elements as objects: attributes by `@name`, text, repeated children as lists. */
function saxDict(parser, text) {
  const stack = [{ value: {}, text: "" }];
  parser.on("opentag", ({ attributes }) => {
    const value = {};
    for (const key in attributes) value[`@${key}`] = attributes[key];
    stack.push({ value, text: "" });
  });
  parser.on("text", (part) => {
    stack[stack.length - 1].text += part;
  });
  parser.on("closetag", ({ name }) => {
    const { value, text: inner } = stack.pop();
    let result = value;
    if (Object.keys(value).length === 0) result = inner;
    else if (inner.trim() !== "") value["#text"] = inner;
    const parent = stack[stack.length - 1].value;
    if (!(name in parent)) parent[name] = result;
    else if (Array.isArray(parent[name])) parent[name].push(result);
    else parent[name] = [parent[name], result];
  });
  parser.write(text).close();
  return stack[0].value;
}

function readTree(path) {
  const names = readdirSync(path).sort();
  return new Map(
    names.map((name) => {
      const full = join(path, name);
      return [name, statSync(full).isDirectory() ? readTree(full) : readFileSync(full)];
    }),
  );
}

function scanFile(bytes, path, needle, out) {
  for (let at = bytes.indexOf(needle); at !== -1; ) {
    let line = 1;
    for (
      let before = bytes.indexOf(10);
      before !== -1 && before < at;
      before = bytes.indexOf(10, before + 1)
    )
      line++;
    const start = bytes.lastIndexOf(10, at) + 1;
    const next = bytes.indexOf(10, at);
    const end = next === -1 ? bytes.length : next;
    out.push([path, line, bytes.toString("utf8", start, end)]);
    at = end >= bytes.length ? -1 : bytes.indexOf(needle, end);
  }
}
