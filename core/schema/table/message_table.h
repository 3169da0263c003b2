// Messages in the wire format of Protocol Buffers by tables instead of code, for WebAssembly, where
// every kilobyte is somebody's mobile data: one parser, writer, size, clear and merge for all
// messages. cmake/table_messages.mjs makes the tables and puts calls of these functions in place of
// protoc's code; nobody else calls them. The bytes are those of protoc's code, field by field in
// the order of numbers.
//
// Knows the layout that protoc 3.21 gives a message, proto3 without maps, floats and `optional`.
// Source: protobuf.dev/programming-guides/encoding. Tested by
// tests/unit/schema/message_table_test.cc

#ifndef YITING_SCHEMA_TABLE_MESSAGE_TABLE_H_
#define YITING_SCHEMA_TABLE_MESSAGE_TABLE_H_

#include <google/protobuf/message_lite.h>
#include <google/protobuf/parse_context.h>

#include <cstddef>
#include <cstdint>

namespace yiting::schema {

enum class FieldKind : uint8_t {
  kBool,
  kInt32,  // enums too
  kUint32,
  kInt64,
  kUint64,
  kText,
  kBytes,
  kMessage,
  kManyInt32,
  kManyUint32,
  kManyInt64,
  kManyUint64,
  kManyText,
  kManyBytes,
  kManyMessage,
};

struct FieldRow {
  const google::protobuf::MessageLite* prototype;  // of a message; else null
  uint16_t number;
  uint16_t offset;  // from the message's first byte
  FieldKind kind;
  uint8_t oneof;  // from 1; 0 = of none
};

struct MessageTable {
  const FieldRow* rows;  // by number
  uint16_t count;
  uint16_t cached_size;  // offset
  uint16_t cases;        // offset of the first oneof's case
};

using google::protobuf::MessageLite;
using google::protobuf::internal::InternalMetadata;

void ClearByTable(const MessageTable& table, MessageLite* message);
void MergeByTable(const MessageTable& table, const MessageLite* from, MessageLite* to);
size_t SizeByTable(const MessageTable& table, const MessageLite* message,
                   const InternalMetadata& unknown);
uint8_t* WriteByTable(const MessageTable& table, const MessageLite* message,
                      const InternalMetadata& unknown, uint8_t* target,
                      google::protobuf::io::EpsCopyOutputStream* stream);
// Null if the bytes are no message.
const char* ParseByTable(const MessageTable& table, MessageLite* message,
                         InternalMetadata* unknown, const char* ptr,
                         google::protobuf::internal::ParseContext* context);

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_TABLE_MESSAGE_TABLE_H_
