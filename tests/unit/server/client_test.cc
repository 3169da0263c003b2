#include "http/client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <vector>

namespace yiting::http {
namespace {

constexpr std::chrono::milliseconds kWait{2'000};

// Takes one connection after another; answers each request on it with the next of `answers`, and
// closes it when there is an empty one.
class Answering {
 public:
  explicit Answering(std::vector<std::string> answers) : answers_(std::move(answers)) {
    listening_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    EXPECT_EQ(::bind(listening_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(::listen(listening_, 8), 0);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Run(); });
  }
  ~Answering() {
    ::shutdown(listening_, SHUT_RDWR);
    thread_.join();
    ::close(listening_);
  }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  const std::string& received() const { return received_; }
  int connections() const { return connections_; }

 private:
  void Run() {
    size_t next = 0;
    while (next < answers_.size()) {
      const int connection = ::accept(listening_, nullptr, nullptr);
      if (connection < 0) return;
      ++connections_;
      char bytes[4096];
      ssize_t count = 0;
      while (next < answers_.size() && (count = ::read(connection, bytes, sizeof bytes)) > 0) {
        received_.append(bytes, static_cast<size_t>(count));
        const std::string& answer = answers_[next++];
        if (answer.empty()) break;
        (void)!::write(connection, answer.data(), answer.size());
      }
      ::close(connection);
    }
  }

  std::vector<std::string> answers_;
  std::string received_;
  int connections_ = 0;
  int listening_ = -1;
  uint16_t port_ = 0;
  std::thread thread_;
};

TEST(ClientTest, AddressesAreTakenApart) {
  EXPECT_EQ(*ParseUrl("http://a.example"), (Url{"a.example", "80", ""}));
  EXPECT_EQ(*ParseUrl("http://a.example:8081/w/1/"), (Url{"a.example", "8081", "/w/1"}));
  EXPECT_EQ(*ParseUrl("http://[::1]:99/x"), (Url{"::1", "99", "/x"}));
  EXPECT_EQ(ParseUrl("https://a.example").error().code, ErrorCode::kUnsupported);
  for (const char* bad : {"", "a.example", "http://", "http://:80", "http://a:b", "http://a:123456",
                          "http://a b", "ftp://a"}) {
    EXPECT_EQ(ParseUrl(bad).error().code, ErrorCode::kInvalid) << bad;
  }
}

TEST(ClientTest, AsksAndKeepsTheConnection) {
  Answering server({"HTTP/1.1 200 OK\r\ncontent-type: text/x\r\ncontent-length: 2\r\n\r\nhi",
                    "HTTP/1.1 409 Conflict\r\ncontent-length: 3\r\n\r\n20\n"});
  auto client = Client::To(*ParseUrl(server.origin() + "/prefix"));
  auto got = client->Get("/one", kWait);
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->status, 200);
  EXPECT_EQ(got->content_type, "text/x");
  EXPECT_EQ(got->body, "hi");
  auto posted = client->Post("/two", "text/y", "the body", kWait);
  ASSERT_TRUE(posted) << posted.error().message;
  EXPECT_EQ(posted->status, 409);
  EXPECT_EQ(posted->body, "20\n");
  EXPECT_EQ(server.connections(), 1);
  EXPECT_NE(server.received().find("GET /prefix/one HTTP/1.1\r\n"), std::string::npos);
  EXPECT_NE(server.received().find("POST /prefix/two HTTP/1.1\r\n"), std::string::npos);
  EXPECT_NE(server.received().find("the body"), std::string::npos);
}

TEST(ClientTest, AConnectionThatWasClosedIsMadeAnew) {
  Answering server({"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n1", "",
                    "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n2"});
  auto client = Client::To(*ParseUrl(server.origin()));
  EXPECT_EQ(client->Get("/", kWait)->body, "1");
  auto second = client->Get("/", kWait);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->body, "2");
}

TEST(ClientTest, SilenceAndAbsenceAreErrors) {
  // What it waits for then is a second request.
  Answering silent({"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n", ""});
  auto client = Client::To(*ParseUrl(silent.origin()));
  auto waited = client->Get("/", std::chrono::milliseconds(200));
  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().code, ErrorCode::kIo);
  EXPECT_NE(waited.error().message.find("no answer in time"), std::string::npos);
  // Nobody listens on a port that was just given back.
  auto nobody = Client::To(*ParseUrl("http://127.0.0.1:1"));
  EXPECT_EQ(nobody->Get("/", kWait).error().code, ErrorCode::kIo);
}

TEST(ClientTest, AnAnswerAboveTheLimitIsRefused) {
  Answering server({"HTTP/1.1 200 OK\r\ncontent-length: 99999999\r\n\r\n"});
  auto client = Client::To(*ParseUrl(server.origin()));
  EXPECT_EQ(client->Get("/", kWait).error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace yiting::http
