// A request and a response as plain values: what the rest of http/ works with, so that only
// listener.cc knows sockets and Boost. Header names are lower case.
//
// Not to be confused with the messages of core/schema.

#ifndef YITING_SERVER_HTTP_MESSAGE_H_
#define YITING_SERVER_HTTP_MESSAGE_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace yiting::http {

struct Request {
  std::string method;  // "GET"
  std::string path;    // of the target, without its query; still percent-encoded
  std::string content_type;
  std::string content_encoding;
  std::string accept_encoding;
  std::string if_none_match;
  std::string body;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no body
  // Shared, because a file of the web is sent to many at once.
  std::shared_ptr<const std::string> body;
  std::vector<std::pair<std::string, std::string>> headers;

  static Response Text(int status, std::string text) {
    return {status, "text/plain; charset=utf-8",
            std::make_shared<const std::string>(std::move(text)), {}};
  }
};

// Called once, on any thread.
using Respond = std::function<void(Response)>;

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_MESSAGE_H_
