// Keeps the whole app of one build on this device, so that it opens without a network from the
// second visit on. scripts/finish.mjs puts in the build and its list of files. Calls to the server
// (/yiting.v1.…) are never touched: the outbox is the core's.
const build = '__BUILD__';
const files = __FILES__;
// Kept from their first use on: no resident's phone loads what only the console needs.
const onUse = __ON_USE__;
const cacheName = `yiting-${build}`;

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll());
});

// Of what is kept on use, what an earlier build has kept.
async function keepAll() {
  const used = [];
  for (const url of onUse) if (await caches.match(url)) used.push(url);
  const cache = await caches.open(cacheName);
  await cache.addAll([...files, ...used].map((url) => new Request(url, { cache: 'reload' })));
}

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
  if (files.includes(path) || onUse.includes(path)) event.respondWith(answer(request, path));
});

async function answer(request, path) {
  const cache = await caches.open(cacheName);
  const kept = await cache.match(path);
  if (kept) return kept;
  const fetched = await fetch(request);
  if (onUse.includes(path) && fetched.ok) await cache.put(path, fetched.clone());
  return fetched;
}

function pageFor(path) {
  if (path === '/console' || path.startsWith('/console/')) return '/console/index.html';
  return path === '/' || path === '/index.html' ? '/index.html' : path;
}
