/**
 * Makes `dist/web/`, the playground: a folder for any static host. With `--serve` it serves the
 * playground instead, as it is being developed.
 *
 * Does nothing when nothing has changed.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { build, createServer } from "vite";
import { dist, isStale, root } from "./bundle.mjs";
import { guestPackageFolders, licenses, packageFolders } from "./licenses.mjs";

const web = join(root, "web");
const target = join(dist, "web");
const rooms = ["wasm", "vfs", "utils-lib", "runtime", "worker", "sandbox"];

/** Puts the names of all files into the service worker, but those of engines, which not everybody needs. */
const withServiceWorker = {
  name: "service-worker",
  generateBundle(_options, files) {
    const names = Object.keys(files).filter((name) => !/\.(?:wasm|zip)$/.test(name));
    const list = ["./", "./icon.svg", ...names.map((name) => `./${name}`)].sort();
    const source = readFileSync(join(web, "service-worker.js"), "utf8")
      .replace('["FILES"]', JSON.stringify(list))
      .replace('"VERSION"', JSON.stringify(createHash("sha256").update(list.join()).digest("hex")));
    this.emitFile({ type: "asset", fileName: "service-worker.js", source });
  },
};

/** Keeps the licences of all that is in the folder: of the page, and of workers, which are built apart. */
const withLicenses = () => {
  const sources = [];
  return {
    name: "licenses",
    moduleParsed: ({ id }) => sources.push(id.replace("\0", "")),
    generateBundle() {
      const engines = ["pyodide", "quickjs-wasi"].map((name) =>
        join(root, "node_modules", name, "package.json"),
      );
      const folders = [...packageFolders([...sources, ...engines]), ...guestPackageFolders()];
      const source = licenses([...new Set([...folders, ...workerFolders])]);
      this.emitFile({ type: "asset", fileName: "licenses.txt", source });
    },
  };
};
const workerFolders = new Set();
const ofWorkers = {
  name: "licenses-of-workers",
  moduleParsed: ({ id }) => {
    for (const folder of packageFolders([id])) workerFolders.add(folder);
  },
};

const options = {
  configFile: false,
  root: web,
  // The folder works under any address.
  base: "./",
  build: {
    outDir: target,
    emptyOutDir: true,
    target: "es2022",
    // Everything is a file: a strict policy lets no data URL be run.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 4000,
  },
  worker: { format: "es", plugins: () => [ofWorkers] },
  plugins: [withServiceWorker, withLicenses()],
};

function isOutdated() {
  const last = join(target, "service-worker.js");
  if (isStale(last, rooms)) return true;
  const made = statSync(last).mtimeMs;
  const sources = readdirSync(web, { recursive: true, encoding: "utf8" });
  return sources.some((name) => statSync(join(web, name)).mtimeMs > made);
}

if (process.argv.includes("--serve")) {
  const server = await createServer({
    ...options,
    server: { host: "127.0.0.1", fs: { allow: [root] } },
    // Found at once, so that the page is not reloaded each time one turns up.
    optimizeDeps: {
      entries: [
        join(web, "main.ts"),
        join(dist, "sandbox/web.js"),
        join(dist, "worker/entry-web.js"),
      ],
    },
  });
  await server.listen();
  server.printUrls();
} else if (isOutdated()) {
  await build({ ...options, logLevel: "warn" });
}
