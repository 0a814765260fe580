#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_cosign.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It asks the witnesses of the policy (docs/formats/quorum.md) to cosign the newest "
    "checkpoint,\n"
    "and its authorities for time stamps of it, all at once. What verifies is kept: cosignatures\n"
    "in `checkpoint` while it is the newest, time stamps in `timestamps`, and, where the quorum "
    "is\n"
    "met, the whole in `cosigned`. Entries are not touched, and nothing is published.\n\n"
    "It may run beside a writer, who has `checkpoint` to himself then; a writer does all this by\n"
    "himself with `sekisho evidence append --policy`.\n\n"
    "Exit codes: 0 the quorum is met, 1 it is not, 2 usage, 3 the policy or the record is "
    "wrong.\n\n"
    "Example:\n"
    "  sekisho evidence cosign record --policy quorum.txt\n";

class EvidenceCosignCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", request_.directory, "the record");
    arguments.option("--policy", request_.policy, "FILE", "who is asked, and what is enough", true);
    arguments.option("--timeout", request_.seconds, "SECONDS", "for each of those who are asked");
    arguments.flag("--json", json_, "for programs");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const bool japanese = is_japanese(language_);
    if (console.err_is_terminal()) console.err(japanese ? "問合せ中...\n" : "asking...\n");
    const auto round = service::cosign_evidence(request_);
    if (!round) return std::unexpected(round.error());
    console.out(json_ ? service::cosigning_json(*round)
                      : service::cosigning_text(*round, japanese));
    return round->met ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::EvidenceCosign request_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_evidence_cosign_command() {
  return std::make_unique<EvidenceCosignCommand>();
}

}  // namespace sekisho::cli
