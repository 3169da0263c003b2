// Signed notes: a text with signature lines under it, in the one form that C2SP `signed-note` and
// golang.org/x/mod/sumdb/note have, so that their tools read ours.
//
//   text, one line or more
//   <empty line>
//   — name base64(key id || signature)
//
// A key is known by its name and key id together. A signature by an unknown key is ignored; one by
// a known key must be good. Written down in docs/formats/checkpoint.md. Pure. The signed prefix of
// a note is its text alone: see ledger/checkpoint.h for the only text we sign.
// Tested by tests/unit/ledger/note_test.cc

#ifndef YITING_LEDGER_NOTE_H_
#define YITING_LEDGER_NOTE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/ed25519.h"

namespace yiting::ledger {

// C2SP asks for at least 16 signatures, of which some may be post-quantum ones of 5 kB.
inline constexpr size_t kNoteBytesMax = 128 * 1024;
inline constexpr size_t kNoteSignaturesMax = 32;
inline constexpr size_t kKeyNameBytesMax = 255;
inline constexpr size_t kKeyIdBytes = 4;

// The byte that tells kinds of signatures apart inside a key id and a verifier key.
enum class SignatureType : uint8_t {
  kEd25519 = 0x01,      // over the text
  kCosignature = 0x04,  // a witness's cosignature/v1, over a time and the text
};

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  Bytes signature;  // without the key id

  friend bool operator==(const NoteSignature&, const NoteSignature&) = default;
};

struct Note {
  std::string text;  // ends in a newline
  std::vector<NoteSignature> signatures;

  friend bool operator==(const Note&, const Note&) = default;
};

// A public key that somebody decided to trust, under the name that it signs with.
struct VerifierKey {
  std::string name;
  SignatureType type = SignatureType::kEd25519;
  Bytes public_key;

  uint32_t key_id() const;
  friend bool operator==(const VerifierKey&, const VerifierKey&) = default;
};

// Not empty, valid UTF-8, no space of any script, no plus, no control character, not too long.
bool IsValidKeyName(std::string_view name);

// The first four bytes, big-endian, of SHA-256(name || 0x0A || type || public key).
uint32_t KeyId(std::string_view name, SignatureType type, BytesView public_key);

// `name+hexid+base64(type || public key)`, as C2SP writes verifier keys ("vkeys").
std::string FormatVerifierKey(const VerifierKey& key);
// Takes both types; kInvalid unless the id is that of the name and key.
Result<VerifierKey> ParseVerifierKey(std::string_view text);

// REQUIRES: the note is one that ParseNote would take.
std::string FormatNote(const Note& note);
// Checks the form and its limits, no signature. FormatNote gives back the same bytes.
Result<Note> ParseNote(std::string_view note);

// An Ed25519 signature of the text. REQUIRES: IsValidKeyName(name).
NoteSignature SignText(std::string_view text, std::string_view name, const crypto::SigningKey& key);

// The signatures that carry the key's name and id. kNotFound if there is none.
Result<std::vector<const NoteSignature*>> SignaturesBy(const Note& note, const VerifierKey& key);

// Success if the key has signed, and every signature of it is good. REQUIRES: key.type is kEd25519.
Status VerifyNote(const Note& note, const VerifierKey& key);

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_NOTE_H_
