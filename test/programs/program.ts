/** Programs that must behave the same wherever they run: same output, same fuel. */

/** What a program may depend on, besides its own text. */
interface Surroundings {
  /** Its name in the golden file; its files are below `/app/<name>`. */
  readonly name: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  /** Content by name, below `/app/<name>`. */
  readonly files?: Readonly<Record<string, string>>;
  readonly limits?: { readonly fuel?: number; readonly memoryBytes?: number };
}

/** One program: source text, or a module in text form. */
export type EqualityProgram = Surroundings &
  (
    | { readonly javascript: string }
    | { readonly typescript: string }
    | { readonly python: string }
    | { readonly shell: string }
    | { readonly wat: string }
  );

/** The seed of every run. */
export const seed = 7;
