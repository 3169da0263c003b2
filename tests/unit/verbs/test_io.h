// Test support: a host for verbs that reads the repository, keeps what is written in memory, and
// remembers what was printed.

#ifndef YITING_TESTS_UNIT_VERBS_TEST_IO_H_
#define YITING_TESTS_UNIT_VERBS_TEST_IO_H_

#include <map>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "verbs/verbs.h"

namespace yiting::verbs {

class TestIo : public Io {
 public:
  Result<Bytes> ReadFile(const std::string& path) override {
    auto found = files.find(path);
    if (found != files.end()) return found->second;
    const size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash);
    for (const std::string& name : testing::ListRepositoryFolder(folder)) {
      if (name == path.substr(slash + 1)) return testing::ReadRepositoryFile(path);
    }
    return Fail(ErrorCode::kNotFound, path + ": there is no such file");
  }
  Result<std::vector<std::string>> ListFolder(const std::string& path) override {
    std::vector<std::string> names;
    for (const auto& [file, bytes] : files) {
      if (file.starts_with(path + "/")) names.push_back(file.substr(path.size() + 1));
    }
    if (!names.empty()) return names;
    if (!path.starts_with("rules") && !path.starts_with("tests")) {
      return Fail(ErrorCode::kNotFound, path + ": there is no such folder");
    }
    names = testing::ListRepositoryFolder(path);
    // A host may list in any order; nothing may depend on it.
    return std::vector<std::string>(names.rbegin(), names.rend());
  }
  Status WriteFile(const std::string& path, BytesView bytes) override {
    files[path] = Bytes(bytes);
    return {};
  }
  void Out(BytesView bytes) override { out += bytes; }
  void Err(BytesView bytes) override { err += bytes; }

  std::map<std::string, Bytes> files;
  std::string out;
  std::string err;
};

// The head and roster that the tests' scenarios share.
inline constexpr char kHead[] =
    R"({"community":{"zh":"试验社区"},"pack":"mishixiang","start":"2020-01-02T08:00:00+08:00"}
{"member":"wang","roles":["resident"]}
{"member":"li","roles":["community_staff"],"unit":"community"}
)";

struct Ran {
  int code;
  std::string out;
  std::string err;
};
inline Ran RunWith(TestIo& io, const std::vector<std::string>& args) {
  io.out.clear();
  io.err.clear();
  const int code = RunVerb(args, io);
  return {code, io.out, io.err};
}
// `run` of kHead and these lines, as the file "s.jsonl".
inline Ran RunLines(const std::string& lines, std::vector<std::string> flags = {}) {
  TestIo io;
  io.files["s.jsonl"] = kHead + lines;
  flags.insert(flags.begin(), {"run", "s.jsonl"});
  return RunWith(io, flags);
}

}  // namespace yiting::verbs

#endif  // YITING_TESTS_UNIT_VERBS_TEST_IO_H_
