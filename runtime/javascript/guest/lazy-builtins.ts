/** The built-in modules that are made when a program first needs them. The host knows them too. */

/** Built-in modules, and the sources that make them. */
export const lazyBuiltins: ReadonlyMap<string, string> = new Map([
  ["child_process", "child-process"],
  ["crypto", "crypto"],
  ["os", "os"],
  ["sandbox_helpers", "helpers"],
  ["querystring", "querystring"],
  ["readline", "readline"],
  ["readline/promises", "readline"],
  ["stream", "stream"],
  ["stream/promises", "stream"],
  ["string_decoder", "string-decoder"],
  ["url", "url"],
]);
