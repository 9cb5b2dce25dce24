/** Wires a worker's service to its host. */
import { expose } from "comlink";
import { createSleeper } from "../runtime/index.ts";
import { createAssetClient } from "./asset-port.ts";
import { createGuestControl } from "./control.ts";
import { createEngines, type EnginesOptions } from "./engines.ts";
import { createGuestService } from "./guest-service.ts";
import { createPortSender } from "./port-channel.ts";
import type { WorkerWiring } from "./protocol.ts";
import { createRingSender } from "./ring-channel.ts";
import { createSendPace, type SendPace } from "./send-pace.ts";

/** Serves the host at the other end of `wiring`. Call it in a realm that has been disarmed. */
export function serveWorker(
  { rpc, frames, ring, cells, epoch, assets }: WorkerWiring,
  options?: EnginesOptions,
): void {
  const service = createGuestService({
    engines: createEngines(createAssetClient(assets), options),
    sender:
      ring === undefined
        ? createPortSender(frames, epoch, createRealPace())
        : createRingSender(ring, frames),
    control: createGuestControl(cells),
  });
  expose(service, rpc);
}

function createRealPace(): SendPace {
  const sleep = createSleeper();
  return createSendPace({
    nowMs: () => performance.now(),
    sleep: (ms) => sleep(BigInt(Math.ceil(ms * 1e6))),
  });
}
