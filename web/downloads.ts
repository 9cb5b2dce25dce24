/** Gives files of the sandbox to whoever uses the page. */
import type { FileSystem } from "fuelbox";
import { exportTar } from "fuelbox/vfs";
import { element } from "./dom.ts";

/** Offers one file under its own name. */
export function downloadFile(fs: FileSystem, path: string): void {
  save(fs.sync.readFile(path), path.slice(path.lastIndexOf("/") + 1));
}

/** Offers all of /app as a tar archive. */
export function downloadAll(fs: FileSystem): void {
  save(exportTar(fs.sync, { path: "/app" }), "app.tar");
}

/** Never as a page of this origin: whatever it is, the browser saves it. */
function save(bytes: Uint8Array<ArrayBuffer>, name: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
  const link = element("a", { href: address, download: name });
  link.click();
  // The browser has begun to read by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
