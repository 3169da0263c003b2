// `evidence`: what a phone has kept of a ledger that does not fit (docs/formats/evidence.md),
// looked at by anybody: who signed what, and whether that contradicts itself. Needs neither phone
// nor server.

#include <optional>
#include <vector>

#include "ledger/checkpoint.h"
#include "ledger/decimal.h"
#include "verbs/call.h"
#include "yiting/v1/entry.pb.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::verbs {

namespace {

struct Kept {
  Bytes community;
  std::vector<Bytes> keys;
  std::string line;
  std::string held;
  std::string came;
  Bytes material;
};

// Takes the file from its beginning on.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // The rest of the next line, which must begin with the name.
  Result<std::string> Line(std::string_view name) {
    const size_t end = rest_.find('\n');
    if (end == std::string_view::npos || !rest_.substr(0, end).starts_with(name)) {
      return Fail(ErrorCode::kInvalid, "evidence: here a line \"" + std::string(name) +
                                           "…\" should stand: \"" +
                                           std::string(rest_.substr(0, 60)) + "\"");
    }
    std::string value(rest_.substr(name.size(), end - name.size()));
    rest_.remove_prefix(end + 1);
    return value;
  }
  bool Has(std::string_view name) const { return rest_.starts_with(name); }

  // A line with a size, and so many bytes.
  Result<std::string> Section(std::string_view name) {
    ASSIGN_OR_RETURN(const std::string size_text, Line(name));
    ASSIGN_OR_RETURN(const uint64_t size, ledger::ParseDecimal(size_text));
    if (size >= rest_.size() || rest_[size] != '\n') {
      return Fail(ErrorCode::kInvalid,
                  "evidence: section \"" + std::string(name) + "\" is cut short");
    }
    std::string bytes(rest_.substr(0, size));
    rest_.remove_prefix(size + 1);
    return bytes;
  }

  Status End() const {
    if (rest_.empty()) return {};
    return Fail(ErrorCode::kInvalid, "evidence: something stands after its end");
  }

 private:
  std::string_view rest_;
};

Result<Kept> ParseKept(std::string_view text) {
  Kept kept;
  Reader reader(text);
  RETURN_IF_ERROR(reader.Line("yiting.v1.evidence"));
  ASSIGN_OR_RETURN(const std::string community, reader.Line("community "));
  ASSIGN_OR_RETURN(kept.community, ParseHex(community));
  do {
    ASSIGN_OR_RETURN(const std::string key, reader.Line("key "));
    ASSIGN_OR_RETURN(Bytes bytes, ParseHex(key));
    if (bytes.size() != crypto::kPublicKeyBytes) {
      return Fail(ErrorCode::kInvalid, "evidence: a key has 64 hex digits");
    }
    kept.keys.push_back(std::move(bytes));
  } while (reader.Has("key "));
  RETURN_IF_ERROR(reader.Line("time "));
  RETURN_IF_ERROR(reader.Line("lasts "));
  ASSIGN_OR_RETURN(kept.line, reader.Section("line "));
  ASSIGN_OR_RETURN(kept.held, reader.Section("held "));
  ASSIGN_OR_RETURN(kept.came, reader.Section("came "));
  ASSIGN_OR_RETURN(const std::string material, reader.Section("material "));
  ASSIGN_OR_RETURN(kept.material, ParseBase64(material));
  RETURN_IF_ERROR(reader.End());
  return kept;
}

// The checkpoint, if one of the keys has signed it; says so either way.
std::optional<ledger::Checkpoint> Look(const Kept& kept, const char* name,
                                       const std::string& note, std::string& out) {
  const std::string origin = ledger::OriginOf(kept.community);
  out += name;
  for (const Bytes& key : kept.keys) {
    Result<ledger::Checkpoint> opened = ledger::OpenCheckpoint(note, origin, key);
    if (!opened) continue;
    out += " signed by " + ToHex(key) + ": " + std::to_string(opened->size) + " entries, root " +
           ToHex(crypto::AsBytes(opened->root)) + "\n";
    return *std::move(opened);
  }
  out += note.empty() ? " nothing\n" : " not signed by a key of this ledger\n";
  return std::nullopt;
}

// Whether the answer that came proves that `larger` grew out of `smaller`.
bool GrewOut(const Bytes& material, const ledger::TreeHead& smaller,
             const ledger::TreeHead& larger) {
  v1::PullResponse response;
  if (!response.ParseFromString(material)) return false;
  std::vector<crypto::Hash> proof;
  for (const std::string& bytes : response.consistency()) {
    const Result<crypto::Hash> hash = crypto::HashFromBytes(bytes);
    if (!hash) return false;
    proof.push_back(*hash);
  }
  return ledger::VerifyConsistency(proof, smaller, larger).has_value();
}

struct Verdict {
  bool proven = false;
  std::string words;
};

Verdict Judge(const Kept& kept, const std::optional<ledger::Checkpoint>& held,
              const std::optional<ledger::Checkpoint>& came) {
  if (held && came && held->size == came->size) {
    if (held->root == came->root) return {false, "both are the same tree: this proves nothing"};
    return {true, "two trees of " + std::to_string(held->size) +
                      " entries that differ, both signed: the ledger was forked"};
  }
  if (held && came && came->size > held->size) {
    if (GrewOut(kept.material, held->head(), came->head())) {
      return {false, "the second tree grew out of the first: this proves nothing"};
    }
    return {false, "both are signed, and what came does not show that the second grew out of the"
                   " first: whoever signed them must, or it is a fork"};
  }
  if (held && came) {
    return {false, "both are signed, and the phone found that the smaller is not the beginning of"
                   " the larger: the ledger of either shows it, yiting ledger verify"};
  }
  v1::Entry entry;
  if (held && entry.ParseFromString(kept.material) && entry.events_size() > 0) {
    return {false, "it is about entry " + std::to_string(entry.seq()) +
                       " of the signed tree; the whole ledger shows it: yiting audit LEDGER"};
  }
  return {false,
          "what came is not signed: it may have been changed on its way, and proves nothing"};
}

}  // namespace

int EvidenceVerb(Call& call) {
  Result<Bytes> file = call.io.ReadFile(call.places[0]);
  if (!file) return call.Stop(kNotRead, file.error().message);
  Result<Kept> kept = ParseKept(*file);
  if (!kept) return call.Stop(kNotRead, call.places[0] + ": " + kept.error().message);
  if (call.Has("--key")) {
    Result<Bytes> trusted = ParseHex(call.Value("--key", ""));
    if (!trusted || trusted->size() != crypto::kPublicKeyBytes) {
      return call.Stop(kNotRead, "--key: a key has 64 hex digits");
    }
    kept->keys = {*std::move(trusted)};
  }
  std::string out = "community " + ToHex(kept->community) + "\nkept because " + kept->line + "\n";
  const auto held = Look(*kept, "held", kept->held, out);
  const auto came = Look(*kept, "came", kept->came, out);
  const Verdict verdict = Judge(*kept, held, came);
  call.io.Out(out);
  if (!verdict.proven) return call.Stop(kWrong, call.places[0] + ": " + verdict.words);
  call.io.Out(verdict.words + "\n");
  return kFine;
}

}  // namespace yiting::verbs
