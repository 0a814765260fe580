#include "cli/command_list.h"
#include "service/source/source_check.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It reads a sample of a log or a register file by one profile and explains, line by line, "
    "what\n"
    "it understood: the time, who, where, what was done to which record; and of a line that it\n"
    "could not read why, and what to do about it. docs/formats/log-profile.md tells how to write "
    "a\n"
    "profile.\n\n"
    "Examples:\n"
    "  sekisho source check sources/logs/nol.toml NOL_202210.csv\n"
    "  head -20 settings.jsonl | sekisho source check sources/logs/nws.toml -\n";

class SourceCheckCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("profile", profile_, "the profile, a TOML file");
    arguments.positional("sample", sample_, "a file that it should read, or - for standard input");
    arguments.option("--lines", lines_, "N", "explain so many lines; all are counted");
    arguments.flag("--json", json_, "print the explanation as JSON");
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const Result<service::SourceCheck> check = service::check_source({profile_, sample_, lines_});
    if (!check) return std::unexpected(check.error());
    console.out(json_ ? service::source_check_json(*check) : service::source_check_text(*check));
    const bool clean = check->rejected_lines == 0 && check->problems.empty();
    return clean ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  std::string profile_, sample_;
  uint64_t lines_ = 100;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_source_check_command() {
  return std::make_unique<SourceCheckCommand>();
}

}  // namespace sekisho::cli
