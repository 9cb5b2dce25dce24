// Keeps what the page has fetched. While there is a network, that is asked first.
const cacheName = "page";
// What has been fetched before there was this worker.
const first = ["./index.html", "./main.js"];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(first)));
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const isOwn = new URL(event.request.url).origin === location.origin;
  if (isOwn && event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  const cache = await caches.open(cacheName);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const isPage = request.mode === "navigate";
    const kept = await cache.match(isPage ? "./index.html" : request);
    if (kept !== undefined) return kept;
    throw error;
  }
}
