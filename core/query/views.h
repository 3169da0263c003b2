// What the files of query share among themselves, one function a view; nobody else includes it.

#ifndef YITING_QUERY_VIEWS_H_
#define YITING_QUERY_VIEWS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "query/query.h"
#include "rulehost/pack.h"
#include "state/read_ledger.h"
#include "state/read_matters.h"
#include "state/read_members.h"
#include "state/read_opinions.h"
#include "yiting/v1/command.pb.h"
#include "yiting/v1/view.pb.h"

namespace yiting::query {

using rulehost::PackPtr;

// One file each ---------------------------------------------------------------------------------

void FillHome(const QueryInput& input, v1::HomeView& view);
Status FillMatters(const QueryInput& input, const v1::MatterListRequest& request,
                   v1::MatterListView& view);
Status FillMatter(const QueryInput& input, BytesView matter, v1::MatterView& view);
void FillMetrics(const QueryInput& input, v1::MetricsView& view);
void FillPack(const QueryInput& input, v1::PackView& view);
void FillRules(const QueryInput& input, v1::RulesView& view);
void FillMembers(const QueryInput& input, const v1::MembersRequest& request,
                 v1::MembersView& view);
void FillRooms(const QueryInput& input, const v1::RoomsRequest& request, v1::RoomsView& view);
Status FillMessages(const QueryInput& input, const v1::MessagesRequest& request,
                    v1::MessagesView& view);

void FillTerritory(const QueryInput& input, v1::TerritoryView& view);
void FillApplicants(const QueryInput& input, v1::ApplicantsView& view);
void FillCases(const QueryInput& input, const v1::CasesRequest& request, v1::CasesView& view);
void FillDuty(const QueryInput& input, v1::DutyView& view);
void FillDigest(const QueryInput& input, const v1::DigestRequest& request, v1::DigestView& view);
void FillOrders(const QueryInput& input, const v1::OrdersRequest& request, v1::OrdersView& view);

// `mine_alone`: of a street without venues, what its reader has booked and may cancel. kInvalid:
// the span ends before it begins or is longer than 35 days.
Status FillVenues(const QueryInput& input, const v1::VenuesRequest& request, bool mine_alone,
                  v1::VenuesView& view);
// How many were told to me within 30 days, at most 100.
uint64_t CountNotices(const QueryInput& input);
void FillNotices(const QueryInput& input, const v1::NoticesRequest& request,
                 v1::NoticesView& view);

void FillDevices(const QueryInput& input, BytesView member,
                 google::protobuf::RepeatedPtrField<v1::DeviceRow>& rows);

// Of one matter's page --------------------------------------------------------------------------

// A matter as its page needs it, read once.
struct Sight {
  const QueryInput& input;
  const state::Matter& matter;
  const PackPtr& pack;  // the matter's own; null when it is not here
  const v1::Procedure* procedure;
  const std::vector<state::TimelineStep>& timeline;
  const std::vector<state::Opinion>& opinions;
  const std::set<Bytes>& hidden;  // words of opinions that staff keep from whoever looks
};
void FillPoll(const Sight& sight, v1::MatterView& view);
// Would the step tell how a vote stands whose count is hidden until its tally? One's own does not.
bool TellsTheCount(const Sight& sight, const state::TimelineStep& step);
void FillOpinions(const Sight& sight, v1::MatterView& view);
void FillTasks(const Sight& sight, v1::MatterView& view);
void FillMeeting(const Sight& sight, v1::MatterView& view);
void FillLinks(const Sight& sight, v1::MatterView& view);

// query.cc --------------------------------------------------------------------------------------

// The pack in force, or null when it is not here yet.
PackPtr PackInForce(const QueryInput& input);
uint32_t PageRows(uint32_t asked);

// names.cc: ids as a person reads them; a pack that is not here, or has no such id, gives the id --

v1::Text TitleOfRole(const PackPtr& pack, std::string_view role);
// Of a unit of the pack, or of a body that was founded.
v1::Text TitleOfUnit(const QueryInput& input, const PackPtr& pack, std::string_view unit);
v1::Text TitleOfPlace(const QueryInput& input, BytesView place);
v1::Text TitleOfSource(const PackPtr& pack, const std::string& source);
v1::Text TitleOfCategory(const PackPtr& pack, std::string_view category);
v1::Text TitleOfLevel(const PackPtr& pack, std::string_view level);
v1::Text TitleOfOutcome(const PackPtr& pack, std::string_view outcome);
v1::Text TitleOfProcedure(const PackPtr& pack, std::string_view procedure);
v1::Text TitleOfStage(const PackPtr& pack, std::string_view procedure, std::string_view stage);
// Of an action wherever in the procedure it stands, or null.
const v1::Action* ActionAnywhere(const PackPtr& pack, std::string_view procedure,
                                 std::string_view action);
bool HasEffect(const v1::Action& action, v1::Action::Effect effect);
void FillHeldRole(const QueryInput& input, const PackPtr& pack, const state::HeldRole& held,
                  v1::HeldRole& row);
// Does whoever looks hold a role of staff?
bool LooksAsStaff(const QueryInput& input);

// matter_row.cc ---------------------------------------------------------------------------------

void FillRow(const QueryInput& input, const state::Matter& matter, v1::MatterRow& row);
// Whole working days from now until `due_ms`: 0 = today, negative = overdue by.
int32_t WorkdaysLeft(const rulehost::Calendar& calendar, int64_t now_ms, int64_t due_ms);

// holder.cc: who must act now ---------------------------------------------------------------------

v1::Text HolderOf(const QueryInput& input, const PackPtr& pack, const state::Matter& matter);

// shown.cc --------------------------------------------------------------------------------------

using Inputs = std::vector<v1::Input>;
using Fields = google::protobuf::RepeatedPtrField<v1::Field>;
using ShownRows = google::protobuf::RepeatedPtrField<v1::Shown>;
// When a content that is not here was erased; 0 = it was not.
int64_t ErasedMs(const QueryInput& input, BytesView commitment);
// `fields` may be null: then field ids stand for titles.
void FillShown(const QueryInput& input, const PackPtr& pack, const Fields* fields,
               const Inputs& inputs, ShownRows& rows);

// inbox.cc --------------------------------------------------------------------------------------

// Whether the matter waits for the one who looks.
bool WaitsForMe(const QueryInput& input, const state::Matter& matter);

// Where a list by due time goes on; matters_view.cc writes it into `next`.
struct DueCursor {
  int64_t due_ms = -1;
  int64_t number = -1;
};
DueCursor CursorAt(const state::Matter& matter);

struct InboxPage {
  std::vector<state::Matter> matters;
  DueCursor next;
  bool more = false;
};
// Up to `limit` matters that wait, nearest deadline first, from at most kInboxScanMax open ones.
InboxPage ScanInbox(const QueryInput& input, DueCursor after, uint32_t limit,
                    const std::string& source = "");

}  // namespace yiting::query

#endif  // YITING_QUERY_VIEWS_H_
