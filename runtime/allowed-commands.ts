/** Which commands a run may start, when its host has said so. */

/** Commands that are part of the shell itself in bash, and the shell: they reach nothing by themselves. */
const alwaysAllowed: ReadonlySet<string> = new Set(
  `sh bash dash : [ alias bg cd disown echo export false fg hash help history jobs kill printf pwd
  read set test trap true type ulimit umask unalias wait`.split(/\s+/),
);

/** Whether a command may be started: by its name, or by a path that ends with it. */
export function isAllowed(name: string, allowed: ReadonlySet<string>): boolean {
  const own = name.slice(name.lastIndexOf("/") + 1);
  return alwaysAllowed.has(own) || allowed.has(own);
}
