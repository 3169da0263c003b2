// Registers the service worker and tells when a newer build has been fetched. Drafts are kept as
// they are typed and the outbox is the core's, so taking the update loses nothing.
import { ref } from 'vue';

export const updateReady = ref(false);
let waiting: ServiceWorker | null = null;

export function registerServiceWorker(): void {
  const workers = navigator.serviceWorker;
  if (!workers || import.meta.env.DEV || __FAKE__) return;
  let controlled = Boolean(workers.controller); // the first worker's claim is no update
  workers.register('/sw.js', { scope: '/' }).then(
    (registration) => {
      const look = (worker: ServiceWorker | null) => {
        if (!worker) return;
        const settle = () => {
          if (worker.state === 'installed' && workers.controller)
            [waiting, updateReady.value] = [worker, true];
        };
        worker.addEventListener('statechange', settle);
        settle();
      };
      look(registration.waiting ?? registration.installing);
      registration.addEventListener('updatefound', () => look(registration.installing));
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') registration.update().catch(() => undefined);
      });
    },
    () => undefined,
  );
  let reloading = false;
  workers.addEventListener('controllerchange', () => {
    if (controlled && !reloading) {
      reloading = true;
      location.reload();
    }
    controlled = true;
  });
}

export function applyUpdate(): void {
  waiting?.postMessage('take over');
}
