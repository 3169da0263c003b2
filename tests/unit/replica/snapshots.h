// Test support: snapshots that the town's server offers, and a long life that leaves little behind.

#ifndef YITING_TESTS_UNIT_REPLICA_SNAPSHOTS_H_
#define YITING_TESTS_UNIT_REPLICA_SNAPSHOTS_H_

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/proof.h"
#include "state/snapshot_writer.h"
#include "town.h"

namespace yiting::testing {

// Answers FetchSnapshot for a server: with the newest when size 0 is asked for, and of one size at
// a time.
class Offered {
 public:
  explicit Offered(Server& server) : server_(server) {
    server.fetch_snapshot = [this](const Bytes& body, v1::SyncReply& reply) {
      v1::FetchSnapshotRequest request;
      ASSERT_TRUE(request.ParseFromString(body));
      Answer(request, reply);
    };
  }

  std::vector<uint32_t> asked;  // parts, in order
  size_t bytes = 0;             // of all answers
  uint64_t size() const { return response_.size(); }
  uint32_t parts() const { return response_.parts(); }
  // Makes an answer wrong.
  std::function<void(v1::FetchSnapshotResponse&)> lie;
  // From now on there is none of the size that was offered.
  void Expire() { whole_.parts.clear(); }

 private:
  void Answer(const v1::FetchSnapshotRequest& request, v1::SyncReply& reply) {
    asked.push_back(request.part());
    if (request.size() == 0) Make();
    if (request.part() >= whole_.parts.size() ||
        (request.size() != 0 && request.size() != response_.size())) {
      reply.set_status(404);
      return;
    }
    v1::FetchSnapshotResponse response = response_;
    if (request.part() != 0) {
      response.Clear();
      response.set_size(response_.size());
      response.set_parts(response_.parts());
    }
    response.set_data(whole_.parts[request.part()]);
    if (lie) lie(response);
    reply.set_body(response.SerializeAsString());
    bytes += reply.body().size();
  }

  void Make() {
    auto whole = state::WriteSnapshot(server_.sequencer->state());
    ASSERT_TRUE(whole.has_value()) << whole.error().message;
    whole_ = *std::move(whole);
    const uint64_t size = whole_.claim.size;
    ASSERT_EQ(size, server_.size());
    auto receipt = ledger::MakeReceipt(server_.tree, size - 1, server_.Checkpoint());
    ASSERT_TRUE(receipt.has_value());
    response_.Clear();
    response_.set_size(size);
    response_.set_parts(static_cast<uint32_t>(whole_.parts.size()));
    response_.set_entry(server_.entries[size - 1]);
    response_.set_receipt(ledger::FormatReceipt(*receipt));
    response_.set_frontier(whole_.claim.frontier);
  }

  Server& server_;
  state::WholeSnapshot whole_;
  v1::FetchSnapshotResponse response_;
};

inline void LeaveWords(Server& server, char actor, int number) {
  Bytes commitment(32, 'w');
  commitment[0] = static_cast<char>(number >> 8);
  commitment[1] = static_cast<char>(number);
  server.contents[commitment];
  server.Command(actor, [&](v1::Payload& payload) {
    v1::LeaveMessage& leave = *payload.mutable_leave_message();
    leave.set_channel(v1::APP);
    leave.mutable_text()->set_commitment(commitment);
    leave.mutable_text()->set_audience(v1::STAFF);
    leave.mutable_text()->set_media("text/plain");
    leave.mutable_text()->set_size(3);
  });
}

// So many members that a snapshot of them has several parts.
inline void AdmitCrowd(Server& server, int count) {
  for (int begin = 0; begin < count; begin += 50) {
    const auto answer = server.Command('R', [begin](v1::Payload& payload) {
      for (int i = begin; i < begin + 50; ++i) {
        v1::NewMember& member = *payload.mutable_admit_members()->add_members();
        const crypto::Hash device = crypto::Sha256(std::to_string(i));
        member.set_member(Bytes(crypto::AsBytes(device).substr(0, 16)));
        member.set_device(Bytes(crypto::AsBytes(device)));
        member.add_roles()->set_role("resident");
      }
    });
    ASSERT_TRUE(std::holds_alternative<sequencer::Admitted>(answer.outcome));
  }
}

// One entry more, and nothing else but where the ledger ends and one device's counter.
inline void SetTheSameVenue(Server& server) {
  server.Command('R', [](v1::Payload& payload) {
    v1::SetVenue& venue = *payload.mutable_set_venue();
    venue.set_venue(Bytes(16, 'v'));
    venue.mutable_title()->set_zh("议事厅");
    venue.set_opens_minute(8 * 60);
    venue.set_closes_minute(20 * 60);
    venue.set_longest_minutes(120);
  });
}

}  // namespace yiting::testing

#endif  // YITING_TESTS_UNIT_REPLICA_SNAPSHOTS_H_
