#include "ledger/note.h"

#include "base/utf8.h"
#include "crypto/sha256.h"

namespace yiting::ledger {
namespace {

constexpr std::string_view kSignaturePrefix = "\xe2\x80\x94 ";  // em dash, space

// The spaces of Unicode beyond ASCII, in UTF-8: U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028,
// U+2029, U+202F, U+205F, U+3000.
constexpr std::string_view kWideSpaces[] = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
    "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
    "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
    "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80"};

std::string FormatKeyId(uint32_t id) {
  Bytes bytes;
  AppendU32Be(bytes, id);
  return ToHex(bytes);
}

// "name+0123abcd", for messages.
std::string NameOf(const VerifierKey& key) { return key.name + "+" + FormatKeyId(key.key_id()); }

bool HasControlCharacter(std::string_view text) {
  for (char c : text) {
    if (static_cast<uint8_t>(c) < 0x20 && c != '\n') return true;
  }
  return false;
}

// One line, without its newline: em dash, space, name, space, base64.
Result<NoteSignature> ParseSignatureLine(std::string_view line, size_t number) {
  const std::string where = "signature line " + std::to_string(number);
  if (!line.starts_with(kSignaturePrefix)) {
    return Fail(ErrorCode::kInvalid, where + " does not begin with an em dash and a space");
  }
  line.remove_prefix(kSignaturePrefix.size());
  const size_t space = line.find(' ');
  if (space == std::string_view::npos || !IsValidKeyName(line.substr(0, space))) {
    return Fail(ErrorCode::kInvalid, where + " has no valid key name");
  }
  auto raw = ParseBase64(line.substr(space + 1));
  if (!raw) return FailAt(where, raw.error());
  if (raw->size() <= kKeyIdBytes) {
    return Fail(ErrorCode::kInvalid, where + " has no signature behind its key id");
  }
  return NoteSignature{std::string(line.substr(0, space)), ReadU32Be(*raw),
                       raw->substr(kKeyIdBytes)};
}

}  // namespace

uint32_t VerifierKey::key_id() const { return KeyId(name, type, public_key); }

bool IsValidKeyName(std::string_view name) {
  if (name.empty() || name.size() > kKeyNameBytesMax || !IsValidUtf8(name)) return false;
  for (char c : name) {
    if (static_cast<uint8_t>(c) <= 0x20 || c == '+' || c == 0x7f) return false;
  }
  for (std::string_view space : kWideSpaces) {
    if (name.find(space) != std::string_view::npos) return false;
  }
  return true;
}

uint32_t KeyId(std::string_view name, SignatureType type, BytesView public_key) {
  Bytes message(name);
  message.push_back('\n');
  message.push_back(static_cast<char>(type));
  message += public_key;
  const crypto::Hash hash = crypto::Sha256(message);
  return ReadU32Be(crypto::AsBytes(hash));
}

std::string FormatVerifierKey(const VerifierKey& key) {
  CHECK(IsValidKeyName(key.name));
  Bytes material(1, static_cast<char>(key.type));
  material += key.public_key;
  return NameOf(key) + "+" + ToBase64(material);
}

Result<VerifierKey> ParseVerifierKey(std::string_view text) {
  const size_t first = text.find('+');
  const size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) {
    return Fail(ErrorCode::kInvalid, "a verifier key is written name+hexid+base64");
  }
  VerifierKey key;
  key.name = std::string(text.substr(0, first));
  if (!IsValidKeyName(key.name)) {
    return Fail(ErrorCode::kInvalid, "a verifier key's name is empty or has spaces");
  }
  auto material = ParseBase64(text.substr(second + 1));
  if (!material) return FailAt("verifier key", material.error());
  if (material->size() != 1 + crypto::kPublicKeyBytes) {
    return Fail(ErrorCode::kInvalid, "a verifier key holds a type and 32 bytes of public key");
  }
  key.type = static_cast<SignatureType>((*material)[0]);
  if (key.type != SignatureType::kEd25519 && key.type != SignatureType::kCosignature) {
    return Fail(ErrorCode::kUnsupported, "a verifier key has a signature type that is not Ed25519");
  }
  key.public_key = material->substr(1);
  if (text.substr(first + 1, second - first - 1) != FormatKeyId(key.key_id())) {
    return Fail(ErrorCode::kInvalid, "a verifier key's id is not that of its name and key");
  }
  return key;
}

std::string FormatNote(const Note& note) {
  CHECK(!note.text.empty() && note.text.back() == '\n');
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) {
    CHECK(IsValidKeyName(signature.name));
    Bytes raw;
    AppendU32Be(raw, signature.key_id);
    raw += signature.signature;
    out += std::string(kSignaturePrefix) + signature.name + " " + ToBase64(raw) + "\n";
  }
  return out;
}

Result<Note> ParseNote(std::string_view note) {
  if (note.size() > kNoteBytesMax) {
    return Fail(ErrorCode::kTooLarge, "a note has " + std::to_string(note.size()) +
                                          " bytes; at most " + std::to_string(kNoteBytesMax));
  }
  if (!IsValidUtf8(note)) return Fail(ErrorCode::kInvalid, "a note is not UTF-8");
  if (HasControlCharacter(note)) {
    return Fail(ErrorCode::kInvalid, "a note has a control character");
  }
  // The text may have empty lines of its own; the last one is the border.
  const size_t border = note.rfind("\n\n");
  if (border == std::string_view::npos) {
    return Fail(ErrorCode::kInvalid, "a note has no empty line before its signatures");
  }
  Note parsed;
  parsed.text = std::string(note.substr(0, border + 1));
  std::string_view rest = note.substr(border + 2);
  if (rest.empty() || rest.back() != '\n') {
    return Fail(ErrorCode::kInvalid, "a note does not end in a signature line and a newline");
  }
  while (!rest.empty()) {
    if (parsed.signatures.size() == kNoteSignaturesMax) {
      return Fail(ErrorCode::kTooLarge,
                  "a note has more than " + std::to_string(kNoteSignaturesMax) + " signatures");
    }
    const size_t end = rest.find('\n');
    ASSIGN_OR_RETURN(NoteSignature signature,
                     ParseSignatureLine(rest.substr(0, end), parsed.signatures.size() + 1));
    parsed.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  return parsed;
}

NoteSignature SignText(std::string_view text, std::string_view name,
                       const crypto::SigningKey& key) {
  CHECK(IsValidKeyName(name));
  return NoteSignature{std::string(name),
                       KeyId(name, SignatureType::kEd25519, crypto::PublicKey(key)),
                       crypto::Sign(key, text)};
}

Result<std::vector<const NoteSignature*>> SignaturesBy(const Note& note, const VerifierKey& key) {
  const uint32_t id = key.key_id();
  std::vector<const NoteSignature*> found;
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name == key.name && signature.key_id == id) found.push_back(&signature);
  }
  if (found.empty()) {
    return Fail(ErrorCode::kNotFound, "the note is not signed by " + NameOf(key));
  }
  return found;
}

Status VerifyNote(const Note& note, const VerifierKey& key) {
  CHECK(key.type == SignatureType::kEd25519);
  ASSIGN_OR_RETURN(const auto signatures, SignaturesBy(note, key));
  for (const NoteSignature* signature : signatures) {
    if (!crypto::Verify(key.public_key, note.text, signature->signature)) {
      return Fail(ErrorCode::kCorrupt, "a signature by " + NameOf(key) + " is not good");
    }
  }
  return {};
}

}  // namespace yiting::ledger
