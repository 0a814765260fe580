#include "cli/command_list.h"
#include "cli/language.h"
#include "service/policy/policy_diff.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Without --run it names the policies that were added, removed or changed, by id; layout and\n"
    "comments do not count. With --run it says which accesses of that review would be decided\n"
    "otherwise, from the footprints.ndjson that the review wrote: no log is read again. Where the\n"
    "new rules read what that file does not hold, it says that a new review is needed.\n\n"
    "Exit codes: 0 no difference (with --run: no decision changes), 1 differences, 2 usage,\n"
    "3 an input that does not parse.\n\n"
    "Examples:\n"
    "  sekisho policy diff policies.old policies\n"
    "  sekisho policy diff --run review policies.old policies\n";

class PolicyDiffCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("OLD", request_.before, "a folder of policies, or a file");
    arguments.positional("NEW", request_.now, "likewise");
    arguments.option("--run", run_, "DIR", "the output directory of a review");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    request_.run = run_;
    const auto diff = service::diff_policy_files(request_);
    if (!diff) return std::unexpected(diff.error());
    console.out(json_ ? service::policy_diff_json(*diff)
                      : service::policy_diff_text(*diff, is_japanese(language_)));
    return diff->nothing() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::PolicyDiffRequest request_;
  std::string run_, language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_policy_diff_command() {
  return std::make_unique<PolicyDiffCommand>();
}

}  // namespace sekisho::cli
