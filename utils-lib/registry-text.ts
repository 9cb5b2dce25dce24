/** The rows of the module `text`. */
import { cut } from "./text/cut.ts";
import { diff } from "./text/diff.ts";
import { grep } from "./text/grep.ts";
import { head } from "./text/head.ts";
import { nl } from "./text/nl.ts";
import { paste } from "./text/paste.ts";
import { sed } from "./text/sed.ts";
import { sort } from "./text/sort.ts";
import { tail } from "./text/tail.ts";
import { tr } from "./text/tr.ts";
import { uniq } from "./text/uniq.ts";
import { wc } from "./text/wc.ts";

/** The utilities of the module `text`, by their JavaScript names. */
export interface TextUtilities {
  readonly cut: typeof cut;
  readonly diff: typeof diff;
  readonly grep: typeof grep;
  readonly head: typeof head;
  readonly nl: typeof nl;
  readonly paste: typeof paste;
  readonly sed: typeof sed;
  readonly sort: typeof sort;
  readonly tail: typeof tail;
  readonly tr: typeof tr;
  readonly uniq: typeof uniq;
  readonly wc: typeof wc;
}

/** The rows. */
export const textUtilities: TextUtilities = {
  cut,
  diff,
  grep,
  head,
  nl,
  paste,
  sed,
  sort,
  tail,
  tr,
  uniq,
  wc,
};
