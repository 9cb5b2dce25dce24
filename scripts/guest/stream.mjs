/** `node:stream`, with its promises. */
export { default } from "readable-stream/lib/stream.js";
