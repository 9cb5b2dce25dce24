/**
 * Prints how many bytes a page transfers, compressed by gzip, as the table of docs/browser.md:
 * `npm run build && node scripts/transfer-sizes.mjs`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { dist } from "./bundle.mjs";

const parts = [
  ["every page, and its workers", ["fuelbox.js", "entry-web.js"]],
  ["JavaScript and TypeScript, to prepare it", ["quickjs.wasm", "javascript-guest.js"]],
  ["Python, to prepare it", ["pyodide.asm.wasm", "python_stdlib.zip", "time-zones.js"]],
  ["the shell", ["just-bash.js"]],
  ["WebAssembly", []],
  ["`persist`, to keep files", ["entry-store-web.js"]],
];

console.log("| for | files | KB |\n|---|---|--:|");
for (const [title, files] of parts) {
  const sizes = files.map((file) => gzipSync(readFileSync(join(dist, "browser", file))).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const names = files.map((file) => `\`${file}\``).join(", ") || "none";
  console.log(`| ${title} | ${names} | ${Math.round(total / 1000).toLocaleString("en")} |`);
}
