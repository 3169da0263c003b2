#include "schema/shape.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/check.h"

namespace yiting::schema {

namespace {

// A google.protobuf.FileDescriptorSet of core/schema/yiting/v1.
constexpr uint8_t kDescriptors[] = {
#include "schema/shapes.inc"
};

// Wire types of the protobuf encoding that our messages use.
constexpr uint32_t kVarint = 0;
constexpr uint32_t kLengthDelimited = 2;

// google.protobuf.FieldDescriptorProto.Type of a nested message.
constexpr uint64_t kTypeMessage = 11;
constexpr uint64_t kTypeString = 9;
constexpr uint64_t kTypeBytes = 12;
constexpr uint64_t kLabelRepeated = 3;

constexpr int kNestingMax = 16;

// Reads one message's fields in order.
class FieldReader {
 public:
  explicit FieldReader(BytesView bytes) : bytes_(bytes) {}

  // False at the end or on bytes that are no field; then ok() tells which.
  bool Next() {
    if (offset_ == bytes_.size()) return false;
    uint64_t tag = 0;
    ok_ = ReadVarint(tag) && tag >> 3 != 0 && tag <= UINT32_MAX;
    if (!ok_) return false;
    number_ = static_cast<uint32_t>(tag >> 3);
    wire_type_ = static_cast<uint32_t>(tag & 7);
    value_ = 0;
    payload_ = {};
    if (wire_type_ == kVarint) return ok_ = ReadVarint(value_);
    if (wire_type_ != kLengthDelimited) return ok_ = false;
    uint64_t length = 0;
    ok_ = ReadVarint(length) && length <= bytes_.size() - offset_;
    if (!ok_) return false;
    payload_ = bytes_.substr(offset_, static_cast<size_t>(length));
    offset_ += static_cast<size_t>(length);
    return true;
  }

  bool ok() const { return ok_; }
  uint32_t number() const { return number_; }
  uint32_t wire_type() const { return wire_type_; }
  uint64_t value() const { return value_; }
  BytesView payload() const { return payload_; }

 private:
  bool ReadVarint(uint64_t& value) {
    value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (offset_ == bytes_.size()) return false;
      const auto byte = static_cast<uint8_t>(bytes_[offset_++]);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return true;
    }
    return false;
  }

  BytesView bytes_;
  size_t offset_ = 0;
  bool ok_ = true;
  uint32_t number_ = 0;
  uint32_t wire_type_ = 0;
  uint64_t value_ = 0;
  BytesView payload_;
};

struct FieldShape {
  uint32_t number = 0;
  uint32_t wire_type = kVarint;
  bool packed = false;      // a repeated number: one length-delimited run
  std::string message;      // type name of a nested message, or empty
};

using Shapes = std::map<std::string, std::vector<FieldShape>, std::less<>>;

FieldShape ReadField(BytesView descriptor) {
  FieldShape shape;
  uint64_t label = 0;
  uint64_t type = 0;
  std::string type_name;
  FieldReader reader(descriptor);
  while (reader.Next()) {
    if (reader.number() == 3) shape.number = static_cast<uint32_t>(reader.value());
    if (reader.number() == 4) label = reader.value();
    if (reader.number() == 5) type = reader.value();
    if (reader.number() == 6) type_name = std::string(reader.payload());
  }
  const bool delimited = type == kTypeMessage || type == kTypeString || type == kTypeBytes;
  shape.packed = label == kLabelRepeated && !delimited;
  shape.wire_type = delimited || shape.packed ? kLengthDelimited : kVarint;
  // Names in a descriptor are written with a leading dot.
  if (type == kTypeMessage) shape.message = type_name.substr(1);
  return shape;
}

void ReadMessage(BytesView descriptor, const std::string& scope, Shapes& shapes) {
  std::string name;
  std::vector<FieldShape> fields;
  std::vector<BytesView> nested;
  FieldReader reader(descriptor);
  while (reader.Next()) {
    if (reader.number() == 1) name = scope + "." + std::string(reader.payload());
    if (reader.number() == 2) fields.push_back(ReadField(reader.payload()));
    if (reader.number() == 3) nested.push_back(reader.payload());
  }
  for (BytesView inner : nested) ReadMessage(inner, name, shapes);
  shapes.emplace(std::move(name), std::move(fields));
}

Shapes ReadShapes() {
  Shapes shapes;
  FieldReader files(BytesView(reinterpret_cast<const char*>(kDescriptors), sizeof kDescriptors));
  while (files.Next()) {
    std::string package;
    std::vector<BytesView> messages;
    FieldReader file(files.payload());
    while (file.Next()) {
      if (file.number() == 2) package = std::string(file.payload());
      if (file.number() == 4) messages.push_back(file.payload());
    }
    for (BytesView message : messages) ReadMessage(message, package, shapes);
  }
  return shapes;
}

const std::vector<FieldShape>& ShapeOf(std::string_view type) {
  static const Shapes shapes = ReadShapes();
  auto found = shapes.find(type);
  CHECK(found != shapes.end());
  return found->second;
}

Status Walk(BytesView bytes, std::string_view type, int depth) {
  if (depth > kNestingMax) return Fail(ErrorCode::kInvalid, "nested too deep");
  const std::vector<FieldShape>& fields = ShapeOf(type);
  FieldReader reader(bytes);
  while (reader.Next()) {
    auto field = std::find_if(fields.begin(), fields.end(), [&](const FieldShape& shape) {
      return shape.number == reader.number();
    });
    if (field == fields.end() || field->wire_type != reader.wire_type()) {
      return Fail(ErrorCode::kInvalid, std::string(type) + ": field " +
                                           std::to_string(reader.number()) + " is not known");
    }
    if (!field->message.empty()) {
      RETURN_IF_ERROR(Walk(reader.payload(), field->message, depth + 1));
    }
  }
  if (!reader.ok()) return Fail(ErrorCode::kInvalid, std::string(type) + ": broken bytes");
  return {};
}

}  // namespace

Status CheckShape(BytesView bytes, std::string_view type) { return Walk(bytes, type, 0); }

}  // namespace yiting::schema
