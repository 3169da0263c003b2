// What an operator's verb asks of a server that runs on the same data: a copy of its store or of
// the keys of contents, which it makes between two rounds. Through the socket DATA/control, which
// is the operating user's alone as the folder is.
//
// One line asks, `copy store|keys PATH`; lines answer, `at DONE TOTAL` now and then and at the end
// `done` or `error WHY`. A thread of its own; one asker at a time.
// Tested by tests/unit/server/backup_test.cc

#ifndef YITING_SERVER_OPS_CONTROL_H_
#define YITING_SERVER_OPS_CONTROL_H_

#include <atomic>
#include <memory>
#include <string>
#include <thread>

#include "base/result.h"
#include "hall/hall.h"
#include "ops/backup.h"

namespace yiting::ops {

class Control {
 public:
  // `hall` must outlive it, and be stopped before it.
  static Result<std::unique_ptr<Control>> Listen(const std::string& data, hall::Hall& hall);
  ~Control();

 private:
  Control(hall::Hall& hall, int socket, std::string path)
      : hall_(hall), socket_(socket), path_(std::move(path)) {}
  void Run();
  void Answer(int peer);

  hall::Hall& hall_;
  int socket_;
  std::string path_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

// Lets the server that runs on `data` copy to PART. `otherwise` if none answers there.
Status AskToCopy(const std::string& data, Copied what, const std::string& part,
                 const Progress& progress, const Status& otherwise);

}  // namespace yiting::ops

#endif  // YITING_SERVER_OPS_CONTROL_H_
