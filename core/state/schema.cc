#include "state/schema.h"

#include <string>

namespace yiting::state {

namespace {

constexpr char kTables[] = R"sql(
CREATE TABLE progress(
  id INTEGER PRIMARY KEY, community BLOB NOT NULL, lanes BLOB NOT NULL, frontier BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ledger(
  id INTEGER PRIMARY KEY, size INTEGER NOT NULL, time_ms INTEGER NOT NULL,
  engine_level INTEGER NOT NULL, pack BLOB NOT NULL, title_zh TEXT NOT NULL, title_en TEXT NOT NULL,
  sequencer_key BLOB NOT NULL, next_deadline INTEGER NOT NULL, next_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE street_keys(key BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE sequencer_keys(
  seq INTEGER PRIMARY KEY, key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE commands(
  command BLOB PRIMARY KEY, seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE members(
  member BLOB PRIMARY KEY, household BLOB NOT NULL, admitted_ms INTEGER NOT NULL,
  profile BLOB NOT NULL, person BLOB NOT NULL, left_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX members_by_person ON members(person) WHERE person <> x'';
CREATE INDEX members_by_household ON members(household, member);

CREATE TABLE applicants(
  member BLOB PRIMARY KEY, device BLOB NOT NULL, poster BLOB NOT NULL, seq INTEGER NOT NULL,
  asked_ms INTEGER NOT NULL, profile BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX applicants_by_seq ON applicants(seq, member);

CREATE TABLE places(
  place BLOB PRIMARY KEY, parent BLOB NOT NULL, kind TEXT NOT NULL, title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE place_paths(
  place BLOB NOT NULL, ancestor BLOB NOT NULL, above INTEGER NOT NULL,
  PRIMARY KEY(place, ancestor)
) STRICT, WITHOUT ROWID;
CREATE INDEX place_paths_below ON place_paths(ancestor, place);

CREATE TABLE bodies(
  body TEXT PRIMARY KEY, kind TEXT NOT NULL, place BLOB NOT NULL, title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL, dissolved INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roles(
  member BLOB NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL, from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL, PRIMARY KEY(member, role, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX roles_by_role ON roles(role, unit, member);
CREATE INDEX roles_by_unit ON roles(unit, member, role) WHERE unit <> '';

CREATE TABLE devices(
  device BLOB PRIMARY KEY, member BLOB NOT NULL, counter INTEGER NOT NULL,
  bound_ms INTEGER NOT NULL, revoked INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_by_member ON devices(member, device);

CREATE TABLE invitations(
  key BLOB PRIMARY KEY, issuer BLOB NOT NULL, household BLOB NOT NULL,
  expires_ms INTEGER NOT NULL, member BLOB NOT NULL, matter BLOB NOT NULL,
  invited BLOB NOT NULL, poster INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation_roles(
  key BLOB NOT NULL, role TEXT NOT NULL, unit TEXT NOT NULL, from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL, PRIMARY KEY(key, role, unit)
) STRICT, WITHOUT ROWID;

CREATE TABLE contents(
  commitment BLOB PRIMARY KEY, audience INTEGER NOT NULL, media TEXT NOT NULL,
  size INTEGER NOT NULL, matter BLOB NOT NULL, owner BLOB NOT NULL, erased_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX contents_by_owner ON contents(owner, commitment);

CREATE TABLE matters(
  matter BLOB PRIMARY KEY, number INTEGER NOT NULL, procedure TEXT NOT NULL, pack BLOB NOT NULL,
  opener BLOB NOT NULL, helper BLOB NOT NULL, opener_class TEXT NOT NULL,
  channel INTEGER NOT NULL, occurred_ms INTEGER NOT NULL, opened_ms INTEGER NOT NULL,
  stage TEXT NOT NULL, visit INTEGER NOT NULL, stage_ms INTEGER NOT NULL,
  chance BLOB NOT NULL, contact_ms INTEGER NOT NULL,
  category TEXT NOT NULL, lead TEXT NOT NULL, level TEXT NOT NULL, outcome TEXT NOT NULL,
  closed_ms INTEGER NOT NULL, deadline INTEGER NOT NULL, due_ms INTEGER NOT NULL,
  late INTEGER NOT NULL, steps INTEGER NOT NULL, title BLOB NOT NULL,
  clock INTEGER NOT NULL, clock_due_ms INTEGER NOT NULL, clock_late INTEGER NOT NULL,
  place BLOB NOT NULL, consent INTEGER NOT NULL, source TEXT NOT NULL, source_ref TEXT NOT NULL,
  practice INTEGER NOT NULL, follows BLOB NOT NULL, supporters INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX matters_by_number ON matters(number);
CREATE INDEX matters_by_stage ON matters(stage, due_ms, number);
CREATE INDEX matters_by_opener ON matters(opener, number);
CREATE UNIQUE INDEX matters_by_source ON matters(source, source_ref) WHERE source <> '';
CREATE INDEX matters_of_source ON matters(source, number) WHERE source <> '';
CREATE INDEX matters_open_of_source ON matters(source, due_ms, number)
  WHERE closed_ms = 0 AND source <> '';
CREATE INDEX matters_by_place ON matters(place, number) WHERE place <> x'';
CREATE INDEX matters_by_follows ON matters(follows, number) WHERE follows <> x'';
CREATE INDEX matters_by_category ON matters(category, opened_ms, number);
CREATE INDEX matters_by_opened ON matters(opened_ms);
CREATE INDEX matters_by_closed ON matters(closed_ms, number) WHERE closed_ms > 0;
CREATE INDEX matters_open ON matters(due_ms, number) WHERE closed_ms = 0;

CREATE TABLE steps(
  matter BLOB NOT NULL, step INTEGER NOT NULL, seq INTEGER NOT NULL, time_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL, ref TEXT NOT NULL, actor BLOB NOT NULL, role TEXT NOT NULL,
  unit TEXT NOT NULL, PRIMARY KEY(matter, step)
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_by_time ON steps(kind, time_ms, ref) WHERE kind IN (1, 6, 8, 9);

CREATE TABLE inputs(
  matter BLOB NOT NULL, step INTEGER NOT NULL, field TEXT NOT NULL, value BLOB NOT NULL,
  PRIMARY KEY(matter, step, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE takes(
  matter BLOB NOT NULL, visit INTEGER NOT NULL, action TEXT NOT NULL, member BLOB NOT NULL,
  PRIMARY KEY(matter, visit, action, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE parties(
  matter BLOB NOT NULL, unit TEXT NOT NULL, lead INTEGER NOT NULL, alerted_ms INTEGER NOT NULL,
  reported_ms INTEGER NOT NULL, reported_by BLOB NOT NULL, replied_ms INTEGER NOT NULL,
  replied_by BLOB NOT NULL, late INTEGER NOT NULL, PRIMARY KEY(matter, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX parties_by_unit ON parties(unit, reported_ms, matter);

CREATE TABLE invitees(
  matter BLOB NOT NULL, member BLOB NOT NULL, answer INTEGER NOT NULL, delegate BLOB NOT NULL,
  vouched_by BLOB NOT NULL, PRIMARY KEY(matter, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitees_by_member ON invitees(member, matter);

CREATE TABLE attendance(
  matter BLOB NOT NULL, visit INTEGER NOT NULL, member BLOB NOT NULL, in_room INTEGER NOT NULL,
  time_ms INTEGER NOT NULL, PRIMARY KEY(matter, visit, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE reviewers(
  matter BLOB NOT NULL, member BLOB NOT NULL, PRIMARY KEY(matter, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX reviewers_by_member ON reviewers(member, matter);

CREATE TABLE supporters(
  matter BLOB NOT NULL, member BLOB NOT NULL, via BLOB NOT NULL, time_ms INTEGER NOT NULL,
  PRIMARY KEY(matter, member)
) STRICT, WITHOUT ROWID;
CREATE INDEX supporters_by_member ON supporters(member, matter);

CREATE TABLE links(
  matter BLOB NOT NULL, other BLOB NOT NULL, time_ms INTEGER NOT NULL, member BLOB NOT NULL,
  PRIMARY KEY(matter, other)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX links_by_other ON links(other);

CREATE TABLE link_answers(
  matter BLOB NOT NULL, other BLOB NOT NULL, member BLOB NOT NULL, agreed INTEGER NOT NULL,
  PRIMARY KEY(matter, other, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases(
  matter BLOB PRIMARY KEY, seq INTEGER NOT NULL, summary BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE opinions(
  matter BLOB NOT NULL, opinion INTEGER NOT NULL, member BLOB NOT NULL, reply_to INTEGER NOT NULL,
  from_room INTEGER NOT NULL, pseudonym INTEGER NOT NULL, time_ms INTEGER NOT NULL,
  content BLOB NOT NULL, praised INTEGER NOT NULL, reported INTEGER NOT NULL,
  hidden INTEGER NOT NULL, PRIMARY KEY(matter, opinion)
) STRICT, WITHOUT ROWID;
CREATE INDEX opinions_by_member ON opinions(matter, member, opinion);
CREATE INDEX opinions_by_time ON opinions(time_ms);
CREATE INDEX opinions_reported ON opinions(matter, opinion) WHERE reported > 0 AND hidden = 0;

CREATE TABLE opinion_marks(
  matter BLOB NOT NULL, opinion INTEGER NOT NULL, member BLOB NOT NULL, mark INTEGER NOT NULL,
  PRIMARY KEY(matter, member, opinion, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks(
  matter BLOB NOT NULL, task INTEGER NOT NULL, unit TEXT NOT NULL, due_ms INTEGER NOT NULL,
  content BLOB NOT NULL, state INTEGER NOT NULL, reported_ms INTEGER NOT NULL,
  accepted_ms INTEGER NOT NULL, returned INTEGER NOT NULL, PRIMARY KEY(matter, task)
) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_by_unit ON tasks(unit, state, due_ms, matter, task);
CREATE INDEX tasks_open ON tasks(due_ms, matter, task) WHERE state = 0;

CREATE TABLE indicators(
  matter BLOB NOT NULL, indicator TEXT NOT NULL, after INTEGER NOT NULL, value INTEGER NOT NULL,
  member BLOB NOT NULL, time_ms INTEGER NOT NULL, PRIMARY KEY(matter, indicator, after)
) STRICT, WITHOUT ROWID;

CREATE TABLE ratings(
  matter BLOB NOT NULL, member BLOB NOT NULL, score INTEGER NOT NULL, PRIMARY KEY(matter, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE rooms(
  room BLOB NOT NULL, seq INTEGER NOT NULL, from_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL,
  area INTEGER NOT NULL, owner BLOB NOT NULL, address BLOB NOT NULL, place BLOB NOT NULL,
  dweller BLOB NOT NULL, PRIMARY KEY(room, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX rooms_by_place ON rooms(place, room, seq);
CREATE INDEX rooms_by_dweller ON rooms(dweller, room, seq) WHERE dweller <> x'';
CREATE INDEX rooms_by_owner ON rooms(owner, room, seq);

CREATE TABLE polls(
  matter BLOB NOT NULL, visit INTEGER NOT NULL, opened_ms INTEGER NOT NULL,
  electors INTEGER NOT NULL, in_favour INTEGER NOT NULL, against INTEGER NOT NULL,
  abstained INTEGER NOT NULL, result INTEGER NOT NULL, area INTEGER NOT NULL,
  in_favour_area INTEGER NOT NULL, against_area INTEGER NOT NULL,
  abstained_area INTEGER NOT NULL, options INTEGER NOT NULL, voted INTEGER NOT NULL,
  voted_area INTEGER NOT NULL, late INTEGER NOT NULL, closed_ms INTEGER NOT NULL,
  key BLOB NOT NULL, secret BLOB NOT NULL, spoiled INTEGER NOT NULL, most INTEGER NOT NULL,
  budget INTEGER NOT NULL, urn_ms INTEGER NOT NULL,
  PRIMARY KEY(matter, visit)
) STRICT, WITHOUT ROWID;

CREATE INDEX polls_by_time ON polls(opened_ms);

CREATE TABLE options(
  matter BLOB NOT NULL, option INTEGER NOT NULL, member BLOB NOT NULL, content BLOB NOT NULL,
  cost INTEGER NOT NULL, PRIMARY KEY(matter, option)
) STRICT, WITHOUT ROWID;

CREATE TABLE option_tallies(
  matter BLOB NOT NULL, visit INTEGER NOT NULL, option INTEGER NOT NULL, votes INTEGER NOT NULL,
  area INTEGER NOT NULL, chosen INTEGER NOT NULL, round INTEGER NOT NULL,
  PRIMARY KEY(matter, visit, option)
) STRICT, WITHOUT ROWID;

CREATE TABLE ballots(
  matter BLOB NOT NULL, visit INTEGER NOT NULL, voter BLOB NOT NULL, member BLOB NOT NULL,
  choice INTEGER NOT NULL, area INTEGER NOT NULL, entered_first BLOB NOT NULL,
  options TEXT NOT NULL, late INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY(matter, visit, voter)
) STRICT, WITHOUT ROWID;
CREATE INDEX ballots_by_member ON ballots(matter, visit, member, voter);

CREATE TABLE papers(
  matter BLOB NOT NULL, visit INTEGER NOT NULL, voter BLOB NOT NULL, officer BLOB NOT NULL,
  choice INTEGER NOT NULL, options TEXT NOT NULL, PRIMARY KEY(matter, visit, voter, officer)
) STRICT, WITHOUT ROWID;

CREATE TABLE packs(
  seq INTEGER PRIMARY KEY, pack BLOB NOT NULL, time_ms INTEGER NOT NULL, member BLOB NOT NULL,
  restored INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX packs_by_pack ON packs(pack, seq);

CREATE TABLE pack_approvals(
  pack BLOB NOT NULL, member BLOB NOT NULL, time_ms INTEGER NOT NULL, PRIMARY KEY(pack, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE deadlines(
  deadline INTEGER PRIMARY KEY, matter BLOB NOT NULL, stage TEXT NOT NULL,
  set_ms INTEGER NOT NULL, from_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL,
  provisional INTEGER NOT NULL, round INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX deadlines_running ON deadlines(due_ms, deadline) WHERE end = 0;
CREATE INDEX deadlines_of_clocks ON deadlines(matter) WHERE stage = '';
CREATE INDEX deadlines_provisional ON deadlines(deadline) WHERE end = 0 AND provisional = 1;

CREATE TABLE messages(
  message BLOB PRIMARY KEY, seq INTEGER NOT NULL, author BLOB NOT NULL, channel INTEGER NOT NULL,
  time_ms INTEGER NOT NULL, content BLOB NOT NULL, matter BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_seq ON messages(seq, message);

CREATE TABLE told(
  seq INTEGER NOT NULL, matter BLOB NOT NULL, time_ms INTEGER NOT NULL, content BLOB NOT NULL,
  PRIMARY KEY(seq, matter)
) STRICT, WITHOUT ROWID;

CREATE TABLE venues(
  venue BLOB PRIMARY KEY, title_zh TEXT NOT NULL, title_en TEXT NOT NULL, place BLOB NOT NULL,
  closed INTEGER NOT NULL, opens_minute INTEGER NOT NULL, closes_minute INTEGER NOT NULL,
  longest_minutes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE bookings(
  booking BLOB PRIMARY KEY, venue BLOB NOT NULL, member BLOB NOT NULL, from_ms INTEGER NOT NULL,
  until_ms INTEGER NOT NULL, purpose BLOB NOT NULL, cancelled INTEGER NOT NULL,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX bookings_by_venue ON bookings(venue, from_ms, booking) WHERE cancelled = 0;
CREATE INDEX bookings_by_member ON bookings(member, from_ms, booking) WHERE cancelled = 0;

CREATE TABLE counters(
  counter TEXT PRIMARY KEY, count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace

Status MakeTables(Database& database) {
  int64_t version = 0;
  {
    Query query = database.Ask("PRAGMA user_version");
    if (query.Next()) version = query.Int(0);
  }
  RETURN_IF_ERROR(database.failure());
  if (version == kSchemaVersion) return {};
  if (version != 0) {
    return Fail(ErrorCode::kUnsupported,
                "state: tables of version " + std::to_string(version) + ", this build has " +
                    std::to_string(kSchemaVersion) + "; delete the file and it is rebuilt");
  }
  RETURN_IF_ERROR(database.Begin());
  RETURN_IF_ERROR(database.RunScript(kTables));
  static_assert(kSchemaVersion == 6);
  RETURN_IF_ERROR(database.RunScript("PRAGMA user_version=6"));
  return database.Commit();
}

// What only helps this machine is not part of the state; nor are the commands' ids, which grow with
// the ledger and which nobody needs who did not follow it from the beginning: a device's counter
// lets no command in twice.
bool IsCovered(std::string_view table) {
  return table != "progress" && table != "commands" && !table.starts_with("sqlite_");
}

}  // namespace yiting::state
