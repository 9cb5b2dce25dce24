/** The guest source of `sandbox_tools`: the host's own functions, each of which answers a promise. */

/** Makes the functions once a run knows their names; the host settles their promises between turns. */
export const toolsSource: string = `
const { call, builtins } = internals;
const { parse, stringify } = JSON;
const waiting = new Map();

class ToolError extends Error {
  get name() {
    return "ToolError";
  }
}

const callTool = (name, input = null) =>
  new Promise((resolve, reject) => {
    const text = stringify(input);
    if (text === undefined) throw new TypeError("Cannot call tool " + name + ": its input is no data");
    waiting.set(call("tool.start", [name], text), { resolve, reject });
  });

/** Whether an answer of the host is still to come. */
internals.isWaiting = () => waiting.size > 0;

/** Gives a promise its answer: JSON, or what went wrong. */
internals.settleTool = (id, isOk, text) => {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (isOk) resolve(parse(text));
  else reject(Object.assign(new ToolError(text), { code: "TOOL_FAILED" }));
};

/** The functions of this run, by name. */
internals.makeTools = (names) => {
  const tools = Object.fromEntries(names.map((name) => [name, (input) => callTool(name, input)]));
  for (const name of names) Object.defineProperty(tools[name], "name", { value: name });
  builtins.set("sandbox_tools", { ...tools, ToolError });
};
`;
