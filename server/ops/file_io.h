// The verbs' host on this machine: real files and streams.
//
// Touches: whatever path or address it is given. Not for the server itself, which reads no path
// from outside.

#ifndef YITING_SERVER_OPS_FILE_IO_H_
#define YITING_SERVER_OPS_FILE_IO_H_

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "clock/clock.h"
#include "http/client.h"
#include "ops/progress_line.h"
#include "verbs/verbs.h"

namespace yiting::ops {

class FileIo : public verbs::Io {
 public:
  FileIo();
  Result<Bytes> ReadFile(const std::string& path) override;
  Result<std::vector<std::string>> ListFolder(const std::string& path) override;
  Status WriteFile(const std::string& path, BytesView bytes) override;
  Result<Bytes> Fetch(const std::string& url) override;
  void Out(BytesView bytes) override;
  void Err(BytesView bytes) override;
  void Progress(const std::string& what, uint64_t done, uint64_t total) override;

 private:
  clock::SystemClock clock_;
  ProgressLine progress_;
  // The connection of the last Fetch, kept for the next from the same server.
  std::string host_;
  std::unique_ptr<http::Client> client_;
};

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_FILE_IO_H_
