#include <fmt/format.h>

#include <algorithm>

#include "casework/campaign.h"
#include "casework/statement.h"
#include "cli/act_command.h"
#include "cli/command_list.h"

// What is done with a campaign that is open: frozen, stated, checked, approved.
namespace sekisho::cli {
namespace {

using casework::Journal;

constexpr std::string_view kFreezeFooter =
    "Freezes what is examined, from the results of a review: its logs with their hashes, and "
    "every\n"
    "system with what was found. It must have examined that half-year, and the cut-off be over.\n"
    "Each system is given its department with --owner, and who took its log out of it with\n"
    "--extracted-by: they neither state nor check it. RUN is a directory that a review wrote.\n";
constexpr std::string_view kFreezeExample =
    "  sekisho campaign freeze 3 data/reviews/r1 --owner nol=配電部 --extracted-by nol=P000042 \\\n"
    "    --store data/store --by P000123\n";
constexpr std::string_view kStateFooter =
    "States for the owning department what was found in a system: `none`, `found` or\n"
    "`not-determinable`, which takes a reason, as does a log that is not complete.\n";
constexpr std::string_view kStateExample =
    "  sekisho campaign state 3 --system nol --statement none --department 配電部 \\\n"
    "    --store data/store --by P000201\n";
constexpr std::string_view kSelfCheckFooter =
    "Checks a statement in the first line (自主点検): --agrees, or --disagrees with a reason, "
    "which\n"
    "sends it back.\n";
constexpr std::string_view kSelfCheckExample =
    "  sekisho campaign self-check 3 --system nol --agrees --store data/store --by P000202\n";
constexpr std::string_view kCheckFooter =
    "Checks a statement in the second line (二次確認): --agrees, or --disagrees with a reason, "
    "which\n"
    "sends it back.\n";
constexpr std::string_view kCheckExample =
    "  sekisho campaign check 3 --system nol --agrees --store data/store --by P000124\n";
constexpr std::string_view kApproveFooter =
    "Approves a half-year of which every system is checked (決裁). A deputy names with\n"
    "--stands-in-for in whose place (代決); that person reads it later.\n";
constexpr std::string_view kApproveExample =
    "  sekisho campaign approve 3 --number 2026-131 --store data/store --by P000100\n";
constexpr std::string_view kReturnFooter =
    "Sends the statements of these systems back (差戻し), with a reason: they are stated anew.\n";
constexpr std::string_view kReturnExample =
    "  sekisho campaign return 3 --system nol --reason \"窓の漏れ\" --store data/store --by "
    "P000100\n";
constexpr std::string_view kReadFooter =
    "Notes that the person read what a deputy approved in their place (後閲).\n";
constexpr std::string_view kReadExample =
    "  sekisho campaign read 3 --store data/store --by P000100\n";

// What all of them have in common.
class CampaignActCommand : public ActCommand {
 protected:
  CampaignActCommand() : ActCommand("campaign") {}
  Result<ExitCode> show(Console& console, service::TerminalDesk& desk,
                        const ActingArguments& acting, int64_t id) override {
    return acting.show(console, desk, id, service::shown_campaign, service::campaign_text);
  }
};

// `SYSTEM=WHAT`, each of a system that has none yet.
Result<void> assign(const std::vector<std::string>& given, std::string_view option,
                    std::vector<service::SystemOwner>& owners,
                    std::string service::SystemOwner::* member) {
  for (const std::string& one : given) {
    const size_t equals = one.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == one.size()) {
      return fail(ErrorCode::kUsage, fmt::format("`{}` names no system", one), {},
                  fmt::format("Give {} as SYSTEM=NAME.", option));
    }
    const std::string system = one.substr(0, equals);
    auto owner = std::ranges::find(owners, system, &service::SystemOwner::system);
    if (owner == owners.end()) owner = owners.insert(owner, {system, {}, {}});
    if (!((*owner).*member).empty()) {
      return fail(ErrorCode::kUsage, fmt::format("{} names `{}` twice", option, system));
    }
    (*owner).*member = one.substr(equals + 1);
  }
  return {};
}

class CampaignFreezeCommand final : public CampaignActCommand {
  std::string_view about() const override { return kFreezeFooter; }
  std::string_view example() const override { return kFreezeExample; }
  void declare_more(Arguments& arguments) override {
    arguments.positional("RUN", run_, "the results of a review");
    arguments.option("--owner", owners_, "SYSTEM=DEPARTMENT", "whose a system is");
    arguments.option("--extracted-by", extracted_, "SYSTEM=CODE",
                     "who took its log out of it, by their code in the registers");
  }
  Result<void> act(service::TerminalDesk& desk, int64_t id, std::optional<int64_t> seen) override {
    using service::SystemOwner;
    std::vector<SystemOwner> owners;
    if (auto ok = assign(owners_, "--owner", owners, &SystemOwner::department); !ok) return ok;
    if (auto ok = assign(extracted_, "--extracted-by", owners, &SystemOwner::extracted_by); !ok)
      return ok;
    for (SystemOwner& one : owners) {
      if (!one.extracted_by.empty()) one.extracted_by = desk.ledger().pseudonym(one.extracted_by);
    }
    return service::freeze_campaign(desk, id, seen, run_, owners);
  }

  std::string run_;
  std::vector<std::string> owners_, extracted_;
};

// What is said of one system.
class SystemActCommand : public CampaignActCommand {
 protected:
  void declare_more(Arguments& arguments) override {
    arguments.option("--system", system_, "SYSTEM", "of the campaign", true);
    declare_opinion(arguments);
  }
  Result<void> act(service::TerminalDesk& desk, int64_t id, std::optional<int64_t> seen) override {
    auto may = service::may_act(desk, {.action = action(), .campaign = id, .system = system_});
    if (!may) return may;
    return desk.act([&](Journal& journal) { return say(journal, {id, seen, system_}); });
  }

  virtual office::Action action() const = 0;
  virtual void declare_opinion(Arguments& arguments) = 0;
  virtual Result<void> say(Journal& journal, const casework::SeenSystem& which) = 0;

 private:
  std::string system_;
};

class CampaignStateCommand final : public SystemActCommand {
  std::string_view about() const override { return kStateFooter; }
  std::string_view example() const override { return kStateExample; }
  office::Action action() const override { return office::Action::kDeclare; }
  void declare_opinion(Arguments& arguments) override {
    arguments.choice("--statement", statement_, {"none", "found", "not-determinable"},
                     "what was found");
    arguments.option("--department", department_, "NAME", "in whose name", true);
    arguments.option("--reason", reason_, "TEXT", "why");
  }
  Result<void> say(Journal& journal, const casework::SeenSystem& which) override {
    const auto statement =
        casework::statement_named(statement_).value_or(casework::Statement::kUnstated);
    return casework::state(journal, which, {statement, department_, reason_});
  }

  std::string statement_, department_, reason_;
};

class CampaignOpinionCommand final : public SystemActCommand {
 public:
  using Say = Result<void> (*)(Journal&, const casework::SeenSystem&, const casework::Opinion&);
  CampaignOpinionCommand(office::Action action, Say say, std::string_view about,
                         std::string_view example)
      : action_(action), say_(say), about_(about), example_(example) {}

 private:
  std::string_view about() const override { return about_; }
  std::string_view example() const override { return example_; }
  office::Action action() const override { return action_; }
  void declare_opinion(Arguments& arguments) override {
    opinion_.declare(arguments, "the statement is right");
  }
  Result<void> say(Journal& journal, const casework::SeenSystem& which) override {
    const auto agrees = opinion_.agrees();
    if (!agrees) return std::unexpected(agrees.error());
    return say_(journal, which, {*agrees, opinion_.reason()});
  }

  const office::Action action_;
  const Say say_;
  const std::string_view about_, example_;
  OpinionArguments opinion_;
};

class CampaignApproveCommand final : public CampaignActCommand {
  std::string_view about() const override { return kApproveFooter; }
  std::string_view example() const override { return kApproveExample; }
  void declare_more(Arguments& arguments) override {
    arguments.option("--number", number_, "NUMBER", "of the company's own decision");
    arguments.option("--stands-in-for", superior_, "CODE", "in whose place a deputy approves");
  }
  Result<void> act(service::TerminalDesk& desk, int64_t id, std::optional<int64_t> seen) override {
    auto may = service::may_act(
        desk, {.action = office::Action::kApprove, .campaign = id, .stands_in_for = superior_});
    if (!may) return may;
    const std::string superior = superior_.empty() ? "" : desk.ledger().pseudonym(superior_);
    return desk.act([&](Journal& journal) {
      return casework::approve(journal, id, seen, {number_, superior});
    });
  }

  std::string number_, superior_;
};

class CampaignReturnCommand final : public CampaignActCommand {
  std::string_view about() const override { return kReturnFooter; }
  std::string_view example() const override { return kReturnExample; }
  void declare_more(Arguments& arguments) override {
    arguments.option("--system", systems_, "SYSTEM", "whose statement; several times", true);
    arguments.option("--reason", reason_, "TEXT", "why", true);
  }
  Result<void> act(service::TerminalDesk& desk, int64_t id, std::optional<int64_t> seen) override {
    for (const std::string& system : systems_) {
      auto may = service::may_act(
          desk, {.action = office::Action::kSendBack, .campaign = id, .system = system});
      if (!may) return may;
    }
    return desk.act([&](Journal& journal) {
      return casework::send_back(journal, id, seen, systems_, reason_);
    });
  }

  std::vector<std::string> systems_;
  std::string reason_;
};

class CampaignReadCommand final : public CampaignActCommand {
  std::string_view about() const override { return kReadFooter; }
  std::string_view example() const override { return kReadExample; }
  void declare_more(Arguments& /*arguments*/) override {}
  Result<void> act(service::TerminalDesk& desk, int64_t id,
                   std::optional<int64_t> /*seen*/) override {
    auto may = service::may_act(desk, {.action = office::Action::kReadLater, .campaign = id});
    if (!may) return may;
    return desk.act([&](Journal& journal) { return casework::read_later(journal, id); });
  }
};

}  // namespace

std::unique_ptr<Command> make_campaign_approve_command() {
  return std::make_unique<CampaignApproveCommand>();
}
std::unique_ptr<Command> make_campaign_check_command() {
  return std::make_unique<CampaignOpinionCommand>(office::Action::kCheck, casework::check_statement,
                                                  kCheckFooter, kCheckExample);
}
std::unique_ptr<Command> make_campaign_freeze_command() {
  return std::make_unique<CampaignFreezeCommand>();
}
std::unique_ptr<Command> make_campaign_read_command() {
  return std::make_unique<CampaignReadCommand>();
}
std::unique_ptr<Command> make_campaign_return_command() {
  return std::make_unique<CampaignReturnCommand>();
}
std::unique_ptr<Command> make_campaign_selfcheck_command() {
  return std::make_unique<CampaignOpinionCommand>(office::Action::kSelfCheck, casework::self_check,
                                                  kSelfCheckFooter, kSelfCheckExample);
}
std::unique_ptr<Command> make_campaign_state_command() {
  return std::make_unique<CampaignStateCommand>();
}

}  // namespace sekisho::cli
