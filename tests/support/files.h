// Files of the repository, as tests read them: vectors, packs, scenarios. The same call natively
// and in WebAssembly, where the Node runner (wasm/loader/run_tests.mjs) reads on the test's behalf.
// Touches: the disk, reading only. Not for product code, which takes its bytes from a host.
#ifndef YITING_TESTS_SUPPORT_FILES_H_
#define YITING_TESTS_SUPPORT_FILES_H_

#include <string>
#include <string_view>
#include <vector>

namespace yiting::testing {

// The bytes of a file, by its path from the root of the repository ("tests/vectors/merkle.txt").
// Ends the test program with one clear line when there is no such file.
std::string ReadRepositoryFile(std::string_view path);

// The names in a folder of the repository, sorted bytewise; a subfolder's name ends in '/'.
// Ends the test program when there is no such folder.
std::vector<std::string> ListRepositoryFolder(std::string_view path);

}  // namespace yiting::testing

#endif  // YITING_TESTS_SUPPORT_FILES_H_
