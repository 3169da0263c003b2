// The few messages of core/schema/yiting/v1/bridge.proto that the worker and the tabs must read
// themselves: what kind a request is, whether an answer says "changed", and the sync step. Screens
// use the generated messages; this file has no dependency, so the mini-program can carry it as
// well.
// Tested by tests/web/bridge_messages.test.mjs, against protoc.

const KINDS = { 3: "open", 4: "close", 5: "act", 6: "sync", 7: "view", 8: "edit", 9: "invite" };
KINDS[10] = "content";
KINDS[11] = "draft_pack";
KINDS[12] = "audit";
KINDS[13] = "save";

// The fields of one message: [number, value], value a number (varint) or bytes. Fixed-width fields
// do not occur in bridge.proto; bytes that are no message throw.
export function readFields(bytes) {
  const fields = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (at >= bytes.length || scale > 2 ** 63) throw new Error("not a message: bad varint");
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = varint();
    const wire = key & 7;
    if (wire === 0) {
      fields.push([key >>> 3, varint()]);
    } else if (wire === 2) {
      const size = varint();
      if (size > bytes.length - at) throw new Error("not a message: cut short");
      fields.push([key >>> 3, bytes.subarray(at, at + size)]);
      at += size;
    } else {
      throw new Error(`not a message: wire type ${wire}`);
    }
  }
  return fields;
}

// Writes fields [number, value] as proto3 does: a number, a text or bytes; zero and empty are left
// out unless the value is a message, which is given as an array of its own fields.
export function writeFields(fields) {
  const out = [];
  const varint = (value) => {
    for (; value >= 128; value = Math.floor(value / 128)) out.push((value % 128) + 128);
    out.push(value);
  };
  for (const [number, given] of fields) {
    if (given === undefined || given === 0 || given === false || given === "") continue;
    if (typeof given === "number" || given === true) {
      varint(number * 8);
      varint(Number(given));
      continue;
    }
    if (given instanceof Uint8Array && given.length === 0) continue;
    const bytes = Array.isArray(given) ? writeFields(given) : toBytes(given);
    varint(number * 8 + 2);
    varint(bytes.length);
    for (const byte of bytes) out.push(byte);
  }
  return Uint8Array.from(out);
}

function toBytes(value) {
  if (value instanceof Uint8Array) return value;
  const escaped = encodeURIComponent(value).replace(/%([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Uint8Array.from(escaped, (letter) => letter.charCodeAt(0));
}

function toText(bytes) {
  let escaped = "";
  for (const byte of bytes) escaped += `%${(byte + 256).toString(16).slice(1)}`;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return "(not UTF-8)";
  }
}

// "act", "view", … of a BridgeRequest; "" when it is none.
export function requestKind(bytes) {
  try {
    let kind = "";
    for (const [number] of readFields(bytes)) kind = KINDS[number] ?? kind;
    return kind;
  } catch {
    return "";
  }
}

// Is it the view of one's own data (ViewRequest.about_me), for which the server is asked as well?
// What cannot be read asks for nothing: the core has said so already.
export function asksServer(bytes) {
  try {
    const view = readFields(bytes).find(([number]) => KINDS[number] === "view");
    return view !== undefined && readFields(view[1]).some(([number]) => number === 20);
  } catch {
    return false;
  }
}

// {error, changed, order} of a BridgeResponse.
export function readResponse(bytes) {
  const response = { error: "", changed: false, order: undefined };
  for (const [number, value] of readFields(bytes)) {
    if (number === 1) response.error = toText(value);
    if (number === 4) response.order = readOrder(value);
    if (number === 8) response.changed = value !== 0;
  }
  return response;
}

function readOrder(bytes) {
  const order = { method: "", body: new Uint8Array(0), retryMs: 0 };
  for (const [number, value] of readFields(bytes)) {
    if (number === 1) order.method = toText(value);
    if (number === 2) order.body = value.slice();
    if (number === 3) order.retryMs = value;
  }
  return order;
}

// A BridgeRequest with a SyncStep. `reply`: {method, status, body}, or undefined.
export function syncRequest({ nowMs, online, poked, reply }) {
  const step = [
    [1, online],
    [2, poked],
  ];
  if (reply) {
    step.push([
      3,
      [
        [1, reply.method],
        [2, reply.status],
        [3, reply.body],
      ],
    ]);
  }
  return writeFields([
    [1, nowMs],
    [6, step],
  ]);
}

export const closeRequest = (nowMs) =>
  writeFields([
    [1, nowMs],
    [4, []],
  ]);

export const errorResponse = (error) => writeFields([[1, error]]);
