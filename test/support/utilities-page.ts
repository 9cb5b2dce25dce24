/** Writes docs/utilities.md from the registry. */
import { dataFunctions } from "../../utils-lib/data/data-function.ts";
import { modules } from "../../utils-lib/doors/modules.ts";
import { pythonLiteral, pythonSignature } from "../../utils-lib/doors/python-function.ts";
import {
  exampleFiles,
  type JsonValue,
  type Parameter,
  type UtilityRow,
  utilities,
} from "../../utils-lib/index.ts";

/** Fuel of each utility's example, by name. */
export type ExampleCosts = Readonly<Record<string, { readonly example: number }>>;

const rows: readonly UtilityRow[] = Object.values(utilities);

/** The text of the page. */
export function utilitiesPage(costs: ExampleCosts): string {
  const topics = modules.flatMap((module) => [
    `## ${module}`,
    ...rows.filter((row) => row.module === module).map((row) => section(row, costs)),
  ]);
  const files = Object.entries(exampleFiles).map(
    ([path, content]) => `\`${path}\`\n\n\`\`\`text\n${content}\`\`\``,
  );
  return `${[
    introduction,
    `## Overview\n\n${overview()}`,
    ...topics,
    `## data\n\n${dataIntroduction}`,
    ...dataFunctions.map(dataSection),
    `## The files of the examples\n\n${files.join("\n\n")}`,
  ].join("\n\n")}\n`;
}

const introduction = `# Utilities

What programs in a sandbox, and hosts, can ask for instead of writing it: files found, searched,
converted, compared. Each utility is one implementation behind three doors. This page is made from
their registry by \`npx vitest run --project unit test/utilities-page.test.ts -u\`.

| who | how |
|---|---|
| Python guests | \`from sandbox_utils import find\` or \`from sandbox_utils.files import find\` |
| JavaScript guests | \`import { find } from "sandbox_utils"\` or \`from "sandbox_utils/files"\` |
| hosts | \`await sandbox.utils.find("*.py")\`, or \`sandbox.utils.files.find\` |

**Arguments** go by position or by name. In JavaScript names stand in an object at the end, in
camelCase; functions have their snake_case names as well. Hosts can add \`onProgress\` to that object:
it hears how many bytes and items have been worked on.

**Paths** are relative to the working directory and must lie in \`/app\`, symlinks followed. A path
that leads out raises \`ValueError\` in Python and throws an error with the code
\`PATH_ESCAPE_ATTEMPT\` in JavaScript, with the message \`Path must be within /app: …\`.

**Errors.** What lists (\`find\`, \`ls\`, \`walk\`, \`grep\`, \`tree\`) gives nothing for what is missing; what
reads raises \`FileNotFoundError\` in Python, an error with the code \`ENOENT\` in JavaScript. Wrong
arguments are \`TypeError\` in both. What cannot be understood (\`INVALID_PATTERN\`, \`INVALID_CSV\`,
\`INVALID_JSON\`, …) is \`ValueError\` in Python, \`re.error\` for a pattern; its \`code\` says which.

**Cost.** A guest pays for utilities with its fuel, in blocks before the work, by the prices in
\`utils-lib/cost.ts\`: one unit stands for the time of one instruction. The same call on the same files costs
the same everywhere; [fuel.md](fuel.md#what-utilities-cost) has figures. Below stands
what each example took on the files at the end of this page, without the guest's own instructions.`;

const dataIntroduction = `These take functions, and so they are the language's own: they run in the
guest, on its fuel. Hosts import them from \`fuelbox/utils\`; they answer at once, without a promise.`;

function overview(): string {
  const lines = [...rows, ...dataFunctions].map((one) => {
    const module = "module" in one ? one.module : "data";
    return `| [\`${one.name}\`](#${one.name}) | ${module} | ${one.summary} |`;
  });
  return ["| utility | module | |", "|---|---|---|", ...lines].join("\n");
}

function section(row: UtilityRow, costs: ExampleCosts): string {
  const { name, summary, parameters, result, example, cost } = row;
  const fuel = costs[name]?.example.toLocaleString("en-US");
  return [
    `### ${name}`,
    `${summary} Gives: ${lowerFirst(result.doc)}`,
    `\`\`\`python\n${pythonSignature(row).replace(/^def /, "")}\n\`\`\``,
    `\`\`\`typescript\n${typescriptSignature(row)}\n\`\`\``,
    ...(parameters.length === 0 ? [] : [parameterTable(row)]),
    ...calls(pythonCall(row), javascriptCall(row)),
    `\`\`\`json\n${JSON.stringify(example.result)}\n\`\`\``,
    `The example costs ${fuel}. Charges: ${lowerFirst(cost)}`,
  ].join("\n\n");
}

function parameterTable({ parameters }: UtilityRow): string {
  const lines = parameters.map(({ name, default: value, doc, choices, minimum }) => {
    const fallback = value === undefined ? "" : `\`${pythonLiteral(value)}\``;
    const oneOf =
      choices === undefined
        ? ""
        : ` One of ${choices.map((one) => `\`${JSON.stringify(one)}\``).join(", ")}.`;
    const least = minimum === undefined ? "" : ` At least ${minimum}.`;
    return `| \`${name}\` | ${fallback} | ${(doc + oneOf + least).replaceAll("|", "\\|")} |`;
  });
  return ["| parameter | default | |", "|---|---|---|", ...lines].join("\n");
}

function typescriptSignature({
  camelCaseName,
  parameters,
  result,
  takesFilter,
}: UtilityRow): string {
  const list = parameters.map((parameter) => {
    const name = camelCase(parameter.name);
    const type = typescriptType(parameter);
    if (parameter.variadic === true) return `...${name}: string[]`;
    return `${name}${parameter.default === undefined ? "" : "?"}: ${type}`;
  });
  if (takesFilter === true) list.push("filterFunc?: (item: string) => unknown");
  return `${camelCaseName}(${list.join(", ")}): ${result.typescript}`;
}

function typescriptType({ type, choices = [], default: value }: Parameter): string {
  const types = {
    string: "string",
    strings: "string | string[]",
    integer: "number",
    number: "number",
    boolean: "boolean",
    choice: choices.map((choice) => JSON.stringify(choice)).join(" | "),
    value: "JsonValue",
    record: "JsonRecord",
  } as const;
  return value === null ? `${types[type]} | null` : types[type];
}

function pythonCall({ name, example }: UtilityRow): string {
  const parts = example.args.map((value, index) => {
    const isOptions = index > 0 && index === example.args.length - 1 && isRecord(value);
    if (!isOptions) return pythonLiteral(value);
    return Object.entries(value)
      .map(([key, item]) => `${key}=${pythonLiteral(item)}`)
      .join(", ");
  });
  return `${name}(${parts.join(", ")})`;
}

function javascriptCall({ camelCaseName, example }: UtilityRow): string {
  const parts = example.args.map((value, index) =>
    index > 0 && isRecord(value) ? optionsLiteral(value) : JSON.stringify(value),
  );
  return `${camelCaseName}(${parts.join(", ")})`;
}

function optionsLiteral(value: Readonly<Record<string, JsonValue>>): string {
  const members = Object.entries(value).map(
    ([key, item]) => `${camelCase(key)}: ${JSON.stringify(item)}`,
  );
  return `{ ${members.join(", ")} }`;
}

function dataSection({
  name,
  summary,
  python,
  typescript,
  example,
}: (typeof dataFunctions)[number]): string {
  return [
    `### ${name}`,
    summary,
    `\`\`\`python\n${python}\n\`\`\``,
    `\`\`\`typescript\n${typescript}\n\`\`\``,
    ...calls(example.python, example.javascript),
    `\`\`\`json\n${example.result}\n\`\`\``,
  ].join("\n\n");
}

/** One block where both languages write the same. */
function calls(python: string, javascript: string): readonly string[] {
  const blocks = [`\`\`\`python\n${python}\n\`\`\``];
  return python === javascript ? blocks : [...blocks, `\`\`\`javascript\n${javascript}\n\`\`\``];
}

function isRecord(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function lowerFirst(sentence: string): string {
  return /^[A-Z][a-z]/.test(sentence)
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}
