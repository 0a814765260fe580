#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/facts_arguments.h"
#include "cli/language.h"
#include "service/decide_request.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It answers as the gate would have answered then, and says which rule decided, which of its\n"
    "conditions failed, and which rows of the registers that rests on. By a store it can answer "
    "as\n"
    "the registers were known at another time (--known-at).\n\n"
    "Exit codes: 0 permitted; 1 denied, doubtful, or the registers do not decide; 2 usage.\n\n"
    "Examples:\n"
    "  sekisho decide --registers register --system nol --account k00123 \\\n"
    "                 --terminal KTD-PC-00001 --at 2022-10-05T12:00:00\n"
    "  sekisho decide --registers register --system nws --account s0001 --address 10.1.2.3 \\\n"
    "                 --at 2022-10-05T03:00:00Z --action view --object 0900418822310045110021 "
    "--json\n"
    "  sekisho decide --store store --known-at 2022-10-06 --system nol --account k00123 \\\n"
    "                 --terminal KTD-PC-00001 --at 2022-10-05T12:00:00\n";

class DecideCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_facts(arguments, facts_);
    arguments.option("--system", request_.system, "CODE", "the system that was used");
    arguments.option("--account", request_.account, "NAME", "the account that was used");
    arguments.option("--terminal", request_.terminal, "NUMBER", "the terminal that was used, or");
    arguments.option("--address", request_.address, "ADDRESS",
                     "the network address that stands for it");
    arguments.option("--at", request_.at, "TIME", "when; Japan's time unless it has an offset");
    arguments.option("--action", request_.action, "ACTION",
                     "view, search, list, print, export, update, login, logout, batch or other");
    arguments.option("--object", request_.object, "KEY",
                     "the record: a supply point, a facility (default: none)");
    arguments.flag("--json", json_, "print the answer as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    Result<service::ReviewPlaces> places = places_of(facts_);
    if (!places) return std::unexpected(places.error());
    request_.places = std::move(*places);
    Progress progress(console, "registers");
    const auto answer = service::decide_request(request_, [&](const service::Progress& now) {
      progress.update(now.bytes, now.bytes_of, now.lines);
    });
    progress.finish();
    if (!answer) return std::unexpected(answer.error());
    const bool permitted = answer->verdict() == "permitted";
    if (json_) {
      console.out(service::decide_json(*answer));
    } else {
      console.out_verdict(service::decide_text(*answer, is_japanese(language_)), permitted);
    }
    return permitted ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::DecideRequest request_;
  FactsArguments facts_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_decide_command() {
  return std::make_unique<DecideCommand>();
}

}  // namespace sekisho::cli
