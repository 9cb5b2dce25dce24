/**
 * Makes `runtime/python/generated/`: the time zones that Python programs find, from the transitions
 * that moment-timezone publishes of the IANA time zone database.
 *
 *   time-zones.ts           a Python module with a file of each zone, compressed
 *   time-zones-version.ts   names what is in it, without loading it
 *   packages.json           the package whose data is in it, for the licences
 *
 * Does nothing when nothing has changed.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { zlibSync } from "fflate";
import { replace, root } from "./bundle.mjs";
import { encodeZone, readZone } from "./time-zones/zone.mjs";

const require = createRequire(import.meta.url);
const source = require.resolve("moment-timezone/data/packed/latest.json");
const target = join(root, "runtime", "python", "generated");
const list = join(target, "packages.json");

if (isStale()) {
  mkdirSync(target, { recursive: true });
  const { version, zones, links } = JSON.parse(readFileSync(source, "utf8"));
  const files = zones.map(readZone).map((zone) => [zone.name, compress(encodeZone(zone))]);
  const names = Object.fromEntries(links.map((link) => link.split("|").reverse()));
  const python = `VERSION = ${JSON.stringify(version)}\nZONES = ${JSON.stringify(Object.fromEntries(files))}\nLINKS = ${JSON.stringify(names)}\n`;
  const hash = createHash("sha256").update(python).digest("hex");
  write("time-zones.ts", "The Python module `_sandbox_zones`", "zonesModule", python);
  write("time-zones-version.ts", "SHA-256 of the time zones", "timeZonesVersion", hash);
  const packages = ["node_modules/moment-timezone"];
  replace(list, (path) => writeFileSync(path, `${JSON.stringify(packages, null, 2)}\n`));
}

function compress(file) {
  return Buffer.from(zlibSync(file, { level: 9 })).toString("base64");
}

function write(name, what, constant, text) {
  const code = `/** ${what}: see scripts/build-time-zones.mjs. */\nexport const ${constant}: string = ${JSON.stringify(text)};\n`;
  replace(join(target, name), (path) => writeFileSync(path, code));
}

function isStale() {
  if (!existsSync(list)) return true;
  const made = statSync(list).mtimeMs;
  const makers = ["build-time-zones.mjs", "time-zones/zone.mjs", "bundle.mjs"];
  const inputs = [source, ...makers.map((file) => join(root, "scripts", file))];
  return inputs.some((path) => statSync(path).mtimeMs > made);
}
