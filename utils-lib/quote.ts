/** Shows in a message what a caller wrote. */

/** The most characters of it that a message shows. */
const maxShown = 80;

/** Quotes `text` on one line and not at length. */
export function quote(text: string): string {
  return JSON.stringify(text.length > maxShown ? `${text.slice(0, maxShown)}…` : text);
}
