// A page for esbuild: `npm install fuelbox esbuild`, then `node build.mjs`, which says what goes where.
import { openSandbox } from "fuelbox";

const show = (selector, text) => document.querySelector(selector).append(text);

const sandbox = await openSandbox({
  files: { "/app/people.csv": "name,age\nAda,36\nGrace,85\n" },
  // Beside the bundle, where build.mjs has put them.
  assets: { base: new URL("./engines/", import.meta.url) },
  limits: { fuel: 500_000_000, memoryBytes: 64 * 2 ** 20 },
  onProgress: (message) => document.querySelector("#progress").replaceChildren(message),
});

const { stdout, stderr } = await sandbox.run({
  javascript: `
    import { csvToJson } from "sandbox_utils";
    for (const { name, age } of JSON.parse(csvToJson("/app/people.csv"))) {
      console.log(name + " is " + age);
    }
  `,
});
show("#output", stdout + stderr);

const sorted = await sandbox.exec("tail -n +2 people.csv | sort -r | head -1");
show("#output", sorted.stdout + sorted.stderr);
await sandbox.close();
document.body.dataset.state = "done";
