#include "http/connect.h"

#include <string>
#include <utility>

#include "http/json_codec.h"
#include "http/limits.h"
#include "replica/reader_proof.h"

namespace yiting::http {

namespace {

struct Code {
  std::string_view name;
  int status;
};

// Connect's table, but for bodies over a limit, which are 413 instead of 429 (Connect's clients
// read the code, not the status).
Code CodeOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return {"invalid_argument", 400};
    case ErrorCode::kNotFound:
      return {"not_found", 404};
    case ErrorCode::kTooLarge:
      return {"resource_exhausted", 413};
    case ErrorCode::kCorrupt:
      return {"data_loss", 500};
    case ErrorCode::kIo:
    case ErrorCode::kNoMemory:
      return {"unavailable", 503};
    case ErrorCode::kUnsupported:
      return {"unimplemented", 501};
    case ErrorCode::kConflict:
      return {"aborted", 409};
  }
  return {"internal", 500};
}

Response ConnectError(int status, std::string_view code, std::string_view message) {
  Response response{status, "application/json",
                    std::make_shared<const std::string>(FormatConnectError(code, message)),
                    {}};
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

// "application/json; charset=utf-8" → application/json
std::string MediaOf(std::string_view content_type) {
  std::string media(content_type.substr(0, content_type.find(';')));
  while (!media.empty() && media.back() == ' ') media.pop_back();
  for (char& c : media) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return media;
}

template <class Message>
Status Parse(Form form, const std::string& body, Message& message) {
  if (form == Form::kJson) return ParseJson(body, message);
  if (message.ParseFromString(body)) return {};
  return Fail(ErrorCode::kInvalid, "the body is not a message of this method");
}

template <class Message>
Response AnswerIn(Form form, const Result<Message>& result) {
  if (!result) return Connect::FromError(result.error());
  std::string body;
  if (form == Form::kJson) {
    body = FormatJson(*result);
  } else if (!result->SerializeToString(&body)) {
    return ConnectError(500, "internal", "the answer could not be written");
  }
  Response response{200, form == Form::kJson ? "application/json" : "application/proto",
                    std::make_shared<const std::string>(std::move(body)),
                    {}};
  response.headers.emplace_back("cache-control", "no-store");
  return response;
}

// Parses the request, lets `ask(request, done)` ask the hall, and answers in the same form.
template <class RequestMessage, class ResponseMessage, class Ask>
void Call(Form form, const Request& request, Respond respond, Ask ask) {
  RequestMessage message;
  if (Status parsed = Parse(form, request.body, message); !parsed) {
    respond(Connect::FromError(parsed.error()));
    return;
  }
  ask(std::move(message), [form, respond](Result<ResponseMessage> result) {
    respond(AnswerIn(form, result));
  });
}

Response Stranger(int64_t now_ms) {
  return ConnectError(401, "unauthenticated",
                      "the reader's signature is wrong, or its time is more than five minutes from "
                      "the server's, " + std::to_string(now_ms));
}

}  // namespace

bool Connect::Owns(std::string_view path) { return path.starts_with("/yiting.v1."); }

uint64_t Connect::BodyBytesMax(std::string_view path, std::string_view content_type) {
  const std::string service(kServicePath);
  if (path != service + "Push" && path != service + "Recover") return kSmallBodyBytesMax;
  return MediaOf(content_type) == "application/json" ? kPushJsonBodyBytesMax : kPushBodyBytesMax;
}

Response Connect::TooLarge(uint64_t limit) {
  return ConnectError(413, "resource_exhausted",
                      "the body is larger than " + std::to_string(limit) + " bytes");
}

Response Connect::FromError(const Error& error) {
  const Code code = CodeOf(error.code);
  return ConnectError(code.status, code.name, error.message);
}

// A proof that does not hold is refused, not passed over: a phone that hears nothing would take the
// contents that are kept from it for erased ones. Without a proof it gets the entries and the time.
void Connect::ServePull(Form form, const Request& request, Respond respond) const {
  v1::PullRequest message;
  Result<hall::PullJob> job = Fail(ErrorCode::kInvalid, "");
  if (Status parsed = Parse(form, request.body, message); !parsed) {
    job = Failure{parsed.error()};
  } else {
    job = hall::TakePull(std::move(message), hall_.public_keys(), hall_.NowMs());
  }
  if (!job) return respond(FromError(job.error()));
  if (job->request.has_reader() && !job->reader_holds) return respond(Stranger(hall_.NowMs()));
  hall_.Pull(*std::move(job), [form, respond](Result<v1::PullResponse> result) {
    respond(AnswerIn(form, result));
  });
}

void Connect::ServeAccesses(Form form, const Request& request, Respond respond) const {
  v1::ListAccessesRequest message;
  if (Status parsed = Parse(form, request.body, message); !parsed) {
    return respond(FromError(parsed.error()));
  }
  const int64_t now_ms = hall_.NowMs();
  if (!replica::ReaderProofHolds(message.community(), message.reader(), now_ms)) {
    return respond(Stranger(now_ms));
  }
  hall_.ListAccesses(std::move(message), [form, respond](auto result) {
    respond(AnswerIn(form, result));
  });
}

void Connect::Serve(const Request& request, Respond respond) const {
  std::string_view method = request.path;
  const bool known_service = method.starts_with(kServicePath);
  if (known_service) method.remove_prefix(kServicePath.size());
  if (!known_service || (method != "Push" && method != "Pull" && method != "FetchPack" &&
                         method != "FetchSnapshot" && method != "Describe" &&
                         method != "Recover" && method != "ListAccesses")) {
    respond(ConnectError(404, "unimplemented", "there is no such method"));
    return;
  }
  if (request.method != "POST") {
    Response response = ConnectError(405, "unimplemented", "this method is called by POST");
    response.headers.emplace_back("allow", "POST");
    respond(std::move(response));
    return;
  }
  const std::string media = MediaOf(request.content_type);
  if (media != "application/proto" && media != "application/json") {
    Response response = Response::Text(415, "send application/proto or application/json\n");
    response.headers.emplace_back("accept-post", "application/proto, application/json");
    respond(std::move(response));
    return;
  }
  if (!request.content_encoding.empty() && request.content_encoding != "identity") {
    respond(ConnectError(501, "unimplemented", "bodies are taken uncompressed only"));
    return;
  }
  const Form form = media == "application/json" ? Form::kJson : Form::kProto;
  if (method == "Push") {
    Call<v1::PushRequest, v1::PushResponse>(
        form, request, respond, [this](v1::PushRequest message, auto done) {
          auto job = hall::TakePush(std::move(message), hall_.public_keys());
          if (!job) return done(Failure{job.error()});
          hall_.Push(*std::move(job), std::move(done));
        });
  } else if (method == "Pull") {
    ServePull(form, request, std::move(respond));
  } else if (method == "ListAccesses") {
    ServeAccesses(form, request, std::move(respond));
  } else if (method == "Recover") {
    Call<v1::RecoverRequest, v1::RecoverResponse>(
        form, request, respond, [this](v1::RecoverRequest message, auto done) {
          auto job = hall::TakeRecover(std::move(message), hall_.public_keys());
          if (!job) return done(Failure{job.error()});
          hall_.Recover(*std::move(job), std::move(done));
        });
  } else if (method == "FetchSnapshot") {
    Call<v1::FetchSnapshotRequest, v1::FetchSnapshotResponse>(
        form, request, respond, [this](v1::FetchSnapshotRequest message, auto done) {
          hall_.FetchSnapshot(std::move(message), std::move(done));
        });
  } else if (method == "FetchPack") {
    Call<v1::FetchPackRequest, v1::FetchPackResponse>(
        form, request, respond, [this](v1::FetchPackRequest message, auto done) {
          hall_.FetchPack(std::move(*message.mutable_pack_hash()), std::move(done));
        });
  } else {
    Call<v1::DescribeRequest, v1::DescribeResponse>(
        form, request, respond, [this](v1::DescribeRequest message, auto done) {
          hall_.Describe(std::move(*message.mutable_community()), std::move(done));
        });
  }
}

}  // namespace yiting::http
