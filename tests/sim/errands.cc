// What people do with their phones: what their role lets them, on the matters that there are, and
// now and then what it does not.

#include "decide/decide.h"
#include "replica/parts.h"
#include "schema/signed_command.h"
#include "state/read_members.h"
#include "tests/sim/world.h"

namespace yiting::sim {

namespace {

class Errand {
 public:
  Errand(World& world, Phone& phone) : world_(world), phone_(phone), dice_(world.dice()) {}

  void Run() {
    const std::string& role = phone_.person().role;
    if (role == "resident") return AsResident();
    if (role == "worker") return AsWorker();
    if (role == "registrar") return AsRegistrar();
    Message();
  }

 private:
  void AsResident() {
    switch (dice_.Roll(12)) {
      case 0:
      case 1:
        return Open("bell");
      case 2:
      case 3:
      case 4:
      case 5:
        return Vote();
      case 6:
        return Rate();
      case 7:
        return Act("nudge");
      case 8:
        if (dice_.Roll(3) == 0) Act("withdraw");
        return;
      case 9:
        return Erase();
      default:
        return Message();
    }
  }

  void AsWorker() {
    switch (dice_.Roll(8)) {
      case 0:
      case 1:
        return Open("question");
      case 2:
      case 3:
        return Act("accept");
      case 4:
      case 5:
        Words("answer");
        return Act("answer");
      case 6:
        return Rate();
      default:
        return Message();
    }
  }

  void AsRegistrar() {
    switch (dice_.Roll(6)) {
      case 0:
        return ActivatePack();
      case 1:
        return Erase();
      case 2:
        return Open("bell");  // it may not
      default:
        return Message();
    }
  }

  void Words(const std::string& field) {
    words_ = world_.FreshWords();
    v1::DraftContent& content = *draft_.add_contents();
    content.set_field(field);
    content.set_media("text/plain");
    content.set_data(words_);
  }

  void Open(const std::string& procedure) {
    v1::OpenMatter& open = *draft_.mutable_command()->mutable_open_matter();
    open.set_procedure(procedure);
    open.set_channel(v1::APP);
    Words("title");
    Send();
  }

  void Message() {
    draft_.mutable_command()->mutable_leave_message()->set_channel(v1::APP);
    Words("text");
    Send();
  }

  // One of the newest, of that kind; empty when there is none.
  Bytes AnyMatter(bool question) {
    std::vector<Bytes> found;
    const auto& matters = world_.chronicle().matters();
    for (auto it = matters.rbegin(); it != matters.rend() && found.size() < 4; ++it) {
      if (it->question == question) found.push_back(it->id);
    }
    return found.empty() ? Bytes() : found[dice_.Roll(found.size())];
  }

  // Null when there is no such matter.
  v1::ActOnMatter* Begin(const std::string& action, bool question) {
    matter_ = AnyMatter(question);
    if (matter_.empty()) return nullptr;
    v1::ActOnMatter* act = draft_.mutable_command()->mutable_act_on_matter();
    act->set_matter(matter_);
    act->set_action(action);
    return act;
  }

  void Act(const std::string& action) {
    if (Begin(action, false) != nullptr) Send();
  }

  void Vote() {
    v1::ActOnMatter* act = Begin("vote", true);
    if (act == nullptr) return;
    v1::Input* input = act->add_inputs();
    input->set_field("choice");
    const char* choices[] = {"for", "for", "against", "abstain"};
    input->set_code(choices[dice_.Roll(4)]);
    Send();
  }

  void Rate() {
    v1::ActOnMatter* act = Begin("rate", false);
    if (act == nullptr) return;
    v1::Input* input = act->add_inputs();
    input->set_field("score");
    input->set_number(1 + static_cast<int64_t>(dice_.Roll(5)));
    Send();
  }

  void ActivatePack() {
    if (!phone_.running()) return;
    const int edition = static_cast<int>(dice_.Roll(kEditions));
    v1::ActivatePack& activate = *draft_.mutable_command()->mutable_activate_pack();
    activate.set_pack(PackHashOf(edition));
    activate.set_base(phone_.replica().parts().state->facts().pack);
    draft_.set_pack(PackBundle(edition));
    Send();
  }

  void Erase() {
    if (dice_.Roll(2) == 0 || world_.chronicle().texts().empty()) return;
    const bool registrar = phone_.person().role == "registrar";
    const auto& texts = world_.chronicle().texts();
    for (int tries = 0; tries < 10; ++tries) {
      const Text& text = texts[dice_.Roll(texts.size())];
      if (!registrar && text.author != phone_.person().member) continue;
      v1::EraseContents& erase = *draft_.mutable_command()->mutable_erase_contents();
      erase.add_contents(text.commitment);
      erase.set_reason(v1::ASKED_FOR);
      return Send();
    }
  }

  void Send() {
    const std::optional<v1::Acted> acted = phone_.Act(draft_);
    if (!acted || words_.empty()) return;
    auto row = phone_.replica().parts().store->FindCommand(acted->command_id());
    if (!row) return world_.chronicle().Fail("AcknowledgedOnce", "a command was kept and is gone");
    auto command = schema::OpenCommand(row->bytes, world_.chronicle().community());
    if (!command) return world_.chronicle().Fail("AcknowledgedOnce", "what was kept is no command");
    for (const v1::ContentRef& ref : decide::ContentsOf(command->payload)) {
      world_.chronicle().OnText({ref.commitment(), words_, ref.audience(),
                                 phone_.person().member,
                                 acted->matter().empty() ? matter_ : Bytes(acted->matter())});
    }
  }

  World& world_;
  Phone& phone_;
  testing::Dice& dice_;
  v1::Draft draft_;
  std::string words_;
  Bytes matter_;
};

}  // namespace

void RunErrand(World& world, Phone& phone) {
  if (phone.running()) Errand(world, phone).Run();
}

}  // namespace yiting::sim
