/** The guest source that tells what nothing caught. */

/** Makes what the host calls when a program fails; needs the inspect and process sources before it. */
export const reportSource: string = String.raw`
const excerptOf = (error) => {
  const origin =
    typeof error === "object" && error !== null ? internals.originOf(error) : undefined;
  if (origin === undefined) return "";
  const { file, line, column } = origin;
  const text = internals.call("module.line", [file, line]);
  const place = file + ":" + line + "\n";
  if (text === undefined) return place + "\n";
  // The engine gives the place of a constructor's name; Node marks the "new" before it.
  const start = text.slice(0, column - 1).endsWith("new ") ? column - 5 : column - 1;
  return place + text + "\n" + " ".repeat(Math.max(0, start)) + "^\n\n";
};

const rejectionText = (reason) => {
  const shown = typeof reason === "string" ? reason : internals.inspect(reason);
  return (
    '[UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "' +
    shown +
    '".] {\n  code: ' +
    "'ERR_UNHANDLED_REJECTION'\n}"
  );
};

const kindOf = (error) => {
  if (error instanceof InternalError && error.message === "out of memory") return "out-of-memory";
  if (error instanceof RangeError && error.message === "Maximum call stack size exceeded")
    return "stack-overflow";
  return "error";
};

/** Tells the host what it is, as far as that can be said of any value. */
const tell = (error) => {
  const isError = error instanceof Error;
  const { file, line } = (isError && internals.originOf(error)) || {};
  const data = {
    type: isError ? String(error.name) : typeof error,
    message: isError ? String(error.message) : internals.inspect(error),
    file,
    line,
    traceback: isError ? String(error.stack) : undefined,
  };
  internals.call("process.uncaught", [JSON.stringify(data)]);
};

/** Writes an error that nothing caught to stderr and answers what kind it is; "handled" when a listener took it. */
internals.report = (error, origin) => {
  if (internals.takesUncaught(error, origin)) return "handled";
  const isRejection = origin === "unhandledRejection" && !(error instanceof Error);
  let text;
  try {
    text = excerptOf(error) + (isRejection ? rejectionText(error) : internals.inspect(error));
  } catch {
    text = "Uncaught error that cannot be shown";
  }
  internals.write(2, text + "\n");
  try {
    tell(error);
  } catch {
    // What throws when it is looked at is not told.
  }
  return kindOf(error);
};
`;
