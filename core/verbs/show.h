// Entries, commands, events and rejections as JSON, for transcripts (`run`) and exports (`ledger
// export`). Keys are the field names of the messages; ids are hex or a scenario's names; instants
// are local time. docs/formats/entry.md shows one.
//
// Pure. Not an encoding: nothing reads it back. Tested by tests/unit/verbs/formats_test.cc

#ifndef YITING_VERBS_SHOW_H_
#define YITING_VERBS_SHOW_H_

#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "verbs/json.h"
#include "verbs/names.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/entry.pb.h"
#include "yiting/v1/event.pb.h"

namespace yiting::verbs {

// {"field": value, …}.
Json ShowInputs(const google::protobuf::RepeatedPtrField<v1::Input>& inputs, const Names& names);
Json ShowRole(const v1::RoleGrant& grant);
// Hundredths of a square metre as "89.20".
std::string ShowArea(uint64_t area);
// A named content, or {"commitment", "audience", "media", "size"}.
// "box 0123456789abcdef": a sealed ballot by its hash.
std::string ShowBox(BytesView box);
Json ShowContent(const v1::ContentRef& ref, const Names& names);

// {"do": "open_matter", "by": …, …}.
Json ShowCommand(const v1::Payload& payload, const Names& names);
// Of ShowEvent the events of meetings, votes, opinions, links, tasks and territory.
Json ShowDeliberation(const v1::Event& event, const Names& names);
// Of an event of venues, or else of contents.
Json ShowVenueEvent(const v1::Event& event, const Names& names);
// Of an event of contents, profiles, leaving and keys; {"event": "none"} for any other.
Json ShowContentsEvent(const v1::Event& event, const Names& names);
// "asked_for", "unlawful", "not_needed".
std::string ShowErasureReason(v1::ErasureReason reason);
Json ShowIds(const google::protobuf::RepeatedPtrField<std::string>& ids, const Names& names);
// {"event": "matter_opened", …}.
Json ShowEvent(const v1::Event& event, const Names& names);
Json ShowRejection(const v1::Rejection& rejection);

// {"seq", "time", "cause", "events", "fingerprint", "pack_hash", "engine_level"}. kInvalid if the
// bytes are no entry or its command is none.
Result<Json> ShowEntry(BytesView entry, const Names& names);
// `seq time | cause | event; event | fingerprint`, of what ShowEntry gave.
std::string FormatEntry(const Json& shown);

}  // namespace yiting::verbs

#endif  // YITING_VERBS_SHOW_H_
