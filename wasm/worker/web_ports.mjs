// The sync driver's ports (sync_driver.mjs) in a browser's worker: fetch, WebSocket, timers, online
// and offline events.
// Tested by tests/web/web_ports.test.mjs in Chromium.

const REQUEST_MS_MAX = 30000;

// `server`: an origin such as "https://hall.example.cn". `community`: 64 hex digits.
export function webPorts({ server, community }) {
  return {
    post: (method, body) => post(server, method, body),
    openPoke: (events) => openPoke(server, community, events),
    now: () => Date.now(),
    wait: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    online: () => globalThis.navigator?.onLine !== false,
    watchOnline: (callback) => {
      globalThis.addEventListener("online", callback);
      globalThis.addEventListener("offline", callback);
      return () => {
        globalThis.removeEventListener("online", callback);
        globalThis.removeEventListener("offline", callback);
      };
    },
  };
}

async function post(server, method, body) {
  try {
    const response = await fetch(`${server}/yiting.v1.SyncService/${method}`, {
      method: "POST",
      headers: { "content-type": "application/proto" },
      body,
      cache: "no-store",
      credentials: "omit",
      signal: AbortSignal.timeout(REQUEST_MS_MAX),
    });
    return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
  } catch {
    return { status: 0, body: new Uint8Array(0) };
  }
}

function openPoke(server, community, { onOpen, onPoke, onClose }) {
  const socket = new WebSocket(`${server.replace(/^http/, "ws")}/yiting.v1.Poke`);
  socket.onopen = () => {
    socket.send(JSON.stringify({ follow: [community] }));
    onOpen();
  };
  socket.onmessage = ({ data }) => {
    try {
      if (JSON.parse(data).community === community) onPoke();
    } catch {
      // Not a poke: a proxy's own words, or a newer server's. Pulling now and then makes up for it.
    }
  };
  socket.onclose = () => onClose();
  return () => {
    socket.onclose = null;
    socket.close();
  };
}
