#include "query/query.h"

#include <algorithm>
#include <utility>

#include "query/views.h"
#include "rulehost/modules.h"

namespace yiting::query {

namespace {

// Of what a street does without there is nothing to see.
bool IsOff(const QueryInput& input, v1::Module module) {
  const PackPtr pack = PackInForce(input);
  return pack && rulehost::IsOff(pack->model(), module);
}

Status Fill(const QueryInput& input, const v1::ViewRequest& request, v1::View& view) {
  switch (request.view_case()) {
    case v1::ViewRequest::kHome:
      FillHome(input, *view.mutable_home());
      return {};
    case v1::ViewRequest::kMatters:
      return FillMatters(input, request.matters(), *view.mutable_matters());
    case v1::ViewRequest::kMatter:
      return FillMatter(input, request.matter().matter(), *view.mutable_matter());
    case v1::ViewRequest::kMetrics:
      FillMetrics(input, *view.mutable_metrics());
      return {};
    case v1::ViewRequest::kPack:
      FillPack(input, *view.mutable_pack());
      return {};
    case v1::ViewRequest::kMembers:
      FillMembers(input, request.members(), *view.mutable_members());
      return {};
    case v1::ViewRequest::kMessages:
      return FillMessages(input, request.messages(), *view.mutable_messages());
    case v1::ViewRequest::kRooms:
      FillRooms(input, request.rooms(), *view.mutable_rooms());
      return {};
    case v1::ViewRequest::kRules:
      FillRules(input, *view.mutable_rules());
      return {};
    case v1::ViewRequest::kTerritory:
      FillTerritory(input, *view.mutable_territory());
      return {};
    case v1::ViewRequest::kApplicants:
      FillApplicants(input, *view.mutable_applicants());
      return {};
    case v1::ViewRequest::kCases:
      view.mutable_cases();
      if (!IsOff(input, v1::CASES)) FillCases(input, request.cases(), *view.mutable_cases());
      return {};
    case v1::ViewRequest::kDuty:
      FillDuty(input, *view.mutable_duty());
      return {};
    case v1::ViewRequest::kDigest:
      FillDigest(input, request.digest(), *view.mutable_digest());
      return {};
    case v1::ViewRequest::kOrders:
      view.mutable_orders();
      if (!IsOff(input, v1::ORDERS)) FillOrders(input, request.orders(), *view.mutable_orders());
      return {};
    case v1::ViewRequest::kVenues:
      return FillVenues(input, request.venues(), IsOff(input, v1::VENUES),
                        *view.mutable_venues());
    case v1::ViewRequest::kNotices:
      FillNotices(input, request.notices(), *view.mutable_notices());
      return {};
    case v1::ViewRequest::kOutbox:  // what this device knows beside the state: the replica's
    case v1::ViewRequest::kAboutMe:
    case v1::ViewRequest::kLedger:
    case v1::ViewRequest::VIEW_NOT_SET:
      break;
  }
  return Fail(ErrorCode::kInvalid, "query: this view is not made from the state");
}

}  // namespace

Result<v1::View> Answer(const QueryInput& input, const v1::ViewRequest& request) {
  v1::View view;
  RETURN_IF_ERROR(Fill(input, request, view));
  // A failing disk looks like "nothing there"; a screen must not show it as that.
  RETURN_IF_ERROR(input.community.db().failure());
  return view;
}

PackPtr PackInForce(const QueryInput& input) {
  if (input.community.facts().pack.empty()) return nullptr;
  return input.packs.Find(input.community.facts().pack);
}

uint32_t PageRows(uint32_t asked) {
  return asked == 0 ? kPageRows : std::min(asked, kPageRowsMax);
}

}  // namespace yiting::query
