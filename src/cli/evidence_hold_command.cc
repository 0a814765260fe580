#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/evidence_arguments.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/evidence_hold.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kAddFooter =
    "A hold (保全) keeps data from being erased until it is lifted: for a law suit, an\n"
    "investigation, a request of the regulator. Without --subject, --class or --segment it keeps\n"
    "everything; --from and --until narrow it to data of that time. It is an entry of the "
    "record.\n\n"
    "Example:\n"
    "  sekisho evidence hold add record --class wheeling --from 2022-10-01 --until 2023-04-01 \\\n"
    "    --reason 報告徴収への回答 --by p-7Vh3kQ0aZr --approval 2026-決-104 --approver "
    "p-Hm20aLx81c\n";
constexpr std::string_view kListFooter =
    "The holds that are in force.\n\n"
    "Example:\n"
    "  sekisho evidence hold list record\n";
constexpr std::string_view kLiftFooter =
    "Ends a hold; somebody else has to approve it. It is an entry of the record.\n\n"
    "Example:\n"
    "  sekisho evidence hold lift record hold.12 --reason 事案終結 --by p-7Vh3kQ0aZr \\\n"
    "    --approval 2027-決-31 --approver p-Hm20aLx81c\n";

template <class Request>
void declare_people(Arguments& arguments, Request& request) {
  arguments.option("--reason", request.reason, "TEXT", "why; it stays in the record", true);
  arguments.option("--by", request.actor, "PSEUDONYM", "who asks for it", true);
  arguments.option("--approval", request.approval, "NO", "the number of the approval", true);
  arguments.option("--approver", request.approver, "PSEUDONYM", "who approved it", true);
}

class HoldAddCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, request_.place);
    arguments.option("--subject", request_.subject, "PSEUDONYM", "what is kept about one employee");
    arguments.option("--class", request_.retention_class, "NAME", "a class of data");
    arguments.option("--segment", request_.segment, "ID", "a segment of the archive");
    arguments.option("--from", request_.from, "TIME", "only data from then on");
    arguments.option("--until", request_.until, "TIME", "only data before then");
    declare_people(arguments, request_);
    arguments.footer(kAddFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const Result<uint64_t> entry = service::add_hold(request_, service::clock_now());
    if (!entry) return std::unexpected(entry.error());
    console.out(fmt::format("hold.{}\n", *entry));
    return ExitCode::kNothingFound;
  }

 private:
  service::HoldAdd request_;
};

class HoldListCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the record, made by `sekisho evidence init`");
    arguments.flag("--json", json_, "print it as JSON");
    declare_language(arguments, language_);
    arguments.footer(kListFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto holds = service::list_holds(directory_);
    if (!holds) return std::unexpected(holds.error());
    console.out(json_ ? service::holds_json(*holds)
                      : service::holds_text(*holds, is_japanese(language_)));
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_, language_;
  bool json_ = false;
};

class HoldLiftCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, request_.place);
    arguments.positional("HOLD", request_.hold, "as `sekisho evidence hold list` shows it");
    declare_people(arguments, request_);
    declare_language(arguments, language_);
    arguments.footer(kLiftFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const Result<uint64_t> entry = service::lift_hold(request_, service::clock_now());
    if (!entry) return std::unexpected(entry.error());
    console.out(is_japanese(language_) ? fmt::format("保全を解除しました(記録 {})\n", *entry)
                                       : fmt::format("lifted; entry {}\n", *entry));
    return ExitCode::kNothingFound;
  }

 private:
  service::HoldLift request_;
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_hold_add_command() {
  return std::make_unique<HoldAddCommand>();
}
std::unique_ptr<Command> make_evidence_hold_list_command() {
  return std::make_unique<HoldListCommand>();
}
std::unique_ptr<Command> make_evidence_hold_lift_command() {
  return std::make_unique<HoldLiftCommand>();
}

}  // namespace sekisho::cli
