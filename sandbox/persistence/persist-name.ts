/** The name under which a page keeps files. */
import { checkString, show } from "../check.ts";

/** No name is longer, in characters. */
const maxNameLength = 60;

/** Checks the name under which files are kept. Throws TypeError or RangeError. */
export function checkPersistName(name: unknown): string {
  const text = checkString(name, "persist");
  if (text.length > 0 && text.length <= maxNameLength && !/\p{Cs}/u.test(text)) return text;
  throw new RangeError(
    `Cannot use option "persist": must be a name of 1 to ${maxNameLength} characters, got ${show(text)}`,
  );
}
