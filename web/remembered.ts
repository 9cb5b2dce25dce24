/** What the page remembers from visit to visit, besides files. */

/** What was remembered under a key; undefined when nothing was, or storage is denied. */
export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a value. Where storage is denied it holds for this visit only. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The page goes on without.
  }
}
