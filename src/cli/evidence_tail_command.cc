#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_list.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It shows the entries that were published last, one a line. Nothing is verified here: `show`\n"
    "proves an entry, `verify` the whole record. What was appended less than a second ago may\n"
    "not be published yet.\n\n"
    "Examples:\n"
    "  sekisho evidence tail record\n"
    "  sekisho evidence tail record -n 100 --json\n";

class EvidenceTailCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", request_.directory, "the record");
    arguments.option("-n", count_, "N", "so many entries");
    arguments.flag("--json", request_.json,
                   "print one JSON object a line: index, leaf hash, entry");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    request_.last = count_;
    request_.japanese = is_japanese(language_);
    const auto listed = service::list_evidence(
        request_, [&](std::string_view lines) { console.out(lines); }, [](uint64_t, uint64_t) {});
    if (!listed) return std::unexpected(listed.error());
    if (listed->shown == 0 && !request_.json) {
      console.err(request_.japanese ? "まだ記録がありません\n" : "the record has no entry yet\n");
    }
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidenceList request_;
  uint64_t count_ = 10;
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_tail_command() {
  return std::make_unique<EvidenceTailCommand>();
}

}  // namespace sekisho::cli
