/** Prints what importing a module of Python's library costs, in fuel, as a table for docs/python.md. */
import { openSandbox } from "fuelbox";

const modules = process.argv.slice(2);
const chosen =
  modules.length > 0
    ? modules
    : `argparse asyncio calendar collections configparser contextlib csv ctypes dataclasses datetime
  decimal difflib doctest email.message enum fractions functools gzip hashlib html.parser http.client
  importlib.resources inspect itertools json logging logging.handlers math multiprocessing os
  pathlib pickle platform pprint random re shelve shutil sqlite3 statistics string subprocess tarfile
  tempfile textwrap threading time tomllib typing unittest unittest.mock urllib.parse urllib.request
  uuid xml.etree.ElementTree zipfile zoneinfo`.split(/\s+/);

const sandbox = await openSandbox();
const empty = await fuelOf("pass");
const rows = [];
for (const name of chosen) rows.push([name, (await fuelOf(`import ${name}`)) - empty]);
rows.sort(([, a], [, b]) => a - b);
const million = (fuel) => (fuel / 1e6).toFixed(2);
console.log(`| module | million fuel |\n|---|---|\n| an empty program | ${million(empty)} |`);
for (const [name, fuel] of rows) console.log(`| \`${name}\` | ${million(fuel)} |`);
await sandbox.close();

async function fuelOf(python) {
  const { fuel, stderr } = await sandbox.run({ python, deterministic: true });
  if (stderr !== "") throw new Error(stderr);
  return fuel.used;
}
