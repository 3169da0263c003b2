// SyncService over HTTP as Connect's unary protocol says (connectrpc.com/docs/protocol): POST to
// /yiting.v1.SyncService/METHOD with application/proto or application/json; errors are JSON
// {code, message} with a status from one table. docs/formats/connect.md.
//
// Checks a request here, on its own thread, and asks the hall. Thread-safe.
// Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_HTTP_CONNECT_H_
#define YITING_SERVER_HTTP_CONNECT_H_

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "hall/hall.h"
#include "http/message.h"

namespace yiting::http {

inline constexpr std::string_view kServicePath = "/yiting.v1.SyncService/";

enum class Form { kProto, kJson };

class Connect {
 public:
  explicit Connect(hall::Hall& hall) : hall_(hall) {}

  // True for paths that belong to an RPC service, known or not.
  static bool Owns(std::string_view path);
  // How large a body of this request may be; decided from its header.
  static uint64_t BodyBytesMax(std::string_view path, std::string_view content_type);
  void Serve(const Request& request, Respond respond) const;

  // An answer to a request whose body is over its limit.
  static Response TooLarge(uint64_t limit);
  // The answer that an Error becomes.
  static Response FromError(const Error& error);

 private:
  void ServePull(Form form, const Request& request, Respond respond) const;
  void ServeAccesses(Form form, const Request& request, Respond respond) const;

  hall::Hall& hall_;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_CONNECT_H_
