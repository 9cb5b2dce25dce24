/** Lets the page work without a network once it has been loaded. */

/** Starts the service worker of a built page. */
export async function workOffline(): Promise<void> {
  // While the page is developed, files change under their names.
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("controllerchange", keepLoaded);
  try {
    await navigator.serviceWorker.register("./service-worker.js");
    keepLoaded();
  } catch {
    // Where storage is denied there is no working offline, and all else is as it was.
  }
}

/** Gives the service worker what the page has loaded, some of it without it. */
export function keepLoaded(): void {
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  navigator.serviceWorker?.controller?.postMessage({ loaded });
}

/** Forgets files of engines: one that was refused must not come from the cache again. */
export async function forgetEngines(): Promise<void> {
  // As the service worker names them.
  const prefix = `fuelbox-page ${new URL("./", location.href).href} `;
  const names = await caches.keys().catch(() => []);
  for (const name of names.filter((each) => each.startsWith(prefix))) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (/\.(?:wasm|zip)$/.test(url)) await cache.delete(url);
    }
  }
}
