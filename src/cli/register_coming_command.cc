#include "cli/command_list.h"
#include "cli/facts_arguments.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/registers/coming.h"
#include "store/store_view.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Facts that are known already and begin or end later, such as transfer orders (発令) of next\n"
    "month, and what they change by the rules: which accounts of these people will do what they\n"
    "may not do now or the other way round, which stay open though nothing permits them then, and\n"
    "which terminals they keep.\n\n"
    "Exit codes: 0 nothing is coming; 1 something is; 2 usage.\n\n"
    "Examples:\n"
    "  sekisho register coming --store store\n"
    "  sekisho register coming --store store --register assignments --until 2026-12-31 --json\n";

class RegisterComingCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--store", store_, "DIR", "the store, made by `sekisho store init`", true);
    arguments.option("--register", question_.table, "NAME", "of this register only");
    arguments.option("--until", question_.until, "TIME", "not after that");
    arguments.option("--limit", question_.most, "N", "so many events at most");
    arguments.option("--profiles", profiles_, "DIR",
                     "how files are read (default: the shipped sources)");
    arguments.option("--policies", policies_, "DIR",
                     "the barrier's rules (default: the shipped ones)");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto knowledge = service::Knowledge::load({{}, {}, profiles_, policies_, store_, {}});
    if (!knowledge) return std::unexpected(knowledge.error());
    const auto coming = store::with_store(store_, [&](const store::StoreView& store) {
      return service::what_is_coming(store.database, **knowledge, question_, service::clock_now(),
                                     {});
    });
    if (!coming) return std::unexpected(coming.error());
    console.out(json_ ? service::coming_json(*coming)
                      : service::coming_text(*coming, is_japanese(language_)));
    return coming->total == 0 ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::ComingQuestion question_;
  std::string store_, profiles_, policies_, language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_register_coming_command() {
  return std::make_unique<RegisterComingCommand>();
}

}  // namespace sekisho::cli
