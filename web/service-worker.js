/**
 * Keeps the files of the page, so that it opens without a network. What belongs to the page is kept at
 * once, engines when they have been loaded. The build puts the names in the place of the two words.
 */
const version = "VERSION";
const files = ["FILES"];
/** Other folders of this origin may hold this page as well. */
const prefix = `fuelbox-page ${registration.scope} `;

addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(prefix + version)
      .then((cache) => cache.addAll(files))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((name) => name.startsWith(prefix) && name !== prefix + version);
      await Promise.all(old.map((name) => caches.delete(name)));
      await clients.claim();
    }),
  );
});

addEventListener("message", (event) => {
  const loaded = Array.isArray(event.data?.loaded) ? event.data.loaded : [];
  event.waitUntil(Promise.all(loaded.filter(isOwn).map(keep)));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !isOwn(request.url)) return;
  event.respondWith(request.mode === "navigate" ? newest(request) : kept(request));
});

function isOwn(url) {
  return String(url).startsWith(registration.scope);
}

async function keep(url) {
  const cache = await caches.open(prefix + version);
  if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => {});
}

/** The page itself: from the network if there is one, so that a new version is seen. */
async function newest(request) {
  try {
    const response = await fetch(request);
    if (response.ok) return response;
  } catch {
    // There is no network.
  }
  const cache = await caches.open(prefix + version);
  return (await cache.match(request, { ignoreSearch: true })) ?? cache.match("./");
}

/** Everything else has its hash in its name, and never changes. */
async function kept(request) {
  const cache = await caches.open(prefix + version);
  const known = await cache.match(request);
  if (known !== undefined) return known;
  const response = await fetch(request);
  if (response.ok) cache.put(request, response.clone()).catch(() => {});
  return response;
}
