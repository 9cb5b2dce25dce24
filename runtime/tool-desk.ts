/** The functions of the host that a guest can call: what each call costs, how many there may be, who waits for what. */
import type { FuelAccount } from "./fuel-account.ts";
import type { GuestStop } from "./guest-stop.ts";

/** What a guest is told of a function of the host. */
export interface ToolInfo {
  /** A name in Python as well as in JavaScript, unless it is a command. */
  readonly name: string;
  readonly description: string;
  /** Whether it is a command of the shell, and nothing to other languages. */
  readonly isCommand?: true;
}

/** What became of a call. */
export interface ToolAnswer {
  readonly id: number;
  readonly ok: boolean;
  /** The result as JSON, or what went wrong in one line. */
  readonly text: string;
}

/** The way to the host. */
export interface ToolChannel {
  /** Sends a call, whose input is JSON. The host answers in its own time, and calls do not wait for each other. */
  start(id: number, name: string, input: string): void;
  /** The answers that have come since the last time, without waiting. */
  take(): readonly ToolAnswer[];
  /** Blocks this thread for `ms`, or until an answer has come; undefined where the thread cannot wait for a message. */
  readonly wait: ((ms: number) => void) | undefined;
  /** Lets messages in: resolves when an answer has come. */
  arrival(): Promise<void>;
  /** Lets messages in that are there already. */
  turn(): Promise<void>;
}

/** Why a call cannot be made or has failed. The guest can catch it. */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly code: "UNKNOWN_TOOL" | "TOOL_LIMIT" | "TOOL_FAILED" | "TOOL_NEEDS_SHARED_MEMORY";

  constructor(code: ToolError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** The error of calling what the host does not offer. */
export function unknownTool(name: string): ToolError {
  return new ToolError("UNKNOWN_TOOL", `Cannot call tool ${JSON.stringify(name)}: there is none`);
}

/** The error of a call that must block, where the thread cannot. */
export function noSharedMemory(name: string): ToolError {
  const message = `Cannot call tool "${name}" from here: it needs shared memory, which a page has only when it is cross-origin isolated`;
  return new ToolError("TOOL_NEEDS_SHARED_MEMORY", message);
}

function interrupted(name: string): ToolError {
  return new ToolError("TOOL_FAILED", `Cannot wait for tool "${name}": the run is interrupted`);
}

/** What a desk works with. */
export interface ToolDeskOptions {
  readonly tools: readonly ToolInfo[];
  readonly channel: ToolChannel;
  /** The most calls of one run. */
  readonly maxCalls: number;
}

/** What the run that a desk serves lends to it. */
export interface ToolRun {
  readonly fuel: Pick<FuelAccount, "charge">;
  /** Why the guest must end, if it must. */
  poll(): GuestStop | undefined;
  /** Whether the guest should not wait any longer, but hear of an interrupt. */
  readonly isInterrupting: boolean;
}

/** What a call costs, in fuel, and each byte of its input and of its answer. */
const callFuel = 10_000;
const byteFuel = 2;

/** How long a wait lasts before it is asked whether the guest must end. */
const waitMs = 20;

/** The calls of one run. */
export class ToolDesk {
  readonly tools: readonly ToolInfo[];
  /** Commands of the shell that the host answers. */
  readonly commands: readonly ToolInfo[];
  readonly #channel: ToolChannel;
  readonly #maxCalls: number;
  readonly #run: ToolRun;
  readonly #open = new Set<number>();
  #answers: ToolAnswer[] = [];
  #calls = 0;

  constructor({ tools, channel, maxCalls }: ToolDeskOptions, run: ToolRun) {
    this.tools = tools.filter(({ isCommand }) => isCommand !== true);
    this.commands = tools.filter(({ isCommand }) => isCommand === true);
    this.#channel = channel;
    this.#maxCalls = maxCalls;
    this.#run = run;
  }

  /** How many calls have not been answered. */
  get pending(): number {
    return this.#open.size;
  }

  /** Whether this thread can block until an answer comes. */
  get canWait(): boolean {
    return this.#channel.wait !== undefined;
  }

  /** Starts a call and returns its number. Throws `ToolError`, and `GuestStop` when the fuel does not cover it. */
  start(name: string, input: string): number {
    if (![...this.tools, ...this.commands].some((tool) => tool.name === name)) {
      throw unknownTool(name);
    }
    if (this.#calls >= this.#maxCalls) {
      const message = `Cannot call tool "${name}": a run may make ${this.#maxCalls} calls`;
      throw new ToolError("TOOL_LIMIT", message);
    }
    this.#run.fuel.charge(callFuel + input.length * byteFuel);
    this.#calls += 1;
    this.#open.add(this.#calls);
    this.#channel.start(this.#calls, name, input);
    return this.#calls;
  }

  /** The next answer that has come; undefined when none has. */
  take(): ToolAnswer | undefined {
    const answer = this.#next(() => true);
    if (answer !== undefined) this.#run.fuel.charge(answer.text.length * byteFuel);
    return answer;
  }

  /** The first answer that is `wanted`; those of nobody are dropped, all others stay. */
  #next(wanted: (answer: ToolAnswer) => boolean): ToolAnswer | undefined {
    if (this.#open.size === 0) return undefined;
    this.#answers.push(...this.#channel.take());
    this.#answers = this.#answers.filter(({ id }) => this.#open.has(id));
    const index = this.#answers.findIndex(wanted);
    if (index < 0) return undefined;
    const [answer] = this.#answers.splice(index, 1);
    if (answer !== undefined) this.#open.delete(answer.id);
    return answer;
  }

  /** Waits, at most for `ms` or until the guest must end, for an answer to come. Only where {@link canWait}. */
  wait(ms: number): void {
    let left = ms;
    while (left > 0 && this.#answers.length === 0 && this.#run.poll() === undefined) {
      if (this.#run.isInterrupting) return;
      this.#channel.wait?.(Math.min(left, waitMs));
      this.#answers.push(...this.#channel.take());
      left -= waitMs;
    }
  }

  /** Resolves when an answer has come. */
  arrival(): Promise<void> {
    return this.#channel.arrival();
  }

  /** Resolves when answers that are there already have been let in. */
  turn(): Promise<void> {
    return this.#channel.turn();
  }

  /** Calls a tool and blocks until it has answered: the result as JSON. Throws `ToolError`, and `GuestStop` when the guest must end. */
  call(name: string, input: string): string {
    if (!this.canWait) throw noSharedMemory(name);
    const id = this.start(name, input);
    for (;;) {
      const stop = this.#run.poll();
      if (stop !== undefined) throw stop;
      if (this.#run.isInterrupting) throw interrupted(name);
      const answer = this.#next((each) => each.id === id);
      if (answer === undefined) {
        this.#channel.wait?.(waitMs);
        continue;
      }
      this.#run.fuel.charge(answer.text.length * byteFuel);
      if (answer.ok) return answer.text;
      throw new ToolError("TOOL_FAILED", answer.text);
    }
  }
}
