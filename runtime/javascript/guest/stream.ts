/** The guest source of `node:stream` and `node:stream/promises`: the package readable-stream. */

/** Loaded when a program first needs streams. */
export const streamSource: string = `
const Stream = internals.load("stream-package");
internals.builtins.set("stream", Stream);
internals.builtins.set("stream/promises", Stream.promises);
`;
