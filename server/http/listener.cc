#include "http/listener.h"

#include <spdlog/spdlog.h>

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <charconv>
#include <csignal>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "http/connect.h"
#include "http/limits.h"
#include "http/poke_session.h"

namespace yiting::http {

namespace {

using asio::ip::tcp;

constexpr std::string_view kPokePath = "/yiting.v1.Poke";

// Counts something down when it goes: connections, bytes of bodies, running requests.
class Share {
 public:
  Share(std::atomic<int64_t>& total, int64_t amount) : total_(&total), amount_(amount) {
    after_ = total_->fetch_add(amount) + amount;
  }
  Share(Share&& other) noexcept
      : total_(std::exchange(other.total_, nullptr)),
        amount_(other.amount_),
        after_(other.after_) {}
  ~Share() {
    if (total_ != nullptr) total_->fetch_sub(amount_);
  }
  int64_t after() const { return after_; }

 private:
  std::atomic<int64_t>* total_;
  int64_t amount_;
  int64_t after_;
};

struct Totals {
  std::atomic<int64_t> connections{0};
  std::atomic<int64_t> body_bytes{0};
  std::atomic<int64_t> running{0};
  std::atomic<bool> stopping{false};
};

// One connection: requests one after another until either side has enough.
class Session {
 public:
  Session(Stream stream, const Listener::Ports& ports, Totals& totals, Share connection)
      : stream_(std::move(stream)),
        ports_(ports),
        totals_(totals),
        connection_(std::move(connection)) {}

  asio::awaitable<void> Run() {
    if (connection_.after() > kConnectionsMax) {
      co_await Write(Response::Text(503, "too many connections\n"), "GET", false);
    } else {
      while (co_await ServeOne()) {
      }
    }
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

 private:
  using Parser = bhttp::request_parser<bhttp::string_body>;

  // False when the connection is over.
  asio::awaitable<bool> ServeOne() {
    Parser parser;
    parser.header_limit(kHeaderBytesMax);
    parser.body_limit(boost::none);  // ReadBody sets it, when the path is known
    error_code error;
    stream_.expires_after(first_ ? kHeaderWait : kIdleWait);
    first_ = false;
    co_await bhttp::async_read_header(stream_, buffer_, parser, Into(error));
    if (error) co_return co_await RefuseHeader(error);
    std::optional<Share> running(std::in_place, totals_.running, 1);
    const auto& head = parser.get();
    Request request;
    request.method = head.method_string();
    const std::string_view target = head.target();
    request.path = target.substr(0, target.find('?'));
    if (ports_.pokes != nullptr && websocket::is_upgrade(head) && request.path == kPokePath) {
      running.reset();  // nobody waits for a WebSocket to end
      co_await RunPokes(parser);
      co_return false;
    }
    request.content_type = head[bhttp::field::content_type];
    request.content_encoding = head[bhttp::field::content_encoding];
    request.accept_encoding = head[bhttp::field::accept_encoding];
    request.if_none_match = head[bhttp::field::if_none_match];
    const bool keep = head.keep_alive() && !totals_.stopping;
    if (auto refused = co_await ReadBody(request, parser)) {
      co_await Write(*std::move(refused), request.method, false);
      co_await Drain();
      co_return false;
    }
    if (failed_) co_return false;
    request.body = std::move(parser.get().body());
    Response response = co_await Answer(request);
    body_.reset();
    co_return co_await Write(std::move(response), request.method, keep) && keep;
  }

  asio::awaitable<bool> RefuseHeader(error_code error) {
    if (error == bhttp::error::header_limit) {
      co_await Write(Response::Text(431, "the header is too large\n"), "GET", false);
      co_await Drain();
    } else if (error.category() == bhttp::make_error_code(bhttp::error::bad_method).category() &&
               error != bhttp::error::end_of_stream && error != bhttp::error::partial_message) {
      co_await Write(Response::Text(400, "this is not HTTP\n"), "GET", false);
    }
    co_return false;
  }

  // Reads the body into the parser; an answer if it is refused. Sets failed_ if the client went.
  asio::awaitable<std::optional<Response>> ReadBody(const Request& request, Parser& parser) {
    const uint64_t limit = ports_.site.BodyBytesMax(request.path, request.content_type);
    const auto length = parser.content_length();
    if (length && *length > limit) co_return Connect::TooLarge(limit);
    const uint64_t claimed = length ? *length : parser.is_done() ? 0 : limit;
    body_.emplace(totals_.body_bytes, static_cast<int64_t>(claimed));
    if (body_->after() > static_cast<int64_t>(kBodiesBytesMax)) {
      co_return Connect::FromError({ErrorCode::kIo, "the server is busy; try again"});
    }
    parser.body_limit(limit);
    error_code error;
    stream_.expires_after(kBodyWait);
    if (!parser.is_done() && parser.get()[bhttp::field::expect] == "100-continue") {
      bhttp::response<bhttp::empty_body> go_on(bhttp::status::continue_, 11);
      co_await bhttp::async_write(stream_, go_on, Into(error));
    }
    if (!error && !parser.is_done()) {
      co_await bhttp::async_read(stream_, buffer_, parser, Into(error));
    }
    if (error == bhttp::error::body_limit) co_return Connect::TooLarge(limit);
    failed_ = static_cast<bool>(error);
    co_return std::nullopt;
  }

  asio::awaitable<Response> Answer(const Request& request) {
    // The hall answers on its own thread; the coroutine goes on where it was.
    co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Response)>(
        [this, &request](auto handler) {
          auto kept = std::make_shared<decltype(handler)>(std::move(handler));
          ports_.site.Serve(request, [kept, executor = stream_.get_executor()](Response made) {
            asio::post(executor, [kept, made = std::move(made)]() mutable {
              std::move(*kept)(std::move(made));
            });
          });
        },
        asio::use_awaitable);
  }

  asio::awaitable<bool> Write(Response response, std::string_view method, bool keep) {
    static const std::string nothing;
    const std::string& body = response.body ? *response.body : nothing;
    bhttp::response<bhttp::span_body<const char>> out;
    out.version(11);
    out.result(static_cast<unsigned>(response.status));
    out.keep_alive(keep);
    for (const auto& [name, value] : SecurityHeaders()) out.set(name, value);
    for (const auto& [name, value] : response.headers) out.set(name, value);
    if (!response.content_type.empty()) out.set(bhttp::field::content_type, response.content_type);
    if (response.status != 304) out.content_length(body.size());
    if (method != "HEAD") out.body() = beast::span<const char>(body.data(), body.size());
    error_code error;
    stream_.expires_after(kWriteWait);
    bhttp::response_serializer<bhttp::span_body<const char>> serializer(out);
    co_await bhttp::async_write(stream_, serializer, Into(error));
    co_return !error;
  }

  // Reads what a refused client is still sending, so that it comes to read the answer.
  asio::awaitable<void> Drain() {
    error_code error;
    stream_.socket().shutdown(tcp::socket::shutdown_send, error);
    error = {};
    stream_.expires_after(kDrainWait);
    size_t drained = 0;
    buffer_.clear();
    while (!error && drained < kDrainBytesMax) {
      drained += co_await stream_.async_read_some(buffer_.prepare(65536), Into(error));
    }
  }

  asio::awaitable<void> RunPokes(Parser& parser) {
    auto pokes = std::make_shared<PokeSession>(std::move(stream_), *ports_.pokes);
    co_await pokes->Run(parser.release());
  }

  Stream stream_;
  const Listener::Ports& ports_;
  Totals& totals_;
  Share connection_;
  beast::flat_buffer buffer_;
  std::optional<Share> body_;  // of the request at hand, until it is answered
  bool first_ = true;
  bool failed_ = false;
};

class BeastListener : public Listener {
 public:
  explicit BeastListener(const Ports& ports) : ports_(ports) {}

  Status Open(const std::string& address) {
    ASSIGN_OR_RETURN(tcp::endpoint endpoint, Parse(address));
    error_code error;
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (error == asio::error::address_in_use) {
      return Fail(ErrorCode::kConflict, address + " is taken by another program; stop that, or "
                                                  "give another one with --listen HOST:PORT");
    }
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (error) return Fail(ErrorCode::kIo, address + ": " + error.message());
    return {};
  }

  int port() const override { return acceptor_.local_endpoint().port(); }

  void Run(int threads) override {
    asio::co_spawn(context_, Accept(), asio::detached);
    signals_.async_wait([this](error_code error, int) {
      if (!error) asio::co_spawn(context_, Stop(), asio::detached);
    });
    std::vector<std::thread> others;
    for (int i = 1; i < threads; ++i) others.emplace_back([this] { context_.run(); });
    context_.run();
    for (std::thread& other : others) other.join();
  }

 private:
  // HOST:PORT; a host is an address or "localhost".
  Result<tcp::endpoint> Parse(const std::string& text) {
    const size_t colon = text.rfind(':');
    const std::string bad = text + ": an address to listen on is HOST:PORT, such as 0.0.0.0:8080";
    if (colon == std::string::npos) return Fail(ErrorCode::kInvalid, bad);
    std::string host = text.substr(0, colon);
    if (host.size() > 1 && host.front() == '[' && host.back() == ']') {
      host = host.substr(1, host.size() - 2);
    }
    if (host == "localhost") host = "127.0.0.1";
    uint16_t port = 0;
    const char* end = text.data() + text.size();
    auto parsed = std::from_chars(text.data() + colon + 1, end, port);
    error_code error;
    auto address = asio::ip::make_address(host, error);
    if (error || parsed.ec != std::errc() || parsed.ptr != end) {
      return Fail(ErrorCode::kInvalid, bad);
    }
    return tcp::endpoint(address, port);
  }

  asio::awaitable<void> Accept() {
    while (!totals_.stopping) {
      error_code error;
      tcp::socket socket(asio::make_strand(context_));
      co_await acceptor_.async_accept(socket, Into(error));
      if (error == asio::error::operation_aborted) co_return;
      if (error) {
        // Out of files, mostly: without a pause this loop would spin until some are closed.
        spdlog::warn("a connection could not be accepted: {}", error.message());
        asio::steady_timer pause(context_, std::chrono::milliseconds(100));
        co_await pause.async_wait(Into(error));
        continue;
      }
      socket.set_option(tcp::no_delay(true), error);
      auto executor = socket.get_executor();
      auto session = std::make_shared<Session>(Stream(std::move(socket)), ports_, totals_,
                                               Share(totals_.connections, 1));
      asio::co_spawn(
          executor, [session]() -> asio::awaitable<void> { return session->Run(); },
          [session](std::exception_ptr failure) {
            if (failure) spdlog::error("a connection ended by an exception");
          });
    }
  }

  asio::awaitable<void> Stop() {
    totals_.stopping = true;
    error_code error;
    acceptor_.close(error);
    const auto until = std::chrono::steady_clock::now() + kStopWait;
    asio::steady_timer pause(context_);
    while (totals_.running > 0 && std::chrono::steady_clock::now() < until) {
      pause.expires_after(std::chrono::milliseconds(20));
      co_await pause.async_wait(Into(error));
    }
    context_.stop();
  }

  Ports ports_;
  Totals totals_;
  asio::io_context context_;
  tcp::acceptor acceptor_{context_};
  asio::signal_set signals_{context_, SIGINT, SIGTERM};
};

}  // namespace

Result<std::unique_ptr<Listener>> Listener::Bind(const std::string& address, const Ports& ports) {
  auto listener = std::make_unique<BeastListener>(ports);
  RETURN_IF_ERROR(listener->Open(address));
  return std::unique_ptr<Listener>(std::move(listener));
}

}  // namespace yiting::http
