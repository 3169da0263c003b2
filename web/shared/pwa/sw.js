// Keeps the whole app of one build on this device, so that it opens without a network from the
// second visit on. scripts/finish.mjs puts in the build and its list of files. Calls to the server
// (/yiting.v1.…) are never touched: the outbox is the core's.
const build = '__BUILD__';
const files = __FILES__;
const cacheName = `yiting-${build}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(cacheName)
      .then((cache) => cache.addAll(files.map((url) => new Request(url, { cache: 'reload' })))),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('yiting-') && name !== cacheName)
            .map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const path = request.mode === 'navigate' ? pageFor(url.pathname) : url.pathname;
  if (!files.includes(path)) return;
  event.respondWith(
    caches
      .open(cacheName)
      .then((cache) => cache.match(path))
      .then((kept) => kept ?? fetch(request)),
  );
});

function pageFor(path) {
  if (path === '/console' || path.startsWith('/console/')) return '/console/index.html';
  return path === '/' || path === '/index.html' ? '/index.html' : path;
}
