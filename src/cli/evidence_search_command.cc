#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_list.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It reads the whole record and shows the entries that fit all options, one a line. A person\n"
    "is a pseudonym: the actor, the subject, or who approved. Entries of other programs (kind\n"
    "record) are found by the same members of their content. Nothing is verified here: `show`\n"
    "proves an entry, `verify` the whole record.\n\n"
    "Examples:\n"
    "  sekisho evidence search record --person p-7Vh3kQ0aZr --from 2026-10-01\n"
    "  sekisho evidence search record --kind destruction --json\n";

class EvidenceSearchCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", request_.directory, "the record");
    arguments.option("--request", request_.request, "NUMBER",
                     "the reference number of a gate's page (受付番号)");
    arguments.option("--person", request_.person, "PSEUDONYM", "who acted, was meant, or approved");
    arguments.option("--system", request_.system, "CODE", "the system that it is about");
    arguments.option("--kind", request_.kind, "KIND",
                     "decision, review, seal, act, login, export, key, destruction, record");
    arguments.option("--from", from_, "TIME", "not before; Japan's time unless it has an offset");
    arguments.option("--until", until_, "TIME", "before");
    arguments.flag("--json", request_.json,
                   "print one JSON object a line: index, leaf hash, entry");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto period = service::asked_period(from_, until_);
    if (!period) return std::unexpected(period.error());
    request_.period = *period;
    request_.japanese = is_japanese(language_);
    Progress progress(console, "search");
    const auto listed = service::list_evidence(
        request_,
        [&](std::string_view lines) {
          progress.finish();
          console.out(lines);
        },
        [&](uint64_t bytes, uint64_t entries) { progress.update(bytes, 0, entries); });
    progress.finish();
    if (!listed) return std::unexpected(listed.error());
    console.err(service::search_summary(*listed, request_.japanese));
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidenceList request_;
  std::string from_, until_, language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_search_command() {
  return std::make_unique<EvidenceSearchCommand>();
}

}  // namespace sekisho::cli
