import { readFileSync, writeFileSync } from "node:fs";
const md = "# Title\n\nSome *emphasis*, **strong** and `code`.\n\n- one\n- two\n  still two\n- three\n\n1. first\n2. second\n\n> quote line\n\n```js\nconst x = 1 < 2;\n```\n\n[link](https://example.com) & <b>raw</b>\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";
writeFileSync("doc.md", md);
const escapeHtml = (s) => s.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
const inline = (s) => escapeHtml(s).replace(/\*\*(.+?)\*\*/g, "<strong>$1</strong>").replace(/\*(.+?)\*/g, "<em>$1</em>").replace(/`(.+?)`/g, "<code>$1</code>").replace(/\[(.+?)\]\((.+?)\)/g, '<a href="$2">$1</a>');
const blocks = readFileSync("doc.md", "utf8").trim().split(/\n{2,}/);
const html = blocks.map((b) => {
  let m;
  if ((m = b.match(/^(#{1,6}) (.*)$/))) return `<h${m[1].length}>${inline(m[2])}</h${m[1].length}>`;
  if (b.startsWith("```")) return `<pre class="${b.match(/^```(\w*)/)[1]}">${escapeHtml(b.split("\n").slice(1, -1).join("\n"))}</pre>`;
  if (/^- /.test(b)) return `<ul>\n${b.split(/^- /m).slice(1).map((i) => `  <li>${inline(i.trim().replace(/\s+/g, " "))}</li>`).join("\n")}\n</ul>`;
  if (/^\d+\. /.test(b)) return `<ol>${b.split("\n").map((l) => `<li>${inline(l.replace(/^\d+\. /, ""))}</li>`).join("")}</ol>`;
  if (b.startsWith("> ")) return `<blockquote>${inline(b.slice(2))}</blockquote>`;
  if (b.startsWith("|")) return b.split("\n").filter((l) => !/^\|[-|]+\|$/.test(l)).map((l) => l.split("|").slice(1, -1).map((c) => c.trim())).map((r) => r.join("\t")).join("\n");
  return `<p>${inline(b)}</p>`;
}).join("\n");
console.log(html);
console.log({ blocks: blocks.length, words: md.match(/\w+/g).length, headings: [...md.matchAll(/^#+ (.*)/gm)].map((m) => m[1]) });
