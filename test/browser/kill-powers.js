/** What a worker that has been taken over keeps: loaded before the package's entry takes powers away. */
export const pulse = new BroadcastChannel("pulse");
export const fail = reportError.bind(globalThis);

/** The worker's wires, and who hears of each call before the package does. */
export const heard = { wiring: undefined, call: () => {} };

addEventListener(
  "message",
  ({ data }) => {
    heard.wiring = data;
    data.rpc.addEventListener("message", (event) => heard.call(event));
  },
  { once: true },
);
