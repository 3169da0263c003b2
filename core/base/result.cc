#include "base/result.h"

namespace yiting::base {

const char* NameOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return "kInvalid";
    case ErrorCode::kNotFound:
      return "kNotFound";
    case ErrorCode::kTooLarge:
      return "kTooLarge";
    case ErrorCode::kCorrupt:
      return "kCorrupt";
    case ErrorCode::kIo:
      return "kIo";
    case ErrorCode::kNoMemory:
      return "kNoMemory";
    case ErrorCode::kUnsupported:
      return "kUnsupported";
    case ErrorCode::kConflict:
      return "kConflict";
  }
  CHECK(false);
}

Failure Fail(ErrorCode code, std::string message) {
  return Failure{Error{code, std::move(message)}};
}

Failure Fail(ErrorCode code, const char* message) { return Fail(code, std::string(message)); }

}  // namespace yiting::base
