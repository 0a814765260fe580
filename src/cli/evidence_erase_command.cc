#include "cli/command_list.h"
#include "cli/evidence_arguments.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/evidence_erase.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Erasing (消去) destroys the key under which data stands beside the record. The record itself\n"
    "stays, and still verifies. Without --yes nothing is done: the command says what nobody could\n"
    "read any more, and what speaks against it.\n\n"
    "A key goes only when its class of retention (保存期間) has run out, no hold (保全) covers "
    "it,\n"
    "and somebody else than who asks has approved it (決裁).\n\n"
    "Exit codes: 0 erased, or nothing speaks against it; 1 refused, nothing was done.\n\n"
    "Example:\n"
    "  sekisho evidence erase record --class wheeling --month 2021-04 --by p-7Vh3kQ0aZr \\\n"
    "    --approval 2026-決-77 --approver p-Hm20aLx81c --yes\n";

class EvidenceEraseCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, request_.place);
    arguments.option("--subject", request_.target.subject, "PSEUDONYM", "all about one employee");
    arguments.option("--class", request_.target.retention_class, "NAME",
                     "a class of data, of one month");
    arguments.option("--month", request_.target.month, "YYYY-MM", "the month of --class");
    arguments.option("--segment", request_.target.segment, "ID", "a segment of the archive");
    arguments.option("--by", request_.actor, "PSEUDONYM", "who asks for it");
    arguments.option("--approval", request_.approval, "NO", "the number of the approval");
    arguments.option("--approver", request_.approver, "PSEUDONYM", "who approved it");
    arguments.option("--reason", request_.reason, "TEXT", "why; it stays in the record");
    arguments.option("--retention", request_.retention, "FILE",
                     "the retention policy (default: the shipped one)");
    arguments.flag("--yes", request_.yes, "do it");
    arguments.flag("--json", json_, "print it as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto plan = service::erase_evidence(request_, service::clock_now());
    if (!plan) return std::unexpected(plan.error());
    console.out(json_ ? service::erase_json(*plan)
                      : service::erase_text(*plan, is_japanese(language_)));
    return plan->objections.empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::EvidenceErase request_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_evidence_erase_command() {
  return std::make_unique<EvidenceEraseCommand>();
}

}  // namespace sekisho::cli
