/** The utilities can be imported by topic, in both languages. */
import { expect, test } from "vitest";
import { dataFunctions } from "../utils-lib/data/data-function.ts";
import { type UtilityRow, utilities } from "../utils-lib/index.ts";
import { runJavaScript } from "./support/run-javascript.ts";
import { pythonOutput } from "./support/run-python.ts";

const rows: readonly UtilityRow[] = Object.values(utilities);
const topics = ["data", ...new Set(rows.map(({ module }) => module))];
const functions = [
  ...rows,
  ...dataFunctions.map(({ name, camelCaseName }) => ({ name, camelCaseName, module: "data" })),
];

test("JavaScript guests import every utility by topic", async () => {
  const imports = topics.flatMap((topic) => [
    `import ${topic}, * as ${topic}All from "sandbox_utils/${topic}";`,
    `if (require("sandbox_utils/${topic}") !== ${topic}) throw new Error("${topic}");`,
  ]);
  const checks = functions.flatMap(({ name, camelCaseName, module }) =>
    [name, camelCaseName].map(
      (spelling) =>
        `${module}.${spelling} === all.${name} && ${module}All.${spelling} === all.${name}`,
    ),
  );
  const source = `
    import all from "sandbox_utils";
    import { createRequire } from "node:module";
    const require = createRequire("/app/main.mjs");
    ${imports.join("\n")}
    console.log([${checks.join(",\n")}].every((isSame) => isSame));`;
  expect(await runJavaScript({ source })).toMatchObject({ stdout: "true\n", stderr: "" });
});

test("Python guests import every utility by topic", async () => {
  const checks = functions.map(
    ({ name, module }) => `sandbox_utils.${module}.${name} is sandbox_utils.${name} is not None`,
  );
  const source = `
import sandbox_utils
${topics.map((topic) => `import sandbox_utils.${topic}\nfrom sandbox_utils.${topic} import *`).join("\n")}
from sandbox_utils import *
print(all([${checks.join(", ")}]), find is sandbox_utils.find)`;
  expect(await pythonOutput(source)).toBe("True True\n");
});
