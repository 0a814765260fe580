#include <fmt/format.h>

#include "casework/case_rows.h"
#include "casework/case_work.h"
#include "casework/triage.h"
#include "cli/act_command.h"
#include "cli/command_list.h"
#include "cli/language.h"
#include "service/casework/casework_json.h"
#include "service/terminal/work_text.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kListFooter =
    "Cases of findings, by number: state and outcome, route, people, findings, first and last "
    "day,\n"
    "when something is due. All filters hold together. A server may have the store.\n\n"
    "Exit codes: 0 there are none; 1 there are some; 2 usage.\n\n"
    "Examples:\n"
    "  sekisho case list --store data/store --state open\n"
    "  sekisho case list --store data/store --assignee p-7Vh3kQ0aZr --due-until 2026-12-31 "
    "--json\n";
constexpr std::string_view kShowFooter =
    "One case with its findings and every step that was done with it, as it was done; at the end\n"
    "it says where steps were changed. A server may have the store.\n\n"
    "Exit codes: 0 shown; 2 usage; 3 there is no such case.\n\n"
    "Example:\n"
    "  sekisho case show 12 --store data/store\n";
constexpr std::string_view kGatherFooter =
    "Makes cases of the findings of a review, by route and people. A later review of the same "
    "scope\n"
    "adds findings to cases and takes findings from them. RUN is a directory that a review wrote.\n"
    "It ends with 1 where cases were opened or changed.\n";
constexpr std::string_view kGatherExample =
    "  sekisho case gather data/reviews/r1 --scope 2024-h2 --store data/store --by P000123\n";
constexpr std::string_view kTriageFooter =
    "Says what a case is (一次確認): `real`, `explained`, `rule-wrong` or `register-wrong`, and "
    "why.\n"
    "It is closed when somebody else checked it. --revision does it only to the case that was\n"
    "seen, as `case show` says.\n";
constexpr std::string_view kCheckFooter =
    "Checks a triage (二次確認): --agrees closes the case, --disagrees opens it again and takes a\n"
    "reason. Whoever triaged it does not check it.\n";
constexpr std::string_view kCommentFooter =
    "Adds a comment, in any state of the case. Comments are never changed.\n";
constexpr std::string_view kTriageExample =
    "  sekisho case triage 12 --outcome explained --reason \"応援者利用許可あり\" "
    "--store data/store --by P000123\n";
constexpr std::string_view kCheckExample =
    "  sekisho case check 12 --agrees --store data/store --by P000124\n";
constexpr std::string_view kCommentExample =
    "  sekisho case comment 12 --text \"所管箇所に照会済み\" --store data/store --by P000123\n";

class CaseListCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.option("--scope", filter_.scope, "NAME", "under which its reviews are gathered");
    arguments.option("--state", filter_.state, "STATE", "open, triaged, closed or withdrawn");
    arguments.option("--outcome", filter_.outcome, "OUTCOME",
                     "real, explained, rule-wrong or register-wrong");
    arguments.option("--route", filter_.route, "ROUTE", "a route of the policies");
    arguments.option("--assignee", filter_.assignee, "PSEUDONYM", "who works on it");
    arguments.option("--person", filter_.person, "CODE", "viewer or holder");
    arguments.option("--due-until", filter_.due_until, "DATE", "due then or before");
    arguments.option("--limit", most_, "N", "so many at most (default: 100)");
    arguments.footer(kListFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto page = looking_.look([&](store::Database& database) {
      return casework::list_cases(database, filter_, {}, 0, static_cast<int64_t>(most_));
    });
    if (!page) return std::unexpected(page.error());
    console.out(looking_.json() ? service::cases_json(*page)
                                : service::cases_text(*page, looking_.japanese()));
    return page->total == 0 ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  LookingArguments looking_;
  casework::CaseFilter filter_;
  uint64_t most_ = 100;
};

class CaseShowCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("CASE", number_, "its number");
    looking_.declare(arguments);
    arguments.footer(kShowFooter);
  }
  Result<ExitCode> run(Console& console) override {
    return looking_.show(console, number_, service::shown_case, service::case_text);
  }

 private:
  LookingArguments looking_;
  std::string number_;
};

class CaseGatherCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("RUN", run_, "the results of a review");
    arguments.option("--scope", scope_, "NAME", "under which its reviews are gathered", true);
    acting_.declare(arguments);
    arguments.footer(fmt::format("{}{}Example:\n{}", kGatherFooter, kActingFooter, kGatherExample));
  }
  Result<ExitCode> run(Console& console) override {
    auto desk = acting_.open();
    if (!desk) return std::unexpected(desk.error());
    if (auto may = (*desk)->may(office::Action::kTriage, {.kind = office::ThingKind::kCase}); !may)
      return std::unexpected(may.error());
    const auto gathered = service::gather_review(**desk, run_, scope_);
    if (!gathered) return std::unexpected(gathered.error());
    console.out(acting_.json() ? service::gathered_json(*gathered) + "\n"
                               : service::gathered_text(*gathered, acting_.japanese()));
    return gathered->cases.empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  ActingArguments acting_;
  std::string run_, scope_;
};

// What all that is done with one case has in common.
class CaseActCommand : public ActCommand {
 protected:
  CaseActCommand() : ActCommand("case") {}
  Result<void> act(service::TerminalDesk& desk, int64_t id, std::optional<int64_t> seen) override {
    casework::Case before;
    auto read = desk.desk().read([&](store::Database& database) -> Result<void> {
      auto found = casework::find_case(database, id);
      if (!found) return std::unexpected(found.error());
      before = std::move(*found);
      return {};
    });
    if (!read) return read;
    office::Thing thing{.kind = office::ThingKind::kCase, .id = std::to_string(id)};
    if (!before.triaged_by.empty()) thing.actors = {before.triaged_by};
    if (auto may = desk.may(action(), thing); !may) return may;
    return desk.act([&](casework::Journal& journal) { return say(journal, {id, seen}); });
  }
  Result<ExitCode> show(Console& console, service::TerminalDesk& desk,
                        const ActingArguments& acting, int64_t id) override {
    return acting.show(console, desk, id, service::shown_case, service::case_text);
  }

  virtual office::Action action() const = 0;
  virtual Result<void> say(casework::Journal& journal, const casework::SeenCase& seen) = 0;
};

class CaseTriageCommand final : public CaseActCommand {
  std::string_view about() const override { return kTriageFooter; }
  std::string_view example() const override { return kTriageExample; }
  office::Action action() const override { return office::Action::kTriage; }
  void declare_more(Arguments& arguments) override {
    arguments.choice("--outcome", outcome_, {"real", "explained", "rule-wrong", "register-wrong"},
                     "what it is");
    arguments.option("--reason", reason_, "TEXT", "why", true);
  }
  Result<void> say(casework::Journal& journal, const casework::SeenCase& seen) override {
    const auto outcome = casework::outcome_named(outcome_).value_or(casework::Outcome::kNone);
    return casework::triage(journal, {&seen, 1}, {outcome, reason_});
  }

  std::string outcome_, reason_;
};

class CaseCheckCommand final : public CaseActCommand {
  std::string_view about() const override { return kCheckFooter; }
  std::string_view example() const override { return kCheckExample; }
  office::Action action() const override { return office::Action::kCheck; }
  void declare_more(Arguments& arguments) override {
    opinion_.declare(arguments, "the triage is right");
  }
  Result<void> say(casework::Journal& journal, const casework::SeenCase& seen) override {
    const auto agrees = opinion_.agrees();
    if (!agrees) return std::unexpected(agrees.error());
    return casework::check(journal, {&seen, 1}, {*agrees, opinion_.reason()});
  }

  OpinionArguments opinion_;
};

class CaseCommentCommand final : public CaseActCommand {
  std::string_view about() const override { return kCommentFooter; }
  std::string_view example() const override { return kCommentExample; }
  office::Action action() const override { return office::Action::kTriage; }
  void declare_more(Arguments& arguments) override {
    arguments.option("--text", text_, "TEXT", "what is said", true);
  }
  Result<void> say(casework::Journal& journal, const casework::SeenCase& seen) override {
    return casework::comment(journal, seen, text_);
  }

  std::string text_;
};

}  // namespace

std::unique_ptr<Command> make_case_check_command() {
  return std::make_unique<CaseCheckCommand>();
}
std::unique_ptr<Command> make_case_comment_command() {
  return std::make_unique<CaseCommentCommand>();
}
std::unique_ptr<Command> make_case_gather_command() {
  return std::make_unique<CaseGatherCommand>();
}
std::unique_ptr<Command> make_case_list_command() {
  return std::make_unique<CaseListCommand>();
}
std::unique_ptr<Command> make_case_show_command() {
  return std::make_unique<CaseShowCommand>();
}
std::unique_ptr<Command> make_case_triage_command() {
  return std::make_unique<CaseTriageCommand>();
}

}  // namespace sekisho::cli
