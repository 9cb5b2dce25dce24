/** The functions of the module `data` answer the same on the host and in guests of both languages. */
import { expect, test } from "vitest";
import { dataFunctions } from "../utils-lib/data/data-function.ts";
import * as host from "../utils-lib/index.ts";
import { runJavaScript } from "./support/run-javascript.ts";
import { pythonOutput } from "./support/run-python.ts";
import { type DataVector, dataVectors } from "./utilities/vectors-data.ts";

const vectors: readonly DataVector[] = [
  ...dataFunctions.map(({ name, example }) => ({
    title: `the example of ${name}()`,
    ...example,
    result: JSON.parse(example.result) as unknown,
  })),
  ...dataVectors,
];

const names = dataFunctions.map(({ camelCaseName }) => camelCaseName);
const evaluate = `(expression) => {
  try {
    return { result: JSON.parse(JSON.stringify(new Function("utils", \`const { ${names} } = utils; return \${expression}\`)(utils))) };
  } catch (error) {
    return { throws: error.name };
  }
}`;

function outcome({ result, throws }: DataVector, language: 0 | 1): unknown {
  return throws === undefined ? { result } : { throws: throws[language] };
}

test.each(vectors)("$title on the host", (vector) => {
  const run: (expression: string) => unknown = new Function("utils", `return ${evaluate}`)(host);
  expect(run(vector.javascript)).toEqual(outcome(vector, 1));
});

test("data functions answer in JavaScript", async () => {
  const expressions = JSON.stringify(vectors.map(({ javascript }) => javascript));
  const end = await runJavaScript({
    source: `
      import utils, { data, groupBy, group_by } from "sandbox_utils";
      console.log(JSON.stringify([
        ...${expressions}.map(${evaluate}),
        data.group_by === groupBy && group_by === utils.groupBy,
      ]))`,
  });
  expect(end.stderr).toBe("");
  expect(JSON.parse(end.stdout)).toEqual([...vectors.map((vector) => outcome(vector, 1)), true]);
});

test("data functions answer in Python", async () => {
  const output = await pythonOutput(
    `
import json, sys
import sandbox_utils
from sandbox_utils.data import *
def evaluate(expression):
    try:
        return {"result": eval(expression)}
    except Exception as error:
        return {"throws": type(error).__name__}
outcomes = [evaluate(expression) for expression in json.load(sys.stdin)]
print(json.dumps([*outcomes, group_by is sandbox_utils.group_by]))`,
    { stdin: new TextEncoder().encode(JSON.stringify(vectors.map(({ python }) => python))) },
  );
  expect(JSON.parse(output)).toEqual([...vectors.map((vector) => outcome(vector, 0)), true]);
});
