// The shapes of our messages, as protoc describes them, and a walk over a message's bytes that
// finds what the shapes do not know. The lite runtime keeps unknown fields silently; bytes that
// were
// signed or hashed must not have any, in no nested message.
//
// Pure. Tested by tests/unit/schema/canonical_test.cc

#ifndef YITING_SCHEMA_SHAPE_H_
#define YITING_SCHEMA_SHAPE_H_

#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace yiting::schema {

// Success if every field in `bytes`, at every depth, belongs to message `type`
// ("yiting.v1.Entry") and has that field's wire type. kInvalid says where it does not.
Status CheckShape(BytesView bytes, std::string_view type);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_SHAPE_H_
