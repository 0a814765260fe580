#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/evidence_succession.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It ends a record (証跡) for good: a last entry says so, a last checkpoint is published, and\n"
    "nothing can be appended any more, by nobody. The checkpoint's text is printed. The record\n"
    "stays readable and can be checked as before.\n\n"
    "To go on in a new one, use `sekisho evidence init NEW --origin NAME --continues DIR` "
    "instead:\n"
    "it freezes DIR itself, and each of the two names the other.\n\n"
    "Exit codes: 0 frozen, 2 usage, among it a record that is frozen already, 3 the record is\n"
    "damaged, 4 the disk refused.\n\n"
    "Example:\n"
    "  sekisho evidence freeze record\n";

class EvidenceFreezeCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the record");
    arguments.option("--private", place_.private_directory, "DIR2",
                     "where the key and the guard stand (default: DIR.private)");
    arguments.option("--successor", successor_, "NAME",
                     "the origin of the record that will continue it, named in the last entry");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto last = service::freeze_evidence(place_, successor_, service::clock_now());
    if (!last) return std::unexpected(last.error());
    console.out(*last);
    console.err(
        is_japanese(language_)
            ? "上は最後の記録確定点です。この証跡にはもう追記できません。\n"
            : "Above is the text of the last checkpoint. Nothing can be appended any more.\n");
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidencePlace place_;
  std::string successor_, language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_freeze_command() {
  return std::make_unique<EvidenceFreezeCommand>();
}

}  // namespace sekisho::cli
