#include <fmt/format.h>

#include "casework/campaign.h"
#include "cli/command_list.h"
#include "cli/terminal_arguments.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kListFooter =
    "Half-yearly reviews and internal audit's own, the newest first. A server may have the "
    "store.\n\n"
    "Exit codes: 0 there are none; 1 there are some; 2 usage.\n\n"
    "Example:\n"
    "  sekisho campaign list --store data/store --kind half-yearly --json\n";
constexpr std::string_view kShowFooter =
    "One campaign: its systems with what was found and how far each is, and every step that was\n"
    "done with it. A server may have the store.\n\n"
    "Exit codes: 0 shown; 2 usage; 3 there is no such campaign.\n\n"
    "Example:\n"
    "  sekisho campaign show 3 --store data/store\n";
constexpr std::string_view kOpenFooter =
    "Opens the half-yearly review of a half of a fiscal year: half 1 is April to September, half "
    "2\n"
    "October to March. --cut-off is the last day on which logs are taken. --kind audit opens\n"
    "internal audit's own.\n";
constexpr std::string_view kOpenExample =
    "  sekisho campaign open --year 2026 --half 1 --cut-off 2026-10-20 --store data/store --by "
    "P000123\n";

class CampaignListCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.choice("--kind", kind_, {"half-yearly", "audit"}, "of this kind only");
    arguments.footer(kListFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto all = looking_.look(
        [&](store::Database& database) { return casework::list_campaigns(database, kind_); });
    if (!all) return std::unexpected(all.error());
    console.out(looking_.json() ? service::campaigns_json(*all)
                                : service::campaigns_text(*all, looking_.japanese()));
    return all->empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  LookingArguments looking_;
  std::string kind_;
};

class CampaignShowCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("CAMPAIGN", number_, "its number");
    looking_.declare(arguments);
    arguments.footer(kShowFooter);
  }
  Result<ExitCode> run(Console& console) override {
    return looking_.show(console, number_, service::shown_campaign, service::campaign_text);
  }

 private:
  LookingArguments looking_;
  std::string number_;
};

class CampaignOpenCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--year", year_, "YYYY", "the fiscal year");
    arguments.option("--half", half_, "N", "1 or 2");
    arguments.option("--cut-off", cut_off_, "DATE", "the last day on which logs are taken", true);
    arguments.choice("--kind", kind_, {"half-yearly", "audit"}, "which (default: half-yearly)");
    acting_.declare(arguments);
    arguments.footer(fmt::format("{}{}Example:\n{}", kOpenFooter, kActingFooter, kOpenExample));
  }
  Result<ExitCode> run(Console& console) override {
    auto desk = acting_.open();
    if (!desk) return std::unexpected(desk.error());
    // As the API has it: to run a review, or to perform one again.
    const bool audit = kind_ == name_of(casework::CampaignKind::kAudit);
    auto may = (*desk)->may(audit ? office::Action::kRePerform : office::Action::kRun,
                            {.kind = office::ThingKind::kReview});
    if (!may) return std::unexpected(may.error());
    int64_t id = 0;
    const auto done = (*desk)->act([&](casework::Journal& journal) -> Result<void> {
      const auto made = casework::open_campaign(
          journal, {audit ? casework::CampaignKind::kAudit : casework::CampaignKind::kHalfYearly,
                    static_cast<int>(year_), static_cast<int>(half_), cut_off_});
      if (!made) return std::unexpected(made.error());
      id = *made;
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return acting_.show(console, **desk, id, service::shown_campaign, service::campaign_text);
  }

 private:
  ActingArguments acting_;
  uint64_t year_ = 0, half_ = 0;
  std::string cut_off_, kind_ = "half-yearly";
};

}  // namespace

std::unique_ptr<Command> make_campaign_list_command() {
  return std::make_unique<CampaignListCommand>();
}
std::unique_ptr<Command> make_campaign_open_command() {
  return std::make_unique<CampaignOpenCommand>();
}
std::unique_ptr<Command> make_campaign_show_command() {
  return std::make_unique<CampaignShowCommand>();
}

}  // namespace sekisho::cli
