// Makes what the tests of a running server push, and looks into what it kept:
//
//   kill9_prepare make DATA RULES CLIENTS COMMANDS   a community in DATA with CLIENTS members;
//       prints one JSON object of it, then one a command: {client, id, push}, where `push` is a
//       PushRequest as JSON. Commands of one client must be pushed in order.
//   kill9_prepare list DATA                          a line an entry: its seq, its command's id,
//       how many of the contents that the command commits to cannot be read
//
// Signs natively, so that the tests in Node need no cryptography of their own.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "clock/clock.h"
#include "decide/decide.h"
#include "ops/house.h"
#include "ops/operator_verbs.h"
#include "schema/canonical.h"
#include "schema/signed_command.h"
#include "yiting/v1/entry.pb.h"

namespace yiting {
namespace {

struct Client {
  crypto::SigningKey key;
  Bytes member;
};

Client ClientAt(int index) {
  Bytes seed = "client " + std::to_string(index);
  seed.resize(crypto::kSeedBytes, '.');
  Client client;
  client.key = crypto::SigningKeyFromSeed(seed);
  client.member = schema::MemberIdOf(crypto::PublicKey(client.key));
  return client;
}

constexpr int kMembersAtOnce = 30;

Status AdmitClients(ops::House& house, BytesView community, int clients, int64_t now_ms) {
  ASSIGN_OR_RETURN(crypto::SigningKey registrar, house.OperatorKey());
  hall::Desk desk = house.DeskOf(Bytes(community));
  for (int first = 0; first < clients; first += kMembersAtOnce) {
    ops::Draft draft;
    draft.payload.set_actor(schema::MemberIdOf(crypto::PublicKey(registrar)));
    for (int i = first; i < std::min(clients, first + kMembersAtOnce); ++i) {
      v1::NewMember& member = *draft.payload.mutable_admit_members()->add_members();
      member.set_member(ClientAt(i).member);
      member.set_device(crypto::PublicKey(ClientAt(i).key));
      member.add_roles()->set_role("resident");
    }
    RETURN_IF_ERROR(house.Admit(desk, std::move(draft), {registrar}, now_ms));
  }
  return {};
}

// Messages and matters by turns, each with a content.
ops::Draft DraftOf(int client, int number) {
  ops::Draft draft;
  const std::string text = "client " + std::to_string(client) + ", " + std::to_string(number);
  if (number % 2 == 0) {
    v1::LeaveMessage& body = *draft.payload.mutable_leave_message();
    body.set_channel(v1::APP);
    *body.mutable_text() = draft.Commit(text, v1::STAFF);
    return draft;
  }
  v1::OpenMatter& body = *draft.payload.mutable_open_matter();
  body.set_procedure("bell");
  body.set_channel(v1::APP);
  v1::Input& input = *body.add_inputs();
  input.set_field("title");
  *input.mutable_content() = draft.Commit(text, v1::COMMUNITY);
  return draft;
}

void PrintCommand(BytesView community, int index, int number) {
  const Client client = ClientAt(index);
  ops::Draft draft = DraftOf(index, number);
  draft.payload.set_actor(client.member);
  draft.payload.set_device(crypto::PublicKey(client.key));
  draft.payload.set_counter(static_cast<uint64_t>(number) + 1);
  const Bytes command = schema::SignCommand(draft.payload, community, {client.key});
  const Bytes id = schema::OpenCommand(command, community)->id;
  std::string contents;
  for (const store::NewContent& content : draft.contents) {
    if (!contents.empty()) contents += ",";
    contents += "{\"commitment\":\"" + ToBase64(content.commitment) + "\",\"salt\":\"" +
                ToBase64(content.salt) + "\",\"data\":\"" + ToBase64(content.data) + "\"}";
  }
  std::printf("{\"client\":%d,\"id\":\"%s\",\"push\":{\"community\":\"%s\",\"commands\":[\"%s\"],"
              "\"contents\":[%s]}}\n",
              index, ToHex(id).c_str(), ToBase64(community).c_str(), ToBase64(command).c_str(),
              contents.c_str());
}

Status Make(const std::string& data, const std::string& rules, int clients, int commands) {
  const int64_t now_ms = clock::SystemClock().NowMs();
  ASSIGN_OR_RETURN(auto house, ops::House::Open(data, "sqlite"));
  v1::Text title;
  title.set_zh("测试社区");
  ASSIGN_OR_RETURN(Bytes community,
                   ops::CreateCommunity(*house, rules, "mishixiang", title, now_ms));
  RETURN_IF_ERROR(AdmitClients(*house, community, clients, now_ms));
  ASSIGN_OR_RETURN(uint64_t size, house->store().Size(community));
  std::printf("{\"community\":\"%s\",\"sequencerKey\":\"%s\",\"size\":%d}\n",
              ToHex(community).c_str(), ToHex(crypto::PublicKey(house->sequencer_key())).c_str(),
              static_cast<int>(size));
  for (int number = 0; number < commands; ++number) {
    for (int client = 0; client < clients; ++client) PrintCommand(community, client, number);
  }
  return {};
}

Status List(const std::string& data) {
  ASSIGN_OR_RETURN(auto house, ops::House::Open(data, "sqlite"));
  ASSIGN_OR_RETURN(std::vector<Bytes> communities, house->store().Communities());
  for (const Bytes& community : communities) {
    uint64_t seq = 0;
    while (true) {
      ASSIGN_OR_RETURN(std::vector<Bytes> entries, house->store().Read(community, seq, 1 << 20));
      if (entries.empty()) break;
      for (const Bytes& bytes : entries) {
        ASSIGN_OR_RETURN(v1::Entry entry, schema::Decode<v1::Entry>(bytes));
        std::string id = "-";
        int unreadable = 0;
        if (entry.has_command()) {
          auto opened = schema::OpenCommand(entry.command(), seq == 0 ? schema::NoCommunity()
                                                                      : BytesView(community));
          if (!opened) return Failure{opened.error()};
          id = ToHex(opened->id);
          for (const v1::ContentRef& ref : decide::ContentsOf(opened->payload)) {
            ASSIGN_OR_RETURN(auto content,
                             house->store().FindContent(community, ref.commitment()));
            if (!content || content->data.size() != ref.size()) ++unreadable;
          }
        }
        std::printf("%d %s %d\n", static_cast<int>(entry.seq()), id.c_str(), unreadable);
        ++seq;
      }
    }
  }
  return {};
}

}  // namespace
}  // namespace yiting

int main(int argc, char** argv) {
  using yiting::Status;
  Status done = yiting::Fail(yiting::ErrorCode::kInvalid, "see the head of kill9_prepare.cc");
  const std::string verb = argc > 1 ? argv[1] : "";
  if (verb == "make" && argc == 6) {
    done = yiting::Make(argv[2], argv[3], std::atoi(argv[4]), std::atoi(argv[5]));
  } else if (verb == "list" && argc == 3) {
    done = yiting::List(argv[2]);
  }
  if (done) return 0;
  std::fprintf(stderr, "kill9_prepare: %s\n", done.error().message.c_str());
  return 1;
}
