/** The source of modules that only pass on what a built-in exports. */

/** A module whose `import.meta.value` is the built-in; `members` are the names it exports. */
export function builtinFacade(members: readonly string[]): string {
  const names = members.filter((member) => member !== "default");
  const exported = names.map((name) => `export const ${name} = m.${name};`);
  return `const m = import.meta.value; export default m; ${exported.join(" ")}`;
}
