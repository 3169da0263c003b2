#include "schema/canonical.h"

#include <google/protobuf/stubs/logging.h>

#include "base/check.h"
#include "schema/shape.h"

namespace yiting::schema {

Bytes Encode(const google::protobuf::MessageLite& message) {
  Bytes bytes;
  // Fails only when a string field is over 2 GiB, which no limit of ours lets through.
  CHECK(message.SerializeToString(&bytes));
  return bytes;
}

Status DecodeInto(BytesView bytes, google::protobuf::MessageLite& message) {
  // The library would log every bad byte from outside; our one clear line is the Result.
  static const bool quiet = (google::protobuf::SetLogHandler(nullptr), true);
  static_cast<void>(quiet);
  const std::string type = message.GetTypeName();
  if (bytes.size() > INT32_MAX ||
      !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return Fail(ErrorCode::kInvalid, type + ": these bytes are no such message");
  }
  RETURN_IF_ERROR(CheckShape(bytes, type));
  if (Encode(message) != bytes) {
    return Fail(ErrorCode::kInvalid, type + ": not in canonical encoding");
  }
  return {};
}

}  // namespace yiting::schema
