#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/evidence/evidence_prove.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It writes a receipt (記録証明書): proof that an entry is in the record, which somebody else\n"
    "checks without the record and without a network. It is a c2sp.org/tlog-proof@v1, so other\n"
    "programs of that family check it, too. A receipt is about the exact bytes of the entry:\n"
    "with --out FILE they are written to FILE.entry.\n\n"
    "Examples:\n"
    "  sekisho evidence prove record 12 --out 12.receipt\n"
    "  sekisho evidence verify 12.receipt --entry 12.receipt.entry --key example.com/log+…\n";

class EvidenceProveCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", request_.directory, "the record");
    arguments.positional("INDEX", request_.index, "the index of an entry, counted from 0");
    arguments.option("--out", request_.out, "FILE",
                     "write the receipt there (default: standard output)");
    arguments.option("--entry-out", request_.entry_out, "FILE",
                     "write the entry there (default: FILE.entry beside the receipt)");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto proved = service::prove_evidence(request_);
    if (!proved) return std::unexpected(proved.error());
    if (!request_.out) {
      console.out(proved->receipt);
      return ExitCode::kNothingFound;
    }
    console.err(fmt::format("{}\n  sekisho evidence verify {} --entry {} \\\n    --key {}\n",
                            is_japanese(language_)
                                ? "この記録証明書は、渡してある検証鍵で誰でも検証できます。例:"
                                : "Anybody checks this with the key that you gave them, such as:",
                            *request_.out, *proved->entry_path, proved->key));
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidenceProve request_;
  std::string language_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_prove_command() {
  return std::make_unique<EvidenceProveCommand>();
}

}  // namespace sekisho::cli
