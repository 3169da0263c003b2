// Writing, measuring, merging and clearing. Parsing: message_parse.cc.

#include "schema/table/message_table.h"

#include "schema/table/message_layout.h"

namespace yiting::schema {

namespace {

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

}  // namespace yiting::schema
