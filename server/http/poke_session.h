// One WebSocket that waits for pokes: says whom it follows, is told sizes. A slow one is told only
// the newest size of each community, so nothing gathers up. docs/formats/poke.md.
//
// Part of listener.cc, which alone includes it: Boost is compiled once.
// Tested by tests/web/http.test.mjs

#ifndef YITING_SERVER_HTTP_POKE_SESSION_H_
#define YITING_SERVER_HTTP_POKE_SESSION_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "http/json_codec.h"
#include "http/limits.h"
#include "http/pokes.h"

namespace yiting::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Stream = beast::tcp_stream;

// Completes an operation with its error in `error` instead of an exception.
inline auto Into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

class PokeSession : public Follower, public std::enable_shared_from_this<PokeSession> {
 public:
  PokeSession(Stream stream, Pokes& pokes) : socket_(std::move(stream)), pokes_(pokes) {}

  void Tell(const Bytes& community, uint64_t tree_size) override {
    asio::post(socket_.get_executor(), [self = shared_from_this(), community, tree_size] {
      self->pending_[community] = tree_size;
      self->StartWriting();
    });
  }

  asio::awaitable<void> Run(bhttp::request<bhttp::string_body> upgrade) {
    beast::get_lowest_layer(socket_).expires_never();
    websocket::stream_base::timeout timeout{};
    timeout.handshake_timeout = kHeaderWait;
    timeout.idle_timeout = kPokeIdle;
    timeout.keep_alive_pings = true;
    socket_.set_option(timeout);
    socket_.read_message_max(kFollowBytesMax);
    error_code error;
    co_await socket_.async_accept(upgrade, Into(error));
    beast::flat_buffer buffer;
    while (!error) {
      co_await socket_.async_read(buffer, Into(error));
      if (error) break;
      auto follow = ParseFollow(beast::buffers_to_string(buffer.data()));
      buffer.consume(buffer.size());
      if (!follow) {
        websocket::close_reason reason(websocket::close_code::policy_error,
                                       follow.error().message.substr(0, 120));
        co_await socket_.async_close(reason, Into(error));
        break;
      }
      pokes_.Follow(shared_from_this(), *follow);
    }
    pokes_.Leave(this);
  }

 private:
  void StartWriting() {
    if (std::exchange(writing_, true)) return;
    asio::co_spawn(socket_.get_executor(), Write(shared_from_this()), asio::detached);
  }

  asio::awaitable<void> Write(std::shared_ptr<PokeSession> self) {
    error_code error;
    while (!self->pending_.empty() && !error) {
      auto first = self->pending_.begin();
      const std::string text = FormatPoke(first->first, first->second);
      self->pending_.erase(first);
      self->socket_.text(true);
      co_await self->socket_.async_write(asio::buffer(text), Into(error));
    }
    self->writing_ = false;
  }

  websocket::stream<Stream> socket_;
  Pokes& pokes_;
  std::map<Bytes, uint64_t> pending_;
  bool writing_ = false;
};

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_POKE_SESSION_H_
