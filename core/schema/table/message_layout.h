// How protoc 3.21 lays a message's fields out, for the files of the tables alone: where a field of
// a row stands in a message, and what is set of a oneof.

#ifndef YITING_SCHEMA_TABLE_MESSAGE_LAYOUT_H_
#define YITING_SCHEMA_TABLE_MESSAGE_LAYOUT_H_

#include <google/protobuf/arenastring.h>
#include <google/protobuf/generated_message_util.h>
#include <google/protobuf/repeated_field.h>
#include <google/protobuf/repeated_ptr_field.h>
#include <google/protobuf/wire_format_lite.h>

#include <new>
#include <string>

#include "schema/table/message_table.h"

namespace yiting::schema {

using google::protobuf::RepeatedField;
using google::protobuf::RepeatedPtrField;
using google::protobuf::internal::ArenaStringPtr;
using google::protobuf::internal::CachedSize;
using google::protobuf::internal::ParseContext;
using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;
using google::protobuf::io::EpsCopyOutputStream;
using AnyMessage = google::protobuf::internal::GenericTypeHandler<MessageLite>;

constexpr uint32_t kVarint = 0;
constexpr uint32_t kLengthDelimited = 2;
constexpr uint32_t kEndGroup = 4;

// Repeated messages of any type: the library keeps pointers, whatever they point to.
struct Messages : google::protobuf::internal::RepeatedPtrFieldBase {
  using RepeatedPtrFieldBase::size;
};
using Texts = RepeatedPtrField<std::string>;

template <class T>
T& At(MessageLite* message, uint16_t offset) {
  return *reinterpret_cast<T*>(reinterpret_cast<char*>(message) + offset);
}
template <class T>
const T& At(const MessageLite* message, uint16_t offset) {
  return *reinterpret_cast<const T*>(reinterpret_cast<const char*>(message) + offset);
}

inline const uint32_t& CaseOf(const MessageTable& table, const MessageLite* message,
                       const FieldRow& row) {
  return At<uint32_t>(message, static_cast<uint16_t>(table.cases + 4 * (row.oneof - 1)));
}
inline uint32_t& CaseOf(const MessageTable& table, MessageLite* message, const FieldRow& row) {
  return At<uint32_t>(message, static_cast<uint16_t>(table.cases + 4 * (row.oneof - 1)));
}

// The field that is set of a oneof; or nothing is set.
inline bool IsChosen(const MessageTable& table, const MessageLite* message, const FieldRow& row) {
  return row.oneof == 0 || CaseOf(table, message, row) == row.number;
}

inline const FieldRow* FindRow(const MessageTable& table, uint32_t number) {
  size_t low = 0;
  size_t high = table.count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (table.rows[middle].number < number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low < table.count && table.rows[low].number == number ? &table.rows[low] : nullptr;
}

// A number as it stands on the wire: what is signed is extended to 64 bits.
inline uint64_t NumberAt(const MessageLite* message, const FieldRow& row) {
  switch (row.kind) {
    case FieldKind::kBool:
      return At<bool>(message, row.offset) ? 1 : 0;
    case FieldKind::kInt32:
      return static_cast<uint64_t>(int64_t{At<int32_t>(message, row.offset)});
    case FieldKind::kUint32:
      return At<uint32_t>(message, row.offset);
    default:
      return At<uint64_t>(message, row.offset);
  }
}

inline void SetNumber(MessageLite* message, const FieldRow& row, uint64_t value) {
  switch (row.kind) {
    case FieldKind::kBool:
      At<bool>(message, row.offset) = value != 0;
      return;
    case FieldKind::kInt32:
    case FieldKind::kUint32:
      At<uint32_t>(message, row.offset) = static_cast<uint32_t>(value);
      return;
    default:
      At<uint64_t>(message, row.offset) = value;
  }
}

// Calls visit(number as on the wire) for each number of a repeated field.
template <class Visit>
inline void ForEachNumber(const MessageLite* message, const FieldRow& row, Visit visit) {
  switch (row.kind) {
    case FieldKind::kManyInt32:
      for (int32_t value : At<RepeatedField<int32_t>>(message, row.offset)) {
        visit(static_cast<uint64_t>(int64_t{value}));
      }
      return;
    case FieldKind::kManyUint32:
      for (uint32_t value : At<RepeatedField<uint32_t>>(message, row.offset)) visit(value);
      return;
    default:
      for (uint64_t value : At<RepeatedField<uint64_t>>(message, row.offset)) visit(value);
  }
}

inline void AddNumber(MessageLite* message, const FieldRow& row, uint64_t value) {
  if (row.kind == FieldKind::kManyInt32 || row.kind == FieldKind::kManyUint32) {
    At<RepeatedField<uint32_t>>(message, row.offset).Add(static_cast<uint32_t>(value));
  } else {
    At<RepeatedField<uint64_t>>(message, row.offset).Add(value);
  }
}

inline size_t PackedSize(const MessageLite* message, const FieldRow& row) {
  size_t bytes = 0;
  ForEachNumber(message, row,
                [&bytes](uint64_t value) { bytes += CodedOutputStream::VarintSize64(value); });
  return bytes;
}

// What is set of the row's oneof is gone afterwards.
inline void ClearChosen(const MessageTable& table, MessageLite* message, uint32_t& chosen) {
  const FieldRow* row = FindRow(table, chosen);
  chosen = 0;
  if (row == nullptr) return;
  if (row->kind == FieldKind::kMessage) delete At<MessageLite*>(message, row->offset);
  if (row->kind == FieldKind::kText || row->kind == FieldKind::kBytes) {
    At<ArenaStringPtr>(message, row->offset).Destroy();
  }
}

// Makes the row the one that is set, empty if it was not. Nothing to do outside of oneofs.
inline void Choose(const MessageTable& table, MessageLite* message, const FieldRow& row) {
  if (IsChosen(table, message, row)) return;
  uint32_t& chosen = CaseOf(table, message, row);
  ClearChosen(table, message, chosen);
  chosen = row.number;
  switch (row.kind) {
    case FieldKind::kText:
    case FieldKind::kBytes:
      new (&At<ArenaStringPtr>(message, row.offset)) ArenaStringPtr;
      At<ArenaStringPtr>(message, row.offset).InitDefault();
      return;
    case FieldKind::kMessage:
      At<MessageLite*>(message, row.offset) = nullptr;
      return;
    default:
      SetNumber(message, row, 0);
  }
}

inline MessageLite* MutableMessage(MessageLite* message, const FieldRow& row) {
  MessageLite*& inner = At<MessageLite*>(message, row.offset);
  if (inner == nullptr) inner = row.prototype->New();
  return inner;
}

}  // namespace yiting::schema

#endif  // YITING_SCHEMA_TABLE_MESSAGE_LAYOUT_H_
