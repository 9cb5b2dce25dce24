/** The commands of the shell that the host of one sandbox answers. */
import {
  type CommandTool,
  checkHostCommand,
  type HostCommand,
  type HostCommandOptions,
  hostExecutorTool,
} from "./host-commands.ts";
import type { CheckedOptions } from "./options.ts";
import type { Tools } from "./tools.ts";

/** What is registered, and what the sandbox was opened with. */
export class HostCommands {
  readonly #tools: Tools;
  readonly #commands = new Map<string, CommandTool>();

  constructor({ tools, hostExecutor }: Pick<CheckedOptions, "tools" | "hostExecutor">) {
    this.#tools = tools;
    if (hostExecutor !== undefined) this.#commands.set("host", hostExecutorTool(hostExecutor));
  }

  /** Adds a command, or replaces it. Throws TypeError or RangeError. */
  register(name: string, execute: HostCommand, options: HostCommandOptions): void {
    const [checked, tool] = checkHostCommand(name, execute, options);
    if (this.#tools.has(checked)) {
      throw new RangeError(`Cannot register command "${checked}": there is a tool of this name`);
    }
    this.#commands.set(checked, tool);
  }

  /** Takes over what was registered with another sandbox. */
  takeFrom(other: HostCommands): void {
    for (const [name, tool] of other.#commands) this.#commands.set(name, tool);
  }

  /** The tools of the sandbox, and its commands. */
  withTools(): Tools {
    return this.#commands.size === 0 ? this.#tools : new Map([...this.#tools, ...this.#commands]);
  }
}
