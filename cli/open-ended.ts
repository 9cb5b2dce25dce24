/** Whether a script goes on in the next line, as far as its words alone can tell. */

/** Ends with a backslash, an operator that wants another command, or within a here-document. */
export function isOpenEnded(script: string): boolean {
  const rest = withoutHereDocuments(script);
  if (rest === undefined) return true;
  const line = rest.replace(/\n+$/, "").split("\n").at(-1) ?? "";
  const code = withoutComment(line);
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(line) || /(?:&&|\|\|?|\|&)\s*$/.test(code);
}

const hereDocument = /(?<!<)<<(?!<)(-?)\s*(?:'([^']+)'|"([^"]+)"|\\?([A-Za-z_]\w*))/g;

/** The script without the texts of its here-documents; undefined when one has no end. */
function withoutHereDocuments(script: string): string | undefined {
  const kept: string[] = [];
  const open: { readonly end: string; readonly isIndented: boolean }[] = [];
  for (const line of script.split("\n")) {
    const [first] = open;
    if (first !== undefined) {
      if ((first.isIndented ? line.replace(/^\t+/, "") : line) === first.end) open.shift();
      continue;
    }
    kept.push(line);
    // In arithmetic it shifts bits.
    if (line.includes("((")) continue;
    for (const [, dash, single, double, plain] of withoutComment(line).matchAll(hereDocument)) {
      open.push({ end: single ?? double ?? plain ?? "", isIndented: dash === "-" });
    }
  }
  return open.length > 0 ? undefined : kept.join("\n");
}

/** The line up to a hash that no quotes hold. */
function withoutComment(line: string): string {
  const [code = ""] = /^(?:[^'"\\#]|\\.|'[^']*'|"(?:[^"\\]|\\.)*"|(?<=\S)#)*/.exec(line) ?? [];
  return code;
}
