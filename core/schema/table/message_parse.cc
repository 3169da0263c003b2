// Parsing; the rest is in message_table.cc.

#include "schema/table/message_layout.h"
#include "schema/table/message_table.h"

namespace yiting::schema {

namespace {

// One value of the field, of the wire type that it has. Null if the bytes are none.
const char* ParseOne(const MessageTable& table, MessageLite* message, const FieldRow& row,
                     const char* ptr, ParseContext* context) {
  const auto parse_text = [&](std::string* text, bool is_text) {
    ptr = google::protobuf::internal::InlineGreedyStringParser(text, ptr, context);
    if (ptr != nullptr && is_text && !google::protobuf::internal::VerifyUTF8(text, nullptr)) {
      ptr = nullptr;
    }
    return ptr;
  };
  Choose(table, message, row);
  switch (row.kind) {
    case FieldKind::kText:
    case FieldKind::kBytes:
      return parse_text(At<ArenaStringPtr>(message, row.offset).Mutable(nullptr),
                        row.kind == FieldKind::kText);
    case FieldKind::kManyText:
    case FieldKind::kManyBytes:
      return parse_text(At<Texts>(message, row.offset).Add(), row.kind == FieldKind::kManyText);
    case FieldKind::kMessage:
      return context->ParseMessage(MutableMessage(message, row), ptr);
    case FieldKind::kManyMessage:
      return context->ParseMessage(At<Messages>(message, row.offset).AddWeak(row.prototype), ptr);
    default:
      SetNumber(message, row, google::protobuf::internal::ReadVarint64(&ptr));
      return ptr;
  }
}

bool IsManyNumbers(FieldKind kind) {
  return kind >= FieldKind::kManyInt32 && kind <= FieldKind::kManyUint64;
}

uint32_t WireTypeOf(FieldKind kind) {
  return kind < FieldKind::kText ? kVarint : kLengthDelimited;
}

}  // namespace

const char* ParseByTable(const MessageTable& table, MessageLite* message,
                         InternalMetadata* unknown, const char* ptr, ParseContext* context) {
  while (!context->Done(&ptr)) {
    uint32_t tag = 0;
    ptr = google::protobuf::internal::ReadTag(ptr, &tag);
    if (ptr == nullptr) return nullptr;
    const FieldRow* row = FindRow(table, tag >> 3);
    if (row != nullptr && IsManyNumbers(row->kind) && (tag & 7) == kLengthDelimited) {
      ptr = context->ReadPackedVarint(
          ptr, [&](uint64_t value) { AddNumber(message, *row, value); });
    } else if (row != nullptr && IsManyNumbers(row->kind) && (tag & 7) == kVarint) {
      AddNumber(message, *row, google::protobuf::internal::ReadVarint64(&ptr));
    } else if (row != nullptr && (tag & 7) == WireTypeOf(row->kind)) {
      ptr = ParseOne(table, message, *row, ptr, context);
    } else if (tag == 0 || (tag & 7) == kEndGroup) {
      context->SetLastTag(tag);
      return ptr;
    } else {
      ptr = google::protobuf::internal::UnknownFieldParse(
          tag, unknown->mutable_unknown_fields<std::string>(), ptr, context);
    }
    if (ptr == nullptr) return nullptr;
  }
  return ptr;
}

}  // namespace yiting::schema
