/** What a sandbox needs of its platform. */
import type { SpawnWorker } from "../worker/protocol.ts";
import type { OpenStore } from "../worker/store-client.ts";
import type { Capabilities } from "./capabilities.ts";
import type { Wheel } from "./packages/wheel.ts";
import type { ReadUrl } from "./program.ts";

/** Everything that Node and a page do in their own ways. */
export interface Platform {
  readonly spawn: SpawnWorker;
  readonly readUrl: ReadUrl;
  /** What Python programs can import. */
  readonly packages?: readonly Wheel[];
  readonly capabilities: Capabilities;
  /** What is kept of the files, and goes on keeping them. */
  readonly kept?: OpenStore | undefined;
}
