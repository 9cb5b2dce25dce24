/** What `node:buffer` is made of. */
export * from "buffer/index.js";
