#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_verify.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Of a record it reads every file that the signed checkpoint leads to, and names each file,\n"
    "entry or bundle that is not what it was. With --old it also tells whether the record\n"
    "continues checkpoints that you kept: then nothing in them was changed or removed since. Of\n"
    "a receipt (`sekisho evidence prove`) it tells, offline, whether it proves its entry.\n\n"
    "With --policy (docs/formats/quorum.md) cosignatures and time stamps that stand beside the\n"
    "record are checked, too, and whether they are enough; its `log` lines are keys.\n\n"
    "The key is the one that you got when the record began, from somebody you trust. A key that\n"
    "comes with the record proves nothing.\n\n"
    "Exit codes: 0 proved, 1 not proved, 2 usage, 3 or 4 a directory or a file cannot be read.\n\n"
    "Examples:\n"
    "  sekisho evidence verify record --key example.com/log+0123abcd+AbCd… --old last-month\n"
    "  sekisho evidence verify record --policy quorum.txt\n"
    "  sekisho evidence verify 12.receipt --entry 12.receipt.entry --key keys.txt\n";

class EvidenceVerifyCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("PATH", request_.path, "a record's directory, or the file of a receipt");
    arguments.option("--key", request_.keys, "VKEY",
                     "a verifier key, or a file with one a line; may be given several times");
    arguments.option("--entry", request_.entry, "FILE",
                     "the entry that a receipt is about (default: PATH.entry)");
    arguments.option("--old", request_.old, "CHECKPOINT",
                     "files with earlier checkpoints of the record", true);
    arguments.option("--policy", request_.policy, "FILE",
                     "also check, offline, that those vouch for the record who have to");
    arguments.flag("--json", request_.json, "print the answer as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    request_.japanese = is_japanese(language_);
    Progress progress(console, "verify");
    const auto verified = service::verify_evidence(
        request_, [&](uint64_t bytes, uint64_t entries) { progress.update(bytes, 0, entries); });
    progress.finish();
    if (!verified) return std::unexpected(verified.error());
    const size_t verdict = request_.json ? 0 : verified->text.find('\n');
    const auto style = verified->good ? Console::Style::kGreen : Console::Style::kRed;
    console.out(console.styled(std::string_view(verified->text).substr(0, verdict), style));
    console.out(std::string_view(verified->text).substr(verdict));
    return verified->good ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::EvidenceVerify request_;
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_verify_command() {
  return std::make_unique<EvidenceVerifyCommand>();
}

}  // namespace sekisho::cli
