#include "schema/table/message_table.h"

#include <google/protobuf/arenastring.h>
#include <google/protobuf/generated_message_util.h>
#include <google/protobuf/repeated_field.h>
#include <google/protobuf/repeated_ptr_field.h>
#include <google/protobuf/wire_format_lite.h>

#include <new>
#include <string>

namespace yiting::schema {

namespace {

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

const uint32_t& CaseOf(const MessageTable& table, const MessageLite* message,
                       const FieldRow& row) {
  return At<uint32_t>(message, static_cast<uint16_t>(table.cases + 4 * (row.oneof - 1)));
}
uint32_t& CaseOf(const MessageTable& table, MessageLite* message, const FieldRow& row) {
  return At<uint32_t>(message, static_cast<uint16_t>(table.cases + 4 * (row.oneof - 1)));
}

// The field that is set of a oneof; or nothing is set.
bool IsChosen(const MessageTable& table, const MessageLite* message, const FieldRow& row) {
  return row.oneof == 0 || CaseOf(table, message, row) == row.number;
}

const FieldRow* FindRow(const MessageTable& table, uint32_t number) {
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
uint64_t NumberAt(const MessageLite* message, const FieldRow& row) {
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

void SetNumber(MessageLite* message, const FieldRow& row, uint64_t value) {
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
void ForEachNumber(const MessageLite* message, const FieldRow& row, Visit visit) {
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

void AddNumber(MessageLite* message, const FieldRow& row, uint64_t value) {
  if (row.kind == FieldKind::kManyInt32 || row.kind == FieldKind::kManyUint32) {
    At<RepeatedField<uint32_t>>(message, row.offset).Add(static_cast<uint32_t>(value));
  } else {
    At<RepeatedField<uint64_t>>(message, row.offset).Add(value);
  }
}

size_t PackedSize(const MessageLite* message, const FieldRow& row) {
  size_t bytes = 0;
  ForEachNumber(message, row,
                [&bytes](uint64_t value) { bytes += CodedOutputStream::VarintSize64(value); });
  return bytes;
}

// What is set of the row's oneof is gone afterwards.
void ClearChosen(const MessageTable& table, MessageLite* message, uint32_t& chosen) {
  const FieldRow* row = FindRow(table, chosen);
  chosen = 0;
  if (row == nullptr) return;
  if (row->kind == FieldKind::kMessage) delete At<MessageLite*>(message, row->offset);
  if (row->kind == FieldKind::kText || row->kind == FieldKind::kBytes) {
    At<ArenaStringPtr>(message, row->offset).Destroy();
  }
}

// Makes the row the one that is set, empty if it was not. Nothing to do outside of oneofs.
void Choose(const MessageTable& table, MessageLite* message, const FieldRow& row) {
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

MessageLite* MutableMessage(MessageLite* message, const FieldRow& row) {
  MessageLite*& inner = At<MessageLite*>(message, row.offset);
  if (inner == nullptr) inner = row.prototype->New();
  return inner;
}

uint8_t* WriteTag(const FieldRow& row, uint32_t wire_type, uint8_t* target,
                  EpsCopyOutputStream* stream) {
  target = stream->EnsureSpace(target);
  return CodedOutputStream::WriteVarint32ToArray(uint32_t{row.number} << 3 | wire_type, target);
}

uint8_t* WriteOne(const MessageLite* message, const FieldRow& row, uint8_t* target,
                  EpsCopyOutputStream* stream) {
  const auto write_message = [&](const MessageLite& inner) {
    target = WireFormatLite::InternalWriteMessage(row.number, inner, inner.GetCachedSize(), target,
                                                  stream);
  };
  switch (row.kind) {
    case FieldKind::kText:
    case FieldKind::kBytes: {
      const std::string& text = At<ArenaStringPtr>(message, row.offset).Get();
      if (text.empty() && row.oneof == 0) return target;
      return stream->WriteStringMaybeAliased(row.number, text, target);
    }
    case FieldKind::kMessage: {
      const MessageLite* inner = At<MessageLite*>(message, row.offset);
      if (inner != nullptr) write_message(*inner);
      return target;
    }
    case FieldKind::kManyText:
    case FieldKind::kManyBytes:
      for (const std::string& text : At<Texts>(message, row.offset)) {
        target = stream->WriteString(row.number, text, target);
      }
      return target;
    case FieldKind::kManyMessage: {
      const Messages& inner = At<Messages>(message, row.offset);
      for (int i = 0; i < inner.size(); ++i) write_message(inner.Get<AnyMessage>(i));
      return target;
    }
    case FieldKind::kManyInt32:
    case FieldKind::kManyUint32:
    case FieldKind::kManyInt64:
    case FieldKind::kManyUint64: {
      const size_t bytes = PackedSize(message, row);
      if (bytes == 0) return target;
      target = WriteTag(row, kLengthDelimited, target, stream);
      target = CodedOutputStream::WriteVarint32ToArray(static_cast<uint32_t>(bytes), target);
      ForEachNumber(message, row, [&](uint64_t value) {
        target = stream->EnsureSpace(target);
        target = CodedOutputStream::WriteVarint64ToArray(value, target);
      });
      return target;
    }
    default: {
      const uint64_t value = NumberAt(message, row);
      if (value == 0 && row.oneof == 0) return target;
      target = WriteTag(row, kVarint, target, stream);
      return CodedOutputStream::WriteVarint64ToArray(value, target);
    }
  }
}

size_t Delimited(size_t bytes) { return WireFormatLite::LengthDelimitedSize(bytes); }

size_t SizeOne(const MessageLite* message, const FieldRow& row) {
  const size_t tag = CodedOutputStream::VarintSize32(uint32_t{row.number} << 3);
  switch (row.kind) {
    case FieldKind::kText:
    case FieldKind::kBytes: {
      const size_t bytes = At<ArenaStringPtr>(message, row.offset).Get().size();
      return bytes == 0 && row.oneof == 0 ? 0 : tag + Delimited(bytes);
    }
    case FieldKind::kMessage: {
      const MessageLite* inner = At<MessageLite*>(message, row.offset);
      return inner == nullptr ? 0 : tag + Delimited(inner->ByteSizeLong());
    }
    case FieldKind::kManyText:
    case FieldKind::kManyBytes: {
      size_t total = 0;
      for (const std::string& text : At<Texts>(message, row.offset)) {
        total += tag + Delimited(text.size());
      }
      return total;
    }
    case FieldKind::kManyMessage: {
      const Messages& inner = At<Messages>(message, row.offset);
      size_t total = 0;
      for (int i = 0; i < inner.size(); ++i) {
        total += tag + Delimited(inner.Get<AnyMessage>(i).ByteSizeLong());
      }
      return total;
    }
    case FieldKind::kManyInt32:
    case FieldKind::kManyUint32:
    case FieldKind::kManyInt64:
    case FieldKind::kManyUint64: {
      const size_t bytes = PackedSize(message, row);
      return bytes == 0 ? 0 : tag + Delimited(bytes);
    }
    default: {
      const uint64_t value = NumberAt(message, row);
      return value == 0 && row.oneof == 0 ? 0 : tag + CodedOutputStream::VarintSize64(value);
    }
  }
}

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

void MergeOne(const MessageTable& table, const MessageLite* from, const FieldRow& row,
              MessageLite* to) {
  switch (row.kind) {
    case FieldKind::kText:
    case FieldKind::kBytes: {
      const std::string& text = At<ArenaStringPtr>(from, row.offset).Get();
      if (text.empty() && row.oneof == 0) return;
      Choose(table, to, row);
      At<ArenaStringPtr>(to, row.offset).Set(text, nullptr);
      return;
    }
    case FieldKind::kMessage: {
      const MessageLite* inner = At<MessageLite*>(from, row.offset);
      if (inner == nullptr) return;
      Choose(table, to, row);
      MutableMessage(to, row)->CheckTypeAndMergeFrom(*inner);
      return;
    }
    case FieldKind::kManyText:
    case FieldKind::kManyBytes:
      At<Texts>(to, row.offset).MergeFrom(At<Texts>(from, row.offset));
      return;
    case FieldKind::kManyMessage: {
      const Messages& inner = At<Messages>(from, row.offset);
      for (int i = 0; i < inner.size(); ++i) {
        At<Messages>(to, row.offset)
            .AddWeak(row.prototype)
            ->CheckTypeAndMergeFrom(inner.Get<AnyMessage>(i));
      }
      return;
    }
    case FieldKind::kManyInt32:
    case FieldKind::kManyUint32:
    case FieldKind::kManyInt64:
    case FieldKind::kManyUint64:
      ForEachNumber(from, row, [&](uint64_t value) { AddNumber(to, row, value); });
      return;
    default: {
      const uint64_t value = NumberAt(from, row);
      if (value == 0 && row.oneof == 0) return;
      Choose(table, to, row);
      SetNumber(to, row, value);
    }
  }
}

void ClearOne(const MessageTable& table, MessageLite* message, const FieldRow& row) {
  if (row.oneof != 0) return ClearChosen(table, message, CaseOf(table, message, row));
  switch (row.kind) {
    case FieldKind::kText:
    case FieldKind::kBytes:
      return At<ArenaStringPtr>(message, row.offset).ClearToEmpty();
    case FieldKind::kMessage: {
      MessageLite*& inner = At<MessageLite*>(message, row.offset);
      delete inner;
      inner = nullptr;
      return;
    }
    case FieldKind::kManyText:
    case FieldKind::kManyBytes:
      return At<Texts>(message, row.offset).Clear();
    case FieldKind::kManyMessage:
      return At<Messages>(message, row.offset).Clear<AnyMessage>();
    case FieldKind::kManyInt32:
    case FieldKind::kManyUint32:
      return At<RepeatedField<uint32_t>>(message, row.offset).Clear();
    case FieldKind::kManyInt64:
    case FieldKind::kManyUint64:
      return At<RepeatedField<uint64_t>>(message, row.offset).Clear();
    default:
      return SetNumber(message, row, 0);
  }
}

}  // namespace

void ClearByTable(const MessageTable& table, MessageLite* message) {
  for (size_t i = 0; i < table.count; ++i) ClearOne(table, message, table.rows[i]);
}

void MergeByTable(const MessageTable& table, const MessageLite* from, MessageLite* to) {
  for (size_t i = 0; i < table.count; ++i) {
    if (IsChosen(table, from, table.rows[i])) MergeOne(table, from, table.rows[i], to);
  }
}

size_t SizeByTable(const MessageTable& table, const MessageLite* message,
                   const InternalMetadata& unknown) {
  size_t total = 0;
  for (size_t i = 0; i < table.count; ++i) {
    if (IsChosen(table, message, table.rows[i])) total += SizeOne(message, table.rows[i]);
  }
  if (unknown.have_unknown_fields()) {
    total += unknown
                 .unknown_fields<std::string>(google::protobuf::internal::GetEmptyString)
                 .size();
  }
  // A cache, kept in what is otherwise const, as protoc's own code keeps it.
  const_cast<CachedSize&>(At<CachedSize>(message, table.cached_size))
      .Set(google::protobuf::internal::ToCachedSize(total));
  return total;
}

uint8_t* WriteByTable(const MessageTable& table, const MessageLite* message,
                      const InternalMetadata& unknown, uint8_t* target,
                      EpsCopyOutputStream* stream) {
  for (size_t i = 0; i < table.count; ++i) {
    if (!IsChosen(table, message, table.rows[i])) continue;
    target = WriteOne(message, table.rows[i], target, stream);
  }
  if (!unknown.have_unknown_fields()) return target;
  const std::string& rest =
      unknown.unknown_fields<std::string>(google::protobuf::internal::GetEmptyString);
  return stream->WriteRaw(rest.data(), static_cast<int>(rest.size()), target);
}

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
