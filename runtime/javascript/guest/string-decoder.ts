/** The guest source of `node:string_decoder`: the package of that name. */

/** Loaded when a program or a stream first decodes text in pieces. */
export const stringDecoderSource: string = `
internals.builtins.set("string_decoder", internals.load("string-decoder-package"));
`;
