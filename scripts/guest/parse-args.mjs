/** `parseArgs` of `node:util`. */
export { parseArgs } from "@pkgjs/parseargs";
