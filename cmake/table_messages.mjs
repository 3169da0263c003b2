// Message code for WebAssembly, table-driven:
//   node table_messages.mjs FILES.pb IN.pb.cc OUT.pb.cc
// protoc writes a parser, a writer, a size, a clear and a merge for each message; together they are
// a seventh of a phone's module. Here each of them becomes a call of
// core/schema/table/message_table.h with a table of the message's fields, made from protoc's own
// description of them (FILES.pb, a FileDescriptorSet). Layout, accessors, constructors and
// destructors stay protoc's. The native build keeps protoc's code, and the tests compare the two
// (tests/unit/schema/message_table_test.cc).
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const [described, from, to] = process.argv.slice(2);

function stop(what) {
  console.error(`${from}: ${what}; protoc writes another form than this knows`);
  process.exit(1);
}

// The fields of a message in the wire format, as [number, value]: a number, or bytes.
function* fieldsOf(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    if (tag % 8 === 0) {
      yield [tag >> 3, varint()];
    } else if (tag % 8 === 2) {
      const size = varint();
      yield [tag >> 3, bytes.subarray(at, at + size)];
      at += size;
    } else {
      stop(`wire type ${tag % 8} in the description`);
    }
  }
}
const all = (bytes, number) => [...fieldsOf(bytes)].filter(([n]) => n === number).map(([, v]) => v);
const first = (bytes, number) => all(bytes, number)[0];
const text = (bytes) => Buffer.from(bytes ?? []).toString("utf8");

// descriptor.proto: the numbers of what is read here.
const FILE = { name: 1, package: 2, message: 4 };
const MESSAGE = { name: 1, field: 2, nested: 3, oneof: 8 };
const FIELD = { name: 1, number: 3, label: 4, type: 5, typeName: 6, oneof: 9 };
const REPEATED = 3;
// By descriptor.proto's number of the type: the Kind of message_table.h.
const KINDS = {
  3: "kInt64", 4: "kUint64", 5: "kInt32", 8: "kBool", 9: "kText", 11: "kMessage", 12: "kBytes",
  13: "kUint32", 14: "kInt32",
};

// Messages of the file by the name of their class, each with its fields by number.
function messagesOf(file) {
  const found = new Map();
  const visit = (message, outer) => {
    const name = outer + text(first(message, MESSAGE.name));
    const oneofs = all(message, MESSAGE.oneof).map((oneof) => text(first(oneof, 1)));
    const fields = all(message, MESSAGE.field).map((field) => {
      const kind = KINDS[first(field, FIELD.type)];
      if (!kind) stop(`${name}: a field of type ${first(field, FIELD.type)}`);
      const oneof = first(field, FIELD.oneof);
      const own = `${text(first(field, FIELD.name))}_`;
      return {
        number: first(field, FIELD.number),
        kind: first(field, FIELD.label) === REPEATED ? kind.replace("k", "kMany") : kind,
        oneof: oneof === undefined ? 0 : oneof + 1,
        member: oneof === undefined ? own : `${oneofs[oneof]}_.${own}`,
        type: text(first(field, FIELD.typeName)).replace(".yiting.v1.", "").replaceAll(".", "_"),
      };
    });
    fields.sort((a, b) => a.number - b.number);
    found.set(name, { fields, oneofs });
    for (const nested of all(message, MESSAGE.nested)) visit(nested, `${name}_`);
  };
  for (const message of all(file, FILE.message)) visit(message, "");
  return found;
}

const wanted = path.basename(from).replace(/\.pb\.cc$/, ".proto");
const file = all(readFileSync(described), 1).find((one) =>
  text(first(one, FILE.name)).endsWith(`/${wanted}`));
if (!file) stop("no description");
const messages = messagesOf(file);
let code = readFileSync(from, "utf8");

// Of what is decoded strictly the name is asked (schema/shape.h); of nothing else.
const NAMED = new RegExp("^(SignedCommand|Payload|SealedBallot|Input|MatterOpened|Entry" +
  "|Rejection|SignedRejection|PackBundle)$");

// Puts `body` in place of what stands from `head` to the first brace at a line's beginning.
function put(name, head, body) {
  const begin = code.indexOf(head);
  const end = code.indexOf("\n}\n", begin);
  if (begin < 0 || end < 0) stop(`${name} has no ${head.trim()}`);
  code = code.slice(0, begin) + body + code.slice(end + 3);
}

function rowOf(name, field) {
  const prototype = field.kind.endsWith("Message")
    ? `reinterpret_cast<const ::google::protobuf::MessageLite*>(&_${field.type}_default_instance_)`
    : "nullptr";
  const kind = `::yiting::schema::FieldKind::${field.kind}`;
  return `  {${prototype}, ${field.number}, offsetof(${name}, _impl_.${field.member}), ${kind}, ` +
    `${field.oneof}},\n`;
}

for (const [name, { fields, oneofs }] of messages) {
  const table = "_Internal::kTable";
  const cases = oneofs.length > 0 ? `offsetof(${name}, _impl_._oneof_case_)` : "0";
  const inner = new RegExp(`^class ${name}::_Internal \\{\\n public:\\n`, "m");
  if (!inner.test(code)) stop(`${name} has no class _Internal`);
  // The rows stand behind the class, where its private members may be named.
  code = code.replace(inner, (whole) => `${whole}` +
    `  static const ::yiting::schema::FieldRow kRows[];\n` +
    `  static const ::yiting::schema::MessageTable kTable;\n`);
  const begin = code.search(new RegExp(`^class ${name}::_Internal \\{`, "m"));
  const end = code.indexOf("\n};\n", begin) + 4;
  const rows = fields.map((field) => rowOf(name, field)).join("") || "  {},\n";
  code = code.slice(0, end) +
    `const ::yiting::schema::FieldRow ${name}::_Internal::kRows[] = {\n${rows}};\n` +
    `const ::yiting::schema::MessageTable ${name}::_Internal::kTable = {\n` +
    `  kRows, ${fields.length}, offsetof(${name}, _impl_._cached_size_), ${cases}};\n` +
    code.slice(end);

  put(name, `void ${name}::Clear() {\n`,
    `void ${name}::Clear() {\n  ::yiting::schema::ClearByTable(${table}, this);\n` +
    `  _internal_metadata_.Clear<std::string>();\n}\n`);
  put(name, `const char* ${name}::_InternalParse(`,
    `const char* ${name}::_InternalParse(const char* ptr, ::_pbi::ParseContext* ctx) {\n` +
    `  return ::yiting::schema::ParseByTable(${table}, this, &_internal_metadata_, ptr,\n` +
    `                                        ctx);\n}\n`);
  put(name, `uint8_t* ${name}::_InternalSerialize(\n`,
    `uint8_t* ${name}::_InternalSerialize(\n` +
    `    uint8_t* target, ::PROTOBUF_NAMESPACE_ID::io::EpsCopyOutputStream* stream) const {\n` +
    `  return ::yiting::schema::WriteByTable(${table}, this, _internal_metadata_, target,\n` +
    `                                        stream);\n}\n`);
  put(name, `size_t ${name}::ByteSizeLong() const {\n`,
    `size_t ${name}::ByteSizeLong() const {\n` +
    `  return ::yiting::schema::SizeByTable(${table}, this, _internal_metadata_);\n}\n`);
  put(name, `void ${name}::MergeFrom(const ${name}& from) {\n`,
    `void ${name}::MergeFrom(const ${name}& from) {\n` +
    `  ::yiting::schema::MergeByTable(${table}, &from, this);\n` +
    `  _internal_metadata_.MergeFrom<std::string>(from._internal_metadata_);\n}\n`);
  put(name, `${name}::${name}(const ${name}& from)\n`,
    `${name}::${name}(const ${name}& from) : ${name}(nullptr, false) {\n  MergeFrom(from);\n}\n`);
  if (!NAMED.test(name)) {
    put(name, `std::string ${name}::GetTypeName() const {\n`,
      `std::string ${name}::GetTypeName() const { return {}; }\n`);
  }
}

// Nothing here lives in an arena.
let made = 0;
code = code.replace(/return Arena::CreateMessageInternal< (::[\w:]+) >\(arena\);/g, (_, type) => {
  ++made;
  return `return new ${type}();`;
});
if (made === 0) stop("it makes no message");
writeFileSync(to, `#include <cstddef>\n#include "schema/table/message_table.h"\n${code}`);
