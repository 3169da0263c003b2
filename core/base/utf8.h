// UTF-8 as RFC 3629 defines it: no overlong forms, no surrogates, nothing above U+10FFFF.
//
// Every text that enters the ledger is checked here once, so that native and WASM, SQLite and Lua
// agree on what it is. Counts code points, not what a reader sees as characters. Pure.
// Tested by tests/unit/base/utf8_test.cc

#ifndef YITING_BASE_UTF8_H_
#define YITING_BASE_UTF8_H_

#include <cstddef>
#include <string_view>

namespace yiting::base {

bool IsValidUtf8(std::string_view text);

// REQUIRES: IsValidUtf8(text).
size_t CountCodePoints(std::string_view text);

}  // namespace yiting::base

namespace yiting {
using base::CountCodePoints;
using base::IsValidUtf8;
}  // namespace yiting

#endif  // YITING_BASE_UTF8_H_
