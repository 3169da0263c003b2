// What is held about whoever looks, as far as the state and the contents here tell. Their acts and
// who has read them are the replica's to add.

#include "query/views.h"
#include "state/read_own.h"

namespace yiting::query {

void FillDevices(const QueryInput& input, BytesView member,
                 google::protobuf::RepeatedPtrField<v1::DeviceRow>& rows) {
  for (const state::OwnDevice& device : state::OwnDevices(input.community, member)) {
    v1::DeviceRow& row = *rows.Add();
    row.set_device(device.key);
    row.set_revoked(device.revoked);
    row.set_bound_ms(device.bound_ms);
    row.set_mine(device.key == input.device);
  }
}

uint32_t FillAboutMe(const QueryInput& input, BytesView after, uint32_t limit,
                     v1::AboutMeView& view) {
  const auto member = state::FindMember(input.community, input.member);
  if (!member) return 0;
  view.set_member(member->member);
  view.set_household(member->household);
  view.set_admitted_ms(member->admitted_ms);
  view.set_name(NameOf(input, member->member));
  const PackPtr pack = PackInForce(input);
  for (const state::HeldRole& held :
       state::RolesAt(input.community, member->member, input.now_ms)) {
    FillHeldRole(input, pack, held, *view.add_roles());
  }
  FillDevices(input, member->member, *view.mutable_devices());
  view.set_contents_total(state::CountContentsOf(input.community, member->member));
  const std::vector<state::OwnContent> contents =
      state::ContentsOwnedBy(input.community, member->member, after, limit);
  for (const state::OwnContent& own : contents) {
    v1::OwnContentRow& row = *view.add_contents();
    row.set_commitment(own.commitment);
    row.set_audience(static_cast<v1::Audience>(own.facts.audience));
    row.set_media(own.facts.media);
    row.set_size(static_cast<uint32_t>(own.facts.size));
    row.set_erased_ms(own.facts.erased_ms);
    row.set_matter(own.facts.matter);
    if (const auto matter = state::FindMatter(input.community, own.facts.matter)) {
      row.set_matter_title(input.contents.Find(matter->title).value_or(Bytes()));
    }
    std::optional<Bytes> data = input.contents.Find(own.commitment);
    row.set_here(data.has_value());
    if (data && own.facts.media == "text/plain") row.set_text(std::move(*data));
  }
  return static_cast<uint32_t>(contents.size());
}

}  // namespace yiting::query
