/** The host's own functions that guests can call, as a host programmer gives them. */

/**
 * What checks the input of a tool: a schema of Zod, Valibot, ArkType or whoever else follows
 * Standard Schema (standardschema.dev).
 */
export interface ToolSchema<Output = unknown> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    validate(value: unknown): ToolSchemaResult<Output> | Promise<ToolSchemaResult<Output>>;
    readonly types?: { readonly input: unknown; readonly output: Output } | undefined;
  };
}

/** What a schema answers: the value, or what is wrong with it. */
export type ToolSchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly ToolSchemaIssue[] };

/** One thing that is wrong, and where. */
export interface ToolSchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** What a tool is told besides its input. */
export interface ToolContext {
  /** Aborts when the run that called has ended. */
  readonly signal: AbortSignal;
}

/** A function of the host that guests can call. */
export interface Tool<Input = unknown> {
  /** What it does, for whoever writes the guest. */
  readonly description: string;
  /** Checks, and may convert, what the guest passes; without it `execute` gets any plain data. */
  readonly input?: ToolSchema<Input>;
  /**
   * Does the work. Its result, or what its promise resolves to, reaches the guest as JSON. What it
   * throws reaches the guest as an error with the same message, and nothing else of it.
   */
  execute(input: Input, context: ToolContext): unknown;
}

/** One call of a tool by a guest. */
export interface ToolCall {
  readonly name: string;
  readonly durationMs: number;
  /** What the guest was told, when the call failed. */
  readonly error?: string;
}

/**
 * Returns `tool` as it is; its schema gives `execute` the type of its input.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineTool, openSandbox } from "fuelbox";
 *
 * const prices = new Map([["tea", 3]]);
 * const price = defineTool({
 *   description: "The price of a product by its name.",
 *   execute: (name) => prices.get(String(name)),
 * });
 * await using sandbox = await openSandbox({ tools: { price } });
 * const { stdout } = await sandbox.run({
 *   python: "from sandbox_tools import price; print(price('tea') * 2)",
 * });
 * assert.equal(stdout, "6\n");
 * ```
 */
export function defineTool<Input = unknown>(tool: Tool<Input>): Tool<Input> {
  return tool;
}
