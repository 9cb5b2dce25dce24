/** Tells the user what takes long, and keeps silent about what does not. */
import type { AssetName, EngineHost } from "../runtime/index.ts";

/** How much of an engine's file has been downloaded. */
export interface Download {
  /** The file's name, such as `"pyodide.asm.wasm"`. */
  readonly asset: string;
  readonly loadedBytes: number;
  /** The file's length, when it is no longer compressed. */
  readonly totalBytes: number;
}

/** Hears what is being prepared, one line at a time, and in a page the numbers of a download. */
export type OnProgress = (message: string, download?: Download) => void;

/** Steps are told when preparing has taken this long. */
const patienceMs = 1000;

/** A download is told as often as this. */
const downloadMs = 100;

interface Step {
  readonly message: string;
  readonly download?: Download;
}

/** Lets `onProgress` hear the steps of preparing engines, once that takes more than a second. */
export function withProgress(host: EngineHost, onProgress: OnProgress | undefined): EngineHost {
  if (onProgress === undefined) return host;
  let latest: Step | undefined;
  let isPatient = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    isPatient = false;
    if (latest === undefined) return;
    if (latest.download === undefined) onProgress(latest.message);
    else onProgress(latest.message, latest.download);
  };
  const take = (step: Step | undefined): void => {
    latest = step;
    if (step === undefined) {
      clearTimeout(timer);
      timer = undefined;
      isPatient = true;
    } else if (isPatient) {
      timer ??= setTimeout(tell, patienceMs);
    } else {
      tell();
    }
  };
  const downloads = trackDownloads(take);
  return {
    ...host,
    loadAsset: (name) => downloads(name, host.loadAsset),
    onProgress: (message) => take(message === undefined ? undefined : { message }),
  };
}

/** Makes a step of each piece that arrives, not too often, and ends with the last of the downloads. */
function trackDownloads(
  take: (step: Step | undefined) => void,
): (name: AssetName, load: EngineHost["loadAsset"]) => ReturnType<EngineHost["loadAsset"]> {
  let running = 0;
  let told = Number.NEGATIVE_INFINITY;
  return async (asset, load) => {
    let isDownload = false;
    const onLoaded = (loadedBytes: number, totalBytes: number): void => {
      if (!isDownload) running += 1;
      isDownload = true;
      const now = performance.now();
      if (now - told < downloadMs && loadedBytes < totalBytes) return;
      told = now;
      const message = `Loading ${asset}: ${inMegabytes(loadedBytes)} of ${inMegabytes(totalBytes)} MB`;
      take({ message, download: { asset, loadedBytes, totalBytes } });
    };
    try {
      return await load(asset, onLoaded);
    } finally {
      if (isDownload) running -= 1;
      if (isDownload && running === 0) take(undefined);
    }
  };
}

function inMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
