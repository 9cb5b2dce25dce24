/** What `node:buffer` is made of. */
export { default } from "buffer/index.js";
