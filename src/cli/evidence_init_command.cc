#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/evidence_init.h"
#include "service/evidence/evidence_succession.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It begins a record (証跡): a log that only grows, which outsiders can check and nobody can\n"
    "quietly change. DIR becomes a C2SP tlog-tiles log and may be shown to anybody. The private\n"
    "directory gets the key that signs, and the guard, which remembers what was signed. Keep it\n"
    "on another disk if you can, and never restore it together with DIR.\n\n"
    "The first line on standard output is the verifier key: give it to whoever is to check the\n"
    "record, today. A key that they get together with the record proves nothing.\n\n"
    "--continues freezes another record, whose last entry then names this one, and begins with an\n"
    "entry that names that one's last checkpoint: together they are one history.\n\n"
    "Exit codes: 0 begun, 2 usage, among it a place where something is already.\n\n"
    "Example:\n"
    "  sekisho evidence init record --origin example.com/evidence --private /srv/keys/record\n";

constexpr std::string_view kBegun =
    "Above is the verifier key of the record `{}`: others check it with that.\n"
    "  {}  the record itself: show it, copy it, back it up\n"
    "  {}  the key and the guard: nobody else may read them\n"
    "Next: sekisho evidence append {} < entries.jsonl\n";
constexpr std::string_view kBegunJapanese =
    "上は証跡 `{}` の検証鍵です。第三者はこの鍵で証跡を検証します。\n"
    "  {}  証跡本体: 公開・複製・バックアップの対象\n"
    "  {}  署名鍵と署名済み状態: ほかの誰にも読ませないこと\n"
    "次: sekisho evidence append {} < entries.jsonl\n";

class EvidenceInitCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "a new directory for the record");
    arguments.option("--origin", origin_, "NAME",
                     "the record's name for ever, such as example.com/evidence", true);
    arguments.option("--private", private_, "DIR2",
                     "where the key and the guard stand (default: DIR.private)");
    arguments.option("--continues", old_.directory, "OLD", "the record that this one continues");
    arguments.option("--old-private", old_.private_directory, "DIR3",
                     "where that one's key and guard stand (default: OLD.private)");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto begun = begin();
    if (!begun) return std::unexpected(begun.error());
    console.out(begun->verifier_key + "\n");
    console.err(fmt::format(fmt::runtime(is_japanese(language_) ? kBegunJapanese : kBegun), origin_,
                            begun->directory, begun->private_directory, begun->directory));
    return ExitCode::kNothingFound;
  }

 private:
  Result<service::BegunEvidence> begin() const {
    if (old_.directory.empty()) return service::begin_evidence(directory_, private_, origin_);
    return service::continue_evidence(old_, {directory_, private_, {}}, origin_,
                                      service::clock_now());
  }

  std::string directory_, origin_, private_, language_;
  service::EvidencePlace old_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_init_command() {
  return std::make_unique<EvidenceInitCommand>();
}

}  // namespace sekisho::cli
