#include "cli/command_list.h"
#include "cli/language.h"
#include "cli/policy_arguments.h"
#include "service/policy/policy_check.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It parses every policy, validates it against the schema, and finds what validation does not:\n"
    "ids that are taken, slips in annotations, obligations that nobody knows, permits with "
    "different\n"
    "obligations that may hold together, texts that look alike, characters that cannot be seen.\n"
    "Files of one folder are one set. In folders barrier/, doubts/ and routes/ beside a schema it\n"
    "also asks for the annotations of docs/formats/barrier-policies.md.\n\n"
    "The schema is the only *.cedarschema in the folder of the policies or above it, else the\n"
    "barrier's own.\n\n"
    "Whether two permits may hold together is told from their scopes, types and conditions as "
    "they\n"
    "are written: a warning may be wrong, silence is not.\n\n"
    "Exit codes: 0 nothing found, 1 errors or warnings, 2 usage, 3 a path that does not exist.\n\n"
    "Examples:\n"
    "  sekisho policy check policies\n"
    "  echo 'permit (principal, action, resource) when { context.acount.inForce };' |\n"
    "    sekisho policy check -\n"
    "  sekisho policy check --schema app.cedarschema --level 2 --json app.cedar\n";

class PolicyCheckCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positionals("PATH", request_.paths,
                          "policy files, folders that hold them, or - for standard input");
    arguments.option("--schema", request_.schema, "FILE", "validate against this schema");
    arguments.option("--level", level_, "N",
                     "also refuse policies that follow more than N entities");
    arguments.flag("--permissive", request_.permissive, "validate permissively, not strictly");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (auto ok = need_paths(request_.paths); !ok) return std::unexpected(ok.error());
    const auto level = whole_number("--level", level_);
    if (!level) return std::unexpected(level.error());
    request_.level = *level;
    const auto input = input_for(console, request_.paths);
    if (!input) return std::unexpected(input.error());
    request_.standard_input = *input;
    const auto report = service::check_policy_files(request_);
    if (!report) return std::unexpected(report.error());
    console.out(json_ ? service::policy_check_json(*report)
                      : service::policy_check_text(*report, is_japanese(language_)));
    return report->findings.empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::PolicyCheckRequest request_;
  std::optional<std::string> level_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_policy_check_command() {
  return std::make_unique<PolicyCheckCommand>();
}

}  // namespace sekisho::cli
