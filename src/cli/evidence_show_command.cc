#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_list.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It shows entries in full, each of them proved to be below the root of the record's\n"
    "checkpoint. Whether that checkpoint is the one that others know, `verify` tells.\n\n"
    "Example:\n"
    "  sekisho evidence show record 0 12\n";

class EvidenceShowCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the record");
    arguments.positionals("INDEX", indices_, "indices of entries, counted from 0");
    arguments.flag("--json", json_, "print one JSON object a line: index, leaf hash, entry");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (indices_.empty()) {
      return fail(ErrorCode::kUsage, "no index is given", {},
                  "`sekisho evidence tail` shows the last ones.");
    }
    const auto shown = service::show_evidence(directory_, indices_, json_, is_japanese(language_));
    if (!shown) return std::unexpected(shown.error());
    console.out(*shown);
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_, language_;
  std::vector<std::string> indices_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_evidence_show_command() {
  return std::make_unique<EvidenceShowCommand>();
}

}  // namespace sekisho::cli
