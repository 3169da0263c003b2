// A network between browser and server that a test can cut: a TCP proxy on a port that stays, while
// the server behind it comes and goes. onPush(socket, upstream) is called when a push passes.
import net from "node:net";

export async function startProxy() {
  const proxy = { target: 0, onPush: null, cut: false, port: 0 };
  const sockets = new Set();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    if (proxy.cut || !proxy.target) return socket.destroy();
    const upstream = net.connect(proxy.target, "127.0.0.1");
    sockets.add(upstream);
    upstream.on("error", () => socket.destroy());
    upstream.on("close", () => {
      sockets.delete(upstream);
      socket.destroy();
    });
    socket.on("close", () => upstream.destroy());
    socket.on("data", (data) => {
      const isPush = data.includes("POST /yiting.v1.SyncService/Push");
      if (isPush && proxy.onPush) {
        const act = proxy.onPush;
        proxy.onPush = null;
        if (act(socket, upstream, data) === "swallow") return;
      }
      upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (!socket.destroyed && !socket.muted) socket.write(data);
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  proxy.port = server.address().port;
  proxy.origin = `http://localhost:${proxy.port}`;
  proxy.dropAll = () => sockets.forEach((socket) => socket.destroy());
  proxy.close = () => {
    proxy.dropAll();
    server.close();
  };
  return proxy;
}
