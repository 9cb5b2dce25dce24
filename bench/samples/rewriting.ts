/** Rewrites the module at the path that is the first argument, in the form that is the second. */
import { readFileSync } from "node:fs";
import { repositoryPath } from "../child.ts";
import { type MeteredColumn, meteredColumns } from "../fuel/columns.ts";
import { sampleRewriting } from "../fuel/rewriting.ts";

const [, , path = "", column = ""] = process.argv;
if (!Object.hasOwn(meteredColumns, column)) throw new Error(`There is no column "${column}"`);
const bytes = new Uint8Array(readFileSync(repositoryPath(path)));
console.log(JSON.stringify(sampleRewriting(bytes, column as MeteredColumn)));
