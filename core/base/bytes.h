// Bytes and their plain-text forms. Owned bytes are std::string and views are std::string_view, as
// in protobuf: nothing is copied at that border, and an embedded zero is a byte like any other.
//
// Integers are appended and read with their width and byte order in the name, because every stored
// or sent integer has both written down. Pure.
// Not text: text that a person wrote is UTF-8 and is checked by base/utf8.h.
// Tested by tests/unit/base/bytes_test.cc

#ifndef YITING_BASE_BYTES_H_
#define YITING_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace yiting::base {

using Bytes = std::string;
using BytesView = std::string_view;

// Lower-case hexadecimal, two digits a byte.
std::string ToHex(BytesView bytes);
// Takes lower and upper case; anything else, or an odd count of digits, is kInvalid.
Result<Bytes> ParseHex(std::string_view text);

// RFC 4648 section 4: the standard alphabet, with padding.
std::string ToBase64(BytesView bytes);
// Strict, so that one byte string has exactly one text: no white space, padding required, and the
// unused bits of the last digit must be zero.
Result<Bytes> ParseBase64(std::string_view text);

void AppendU16Be(Bytes& out, uint16_t value);
void AppendU32Be(Bytes& out, uint32_t value);
void AppendU64Be(Bytes& out, uint64_t value);
void AppendU16Le(Bytes& out, uint16_t value);
void AppendU32Le(Bytes& out, uint32_t value);
void AppendU64Le(Bytes& out, uint64_t value);

// The integer at the start of `bytes`. REQUIRES: bytes.size() >= its width.
uint16_t ReadU16Be(BytesView bytes);
uint32_t ReadU32Be(BytesView bytes);
uint64_t ReadU64Be(BytesView bytes);
uint16_t ReadU16Le(BytesView bytes);
uint32_t ReadU32Le(BytesView bytes);
uint64_t ReadU64Le(BytesView bytes);

// Reads a byte string from front to back and never past its end: a read that does not fit is
// kCorrupt, names the offset, and consumes nothing. The views that it returns point into `bytes`.
class ByteReader {
 public:
  explicit ByteReader(BytesView bytes) : bytes_(bytes) {}

  size_t offset() const { return offset_; }
  size_t remaining() const { return bytes_.size() - offset_; }
  bool AtEnd() const { return offset_ == bytes_.size(); }

  Result<BytesView> ReadBytes(size_t count);
  Result<uint8_t> ReadU8();
  Result<uint16_t> ReadU16Be();
  Result<uint32_t> ReadU32Be();
  Result<uint64_t> ReadU64Be();
  Result<uint16_t> ReadU16Le();
  Result<uint32_t> ReadU32Le();
  Result<uint64_t> ReadU64Le();
  // Everything that is left.
  BytesView ReadRest();

 private:
  BytesView bytes_;
  size_t offset_ = 0;
};

}  // namespace yiting::base

namespace yiting {
using base::AppendU16Be;
using base::AppendU16Le;
using base::AppendU32Be;
using base::AppendU32Le;
using base::AppendU64Be;
using base::AppendU64Le;
using base::ByteReader;
using base::Bytes;
using base::BytesView;
using base::ParseBase64;
using base::ParseHex;
using base::ReadU16Be;
using base::ReadU16Le;
using base::ReadU32Be;
using base::ReadU32Le;
using base::ReadU64Be;
using base::ReadU64Le;
using base::ToBase64;
using base::ToHex;
}  // namespace yiting

#endif  // YITING_BASE_BYTES_H_
