#include "cli/command_list.h"
#include "cli/facts_arguments.h"
#include "cli/language.h"
#include "service/policy/who_may_see.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kExitCodes =
    "Exit codes: 0 whoever is listed is plainly permitted; 1 some are doubtful, or the registers\n"
    "do not decide; 2 usage.\n\n";

// What the two questions have in common.
class ReachCommand : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_facts(arguments, facts_);
    arguments.option("--at", request_.at, "TIME", "when; Japan's time unless it has an offset");
    arguments.option("--action", request_.action, "ACTION",
                     "view, search, list, print, export, update, login, logout, batch or other");
    arguments.option("--limit", limit_, "N", "rows a group at most, 0: all");
    arguments.flag("--json", json_, "print the answer as JSON, all rows");
    declare_language(arguments, language_);
  }

  Result<ExitCode> run(Console& console) override {
    Result<service::ReviewPlaces> places = places_of(facts_);
    if (!places) return std::unexpected(places.error());
    request_.places = std::move(*places);
    Progress progress(console, "registers");
    const auto answer = ask(
        [&](const service::Progress& now) { progress.update(now.bytes, now.bytes_of, now.lines); });
    progress.finish();
    if (!answer) return std::unexpected(answer.error());
    console.out(json_ ? service::reach_json(*answer)
                      : service::reach_text(*answer, is_japanese(language_), limit_));
    return answer->all_permitted() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 protected:
  virtual Result<service::ReachAnswer> ask(const service::Heard& heard) = 0;

  service::ReachRequest& request() { return request_; }

 private:
  service::ReachRequest request_;
  FactsArguments facts_;
  std::string language_;
  uint64_t limit_ = 20;
  bool json_ = false;
};

class WhoMaySeeCommand final : public ReachCommand {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--system", request().system, "CODE", "the system that holds the record");
    arguments.option("--record", request().record, "KEY",
                     "a supply point, a facility (default: an access that touches none)");
    ReachCommand::declare(arguments);
    arguments.footer(std::string("It tells of every account of the system who could have used it, "
                                 "at which terminals,\nand which rule lets them. Accounts that may "
                                 "not see the record are not listed.\n\n") +
                     std::string(kExitCodes) +
                     "Example:\n"
                     "  sekisho who-may-see --registers register --system nol \\\n"
                     "                      --record 0900418822310045110021 --at 2022-10-05\n");
  }

 private:
  Result<service::ReachAnswer> ask(const service::Heard& heard) override {
    return service::who_may_see(request(), heard);
  }
};

class MaySeeCommand final : public ReachCommand {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--person", request().person, "NUMBER", "an employee number");
    arguments.option("--system", request().system, "CODE", "one system (default: all)");
    ReachCommand::declare(arguments);
    arguments.footer(std::string("It tells which accounts the person could have used, at which "
                                 "terminals, and for which\nrecords: their own accounts, and "
                                 "shared ones at the terminals that they keep.\n\n") +
                     std::string(kExitCodes) +
                     "Example:\n"
                     "  sekisho may-see --registers register --person P000123 --at 2022-10-05\n");
  }

 private:
  Result<service::ReachAnswer> ask(const service::Heard& heard) override {
    return service::may_see(request(), heard);
  }
};

}  // namespace

std::unique_ptr<Command> make_who_may_see_command() {
  return std::make_unique<WhoMaySeeCommand>();
}

std::unique_ptr<Command> make_may_see_command() {
  return std::make_unique<MaySeeCommand>();
}

}  // namespace sekisho::cli
