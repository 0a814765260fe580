#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_export.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It writes every published entry to standard output, one a line, in the order of the record:\n"
    "as it stands (jsonl: the line without its end is the entry, byte for byte), or after the\n"
    "Open Cybersecurity Schema Framework (ocsf, docs/formats/evidence.md). Nothing is verified\n"
    "here; `verify` does that.\n\n"
    "Example:\n"
    "  sekisho evidence export record --format ocsf > events.jsonl\n";

class EvidenceExportCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the record");
    arguments.choice("--format", format_, {"jsonl", "ocsf"}, "how entries are written");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto format =
        format_ == "ocsf" ? service::EvidenceFormat::kOcsf : service::EvidenceFormat::kJsonLines;
    Progress progress(console, "export");
    const auto exported = service::export_evidence(
        directory_, format, [&](std::string_view lines) { console.out(lines); },
        [&](uint64_t bytes, uint64_t entries) {
          if (!console.out_is_terminal()) progress.update(bytes, 0, entries);
        });
    progress.finish();
    if (!exported) return std::unexpected(exported.error());
    console.err(fmt::format(fmt::runtime(is_japanese(language_) ? "記録 {} 件\n" : "{} entries\n"),
                            *exported));
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_, language_;
  std::string format_ = "jsonl";
};

}  // namespace

std::unique_ptr<Command> make_evidence_export_command() {
  return std::make_unique<EvidenceExportCommand>();
}

}  // namespace sekisho::cli
