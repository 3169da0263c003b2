#include "http/web_files.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "tests/unit/server/temp_folder.h"

namespace yiting::http {
namespace {

std::string HeaderOf(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

std::string Unbrotli(const std::string& packed) {
  std::string plain(1 << 20, '\0');
  size_t size = plain.size();
  EXPECT_EQ(BrotliDecoderDecompress(packed.size(), reinterpret_cast<const uint8_t*>(packed.data()),
                                    &size, reinterpret_cast<uint8_t*>(plain.data())),
            BROTLI_DECODER_RESULT_SUCCESS);
  plain.resize(size);
  return plain;
}

class WebFilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_.Write("secret.txt", "outside");
    folder_.Write("web/index.html", "<p>resident");
    folder_.Write("web/console/index.html", "<p>console");
    folder_.Write("web/sw.js", "worker");
    folder_.Write("web/assets/app-1a2b3c4d.js", script_);
    folder_.Write("web/assets/core-1a2b3c4d.wasm", std::string(3000, 'w'));
    folder_.Write("web/assets/core-1a2b3c4d.wasm.br", "made by the build");
    folder_.Write("web/.env", "not for browsers");
    std::filesystem::create_symlink(folder_ / "secret.txt", folder_ / "web/link.txt");
    auto files = WebFiles::Load(folder_ / "web");
    ASSERT_TRUE(files) << files.error().message;
    files_ = *std::move(files);
  }
  Response Get(const std::string& path, const std::string& accept = "") {
    Request request;
    request.method = "GET";
    request.path = path;
    request.accept_encoding = accept;
    return files_->Serve(request);
  }

  const std::string script_ = std::string(5000, 'a') + "// end";
  testing::TempFolder folder_;
  std::unique_ptr<WebFiles> files_;
};

TEST_F(WebFilesTest, FoldersAnswerWithTheirIndex) {
  EXPECT_EQ(*Get("/").body, "<p>resident");
  EXPECT_EQ(*Get("/console/").body, "<p>console");
  EXPECT_EQ(Get("/").content_type, "text/html; charset=utf-8");
  Response moved = Get("/console");
  EXPECT_EQ(moved.status, 308);
  EXPECT_EQ(HeaderOf(moved, "location"), "/console/");
}

TEST_F(WebFilesTest, NoPathLeadsOutOfTheFolder) {
  for (const char* path :
       {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
        "//etc/passwd", "/./index.html", "/link.txt", "/.env", "", "secret.txt", "/assets",
        "/console/../index.html", "\\..\\secret.txt", "/index.html/", "/assets/"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST_F(WebFilesTest, MediaTypesAndCaching) {
  EXPECT_EQ(Get("/assets/core-1a2b3c4d.wasm").content_type, "application/wasm");
  EXPECT_EQ(Get("/sw.js").content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(HeaderOf(Get("/sw.js"), "cache-control"), "no-cache");
  EXPECT_EQ(HeaderOf(Get("/"), "cache-control"), "no-cache");
  EXPECT_EQ(HeaderOf(Get("/assets/app-1a2b3c4d.js"), "cache-control"),
            "public, max-age=31536000, immutable");
}

TEST_F(WebFilesTest, AKnownETagAnswers304WithoutABody) {
  Request request;
  request.method = "GET";
  request.path = "/";
  request.if_none_match = HeaderOf(Get("/"), "etag");
  Response response = files_->Serve(request);
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body, nullptr);
  request.if_none_match = "\"another\"";
  EXPECT_EQ(files_->Serve(request).status, 200);
}

TEST_F(WebFilesTest, BrotliForThoseWhoTakeIt) {
  EXPECT_EQ(*Get("/assets/core-1a2b3c4d.wasm", "gzip, br").body, "made by the build");
  Response packed = Get("/assets/app-1a2b3c4d.js", "gzip, deflate, br;q=0.9");
  EXPECT_EQ(HeaderOf(packed, "content-encoding"), "br");
  EXPECT_EQ(Unbrotli(*packed.body), script_);
  for (const char* accept : {"", "gzip", "brotli-x", "br;q=0", "br;q=0, gzip"}) {
    Response plain = Get("/assets/app-1a2b3c4d.js", accept);
    EXPECT_EQ(HeaderOf(plain, "content-encoding"), "") << accept;
    EXPECT_EQ(*plain.body, script_);
  }
  EXPECT_EQ(HeaderOf(Get("/", "br"), "content-encoding"), "") << "too small to be worth it";
}

TEST_F(WebFilesTest, OnlyGetAndHead) {
  Request request;
  request.method = "POST";
  request.path = "/";
  EXPECT_EQ(files_->Serve(request).status, 405);
}

TEST(WebFiles, AFolderThatIsNotThereIsNamed) {
  auto files = WebFiles::Load("/nowhere");
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code, ErrorCode::kNotFound);
  Request request;
  request.method = "GET";
  request.path = "/";
  EXPECT_EQ(WebFiles::None()->Serve(request).status, 404);
}

TEST(SecurityHeaders, NothingUnsafeIsAllowed) {
  std::string policy;
  for (const auto& [name, value] : SecurityHeaders()) {
    if (name == "content-security-policy") policy = value;
  }
  EXPECT_NE(policy.find("default-src 'self'"), std::string::npos);
  EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe-inline"), std::string::npos);
  EXPECT_EQ(policy.find("'unsafe-eval'"), std::string::npos);
}

}  // namespace
}  // namespace yiting::http
