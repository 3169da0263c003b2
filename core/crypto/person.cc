#include "crypto/person.h"

#include <sodium/crypto_generichash_blake2b.h>

#include <algorithm>

#include "base/check.h"
#include "base/utf8.h"

namespace yiting::crypto {

namespace {

constexpr BytesView kLabel("yiting.v1.person\0", 17);
constexpr size_t kResidentDigits = 18;

// The code point at `at`, which moves behind it. REQUIRES: valid UTF-8.
uint32_t Take(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<uint32_t>(static_cast<uint8_t>(text[i])); };
  const uint32_t first = byte(at++);
  if (first < 0x80) return first;
  const int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  uint32_t code = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) code = code << 6 | (byte(at++) & 0x3F);
  return code;
}

void Append(uint32_t code, std::string& out) {
  const auto add = [&out](uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xC0 | code >> 6);
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
  }
  add(0x80 | (code & 0x3F));
}

// Spaces, and the dots that stand between the parts of a name: keyboards have several.
bool IsBetween(uint32_t code) {
  switch (code) {
    case ' ':
    case '\t':
    case '\r':
    case '\n':
    case '.':
    case 0x00A0:  // no-break space
    case 0x00B7:  // middle dot
    case 0x2022:  // bullet
    case 0x2027:  // hyphenation point
    case 0x3000:  // ideographic space
    case 0x30FB:  // katakana middle dot
    case 0xFF0E:  // full-width stop
    case 0xFF65:  // half-width katakana middle dot
      return true;
    default:
      return false;
  }
}

bool IsHyphenOrBracket(uint32_t code) {
  return code == '-' || code == '(' || code == ')' || code == 0x2010 || code == 0x2011 ||
         code == 0x2013 || code == 0x2014;
}

std::string Plain(std::string_view text, bool is_document) {
  std::string plain;
  for (size_t at = 0; at < text.size();) {
    uint32_t code = Take(text, at);
    if (IsBetween(code)) continue;
    if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFF01 - '!';
    if (is_document && IsHyphenOrBracket(code)) continue;
    if (code >= 'a' && code <= 'z') code -= 'a' - 'A';
    Append(code, plain);
  }
  return plain;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string PlainName(std::string_view name) { return Plain(name, false); }

std::string PlainDocument(std::string_view document) { return Plain(document, true); }

bool IsDocumentPlausible(std::string_view plain) {
  const bool resident = plain.size() == kResidentDigits &&
                        std::all_of(plain.begin(), plain.end() - 1, IsDigit) &&
                        (IsDigit(plain.back()) || plain.back() == 'X');
  if (!resident) return true;
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kLast = "10X98765432";
  int sum = 0;
  for (size_t i = 0; i + 1 < plain.size(); ++i) sum += (plain[i] - '0') * kWeights[i];
  return plain.back() == kLast[static_cast<size_t>(sum % 11)];
}

Result<Bytes> PersonDigest(BytesView secret, std::string_view name, std::string_view document) {
  CHECK_EQ(secret.size(), kPersonSecretBytes);
  if (!IsValidUtf8(name) || !IsValidUtf8(document)) {
    return Fail(ErrorCode::kInvalid, "person: name and number of the document must be UTF-8");
  }
  const std::string plain_name = PlainName(name);
  const std::string plain_document = PlainDocument(document);
  if (plain_name.empty() || plain_document.empty()) {
    return Fail(ErrorCode::kInvalid, "person: a name and the number of a document are needed");
  }
  if (!IsDocumentPlausible(plain_document)) {
    return Fail(ErrorCode::kInvalid, "person: the last digit does not fit the others; read again");
  }
  Bytes message(kLabel);
  message += plain_name;
  message.push_back('\0');
  message += plain_document;
  Bytes digest(kPersonBytes, '\0');
  crypto_generichash_blake2b(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                             reinterpret_cast<const unsigned char*>(message.data()),
                             message.size(),
                             reinterpret_cast<const unsigned char*>(secret.data()),
                             secret.size());
  return digest;
}

}  // namespace yiting::crypto
