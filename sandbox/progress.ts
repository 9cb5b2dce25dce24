/** Tells the user what takes long, and keeps silent about what does not. */
import type { EngineHost } from "../runtime/index.ts";

/** Hears what is being prepared, one line at a time. */
export type OnProgress = (message: string) => void;

/** Steps are told when preparing has taken this long. */
const patienceMs = 1000;

/** Lets `onProgress` hear the steps of preparing engines, once that takes more than a second. */
export function withProgress(host: EngineHost, onProgress: OnProgress | undefined): EngineHost {
  if (onProgress === undefined) return host;
  let latest: string | undefined;
  let isPatient = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    isPatient = false;
    if (latest !== undefined) onProgress(latest);
  };
  return {
    ...host,
    onProgress(step): void {
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
    },
  };
}
