#include "witness/request.h"

#include "base/bytes.h"
#include "ledger/decimal.h"

namespace yiting::witness {

namespace {

constexpr std::string_view kOld = "old ";

Result<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) {
    return Fail(ErrorCode::kInvalid, "the request ends before its checkpoint");
  }
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string FormatRequest(const AddCheckpoint& request) {
  std::string text = std::string(kOld) + std::to_string(request.old_size) + "\n";
  for (const ledger::Hash& hash : request.proof) text += ToBase64(crypto::AsBytes(hash)) + "\n";
  return text + "\n" + request.checkpoint;
}

Result<AddCheckpoint> ParseRequest(std::string_view body) {
  AddCheckpoint request;
  ASSIGN_OR_RETURN(std::string_view line, TakeLine(body));
  if (!line.starts_with(kOld)) {
    return Fail(ErrorCode::kInvalid, "the request does not begin with its \"old\" line");
  }
  ASSIGN_OR_RETURN(request.old_size, ledger::ParseDecimal(line.substr(kOld.size())));
  while (true) {
    ASSIGN_OR_RETURN(line, TakeLine(body));
    if (line.empty()) break;
    if (request.proof.size() == ledger::kProofHashesMax) {
      return Fail(ErrorCode::kInvalid, "the proof has more hashes than any tree needs");
    }
    ASSIGN_OR_RETURN(const Bytes raw, ParseBase64(line));
    ASSIGN_OR_RETURN(const ledger::Hash hash, crypto::HashFromBytes(raw));
    request.proof.push_back(hash);
  }
  request.checkpoint = std::string(body);
  return request;
}

}  // namespace yiting::witness
