#include "cli/command_list.h"
#include "cli/language.h"
#include "cli/policy_arguments.h"
#include "service/policy/policy_explain.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It tells the decision, the policies and conditions that made it with the values that they "
    "read,\n"
    "and of a denial that no forbid made the permit that came nearest. For a request to the "
    "barrier "
    "by\n"
    "the registers use `sekisho decide`.\n\n"
    "With a schema (--schema, or the only one beside the policies) policies, entities and request "
    "are\n"
    "validated first. An option that takes JSON takes it directly or the name of a file.\n\n"
    "Exit codes: 0 allowed, 1 denied, 2 usage, 3 an input that does not say what it should.\n\n"
    "Examples:\n"
    "  echo 'permit (principal, action, resource) when { resource.public };' |\n"
    "    sekisho policy explain - --principal 'User::\"hana\"' --action 'Action::\"view\"' \\\n"
    "      --resource 'Photo::\"sea\"' --entities '[{\"uid\": {\"type\": \"Photo\", \"id\": "
    "\"sea\"},\n"
    "      \"attrs\": {\"public\": false}, \"parents\": []}]'\n"
    "  sekisho policy explain app.cedar --request request.json --entities entities.json --json\n";

class PolicyExplainCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positionals("PATH", request_.paths,
                          "policy files, folders that hold them, or - for standard input");
    arguments.option("--schema", request_.schema, "FILE", "validate against this schema");
    arguments.option("--entities", request_.entities, "JSON",
                     "what is known of entities, as Cedar's JSON");
    arguments.option("--request", request_.request, "JSON",
                     "an object with principal, action, resource and context");
    arguments.option("--principal", request_.principal, "ENTITY", "who asks: 'User::\"hana\"'");
    arguments.option("--action", request_.action, "ENTITY", "to do what: 'Action::\"view\"'");
    arguments.option("--resource", request_.resource, "ENTITY", "with what");
    arguments.option("--context", request_.context, "JSON", "under which circumstances");
    arguments.flag("--all", style_.every_policy, "show what became of every policy");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (auto ok = need_paths(request_.paths); !ok) return std::unexpected(ok.error());
    const auto input = input_for(console, request_.paths);
    if (!input) return std::unexpected(input.error());
    request_.standard_input = *input;
    const auto explanation = service::explain_policies(request_);
    if (!explanation) return std::unexpected(explanation.error());
    const bool allowed = explanation->allowed();
    style_.japanese = is_japanese(language_);
    if (json_) {
      console.out(service::policy_explain_json(*explanation));
    } else {
      console.out_verdict(service::policy_explain_text(*explanation, style_), allowed);
    }
    return allowed ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::PolicyExplainRequest request_;
  service::PolicyExplainStyle style_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_policy_explain_command() {
  return std::make_unique<PolicyExplainCommand>();
}

}  // namespace sekisho::cli
