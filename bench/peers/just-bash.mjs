/** The `python3` of just-bash: a worker with its own CPython for each call. */
import { Bash } from "just-bash";
import { takeSample } from "./take-sample.mjs";

await takeSample(async (program) => {
  const bash = new Bash({ python: true, files: { "/home/user/program.py": program } });
  const { stdout, stderr, exitCode } = await bash.exec("python3 /home/user/program.py");
  if (exitCode !== 0) throw new Error(`Exit code ${exitCode}: ${stderr}`);
  return stdout;
});
