/** The program that runs vectors behind the JavaScript door: JSON on stdin, outcomes on stdout. */

/** JavaScript, as a module. */
export const javascriptRunner = `
import fs from "node:fs";
import path from "node:path";
import * as utils from "sandbox_utils";

function build(files, modified) {
  for (const name of fs.readdirSync("/app")) fs.rmSync("/app/" + name, { recursive: true });
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(content === null ? file : path.dirname(file), { recursive: true });
    if (content === null) continue;
    if (typeof content === "string") fs.writeFileSync(file, content);
    else if ("link" in content) fs.symlinkSync(content.link, file);
    else fs.writeFileSync(file, Uint8Array.from(atob(content.base64), (c) => c.charCodeAt(0)));
  }
  for (const [file, seconds] of Object.entries(modified)) fs.utimesSync(file, seconds, seconds);
}

function look(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  return stat.isDirectory() ? "<directory>" : fs.readFileSync(file, "utf8");
}

const outcomes = [];
for (const { name, args, files, modified, after } of JSON.parse(fs.readFileSync(0, "utf8"))) {
  build(files, modified);
  let outcome;
  try {
    outcome = { result: utils[name](...args) };
  } catch (error) {
    const isType = error instanceof TypeError && error.code === undefined;
    outcome = { error: isType ? "INVALID_ARGUMENT" : error.code ?? error.name, message: error.message };
  }
  outcomes.push({ ...outcome, after: Object.fromEntries(after.map((file) => [file, look(file)])) });
}
process.stdout.write(JSON.stringify(outcomes));
`;
