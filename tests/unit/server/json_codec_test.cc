#include "http/json_codec.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/support/files.h"

namespace yiting::http {
namespace {

using std::string_literals::operator""s;

TEST(JsonCodec, APushIsReadWithCamelCaseAndBase64) {
  v1::PushRequest push;
  Status read = ParseJson(R"({"community":"AAEC","commands":["aGk=","aG8"],
      "contents":[{"commitment":"_-8=","salt":"","data":"+/8="}],"checkpoint":"note\n",
      "packs":["aGk=","aGE="]})",
                          push);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(push.community(), "\0\1\2"s);
  ASSERT_EQ(push.commands_size(), 2);
  EXPECT_EQ(push.commands(0), "hi");
  EXPECT_EQ(push.commands(1), "ho") << "base64 without its padding";
  ASSERT_EQ(push.contents_size(), 1);
  EXPECT_EQ(push.contents(0).commitment(), "\xff\xef") << "the URL-safe alphabet";
  EXPECT_EQ(push.contents(0).data(), "\xfb\xff");
  EXPECT_EQ(push.checkpoint(), "note\n");
  ASSERT_EQ(push.packs_size(), 2);
  EXPECT_EQ(push.packs(1), "ha");
}

TEST(JsonCodec, APullIsReadWithNumbersInBothForms) {
  for (const char* text :
       {R"({"from":"18446744073709551615","maxBytes":7,
             "reader":{"timeMs":"-5"},"wanted":["aGk="],"receipts":["7",8]})",
        R"({"from":18446744073709551615,"max_bytes":"7",
             "reader":{"time_ms":-5},"wanted":["aGk="],"receipts":[7,"8"]})"}) {
    v1::PullRequest pull;
    Status read = ParseJson(text, pull);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(pull.from(), UINT64_MAX);
    EXPECT_EQ(pull.max_bytes(), 7u);
    EXPECT_EQ(pull.reader().time_ms(), -5);
    EXPECT_EQ(pull.wanted(0), "hi");
    ASSERT_EQ(pull.receipts_size(), 2);
    EXPECT_EQ(pull.receipts(1), 8u);
  }
}

TEST(JsonCodec, APartOfASnapshotIsAskedForAndGiven) {
  v1::FetchSnapshotRequest fetch;
  ASSERT_TRUE(ParseJson(R"({"community":"aGk=","size":"17","part":3})", fetch));
  EXPECT_EQ(fetch.community(), "hi");
  EXPECT_EQ(fetch.size(), 17u);
  EXPECT_EQ(fetch.part(), 3u);
  EXPECT_FALSE(ParseJson(R"({"part":-1})", fetch));
  v1::FetchSnapshotResponse response;
  EXPECT_EQ(FormatJson(response), "{}");
  response.set_size(17);
  response.set_parts(4);
  response.set_data("hi");
  response.set_entry("ho");
  response.set_receipt("note");
  response.set_frontier("hi");
  response.add_consistency("ha");
  EXPECT_EQ(FormatJson(response),
            R"({"consistency":["aGE="],"data":"aGk=","entry":"aG8=","frontier":"aGk=",)"
            R"("parts":4,"receipt":"note","size":"17"})");
}

TEST(JsonCodec, AccessesAreAskedForAndListed) {
  v1::ListAccessesRequest request;
  ASSERT_TRUE(ParseJson(R"({"community":"aGk=","after":"17","reader":{"timeMs":-5}})", request));
  EXPECT_EQ(request.after(), 17u);
  EXPECT_EQ(request.reader().time_ms(), -5);
  v1::ListAccessesResponse response;
  EXPECT_EQ(FormatJson(response), "{}");
  v1::ListAccessesResponse::Access& one = *response.add_accesses();
  one.set_time_ms(7);
  one.set_commitment("hi");
  one.set_member("ho");
  one.set_device("ha");
  response.set_next(3);
  EXPECT_EQ(FormatJson(response),
            R"({"accesses":[{"commitment":"aGk=","device":"aGE=","member":"aG8=",)"
            R"("timeMs":"7"}],"next":"3"})");
}

TEST(JsonCodec, AbsentNullAndUnknownFieldsAreNoError) {
  v1::PullRequest pull;
  ASSERT_TRUE(
      ParseJson(R"({"community":null,"reader":null,"of a later version":[{"a":1}]})", pull));
  EXPECT_FALSE(pull.has_reader());
  v1::DescribeRequest describe;
  EXPECT_TRUE(ParseJson("{}", describe));
  v1::FetchPackRequest fetch;
  ASSERT_TRUE(ParseJson(R"({"packHash":"aGk="})", fetch));
  EXPECT_EQ(fetch.pack_hash(), "hi");
  ASSERT_TRUE(ParseJson(R"({"pack_hash":"aG8="})", fetch));
  EXPECT_EQ(fetch.pack_hash(), "ho");
}

TEST(JsonCodec, WhatIsWrongIsNamed) {
  const struct {
    const char* text;
    const char* says;
  } cases[] = {
      {"", "not JSON"},
      {"{", "not JSON"},
      {"[]", "not a JSON object"},
      {"{\"a\":\"\xff\"}", "not JSON"},
      {R"({"community":5})", "community: not a string of base64"},
      {R"({"community":"a$b="})", "community: not base64"},
      {R"({"commands":"aGk="})", "commands: not a list"},
      {R"({"commands":["aGk=",1]})", "commands[1]: not a string of base64"},
      {R"({"contents":[{},{"salt":"%"}]})", "contents[1].salt: not base64"},
      {R"({"contents":[[]]})", "contents[0]: not a JSON object"},
      {R"({"checkpoint":[]})", "checkpoint: not a string"},
  };
  for (const auto& one : cases) {
    v1::PushRequest push;
    Status read = ParseJson(one.text, push);
    ASSERT_FALSE(read) << one.text;
    EXPECT_EQ(read.error().code, ErrorCode::kInvalid);
    EXPECT_EQ(read.error().message, one.says) << one.text;
  }
  for (const char* text : {R"({"from":-1})", R"({"from":1.5})", R"({"from":"1x"})",
                           R"({"from":""})",
                           R"({"from":"18446744073709551616"})", R"({"maxBytes":4294967296})"}) {
    v1::PullRequest pull;
    EXPECT_FALSE(ParseJson(text, pull)) << text;
  }
}

TEST(JsonCodec, DeepNestingIsRefused) {
  v1::DescribeRequest describe;
  EXPECT_FALSE(ParseJson("{\"a\":" + std::string(100'000, '['), describe));
  const std::string nested = std::string(50, '[') + std::string(50, ']');
  EXPECT_FALSE(ParseJson("{\"a\":" + nested + "}", describe));
}

TEST(JsonCodec, AnswersAreWrittenAsProtobufWould) {
  v1::PushResponse push;
  push.add_results()->set_command_id("hi");
  push.mutable_results(0)->set_accepted(0);
  push.add_results()->set_rejected("ho");
  push.set_checkpoint("a\nb");
  EXPECT_EQ(FormatJson(push),
            R"({"checkpoint":"a\nb","results":[{"accepted":"0","commandId":"aGk="},)"
            R"({"rejected":"aG8="}]})");

  v1::PullResponse pull;
  EXPECT_EQ(FormatJson(pull), "{}");
  pull.add_entries("hi");
  pull.add_contents()->set_data("ho");
  pull.add_consistency("hi");
  pull.set_server_ms(1'500'000'000'000);
  for (const char* receipt : {"", "note"}) pull.add_receipts(receipt);
  EXPECT_EQ(FormatJson(pull),
            R"({"consistency":["aGk="],"contents":[{"data":"aG8="}],"entries":["aGk="],)"
            R"("receipts":["","note"],"serverMs":"1500000000000"})");

  v1::DescribeResponse describe;
  auto& community = *describe.add_communities();
  community.set_community("hi");
  community.mutable_title()->set_zh("米市巷");
  community.set_tree_size(12);
  EXPECT_EQ(FormatJson(describe), R"({"communities":[{"community":"aGk=","title":{"zh":"米市巷"},)"
                                  R"("treeSize":"12"}]})");

  v1::FetchPackResponse fetch;
  fetch.set_bundle("hi");
  EXPECT_EQ(FormatJson(fetch), R"({"bundle":"aGk="})");
  EXPECT_EQ(FormatConnectError("not_found", "no \"such\" thing"),
            R"({"code":"not_found","message":"no \"such\" thing"})");
}

TEST(JsonCodec, FollowAndPoke) {
  const std::string hex(64, 'a');
  auto follow = ParseFollow(R"({"follow":[")" + hex + R"("]})");
  ASSERT_TRUE(follow);
  EXPECT_EQ(*follow, std::vector<Bytes>{Bytes(32, '\xaa')});
  EXPECT_FALSE(ParseFollow(R"({"follow":["aa"]})"));
  EXPECT_FALSE(ParseFollow("follow"));
  std::string many = R"({"follow":[)";
  for (size_t i = 0; i <= kFollowMax; ++i) many += (i == 0 ? "\"" : ",\"") + hex + "\"";
  EXPECT_EQ(ParseFollow(many + "]}").error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(FormatPoke(Bytes(32, '\xaa'), 123),
            R"({"community":")" + hex + R"(","treeSize":"123"})");
}

// The blocks fenced as ```json NAME of a page.
std::vector<std::string> BlocksOf(const std::string& page, const std::string& name) {
  std::vector<std::string> blocks;
  const std::string fence = "```json " + name + "\n";
  for (size_t at = page.find(fence); at != page.npos; at = page.find(fence, at + 1)) {
    const size_t begin = at + fence.size();
    blocks.push_back(page.substr(begin, page.find("\n```", begin) - begin));
  }
  return blocks;
}

template <class Message>
void ExpectIsRead(const std::string& page, const std::string& name) {
  std::vector<std::string> blocks = BlocksOf(page, name);
  EXPECT_FALSE(blocks.empty()) << name;
  for (const std::string& block : blocks) {
    Message message;
    Status read = ParseJson(block, message);
    EXPECT_TRUE(read) << name << ": " << read.error().message;
  }
}

TEST(JsonCodec, TheExamplesOfTheFormatPagesAreRead) {
  const std::string connect = testing::ReadRepositoryFile("docs/formats/connect.md");
  ExpectIsRead<v1::PushRequest>(connect, "PushRequest");
  ExpectIsRead<v1::PullRequest>(connect, "PullRequest");
  ExpectIsRead<v1::RecoverRequest>(connect, "RecoverRequest");
  ExpectIsRead<v1::FetchPackRequest>(connect, "FetchPackRequest");
  ExpectIsRead<v1::FetchSnapshotRequest>(connect, "FetchSnapshotRequest");
  ExpectIsRead<v1::ListAccessesRequest>(connect, "ListAccessesRequest");
  ExpectIsRead<v1::DescribeRequest>(connect, "DescribeRequest");
  const std::string poke = testing::ReadRepositoryFile("docs/formats/poke.md");
  auto follow = ParseFollow(BlocksOf(poke, "follow").at(0));
  ASSERT_TRUE(follow);
  EXPECT_EQ(BlocksOf(poke, "poke").at(0), FormatPoke(follow->at(0), 123));
}

}  // namespace
}  // namespace yiting::http
