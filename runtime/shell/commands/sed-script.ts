/** What a script of `sed` is made of. */
import type { SedPattern } from "./sed-pattern.ts";
import type { Replacement } from "./sed-replacement.ts";

/** Which lines a command is for. */
export type Address =
  | { readonly kind: "line"; readonly line: number }
  | { readonly kind: "last" }
  | { readonly kind: "step"; readonly first: number; readonly step: number }
  /** The next lines after the first one: so many, or up to a multiple. */
  | { readonly kind: "count" | "multiple"; readonly value: number }
  | { readonly kind: "pattern"; readonly pattern: SedPattern };

/** A command, and its place in the script. */
export interface SedCommand {
  readonly from: Address | undefined;
  readonly to: Address | undefined;
  readonly isNegated: boolean;
  readonly action: SedAction;
}

/** What a command does. */
export type SedAction =
  /** Goes on behind the matching brace unless the lines are those of the block. */
  | { readonly kind: "block"; end: number }
  | { readonly kind: "blockEnd" | "label" }
  | {
      readonly kind: "jump";
      readonly when: "always" | "changed" | "unchanged";
      readonly label: string;
      target: number;
    }
  | { readonly kind: "text"; readonly how: "a" | "c" | "i"; readonly text: string }
  | { readonly kind: "file"; readonly how: "r" | "w"; readonly name: string }
  | { readonly kind: "quit"; readonly prints: boolean; readonly exitCode: number }
  | { readonly kind: "translate"; readonly table: ReadonlyMap<string, string> }
  | {
      readonly kind: "substitute";
      readonly pattern: SedPattern;
      readonly replacement: Replacement;
      /** The first match that is replaced. */
      readonly nth: number;
      readonly isGlobal: boolean;
      readonly prints: boolean;
      /** Takes the changed lines; undefined for none. */
      readonly file: string | undefined;
    }
  | { readonly kind: "plain"; readonly letter: string };
