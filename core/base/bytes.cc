#include "base/bytes.h"

namespace yiting::base {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";
constexpr char kBase64Digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The value of a hexadecimal digit, or -1.
int HexValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The value of a base64 digit, or -1.
int Base64Value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  if (c == '/') return 63;
  return -1;
}

template <class T>
void AppendBe(Bytes& out, T value) {
  for (int shift = static_cast<int>(sizeof(T)) * 8 - 8; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<uint8_t>(value >> shift)));
  }
}

template <class T>
void AppendLe(Bytes& out, T value) {
  for (int shift = 0; shift < static_cast<int>(sizeof(T)) * 8; shift += 8) {
    out.push_back(static_cast<char>(static_cast<uint8_t>(value >> shift)));
  }
}

template <class T>
T LoadBe(BytesView bytes) {
  CHECK_GE(bytes.size(), sizeof(T));
  uint64_t value = 0;
  for (size_t i = 0; i < sizeof(T); ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return static_cast<T>(value);
}

template <class T>
T LoadLe(BytesView bytes) {
  CHECK_GE(bytes.size(), sizeof(T));
  uint64_t value = 0;
  for (size_t i = sizeof(T); i > 0; --i) value = value << 8 | static_cast<uint8_t>(bytes[i - 1]);
  return static_cast<T>(value);
}

}  // namespace

std::string ToHex(BytesView bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    text.push_back(kHexDigits[byte >> 4]);
    text.push_back(kHexDigits[byte & 15]);
  }
  return text;
}

Result<Bytes> ParseHex(std::string_view text) {
  if (text.size() % 2 != 0) {
    return Fail(ErrorCode::kInvalid, "hex text has an odd count of digits");
  }
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = HexValue(text[i]);
    const int low = HexValue(text[i + 1]);
    if (high < 0 || low < 0) {
      return Fail(ErrorCode::kInvalid, "not a hex digit near character " + std::to_string(i));
    }
    bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return bytes;
}

std::string ToBase64(BytesView bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    const size_t count = bytes.size() - i < 3 ? bytes.size() - i : 3;
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < count ? static_cast<uint8_t>(bytes[i + k]) : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      text.push_back(k <= count ? kBase64Digits[group >> (18 - 6 * k) & 63] : '=');
    }
  }
  return text;
}

Result<Bytes> ParseBase64(std::string_view text) {
  if (text.size() % 4 != 0) {
    return Fail(ErrorCode::kInvalid, "base64 text is not a multiple of 4 characters");
  }
  Bytes bytes;
  bytes.reserve(text.size() / 4 * 3);
  for (size_t i = 0; i < text.size(); i += 4) {
    size_t digits = 4;
    if (i + 4 == text.size()) {
      if (text[i + 3] == '=') digits = text[i + 2] == '=' ? 2 : 3;
    }
    uint32_t group = 0;
    for (size_t k = 0; k < 4; ++k) {
      const int value = k < digits ? Base64Value(text[i + k]) : 0;
      if (value < 0) {
        return Fail(ErrorCode::kInvalid,
                    "not a base64 digit at character " + std::to_string(i + k));
      }
      group = group << 6 | static_cast<uint32_t>(value);
    }
    if ((digits == 2 && (group & 0xffff) != 0) || (digits == 3 && (group & 0xff) != 0)) {
      return Fail(ErrorCode::kInvalid, "the last base64 digit has stray bits");
    }
    for (size_t k = 0; k + 1 < digits; ++k) {
      bytes.push_back(static_cast<char>(static_cast<uint8_t>(group >> (16 - 8 * k))));
    }
  }
  return bytes;
}

void AppendU16Be(Bytes& out, uint16_t value) { AppendBe(out, value); }
void AppendU32Be(Bytes& out, uint32_t value) { AppendBe(out, value); }
void AppendU64Be(Bytes& out, uint64_t value) { AppendBe(out, value); }
void AppendU16Le(Bytes& out, uint16_t value) { AppendLe(out, value); }
void AppendU32Le(Bytes& out, uint32_t value) { AppendLe(out, value); }
void AppendU64Le(Bytes& out, uint64_t value) { AppendLe(out, value); }

uint16_t ReadU16Be(BytesView bytes) { return LoadBe<uint16_t>(bytes); }
uint32_t ReadU32Be(BytesView bytes) { return LoadBe<uint32_t>(bytes); }
uint64_t ReadU64Be(BytesView bytes) { return LoadBe<uint64_t>(bytes); }
uint16_t ReadU16Le(BytesView bytes) { return LoadLe<uint16_t>(bytes); }
uint32_t ReadU32Le(BytesView bytes) { return LoadLe<uint32_t>(bytes); }
uint64_t ReadU64Le(BytesView bytes) { return LoadLe<uint64_t>(bytes); }

Result<BytesView> ByteReader::ReadBytes(size_t count) {
  if (count > remaining()) {
    return Fail(ErrorCode::kCorrupt, "ends at byte " + std::to_string(bytes_.size()) + ", but " +
                                         std::to_string(count) + " bytes are needed at byte " +
                                         std::to_string(offset_));
  }
  const BytesView view = bytes_.substr(offset_, count);
  offset_ += count;
  return view;
}

Result<uint8_t> ByteReader::ReadU8() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(1));
  return static_cast<uint8_t>(view[0]);
}

Result<uint16_t> ByteReader::ReadU16Be() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(2));
  return base::ReadU16Be(view);
}

Result<uint32_t> ByteReader::ReadU32Be() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(4));
  return base::ReadU32Be(view);
}

Result<uint64_t> ByteReader::ReadU64Be() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(8));
  return base::ReadU64Be(view);
}

Result<uint16_t> ByteReader::ReadU16Le() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(2));
  return base::ReadU16Le(view);
}

Result<uint32_t> ByteReader::ReadU32Le() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(4));
  return base::ReadU32Le(view);
}

Result<uint64_t> ByteReader::ReadU64Le() {
  ASSIGN_OR_RETURN(const BytesView view, ReadBytes(8));
  return base::ReadU64Le(view);
}

BytesView ByteReader::ReadRest() {
  const BytesView view = bytes_.substr(offset_);
  offset_ = bytes_.size();
  return view;
}

}  // namespace yiting::base
