// Result<T> is a value or an Error: what a function returns when the world, or somebody's input,
// can be at fault. It has the member names of C++23's std::expected, so that it can be replaced by
// it one day. Status is Result<void>. Nothing in the core throws.
//
//   Result<Hash> ParseHash(BytesView text) {
//     if (text.size() != 64) return Fail(ErrorCode::kInvalid, "a hash has 64 hex digits");
//     ASSIGN_OR_RETURN(Bytes raw, ParseHex(text));
//     ...
//
// Not to be confused with a rejection ("the rules say no", a normal answer that is recorded) or
// with CHECK ("we are wrong", base/check.h).
// Tested by tests/unit/base/result_test.cc

#ifndef YITING_BASE_RESULT_H_
#define YITING_BASE_RESULT_H_

#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "base/check.h"

namespace yiting::base {

// What kind of failure: enough for a caller to choose what to do next. The message says the rest.
enum class ErrorCode {
  kInvalid,      // the input does not have the form that it must have
  kNotFound,     // what was asked for is not there
  kTooLarge,     // over a limit that is written down
  kCorrupt,      // stored or received bytes contradict their hash, signature or structure
  kIo,           // the disk, the network or the host failed
  kNoMemory,     // out of memory
  kUnsupported,  // well formed, but newer or other than this build understands
  kConflict,     // somebody else was first
};

// The code's name for logs and tests, such as "kCorrupt".
const char* NameOf(ErrorCode code);

struct Error {
  ErrorCode code;
  std::string message;  // one line: what was wrong, where, and what to do if that is known

  friend bool operator==(const Error&, const Error&) = default;
};

// An Error on its way into some Result<T>; made by Fail() and by the macros below.
struct Failure {
  Error error;
};

// Not inline, and once more for what is written out: there are hundreds of these, and a phone
// downloads each of them.
Failure Fail(ErrorCode code, std::string message);
Failure Fail(ErrorCode code, const char* message);

// The same failure with `where` and ": " before its message, for callers that know more.
inline Failure FailAt(const std::string& where, Error error) {
  error.message = where + ": " + error.message;
  return Failure{std::move(error)};
}

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Error;

  Result(Failure failure)  // NOLINT(google-explicit-constructor): `return Fail(...)` is the point
      : state_(std::in_place_index<1>, std::move(failure.error)) {}
  template <class U = T>
  requires(!std::is_same_v<std::remove_cvref_t<U>, Result> &&
           !std::is_same_v<std::remove_cvref_t<U>, Failure> && std::is_constructible_v<T, U> &&
           std::is_convertible_v<U, T>)
      Result(U&& value)  // NOLINT(google-explicit-constructor): `return value;` is the point
      : state_(std::in_place_index<0>, std::forward<U>(value)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // REQUIRES: has_value(). Checked, because a wrong guess here is a bug of ours.
  T& value() & { return Get(); }
  const T& value() const& { return Get(); }
  T&& value() && { return std::move(Get()); }
  T& operator*() & { return Get(); }
  const T& operator*() const& { return Get(); }
  T&& operator*() && { return std::move(Get()); }
  T* operator->() { return &Get(); }
  const T* operator->() const { return &Get(); }

  template <class U>
  T value_or(U&& fallback) const& {
    return has_value() ? Get() : static_cast<T>(std::forward<U>(fallback));
  }
  template <class U>
  T value_or(U&& fallback) && {
    return has_value() ? std::move(Get()) : static_cast<T>(std::forward<U>(fallback));
  }

  // REQUIRES: !has_value().
  const Error& error() const& { return GetError(); }
  Error&& error() && { return std::move(GetError()); }

 private:
  T& Get() {
    CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& Get() const {
    CHECK(has_value());
    return *std::get_if<0>(&state_);
  }
  Error& GetError() {
    CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  const Error& GetError() const {
    CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }

  std::variant<T, Error> state_;
};

// Success carries nothing: `return {};`.
template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;
  using error_type = Error;

  Result() = default;
  Result(Failure failure)  // NOLINT(google-explicit-constructor)
      : state_(std::in_place_index<1>, std::move(failure.error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  void value() const { CHECK(has_value()); }
  void operator*() const { CHECK(has_value()); }
  const Error& error() const& {
    CHECK(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error&& error() && {
    CHECK(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<std::monostate, Error> state_;
};

using Status = Result<void>;

}  // namespace yiting::base

namespace yiting {
using base::Error;
using base::ErrorCode;
using base::Fail;
using base::FailAt;
using base::Failure;
using base::Result;
using base::Status;
}  // namespace yiting

// Leaves the function with the error of `...` (any Result), if it is one.
#define RETURN_IF_ERROR(...)                                                             \
  do {                                                                                   \
    if (auto yiting_status_ = (__VA_ARGS__); !yiting_status_.has_value()) [[unlikely]] { \
      return ::yiting::base::Failure{std::move(yiting_status_).error()};                 \
    }                                                                                    \
  } while (false)

// ASSIGN_OR_RETURN(auto x, F()): x takes the value, or the function leaves with the error.
#define ASSIGN_OR_RETURN(decl, ...) \
  YITING_ASSIGN_OR_RETURN_(YITING_JOIN_(yiting_result_, __LINE__), decl, __VA_ARGS__)
#define YITING_ASSIGN_OR_RETURN_(result, decl, ...)            \
  auto result = (__VA_ARGS__);                                 \
  if (!result.has_value()) [[unlikely]] {                      \
    return ::yiting::base::Failure{std::move(result).error()}; \
  }                                                            \
  decl = *std::move(result)
#define YITING_JOIN_(a, b) YITING_JOIN_NOW_(a, b)
#define YITING_JOIN_NOW_(a, b) a##b

#endif  // YITING_BASE_RESULT_H_
