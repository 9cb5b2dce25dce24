/** `csv_to_json`, `yaml_to_json` …: the utilities that change one format into another, as commands. */
import { callUtility, UtilityError, utilities } from "../../../utils-lib/index.ts";
import { createFileSystem } from "../../../vfs/index.ts";
import { fromLatin1 } from "../latin1.ts";
import { type CommandCall, contentOf, type OwnCommand, textOf } from "./command-call.ts";
import { OptionProblem } from "./options.ts";

const names = [
  "csv_to_json",
  "json_to_csv",
  "yaml_to_json",
  "json_to_yaml",
  "toml_to_json",
  "xml_to_dict",
];

/** The commands: those of the names above that there are. */
export const formats: readonly OwnCommand[] = Object.values(utilities)
  .filter(({ name }) => names.includes(name))
  .map(({ name, summary, parameters: [first] }) => ({
    name,
    help: `Usage: ${name} [FILE] [OUTPUT]\n${summary}`,
    run: (call) => convert(call, name, "path" in first && first.path === true),
  }));

/** Some utilities take a file and others its text. */
function convert(call: CommandCall, name: string, takesFile: boolean): number | undefined {
  const operands = call.args.filter((arg) => arg === "-" || !arg.startsWith("-"));
  const unknown = call.args.find((arg) => arg.startsWith("-") && arg !== "-");
  if (unknown !== undefined) throw new OptionProblem(`unrecognized option '${unknown}'`);
  const [input = "-", output] = operands;
  const fs = createFileSystem().sync;
  const content = call.read(input);
  fs.writeFile("/input", fromLatin1(content));
  const given = takesFile ? "/input" : textOf(content);
  try {
    const result = callUtility({ ...call.utilities(), fs, cwd: "/" }, name, [given]);
    const text = typeof result === "string" ? result : `${JSON.stringify(result, null, 2)}\n`;
    const written = contentOf(text.endsWith("\n") ? text : `${text}\n`);
    if (output === undefined) call.write(written);
    else call.fs.writeFile(call.path(output), fromLatin1(written));
    return undefined;
  } catch (error) {
    if (!(error instanceof UtilityError)) throw error;
    call.complain(error.message.replaceAll("/input", input));
    return undefined;
  }
}
