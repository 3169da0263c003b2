#include "http/json_codec.h"

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/bytes.h"

namespace yiting::http {

namespace {

using Json = nlohmann::json;

Failure Bad(const std::string& field, const std::string& what) {
  return Fail(ErrorCode::kInvalid, field.empty() ? what : field + ": " + what);
}

// One object of a request while its fields are read; `path` is where it stands.
class Object {
 public:
  Object(const Json& json, std::string path) : json_(json), path_(std::move(path)) {}

  Status CheckIsObject() const {
    if (!json_.is_object()) return Bad(path_, "not a JSON object");
    return {};
  }

  // The field's value, or null when it is absent or null: both mean the default.
  const Json* Find(const char* camel, const char* original) const {
    auto found = json_.find(camel);
    if (found == json_.end()) found = json_.find(original);
    if (found == json_.end() || found->is_null()) return nullptr;
    return &*found;
  }
  const Json* Find(const char* name) const { return Find(name, name); }
  std::string At(const char* name) const { return path_.empty() ? name : path_ + "." + name; }

 private:
  const Json& json_;
  std::string path_;
};

// Protobuf's mapping takes both alphabets, padded or not.
Status ReadBytes(const Json& json, const std::string& path, std::string* out) {
  if (!json.is_string()) return Bad(path, "not a string of base64");
  std::string text = json.get_ref<const std::string&>();
  for (char& c : text) {
    if (c == '-') c = '+';
    if (c == '_') c = '/';
  }
  while (!text.empty() && text.back() == '=') text.pop_back();
  while (text.size() % 4 != 0) text.push_back('=');
  Result<Bytes> bytes = ParseBase64(text);
  if (!bytes) return Bad(path, "not base64");
  *out = *std::move(bytes);
  return {};
}

Status ReadBytes(const Object& object, const char* name, std::string* out) {
  const Json* json = object.Find(name);
  if (json == nullptr) return {};
  return ReadBytes(*json, object.At(name), out);
}

Status ReadText(const Object& object, const char* name, std::string* out) {
  const Json* json = object.Find(name);
  if (json == nullptr) return {};
  if (!json->is_string()) return Bad(object.At(name), "not a string");
  *out = json->get<std::string>();
  return {};
}

// A number, or a string of decimal digits.
template <class Integer>
Result<Integer> TakeInteger(const Json& json, const std::string& path) {
  Integer value = 0;
  if (json.is_string()) {
    const std::string& text = json.get_ref<const std::string&>();
    const char* end = text.data() + text.size();
    auto parsed = std::from_chars(text.data(), end, value);
    if (parsed.ec == std::errc() && parsed.ptr == end && !text.empty()) return value;
  } else if (json.is_number_unsigned()) {
    const uint64_t wide = json.get<uint64_t>();
    if (std::in_range<Integer>(wide)) return static_cast<Integer>(wide);
  } else if (json.is_number_integer()) {
    const int64_t wide = json.get<int64_t>();
    if (std::in_range<Integer>(wide)) return static_cast<Integer>(wide);
  }
  return Bad(path, "not a whole number in its range");
}

template <class Integer>
Result<Integer> ReadInteger(const Object& object, const char* camel, const char* original) {
  const Json* json = object.Find(camel, original);
  if (json == nullptr) return Integer{0};
  return TakeInteger<Integer>(*json, object.At(camel));
}

// Calls read(element, path) for each element of a repeated field.
template <class Read>
Status ReadList(const Object& object, const char* name, Read read) {
  const Json* json = object.Find(name);
  if (json == nullptr) return {};
  if (!json->is_array()) return Bad(object.At(name), "not a list");
  size_t index = 0;
  for (const Json& element : *json) {
    RETURN_IF_ERROR(read(element, object.At(name) + "[" + std::to_string(index++) + "]"));
  }
  return {};
}

Status ReadContent(const Json& json, const std::string& path, v1::Content& content) {
  Object object(json, path);
  RETURN_IF_ERROR(object.CheckIsObject());
  RETURN_IF_ERROR(ReadBytes(object, "commitment", content.mutable_commitment()));
  RETURN_IF_ERROR(ReadBytes(object, "salt", content.mutable_salt()));
  return ReadBytes(object, "data", content.mutable_data());
}

template <class Request>
Status ReadReader(const Object& request, Request& message) {
  const Json* json = request.Find("reader");
  if (json == nullptr) return {};
  Object object(*json, request.At("reader"));
  RETURN_IF_ERROR(object.CheckIsObject());
  v1::Reader& reader = *message.mutable_reader();
  RETURN_IF_ERROR(ReadBytes(object, "member", reader.mutable_member()));
  RETURN_IF_ERROR(ReadBytes(object, "device", reader.mutable_device()));
  RETURN_IF_ERROR(ReadBytes(object, "signature", reader.mutable_signature()));
  ASSIGN_OR_RETURN(int64_t time_ms, ReadInteger<int64_t>(object, "timeMs", "time_ms"));
  reader.set_time_ms(time_ms);
  return {};
}

// No message of ours nests deeper than four; a parser's stack is not for a stranger to fill.
constexpr int kDepthMax = 16;

Result<Json> ParseObject(std::string_view text) {
  bool too_deep = false;
  Json json = Json::parse(
      text,
      [&](int depth, Json::parse_event_t, Json&) {
        too_deep = too_deep || depth > kDepthMax;
        return !too_deep;
      },
      /*allow_exceptions=*/false);
  if (json.is_discarded() || too_deep) return Bad("", "not JSON");
  if (!json.is_object()) return Bad("", "not a JSON object");
  return json;
}

std::string Dump(const Json& json) {
  // Texts are UTF-8 already; what is not must not stop an answer.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Fields with their default value are not written.
void WriteBytes(Json& object, const char* name, const Bytes& bytes) {
  if (!bytes.empty()) object[name] = ToBase64(bytes);
}

void WriteText(Json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text;
}

void WriteU64(Json& object, const char* name, uint64_t value) {
  if (value != 0) object[name] = std::to_string(value);
}

}  // namespace

Status ParseJson(std::string_view text, v1::PushRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  Object object(json, "");
  RETURN_IF_ERROR(ReadBytes(object, "community", message.mutable_community()));
  RETURN_IF_ERROR(ReadList(object, "commands", [&](const Json& element, const std::string& path) {
    return ReadBytes(element, path, message.add_commands());
  }));
  RETURN_IF_ERROR(ReadList(object, "contents", [&](const Json& element, const std::string& path) {
    return ReadContent(element, path, *message.add_contents());
  }));
  RETURN_IF_ERROR(ReadList(object, "packs", [&](const Json& element, const std::string& path) {
    return ReadBytes(element, path, message.add_packs());
  }));
  return ReadText(object, "checkpoint", message.mutable_checkpoint());
}

Status ParseJson(std::string_view text, v1::PullRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  Object object(json, "");
  RETURN_IF_ERROR(ReadBytes(object, "community", message.mutable_community()));
  ASSIGN_OR_RETURN(uint64_t from, ReadInteger<uint64_t>(object, "from", "from"));
  message.set_from(from);
  ASSIGN_OR_RETURN(uint32_t max_bytes, ReadInteger<uint32_t>(object, "maxBytes", "max_bytes"));
  message.set_max_bytes(max_bytes);
  RETURN_IF_ERROR(ReadText(object, "checkpoint", message.mutable_checkpoint()));
  RETURN_IF_ERROR(ReadReader(object, message));
  RETURN_IF_ERROR(ReadList(object, "wanted", [&](const Json& element, const std::string& path) {
    return ReadBytes(element, path, message.add_wanted());
  }));
  return ReadList(object, "receipts", [&](const Json& element, const std::string& path) -> Status {
    ASSIGN_OR_RETURN(const uint64_t seq, TakeInteger<uint64_t>(element, path));
    message.add_receipts(seq);
    return {};
  });
}

Status ParseJson(std::string_view text, v1::RecoverRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  Object object(json, "");
  RETURN_IF_ERROR(ReadBytes(object, "community", message.mutable_community()));
  ASSIGN_OR_RETURN(uint64_t from, ReadInteger<uint64_t>(object, "from", "from"));
  message.set_from(from);
  RETURN_IF_ERROR(ReadList(object, "entries", [&](const Json& element, const std::string& path) {
    return ReadBytes(element, path, message.add_entries());
  }));
  RETURN_IF_ERROR(ReadBytes(object, "rest", message.mutable_rest()));
  RETURN_IF_ERROR(ReadText(object, "checkpoint", message.mutable_checkpoint()));
  RETURN_IF_ERROR(ReadList(object, "contents", [&](const Json& element, const std::string& path) {
    return ReadContent(element, path, *message.add_contents());
  }));
  return ReadList(object, "packs", [&](const Json& element, const std::string& path) {
    return ReadBytes(element, path, message.add_packs());
  });
}

Status ParseJson(std::string_view text, v1::ListAccessesRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  Object object(json, "");
  RETURN_IF_ERROR(ReadBytes(object, "community", message.mutable_community()));
  ASSIGN_OR_RETURN(uint64_t after, ReadInteger<uint64_t>(object, "after", "after"));
  message.set_after(after);
  return ReadReader(object, message);
}

Status ParseJson(std::string_view text, v1::FetchPackRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  Object object(json, "");
  const Json* hash = object.Find("packHash", "pack_hash");
  if (hash == nullptr) return {};
  return ReadBytes(*hash, "packHash", message.mutable_pack_hash());
}

Status ParseJson(std::string_view text, v1::FetchSnapshotRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  Object object(json, "");
  RETURN_IF_ERROR(ReadBytes(object, "community", message.mutable_community()));
  ASSIGN_OR_RETURN(uint64_t size, ReadInteger<uint64_t>(object, "size", "size"));
  message.set_size(size);
  ASSIGN_OR_RETURN(uint32_t part, ReadInteger<uint32_t>(object, "part", "part"));
  message.set_part(part);
  return {};
}

Status ParseJson(std::string_view text, v1::DescribeRequest& message) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  return ReadBytes(Object(json, ""), "community", message.mutable_community());
}

std::string FormatJson(const v1::PushResponse& message) {
  Json json = Json::object();
  for (const v1::PushResult& result : message.results()) {
    Json one = Json::object();
    WriteBytes(one, "commandId", result.command_id());
    // A member of a oneof is written even when it has the default value.
    if (result.has_accepted()) one["accepted"] = std::to_string(result.accepted());
    if (result.has_rejected()) one["rejected"] = ToBase64(result.rejected());
    json["results"].push_back(std::move(one));
  }
  WriteText(json, "checkpoint", message.checkpoint());
  return Dump(json);
}

std::string FormatJson(const v1::PullResponse& message) {
  Json json = Json::object();
  for (const Bytes& entry : message.entries()) json["entries"].push_back(ToBase64(entry));
  for (const v1::Content& content : message.contents()) {
    Json one = Json::object();
    WriteBytes(one, "commitment", content.commitment());
    WriteBytes(one, "salt", content.salt());
    WriteBytes(one, "data", content.data());
    json["contents"].push_back(std::move(one));
  }
  WriteText(json, "checkpoint", message.checkpoint());
  for (const Bytes& hash : message.consistency()) json["consistency"].push_back(ToBase64(hash));
  if (message.server_ms() != 0) json["serverMs"] = std::to_string(message.server_ms());
  for (const std::string& receipt : message.receipts()) json["receipts"].push_back(receipt);
  for (const Bytes& change : message.key_changes()) json["keyChanges"].push_back(ToBase64(change));
  WriteU64(json, "recoverFrom", message.recover_from());
  return Dump(json);
}

std::string FormatJson(const v1::RecoverResponse& message) {
  Json json = Json::object();
  WriteU64(json, "treeSize", message.tree_size());
  return Dump(json);
}

std::string FormatJson(const v1::ListAccessesResponse& message) {
  Json json = Json::object();
  for (const v1::ListAccessesResponse::Access& access : message.accesses()) {
    Json one = Json::object();
    if (access.time_ms() != 0) one["timeMs"] = std::to_string(access.time_ms());
    WriteBytes(one, "commitment", access.commitment());
    WriteBytes(one, "member", access.member());
    WriteBytes(one, "device", access.device());
    json["accesses"].push_back(std::move(one));
  }
  WriteU64(json, "next", message.next());
  return Dump(json);
}

std::string FormatJson(const v1::FetchPackResponse& message) {
  Json json = Json::object();
  WriteBytes(json, "bundle", message.bundle());
  return Dump(json);
}

std::string FormatJson(const v1::FetchSnapshotResponse& message) {
  Json json = Json::object();
  WriteU64(json, "size", message.size());
  if (message.parts() != 0) json["parts"] = message.parts();
  WriteBytes(json, "data", message.data());
  WriteBytes(json, "entry", message.entry());
  WriteText(json, "receipt", message.receipt());
  WriteBytes(json, "frontier", message.frontier());
  for (const Bytes& hash : message.consistency()) json["consistency"].push_back(ToBase64(hash));
  return Dump(json);
}

std::string FormatJson(const v1::DescribeResponse& message) {
  Json json = Json::object();
  for (const v1::DescribeResponse::Community& community : message.communities()) {
    Json one = Json::object();
    WriteBytes(one, "community", community.community());
    Json title = Json::object();
    WriteText(title, "zh", community.title().zh());
    WriteText(title, "en", community.title().en());
    if (!title.empty()) one["title"] = std::move(title);
    WriteBytes(one, "sequencerKey", community.sequencer_key());
    WriteU64(one, "treeSize", community.tree_size());
    json["communities"].push_back(std::move(one));
  }
  return Dump(json);
}

std::string FormatConnectError(std::string_view code, std::string_view message) {
  return Dump(Json{{"code", code}, {"message", message}});
}

Result<std::vector<Bytes>> ParseFollow(std::string_view text) {
  ASSIGN_OR_RETURN(Json json, ParseObject(text));
  std::vector<Bytes> communities;
  RETURN_IF_ERROR(
      ReadList(Object(json, ""), "follow", [&](const Json& element, const std::string& path) {
        if (communities.size() == kFollowMax) {
          return Status(Fail(ErrorCode::kTooLarge, "follow: more than " +
                                                       std::to_string(kFollowMax)));
        }
        if (!element.is_string()) return Status(Bad(path, "not a string"));
        Result<Bytes> id = ParseHex(element.get_ref<const std::string&>());
        if (!id || id->size() != 32) return Status(Bad(path, "not 64 hexadecimal digits"));
        communities.push_back(*std::move(id));
        return Status();
      }));
  return communities;
}

std::string FormatPoke(BytesView community, uint64_t tree_size) {
  return Dump(Json{{"community", ToHex(community)}, {"treeSize", std::to_string(tree_size)}});
}

}  // namespace yiting::http
