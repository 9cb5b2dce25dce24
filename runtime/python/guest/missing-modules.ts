/** What is told of parts of the standard library that are missing. */

/** Why each is missing, by its name. */
export const missingModules: Readonly<Record<string, string>> = {
  ...fromEntries(["curses", "readline"], "a sandbox has no terminal"),
  ...fromEntries(["idlelib", "tkinter", "turtle", "turtledemo"], "a sandbox has no display"),
  ...fromEntries(["ensurepip", "pip", "venv"], "whoever opens the sandbox gives it its packages"),
  ...fromEntries(["resource", "syslog"], "a sandbox is no operating system"),
};

function fromEntries(names: readonly string[], reason: string): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, reason]));
}
