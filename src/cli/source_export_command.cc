#include <fmt/format.h>

#include "cli/command_list.h"
#include "service/source/source_export.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Each access event becomes one line of JSON on standard output, after the Open Cybersecurity\n"
    "Schema Framework (docs/formats/event.md). Lines that cannot be read are counted on standard\n"
    "error.\n\n"
    "Example:\n"
    "  sekisho source export sources/logs/nol.toml NOL_202210.csv --format ocsf > events.jsonl\n";

class SourceExportCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("profile", profile_, "the profile of a log, a TOML file");
    arguments.positional("log", log_, "a log file, or - for standard input");
    arguments.choice("--format", format_, {"ocsf"}, "how events are written");
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const Result<service::SourceExport> done =
        service::export_source(profile_, log_, [&](std::string_view lines) { console.out(lines); });
    if (!done) return std::unexpected(done.error());
    console.err(fmt::format("{} lines: {} headers, {} of events, {} could not be read\n",
                            done->lines, done->header_lines, done->event_lines,
                            done->reject_lines));
    return done->reject_lines == 0 ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  std::string profile_, log_;
  std::string format_ = "ocsf";
};

}  // namespace

std::unique_ptr<Command> make_source_export_command() {
  return std::make_unique<SourceExportCommand>();
}

}  // namespace sekisho::cli
