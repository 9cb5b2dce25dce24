/** Names that are one name where case and normal form do not count, as on macOS and Windows. */

/** What is left of a name on such a filesystem. It folds a little more than any of them. */
export function foldName(name: string): string {
  return name.normalize("NFC").toUpperCase().toLowerCase().normalize("NFC");
}

/** The first two names that would be one; `undefined` when all stay apart. */
export function findCollision(names: Iterable<string>): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const name of names) {
    const folded = foldName(name);
    const other = seen.get(folded);
    if (other !== undefined) return [other, name];
    seen.set(folded, name);
  }
  return undefined;
}
