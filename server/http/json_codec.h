// The messages of SyncService as JSON, by protobuf's own mapping (developers.google.com/protocol-
// buffers/docs/proto3#json): field names in camelCase (the original names are read as well), bytes
// as base64, 64-bit integers as strings, absent fields are defaults. Unknown fields are passed
// over, as in the binary form. Written by hand, because the lite runtime knows no field names.
//
// Pure. docs/formats/connect.md has an example of each message.
// Tested by tests/unit/server/json_codec_test.cc

#ifndef YITING_SERVER_HTTP_JSON_CODEC_H_
#define YITING_SERVER_HTTP_JSON_CODEC_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "yiting/v1/sync.pb.h"

namespace yiting::http {

// kInvalid names the field that is wrong ("contents[2].salt: not base64").
Status ParseJson(std::string_view text, v1::PushRequest& message);
Status ParseJson(std::string_view text, v1::PullRequest& message);
Status ParseJson(std::string_view text, v1::RecoverRequest& message);
Status ParseJson(std::string_view text, v1::ListAccessesRequest& message);
Status ParseJson(std::string_view text, v1::FetchPackRequest& message);
Status ParseJson(std::string_view text, v1::FetchSnapshotRequest& message);
Status ParseJson(std::string_view text, v1::DescribeRequest& message);

std::string FormatJson(const v1::PushResponse& message);
std::string FormatJson(const v1::PullResponse& message);
std::string FormatJson(const v1::RecoverResponse& message);
std::string FormatJson(const v1::ListAccessesResponse& message);
std::string FormatJson(const v1::FetchPackResponse& message);
std::string FormatJson(const v1::FetchSnapshotResponse& message);
std::string FormatJson(const v1::DescribeResponse& message);

// {"code": …, "message": …}, as Connect writes an error.
std::string FormatConnectError(std::string_view code, std::string_view message);

// What a client sends to follow communities, {"follow":["<64 hex digits>", …]}: raw ids.
// kTooLarge above kFollowMax of them.
inline constexpr size_t kFollowMax = 64;
Result<std::vector<Bytes>> ParseFollow(std::string_view text);
// {"community":"<64 hex digits>","treeSize":"123"}
std::string FormatPoke(BytesView community, uint64_t tree_size);

}  // namespace yiting::http

#endif  // YITING_SERVER_HTTP_JSON_CODEC_H_
