/** Stands in for a package that needs a document, which no worker has. */
// biome-ignore lint/style/noDefaultExport: as the package has it
export default class {
  turndown() {
    throw new Error("html-to-markdown is not available");
  }
}
