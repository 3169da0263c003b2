// Generated message code for the phone's module, without what a phone never does with a message:
//   node slim_messages.mjs IN.pb.cc OUT.pb.cc
// It writes views, answers and rule models and never reads one; it reads what a page asks and never
// writes that. Code that only a virtual table names can be dropped by no linker, so it is dropped
// here: ten kilobytes and more of somebody's mobile data. Whoever does read or write one of these
// messages there gets a failure, as for bytes that are no message. Everywhere else (the server, the
// command line, all tests but the module's own) the messages are whole.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

// By file: what is never read, what is never written.
const NEVER = {
  view: [/^(?!.*Request$)/, /Request$/],
  bridge: [
    /^(BridgeResponse|Opened|Acted|SyncOrder|Invitation|ContentBytes|DraftedPack|PackFault)$/,
    new RegExp("^(BridgeRequest|OpenReplica|CloseReplica|Draft|DraftContent|SyncStep|SyncReply" +
      "|OutboxEdit|MakeInvitation|WantContent|DraftPack)$"),
  ],
  pack: [/^(?!(PackBundle|PackBundle_File|PackBundle_Choice|Text)$)/, /^$/],
  sync: [
    /^(PushRequest|PullRequest|FetchPackRequest|DescribeRequest)$/,
    // A PullResponse is written when it is evidence against the server.
    /^(PushResult|PushResponse|FetchPackResponse|DescribeResponse)$/,
  ],
};

const [from, to] = process.argv.slice(2);
const stem = path.basename(from).split(".")[0];
const [unread, unwritten] = NEVER[stem.replace(/^view_.*/, "view")] ?? [/^$/, /^$/];
let text = readFileSync(from, "utf8");

// Each function ends with the first brace at a line's beginning.
function stub(which, head, body, names) {
  let seen = 0;
  const pattern = new RegExp(`^${head.replace("@", "(\\w+)")}[\\s\\S]*?^\\}\\n`, "gm");
  text = text.replace(pattern, (whole, name) => {
    ++seen;
    return !names.test(name) ? whole : body.replaceAll("@", name);
  });
  if (seen > 0) return;
  console.error(`${from}: found no ${which}; protoc writes another form than this knows`);
  process.exit(1);
}

stub("parser", String.raw`const char\* @::_InternalParse\(`,
  "const char* @::_InternalParse(const char*, ::_pbi::ParseContext*) { return nullptr; }\n",
  unread);
stub("writer", String.raw`uint8_t\* @::_InternalSerialize\(`,
  "uint8_t* @::_InternalSerialize(uint8_t* target,\n" +
    "    ::PROTOBUF_NAMESPACE_ID::io::EpsCopyOutputStream*) const { return target; }\n",
  unwritten);
stub("size", String.raw`size_t @::ByteSizeLong\(`,
  "size_t @::ByteSizeLong() const { return 0; }\n", unwritten);
// By its base class nobody merges. The name is asked of what is decoded strictly (schema/shape.h).
stub("merge", String.raw`void @::CheckTypeAndMergeFrom\(`,
  "void @::CheckTypeAndMergeFrom(const ::PROTOBUF_NAMESPACE_ID::MessageLite&) {}\n", /./);
stub("name", String.raw`std::string @::GetTypeName\(`,
  "std::string @::GetTypeName() const { return {}; }\n",
  /^(?!(SignedCommand|Payload|SealedBallot|Input|Entry|Rejection|SignedRejection|PackBundle)$)/);
// Nothing here lives in an arena.
let made = 0;
text = text.replace(/return Arena::CreateMessageInternal< (::[\w:]+) >\(arena\);/g, (_, type) => {
  ++made;
  return `return new ${type}();`;
});
if (made === 0) {
  console.error(`${from}: found no makers; protoc writes another form than this knows`);
  process.exit(1);
}
writeFileSync(to, text);
