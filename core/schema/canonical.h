// Canonical encoding: the one byte string that a signed or stored message may have. It is what the
// encoder writes: fields in ascending order, smallest varints, no default values, no unknown
// fields. Bytes from outside must reproduce when decoded and encoded again, else they are
// malformed; so one
// message has one hash. docs/formats/command.md states the rule.
//
// Pure. Tested by tests/unit/schema/canonical_test.cc

#ifndef YITING_SCHEMA_CANONICAL_H_
#define YITING_SCHEMA_CANONICAL_H_

#include <string>

#include <google/protobuf/message_lite.h>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::schema {

// The bytes of a message of ours.
Bytes Encode(const google::protobuf::MessageLite& message);

// Fills `message`, whose type is `type` ("yiting.v1.Entry"), from bytes that must be canonical.
// kInvalid names the first thing that is not.
Status DecodeInto(BytesView bytes, google::protobuf::MessageLite& message);

template <class Message>
Result<Message> Decode(BytesView bytes) {
  Message message;
  RETURN_IF_ERROR(DecodeInto(bytes, message));
  return message;
}

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_CANONICAL_H_
