#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "cli/policy_arguments.h"
#include "service/policy/run_policy_tests.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "A test file says what policies have to decide (docs/formats/policy-tests.md):\n\n"
    "  rules = \"..\"                      # the folder that holds barrier/, doubts/ and routes/\n"
    "  world = \"world.toml\"              # what every case starts from\n\n"
    "  [[case]]\n"
    "  title = \"the account was revoked\"\n"
    "  change.'Account::\"nol/k1\"'.inForce = false\n"
    "  decision = \"denied\"\n"
    "  reason = \"own-staff/account-in-force\"\n\n"
    "It prints the Test Anything Protocol, what came out otherwise (- expected, + got), and every\n"
    "scope and clause that no case satisfied or failed.\n\n"
    "Exit codes: 0 all passed, 1 a case failed or too little is covered, 2 usage, 3 a file that\n"
    "says something that it cannot mean.\n\n"
    "Examples:\n"
    "  sekisho policy test policies/tests\n"
    "  sekisho policy test policies/tests --require-coverage 100\n"
    "  sekisho policy test policies/tests --policies my-policies     # what would change\n";

class PolicyTestCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positionals("PATH", request_.paths, "test files, or folders that hold *.toml");
    arguments.option("--policies", request_.rules, "DIR",
                     "test these rules in place of those that the files name");
    arguments.option("--require-coverage", required_, "PERCENT",
                     "fail when the cases cover less of the scopes and clauses");
    arguments.flag("--coverage", style_.all_clauses,
                   "print how often each scope and clause was satisfied and failed");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (auto ok = need_paths(request_.paths); !ok) return std::unexpected(ok.error());
    const auto required = required_percent();
    if (!required) return std::unexpected(required.error());
    const auto ran = service::run_policy_tests(request_);
    if (!ran) return std::unexpected(ran.error());
    style_.japanese = is_japanese(language_);
    console.out(json_ ? service::policy_test_json(*ran) : service::policy_test_text(*ran, style_));
    const bool enough = ran->coverage_percent() >= *required;
    if (!enough) {
      console.err(fmt::format("sekisho: coverage is {:.1f} %, required are {} %\n",
                              ran->coverage_percent(), *required));
    }
    return ran->failed() == 0 && enough ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  Result<double> required_percent() const {
    if (!required_) return 0.0;
    const auto percent = text::parse_double(*required_);
    if (percent && *percent >= 0 && *percent <= 100) return *percent;
    return fail(ErrorCode::kUsage,
                fmt::format("--require-coverage needs a number up to 100, not `{}`", *required_));
  }

  service::PolicyTestRequest request_;
  service::PolicyTestStyle style_;
  std::optional<std::string> required_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_policy_test_command() {
  return std::make_unique<PolicyTestCommand>();
}

}  // namespace sekisho::cli
