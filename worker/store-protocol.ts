/** What crosses between a page and the worker that keeps its files. */

/** The only message that the worker gets by itself. */
export interface StoreWiring {
  /** Names what is kept. */
  readonly name: string;
  /** Carries all else. */
  readonly port: MessagePort;
}

/** What the page asks for. Each is answered, in order. */
export type StoreRequest =
  | { readonly op: "append"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly op: "image-start" }
  | { readonly op: "image-part"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly op: "image-end" }
  | { readonly op: "close" };

/** Why something could not be kept. */
export type StoreFault = "denied" | "quota" | "in-use" | "failed";

/** What the worker says: first what is kept, payload by payload, and that it is open; then one answer to each request. */
export type StoreMessage =
  | { readonly kind: "payload"; readonly bytes: Uint8Array<ArrayBuffer> }
  | {
      readonly kind: "done";
      /** How long the log has become. */
      readonly logBytes: number;
    }
  | { readonly kind: "fault"; readonly fault: StoreFault; readonly message: string };
