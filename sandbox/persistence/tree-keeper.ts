/** Keeps every change of a tree in a store, while the page goes on. */
import { encodeRecord, type SyncFileSystem } from "../../vfs/index.ts";
import type { TreeStore } from "../../worker/store-client.ts";
import { concatenate, encodeImage } from "../change-log.ts";
import type { SandboxError } from "../sandbox-error.ts";
import { persistError } from "./persist-error.ts";

/** More than this is not appended: an image of the tree is the shorter message, in bytes. */
const maxPendingBytes = 32 * 2 ** 20;
/** A log is replaced by an image once it is this much longer than the tree, in bytes and as a factor. */
const slackBytes = 8 * 2 ** 20;
const slackFactor = 2;

/**
 * Sends changes to the store in the order in which they happen, as many at once as have come while
 * the store was busy. When the store fails, the tree is kept as a whole at the next change.
 */
export class TreeKeeper {
  readonly #fs: SyncFileSystem;
  readonly #store: TreeStore;
  readonly #stopListening: () => void;
  #pending: Uint8Array<ArrayBuffer>[] = [];
  #pendingBytes = 0;
  /** Of the tree that the store has; a restored tree has another one. */
  #generation: number;
  #needsImage = false;
  #failure: SandboxError | undefined;
  #work: Promise<void> | undefined;
  #isReceiving = false;

  /** The store must have what `fs` is now. */
  constructor(fs: SyncFileSystem, store: TreeStore) {
    this.#fs = fs;
    this.#store = store;
    this.#generation = fs.generation;
    this.#stopListening = fs.onChange((record) => {
      if (!this.#isReceiving) this.#add(encodeRecord(record));
    });
  }

  /** Runs `apply`, whose changes are those that `records` tells already. */
  receive(records: Uint8Array<ArrayBuffer>, apply: () => void): void {
    this.#isReceiving = true;
    try {
      apply();
    } finally {
      this.#isReceiving = false;
      this.#add(records.slice());
    }
  }

  /** Resolves when every change so far is kept. Rejects with `SandboxError` when one cannot be. */
  async kept(): Promise<void> {
    if (this.#isDirty || this.#failure !== undefined) this.#start();
    await this.#work;
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Keeps what is still to be kept, and lets the store go. */
  async close(): Promise<void> {
    this.#stopListening();
    await this.kept().catch(() => {});
    await this.#store.close();
  }

  get #isDirty(): boolean {
    return this.#needsImage || this.#pending.length > 0 || this.#generation !== this.#fs.generation;
  }

  #add(records: Uint8Array<ArrayBuffer>): void {
    this.#pending.push(records);
    this.#pendingBytes += records.length;
    if (this.#pendingBytes > maxPendingBytes) this.#forget(true);
    this.#start();
  }

  #forget(needsImage: boolean): void {
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#needsImage = needsImage;
  }

  #start(): void {
    this.#work ??= this.#keep().finally(() => {
      this.#work = undefined;
    });
  }

  async #keep(): Promise<void> {
    // What changes in the same turn goes together.
    await undefined;
    try {
      while (this.#isDirty) await this.#step();
      this.#failure = undefined;
    } catch (error) {
      this.#forget(true);
      this.#failure = persistError(error, "Cannot keep the files");
    }
  }

  async #step(): Promise<void> {
    const { bytes } = this.#fs.usage();
    const isLong = this.#store.logBytes > slackFactor * bytes + slackBytes;
    if (this.#needsImage || isLong || this.#generation !== this.#fs.generation) {
      this.#generation = this.#fs.generation;
      const image = encodeImage(this.#fs);
      this.#forget(false);
      await this.#store.replace(image);
      return;
    }
    const batch = concatenate(this.#pending, this.#pendingBytes);
    this.#forget(false);
    await this.#store.append(batch);
  }
}
