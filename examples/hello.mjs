// A host: it opens a sandbox and runs a program in it. `node examples/hello.mjs`
import { openSandbox } from "fuelbox";

const sandbox = await openSandbox({
  files: { "/app/people.csv": "name,age\nAda,36\nGrace,85\n" },
  limits: { fuel: 500_000_000, memoryBytes: 64 * 2 ** 20, timeoutMs: 10_000 },
});

const result = await sandbox.run({
  javascript: `
    import { csvToJson } from "sandbox_utils";
    for (const { name, age } of JSON.parse(csvToJson("/app/people.csv"))) {
      console.log(name + " is " + age);
    }
  `,
});

console.log(result.stdout);
console.log(`${result.outcome}, ${result.fuel.used} of ${result.fuel.limit} fuel`);
await sandbox.close();
