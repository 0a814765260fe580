#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/evidence_append.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It reads one JSON object a line from standard input. Each becomes an entry; its index is\n"
    "printed once it is durable on the disk, in the order of the lines. `v`, `time` and `nonce`\n"
    "are filled in where they are missing. docs/formats/evidence.md lists the kinds; an object\n"
    "without a `kind`, or of one that this version does not know, is kept as a `record`.\n\n"
    "A line that cannot become an entry is told on standard error and the rest goes on. The last\n"
    "line there says: lines = entries + rejects. About once a second, and in the end, a signed\n"
    "checkpoint is published in DIR.\n\n"
    "With --policy (docs/formats/quorum.md) it asks for cosignatures of each publication and for "
    "a\n"
    "time stamp once a minute and in the end, beside all that: entries never wait for it. "
    "Standard\n"
    "error says when the quorum is met, and when not.\n\n"
    "Exit codes: 0 all lines are entries, 2 usage, 3 there were rejects or the record is damaged,\n"
    "4 the disk refused; then those entries are durable whose indices were printed.\n\n"
    "Examples:\n"
    "  echo '{\"what\":\"hello\"}' | sekisho evidence append record\n"
    "  sekisho evidence append record --rejects bad.csv < entries.jsonl > indices.txt\n";

class EvidenceAppendCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", request_.directory, "the record, made by `sekisho evidence init`");
    arguments.option("--private", request_.private_directory, "DIR2",
                     "where the key and the guard stand (default: DIR.private)");
    arguments.option("--rejects", request_.rejects, "FILE",
                     "keep lines that cannot become entries in a new CSV file");
    arguments.option("--policy", request_.policy, "FILE",
                     "ask witnesses and authorities to vouch for what is published");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    request_.japanese = is_japanese(language_);
    if (console.in_is_terminal()) {
      console.err(
          request_.japanese
              ? "1 行に 1 つの JSON オブジェクトを入力し、空行で Ctrl-D を押すと終わります。\n"
              : "Type one JSON object a line; Ctrl-D on an empty line ends.\n");
    }
    Progress progress(console, "append");
    const bool shows_progress = !console.out_is_terminal() && !console.in_is_terminal();
    const service::AppendChannel channel{
        .read = [&](std::span<char> into) { return console.read_some(into); },
        .acknowledge = [&](std::string_view indices) { return console.out_at_once(indices); },
        .say =
            [&](std::string_view text) {
              progress.finish();
              console.err(text);
            },
        .progress =
            [&](uint64_t bytes, uint64_t lines) {
              if (shows_progress) progress.update(bytes, 0, lines);
            },
        .now = service::clock_now,
    };
    const auto appended = service::append_evidence(request_, channel);
    progress.finish();
    if (!appended) return std::unexpected(appended.error());
    console.err(service::append_summary(*appended, request_.japanese) + "\n");
    return appended->rejects == 0 ? ExitCode::kNothingFound : ExitCode::kBadInput;
  }

 private:
  service::EvidenceAppend request_;
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_append_command() {
  return std::make_unique<EvidenceAppendCommand>();
}

}  // namespace sekisho::cli
