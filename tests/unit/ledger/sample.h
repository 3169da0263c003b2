// One small community, complete: what the format pages show, what the golden vectors hold and what
// the ledger file's tests damage.

#ifndef YITING_TESTS_UNIT_LEDGER_SAMPLE_H_
#define YITING_TESTS_UNIT_LEDGER_SAMPLE_H_

#include <string>
#include <vector>

#include "crypto/commitment.h"
#include "ledger/ledger_file.h"
#include "ledger/proof.h"
#include "tests/unit/ledger/support.h"

namespace yiting::ledger {

// A record's name and where it begins and ends in the file.
struct Span {
  std::string name;
  size_t begin = 0;
  size_t end = 0;
};

struct Sample {
  std::vector<Bytes> entries = {"the community is founded", "a member joins", "the bell is pressed",
                                "", "the matter is accepted"};
  Bytes pack = "return pack { id = \"xiaohe\" }\n";
  Bytes salt = Bytes(32, 's');
  Bytes content = "小学门口每天下午堵车";
  MemoryTree tree = TreeOf(entries);
  LedgerHeader header{LeafHash(entries[0]), crypto::PublicKey(SequencerKey()),
                      std::string(kOrigin)};
  Checkpoint checkpoint{std::string(kOrigin), entries.size(), tree.head().root};
  std::string note = SignCheckpoint(checkpoint, kOrigin, SequencerKey());

  // The whole file, and the records in it.
  Bytes File(std::vector<Span>* spans = nullptr) const {
    Bytes file;
    LedgerWriter writer(header);
    const auto add = [&](const std::string& name) {
      const size_t begin = file.size();
      file += writer.Take();
      if (spans) spans->push_back({name, begin, file.size()});
    };
    file += writer.Take();
    if (spans) {
      spans->push_back({"byte 0", 0, kLedgerFileMagic.size()});
      spans->push_back({"header", kLedgerFileMagic.size(), file.size()});
    }
    CHECK(writer.AddPack(crypto::Sha256(pack), pack).has_value());
    add("pack 0");
    for (size_t i = 0; i < entries.size(); ++i) {
      CHECK(writer.AddEntry(entries[i]).has_value());
      add("entry " + std::to_string(i));
      if (i == 2) {
        CHECK(writer.AddContent(crypto::Commit(salt, content), salt, content).has_value());
        add("content 0");
      }
    }
    CHECK(writer.Finish(note).has_value());
    add("checkpoint");
    return file;
  }
};

}  // namespace yiting::ledger

#endif  // YITING_TESTS_UNIT_LEDGER_SAMPLE_H_
