/**
 * Runs examples one after the other and tells the parent how each ended:
 * `fork("run-examples.mjs", [...paths])`. A `.guest.mjs` runs inside a sandbox.
 */
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

for (const path of process.argv.slice(2)) {
  const error = await run(path).then(
    () => undefined,
    (cause) => (cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
  );
  await new Promise((sent) => process.send?.({ path, error }, sent));
}
process.exit();

async function run(path) {
  if (!path.endsWith(".guest.mjs")) return import(pathToFileURL(path).href);
  const { openSandbox } = await import("fuelbox");
  const sandbox = await openSandbox();
  const result = await sandbox.run({ javascript: readFileSync(path, "utf8") });
  await sandbox.close();
  if (!result.ok) throw new Error(`${result.outcome}: ${result.stderr}`);
}
