// The server's two doors for wasm/worker/web_ports.mjs, as a test needs them: POSTs of the sync
// service, answered by the test, and WebSockets at /yiting.v1.Poke (RFC 6455, frames below 126
// bytes).
import { createHash } from "node:crypto";
import { serve } from "./browser_support.mjs";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

// {origin, posts: [{method, type, body}], follows: [text], poke(text), dropSockets(), close()}.
// reply(post) -> {status, body}, or a promise of it.
export async function serveSync(reply) {
  const sync = { posts: [], follows: [], inFlight: 0, inFlightMost: 0, sockets: new Set() };
  const answer = (request, response) => {
    if (!request.url.startsWith("/yiting.v1.SyncService/")) return false;
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", async () => {
      sync.inFlightMost = Math.max(sync.inFlightMost, ++sync.inFlight);
      const post = {
        verb: request.method,
        method: request.url.split("/").pop(),
        type: request.headers["content-type"],
        body: Buffer.concat(parts).toString(),
      };
      sync.posts.push(post);
      const { status, body } = await reply(post, sync.posts.length);
      sync.inFlight -= 1;
      if (status === 0) request.socket.destroy();
      else response.writeHead(status, { "content-type": "application/proto" }).end(body);
    });
    return true;
  };
  const files = await serve(answer);
  files.server.on("upgrade", (request, socket) => {
    if (request.url !== "/yiting.v1.Poke") return socket.destroy();
    const accept = createHash("sha1").update(request.headers["sec-websocket-key"] + GUID);
    socket.write(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
        `Sec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n`,
    );
    sync.sockets.add(socket);
    socket.on("close", () => sync.sockets.delete(socket));
    socket.on("error", () => sync.sockets.delete(socket));
    socket.on("data", (frame) => {
      if ((frame[0] & 15) === 1) sync.follows.push(unmask(frame));
    });
  });
  return Object.assign(sync, {
    origin: files.origin,
    poke(text) {
      const bytes = Buffer.from(text);
      const frame = Buffer.concat([Buffer.of(0x81, bytes.length), bytes]);
      for (const socket of sync.sockets) socket.write(frame);
    },
    dropSockets() {
      for (const socket of sync.sockets) socket.destroy();
    },
    close() {
      for (const socket of sync.sockets) socket.destroy();
      files.close();
    },
  });
}

// {server, context}: a server like that and a profile of the browser, both gone with the test.
export async function openSync(t, browser, reply) {
  const server = await serveSync(reply);
  const context = await browser.newContext();
  t.after(async () => {
    await context.close();
    server.close();
  });
  return { server, context };
}

// The text of one small masked frame of a client.
function unmask(frame) {
  const short = frame[1] & 127;
  const at = short === 126 ? 4 : 2;
  const size = short === 126 ? frame.readUInt16BE(2) : short;
  const key = frame.subarray(at, at + 4);
  return Buffer.from(
    frame.subarray(at + 4, at + 4 + size).map((b, i) => b ^ key[i % 4]),
  ).toString();
}
