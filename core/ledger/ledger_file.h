// The ledger file: one community, exported whole, in one file that anybody can carry away and check
// without a network or our server. A magic line, then records:
//
//   kind (1 byte) || length (4 bytes, big-endian) || body (length bytes) || seal (32 bytes)
//
// The seal of an entry is its leaf hash; that of any other record covers its kind and body. So a
// damaged file names its first bad record, and nothing after it is believed. The header is first,
// the signed checkpoint is last and covers all entries.
//
// What the reader checks: form, seals, commitments, and the checkpoint's signature, origin, size
// and root under the header's public key. What it leaves to the caller: whether that key is the
// trusted one, whether the community id is the first entry's leaf hash, what a pack's hash covers,
// and whether the entries' decisions were right. Written down in docs/formats/ledger-file.md.
//
// Pure: bytes in, records out, in chunks of any size; a host does the file I/O.
// Not a snapshot: that is a state, this is the history.
// Tested by tests/unit/ledger/ledger_file_test.cc

#ifndef YITING_LEDGER_LEDGER_FILE_H_
#define YITING_LEDGER_LEDGER_FILE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/result.h"
#include "crypto/commitment.h"
#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/tiles.h"

namespace yiting::ledger {

inline constexpr std::string_view kLedgerFileMagic = "yiting.v1.ledger\n";
inline constexpr size_t kPackBytesMax = 8 * 1024 * 1024;
inline constexpr size_t kContentBytesMax = 16 * 1024 * 1024;
// An entry's limit is kEntryBytesMax (ledger/tiles.h), a note's is kNoteBytesMax (ledger/note.h).

// A record's kind is a letter, so that a hex dump can be read.
enum class RecordKind : uint8_t {
  kHeader = 'H',
  kPack = 'P',
  kEntry = 'E',
  kContent = 'C',
  kCheckpoint = 'K',
};

// What follows a record's body. REQUIRES: nothing; `body` may be of any length.
Hash SealOf(RecordKind kind, BytesView body);

struct LedgerHeader {
  Hash community_id{};
  Bytes public_key;    // the sequencer's, 32 bytes
  std::string origin;  // of the checkpoint, and the name of that key

  friend bool operator==(const LedgerHeader&, const LedgerHeader&) = default;
};

struct PackRecord {
  Hash hash{};  // as the file claims it
  BytesView bytes;
};

struct EntryRecord {
  uint64_t index = 0;
  BytesView bytes;
  Hash leaf{};
};

struct ContentRecord {
  Hash commitment{};
  BytesView salt;
  BytesView bytes;
};

struct CheckpointRecord {
  Checkpoint checkpoint;
  std::string_view note;
};

using LedgerRecord =
    std::variant<LedgerHeader, PackRecord, EntryRecord, ContentRecord, CheckpointRecord>;

// Writes a ledger file, piece by piece. A file that was finished is one that the reader takes.
class LedgerWriter {
 public:
  // REQUIRES: a public key of 32 bytes and IsValidKeyName(header.origin).
  explicit LedgerWriter(const LedgerHeader& header);

  // Packs and contents may come in any order and place; entries come in the ledger's order.
  Status AddPack(const Hash& hash, BytesView bytes);
  Status AddEntry(BytesView bytes);
  // kInvalid unless salt and bytes are what the commitment commits to.
  Status AddContent(const Hash& commitment, BytesView salt, BytesView bytes);
  // The checkpoint over exactly the entries added; after it nothing is added.
  Status Finish(std::string_view checkpoint_note);

  // The bytes written since the last call.
  Bytes Take();
  TreeHead head() const { return frontier_.head(); }

 private:
  void Append(RecordKind kind, BytesView body);

  LedgerHeader header_;
  Frontier frontier_;
  Bytes out_;
  bool finished_ = false;
};

// Reads and checks a ledger file as its bytes arrive:
//
//   while (more) { reader.Feed(chunk); while (record = Next()) use it; }  reader.Finish();
//
// The first error is final: Next and Finish say it again. Records read before it are good as far as
// their own seals go, but only Finish says that the checkpoint covers them.
class LedgerReader {
 public:
  void Feed(BytesView chunk);
  // The next record, or nothing if the bytes fed so far do not hold all of it. Its views live until
  // the next call of Feed or Next.
  Result<std::optional<LedgerRecord>> Next();
  // After the last byte: success if the checkpoint was reached and nothing is left over.
  // REQUIRES: Next has returned nothing, or an error.
  Status Finish() const;

  TreeHead head() const { return frontier_.head(); }

 private:
  struct Frame {  // a record of which all bytes are there
    RecordKind kind;
    BytesView body;
    BytesView seal;
  };

  BytesView Pending() const { return BytesView(buffer_).substr(taken_); }
  uint64_t Offset() const { return base_ + taken_; }
  // "entry 17 (at byte 12345)": the record that begins here.
  std::string Where(RecordKind kind) const;
  Failure Break(ErrorCode code, std::string message);

  Result<bool> TakeMagic();
  Result<std::optional<Frame>> PeekFrame() const;
  Result<LedgerRecord> Decode(const Frame& frame);
  Result<LedgerRecord> DecodeHeader(BytesView body);
  Result<LedgerRecord> DecodeContent(BytesView body) const;
  Result<LedgerRecord> DecodeCheckpoint(BytesView body) const;

  Bytes buffer_;
  size_t taken_ = 0;   // bytes of buffer_ that are done with
  uint64_t base_ = 0;  // where in the file buffer_ begins
  bool has_magic_ = false;
  bool finished_ = false;  // the checkpoint was read
  std::optional<LedgerHeader> header_;
  uint64_t packs_ = 0;
  uint64_t contents_ = 0;
  Frontier frontier_;
  std::optional<Error> error_;
};

struct LedgerFileSummary {
  LedgerHeader header;
  Checkpoint checkpoint;
  uint64_t packs = 0;
  uint64_t entries = 0;
  uint64_t contents = 0;
};

// Reads a whole file and says what is in it, or its first error.
Result<LedgerFileSummary> CheckLedgerFile(BytesView file);

}  // namespace yiting::ledger

#endif  // YITING_LEDGER_LEDGER_FILE_H_
