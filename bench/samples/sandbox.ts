/** One start of a program, the first argument says in which language: from opening a sandbox to the first byte of output. */
import { readFileSync } from "node:fs";
import { sampleNewSandbox } from "../first-output.ts";

const [, , language, file = ""] = process.argv;
const source = readFileSync(file, "utf8");
const program = language === "python" ? { python: source } : { javascript: source };
console.log(JSON.stringify(await sampleNewSandbox(program)));
