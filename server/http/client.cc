#include "http/client.h"

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <utility>

namespace yiting::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

auto Into(error_code& error) { return asio::redirect_error(asio::use_awaitable, error); }

class BeastClient : public Client {
 public:
  explicit BeastClient(const Url& url) : url_(url) {}

  Result<Reply> Get(const std::string& path, std::chrono::milliseconds wait) override {
    return Call(Request(bhttp::verb::get, url_.prefix + path, 11), wait);
  }
  Result<Reply> Post(const std::string& path, const std::string& content_type,
                     const std::string& body, std::chrono::milliseconds wait) override {
    Request request(bhttp::verb::post, url_.prefix + path, 11);
    request.set(bhttp::field::content_type, content_type);
    request.body() = body;
    request.prepare_payload();
    return Call(std::move(request), wait);
  }

 private:
  using Request = bhttp::request<bhttp::string_body>;
  using Parser = bhttp::response_parser<bhttp::string_body>;

  std::string Where() const { return "http://" + url_.host + ":" + url_.port; }

  Result<Reply> Call(Request request, std::chrono::milliseconds wait) {
    request.set(bhttp::field::host, url_.host + ":" + url_.port);
    request.set(bhttp::field::user_agent, "yiting");
    const bool kept = stream_.has_value();
    error_code error = Try(request, wait);
    // The other side may have closed a connection that was kept.
    if (error && kept && error != beast::error::timeout && error != bhttp::error::body_limit) {
      error = Try(request, wait);
    }
    if (error == bhttp::error::body_limit) {
      return Fail(ErrorCode::kTooLarge, Where() + std::string(request.target()) +
                                            ": the answer is above the limit");
    }
    if (error == beast::error::timeout) {
      return Fail(ErrorCode::kIo, Where() + ": no answer in time");
    }
    if (error) return Fail(ErrorCode::kIo, Where() + ": " + error.message());
    Reply reply;
    reply.status = parser_->get().result_int();
    reply.content_type = std::string(parser_->get()[bhttp::field::content_type]);
    reply.body = std::move(parser_->get().body());
    if (!parser_->keep_alive()) stream_.reset();
    return reply;
  }

  error_code Try(const Request& request, std::chrono::milliseconds wait) {
    error_code error;
    context_.restart();
    asio::co_spawn(context_, Exchange(request, wait, error), asio::detached);
    context_.run();
    if (error) stream_.reset();
    return error;
  }

  asio::awaitable<void> Exchange(const Request& request, std::chrono::milliseconds wait,
                                 error_code& error) {
    const auto until = std::chrono::steady_clock::now() + wait;
    if (!stream_) {
      tcp::resolver resolver(context_);
      const auto found = co_await resolver.async_resolve(url_.host, url_.port, Into(error));
      if (error) co_return;
      stream_.emplace(context_);
      stream_->expires_at(until);
      co_await stream_->async_connect(found, Into(error));
      if (error) co_return;
      stream_->socket().set_option(tcp::no_delay(true), error);
    }
    stream_->expires_at(until);
    co_await bhttp::async_write(*stream_, request, Into(error));
    if (error) co_return;
    beast::flat_buffer buffer;
    parser_.emplace();
    parser_->body_limit(kReplyBytesMax);
    co_await bhttp::async_read(*stream_, buffer, *parser_, Into(error));
    stream_->expires_never();
  }

  Url url_;
  asio::io_context context_{1};
  std::optional<beast::tcp_stream> stream_;
  std::optional<Parser> parser_;
};

}  // namespace

Result<Url> ParseUrl(std::string_view text) {
  const std::string whole(text);
  if (text.starts_with("https://")) {
    return Fail(ErrorCode::kUnsupported,
                whole + ": only http:// is spoken here; put a proxy that speaks TLS in between");
  }
  constexpr std::string_view kScheme = "http://";
  const Failure bad =
      Fail(ErrorCode::kInvalid, whole + ": an address is http://HOST[:PORT][/PATH]");
  if (!text.starts_with(kScheme)) return bad;
  text.remove_prefix(kScheme.size());
  Url url;
  const size_t slash = std::min(text.find('/'), text.size());
  url.prefix = std::string(text.substr(slash));
  while (url.prefix.ends_with('/')) url.prefix.pop_back();
  std::string_view host = text.substr(0, slash);
  const size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && host.find(']', colon) == std::string_view::npos) {
    url.port = std::string(host.substr(colon + 1));
    host = host.substr(0, colon);
  }
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  url.host = std::string(host);
  const bool digits = !url.port.empty() && url.port.size() <= 5 &&
                      std::all_of(url.port.begin(), url.port.end(),
                                  [](char c) { return c >= '0' && c <= '9'; });
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) { return c > ' '; });
  if (url.host.empty() || !digits || !plain) return bad;
  return url;
}

std::unique_ptr<Client> Client::To(const Url& url) { return std::make_unique<BeastClient>(url); }

}  // namespace yiting::http
