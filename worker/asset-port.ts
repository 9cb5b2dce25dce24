/**
 * Serves engine assets and the artifact cache to a worker, whose realm has no filesystem.
 * The host's end is a fixed table of five requests and not an RPC object: an object's properties
 * would lead whoever has taken over the worker to the host's constructors.
 */
import { compileCached, pinnedAssets } from "../runtime/host.ts";
import type { AssetName, EngineHost } from "../runtime/index.ts";

type AssetRequest =
  | { readonly id: number; readonly op: "load"; readonly name: AssetName }
  | { readonly id: number; readonly op: "get"; readonly key: string }
  | {
      readonly id: number;
      readonly op: "compile";
      readonly key: string;
      readonly maxMemoryBytes: number | undefined;
    }
  | {
      readonly id: number;
      readonly op: "put";
      readonly key: string;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly id: number; readonly op: "progress"; readonly step: string | undefined };

interface AssetAnswer {
  readonly id: number;
  readonly content?: AssetContent;
  readonly error?: string;
}

type AssetContent = Uint8Array<ArrayBuffer> | WebAssembly.Module | undefined;

const keyPattern = /^[\w.-]{1,200}$/;
const maxStepLength = 200;

/** Answers requests that come over `port`; ignores what is none. */
export function serveAssets(port: MessagePort, host: EngineHost): void {
  port.onmessage = async ({ data }: MessageEvent<unknown>): Promise<void> => {
    if (!isAssetRequest(data)) return;
    let answer: AssetAnswer;
    try {
      answer = { id: data.id, content: await answerRequest(data, host) };
    } catch (error) {
      answer = { id: data.id, error: error instanceof Error ? error.message : String(error) };
    }
    const { content } = answer;
    if (!(content instanceof Uint8Array)) return port.postMessage(answer);
    // One copy, which goes over as it is; else the engine would make two.
    const copy = content.slice();
    port.postMessage({ ...answer, content: copy }, [copy.buffer]);
  };
}

/** Opens the worker's end. */
export function createAssetClient(port: MessagePort): EngineHost {
  type Waiting = ReturnType<typeof withResolvers<AssetContent>>;
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const ask = (request: (id: number) => AssetRequest): Promise<AssetContent> => {
    const answer: Waiting = withResolvers();
    lastId++;
    waiting.set(lastId, answer);
    port.postMessage(request(lastId));
    return answer.promise;
  };
  port.onmessage = ({ data }: MessageEvent<AssetAnswer>): void => {
    const answer = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.error === undefined) answer?.resolve(data.content);
    else answer?.reject(new Error(data.error));
  };
  return {
    async loadAsset(name): Promise<Uint8Array<ArrayBuffer>> {
      const bytes = asBytes(await ask((id) => ({ id, op: "load", name })));
      if (bytes === undefined) throw new Error(`Cannot load asset "${name}": host has none`);
      return bytes;
    },
    cache: {
      get: async (key) => asBytes(await ask((id) => ({ id, op: "get", key }))),
      async put(key, bytes): Promise<void> {
        await ask((id) => ({ id, op: "put", key, bytes }));
      },
    },
    async compile(key, maxMemoryBytes): Promise<WebAssembly.Module | undefined> {
      const module = await ask((id) => ({ id, op: "compile", key, maxMemoryBytes }));
      return module instanceof WebAssembly.Module ? module : undefined;
    },
    onProgress(step): void {
      void ask((id) => ({ id, op: "progress", step }));
    },
  };
}

function asBytes(content: AssetContent): Uint8Array<ArrayBuffer> | undefined {
  return content instanceof Uint8Array ? content : undefined;
}

async function answerRequest(request: AssetRequest, host: EngineHost): Promise<AssetContent> {
  const { loadAsset, cache, onProgress } = host;
  switch (request.op) {
    case "load":
      return loadAsset(request.name);
    case "get":
      return cache.get(request.key);
    case "compile":
      return compileCached(host, request.key, request.maxMemoryBytes);
    case "put":
      // What others run already is not replaced: whoever has taken over a worker would reach them.
      if ((await cache.get(request.key)) === undefined) await cache.put(request.key, request.bytes);
      return undefined;
    case "progress":
      onProgress?.(request.step);
      return undefined;
  }
}

function isAssetRequest(data: unknown): data is AssetRequest {
  if (typeof data !== "object" || data === null) return false;
  const { id, op, name, key, maxMemoryBytes, bytes, step } = data as Readonly<
    Record<string, unknown>
  >;
  if (typeof id !== "number") return false;
  if (op === "load") return typeof name === "string" && Object.hasOwn(pinnedAssets, name);
  if (op === "progress") return step === undefined || isStep(step);
  if (typeof key !== "string" || !keyPattern.test(key)) return false;
  if (op === "compile") return maxMemoryBytes === undefined || Number.isSafeInteger(maxMemoryBytes);
  return op === "get" || (op === "put" && bytes instanceof Uint8Array);
}

// It is shown on terminals, where control characters are commands.
function isStep(step: unknown): boolean {
  return typeof step === "string" && step.length <= maxStepLength && /^[^\p{Cc}]*$/u.test(step);
}

// Promise.withResolvers is missing in Node 20.
function withResolvers<T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: Error) => void;
} {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
