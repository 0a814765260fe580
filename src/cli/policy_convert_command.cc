#include "base/file.h"
#include "cli/command_list.h"
#include "cli/policy_arguments.h"
#include "service/policy/policy_convert.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Text becomes the standard's JSON (the EST), JSON becomes text; policies, sets with templates "
    "and\n"
    "links, and schemas. What a file is, is told from its name and content. Several files of "
    "policies\n"
    "become one set. Comments and layout are lost.\n\n"
    "The text of policies has no form for links of templates: with --fill-links each becomes a "
    "policy\n"
    "of its own.\n\n"
    "Exit codes: 0 done, 2 usage, 3 a file that does not parse or cannot be converted.\n\n"
    "Examples:\n"
    "  echo 'permit (principal, action, resource);' | sekisho policy convert -\n"
    "  sekisho policy convert policies/barrier > barrier.json\n"
    "  sekisho policy convert policies/barrier.cedarschema | sekisho policy convert -\n";

class PolicyConvertCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positionals("PATH", request_.paths, "a file, policies, or - for standard input");
    arguments.option("--out", out_, "FILE", "write there (default: standard output)");
    arguments.flag("--fill-links", request_.fill_links,
                   "write each link of a template as a policy of its own");
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (auto ok = need_paths(request_.paths); !ok) return std::unexpected(ok.error());
    const auto input = input_for(console, request_.paths);
    if (!input) return std::unexpected(input.error());
    request_.standard_input = *input;
    const auto converted = service::convert_policies(request_);
    if (!converted) return std::unexpected(converted.error());
    for (const std::string& note : converted->notes) console.err("sekisho: " + note + "\n");
    if (out_.empty()) {
      console.out(converted->text);
    } else if (auto ok = write_file(out_, converted->text); !ok) {
      return std::unexpected(ok.error());
    }
    return ExitCode::kNothingFound;
  }

 private:
  service::PolicyConvertRequest request_;
  std::string out_;
};

}  // namespace

std::unique_ptr<Command> make_policy_convert_command() {
  return std::make_unique<PolicyConvertCommand>();
}

}  // namespace sekisho::cli
