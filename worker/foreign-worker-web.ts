/** Starts a worker whose script is on another origin, which a page may only import from. */
export function createForeignWorker({ href }: URL, name: string): Worker {
  const source = `import ${JSON.stringify(href)};`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module", name });
  // The address is needed until the script has been fetched, which nobody tells.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return worker;
}
