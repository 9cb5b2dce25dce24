/**
 * A worker of the package that has been taken over: it runs guests as the real one does, until one
 * says "take over". Then it uses every wire that it holds, without end, and so nobody can stop it but
 * by ending its thread. By a channel of its own it tells the page, which knows nothing else of it,
 * that it is still there.
 */
import { fail, heard, pulse } from "./kill-powers.js";
import "/dist/browser/entry-web.js";

const post = MessagePort.prototype.postMessage;
/** The last frame of the message channel: a record of a file that a guest wrote. */
let lastFrame;

MessagePort.prototype.postMessage = function (message, ...rest) {
  // A copy, because the bytes of large ones are given away.
  if (message?.kind === 1) lastFrame = { ...message, payload: message.payload.slice() };
  if (message?.kind !== undefined) lastFrame = { ...(lastFrame ?? message), seq: message.seq };
  return post.call(this, message, ...rest);
};

heard.call = ({ data: { path, argumentList } }) => {
  if (path?.at(-1) !== "run") return;
  const { program, toolWires } = argumentList[0].value;
  if (program.source.includes("take over")) takeOver(toolWires?.port);
  if (program.source.includes("fail later")) failLater();
};

/** Waits by going round through a port: timers are gone. */
function failLater(turns = 2000) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    if (turns > 0) return failLater(turns - 1);
    fail(new Error("failed between two runs"));
    takeOver();
  };
  post.call(port2, 0);
}

function takeOver(tools) {
  const { wiring } = heard;
  const append = wiring.ring === undefined ? appendMessage : ringAppender(wiring);
  for (let round = 0; ; round++) {
    const end = performance.now() + 20;
    while (performance.now() < end);
    append();
    const bytes = new Uint8Array(8);
    wiring.assets.postMessage({ id: 1e6 + round, op: "put", key: `late-${round}`, bytes });
    tools?.postMessage({ id: 1e6 + round, name: "count", input: "{}" });
    pulse.postMessage(round);
  }
}

/** Sends the last record of a file again. */
function appendMessage() {
  const { timeOrigin } = performance;
  lastFrame = { ...lastFrame, seq: lastFrame.seq + 1, sentMs: timeOrigin + performance.now() };
  post.call(heard.wiring.frames, lastFrame);
}

/** Writes into the ring, again and again, the last record of a file that is in it. */
function ringAppender({ ring, frames }) {
  const cells = new Int32Array(ring, 0, 3);
  const data = new Uint8Array(ring, 64);
  const end = Atomics.load(cells, 0);
  let record;
  for (let at = 0; at < end; ) {
    const length = new DataView(ring, 64 + at + 1).getUint32(0, true);
    if (data[at] === 1) record = data.slice(at, at + 5 + length);
    at += 5 + length;
  }
  return () => {
    const head = Atomics.load(cells, 0);
    if (data.length - (head - Atomics.load(cells, 1)) < record.length) return;
    record.forEach((byte, i) => {
      data[(head + i) & (data.length - 1)] = byte;
    });
    Atomics.store(cells, 0, head + record.length);
    if (Atomics.exchange(cells, 2, 0) === 1) frames.postMessage(0);
  };
}
