#include "cli/command_list.h"
#include "cli/language.h"
#include "service/source/register_check.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It tells what the registers alone show, before any log is read: accounts in force that "
    "nobody\n"
    "may use and for how long they have stood open, terminals lent and not returned, rows that\n"
    "contradict one another and what a review does about them, rows that could not be read.\n\n"
    "Examples:\n"
    "  sekisho register check --registers register\n"
    "  sekisho register check --registers register --as-of 2023-04-01 --lang ja\n"
    "  sekisho register check --registers register --json > check.json\n";

class RegisterCheckCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--registers", registers_, "DIR", "the registers: who was who, when", true);
    arguments.option("--profiles", profiles_, "DIR",
                     "how files are read (default: the shipped sources)");
    arguments.option("--as-of", as_of_, "TIME",
                     "judge what stands open at that time (default: now)");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    Result<service::RegisterCheck> check = [&] {
      Progress progress(console, "registers");
      return service::check_registers(
          {.registers = registers_, .profiles = profiles_, .as_of = as_of_},
          [&](uint64_t bytes, uint64_t of) { progress.update(bytes, of, 0); });
    }();
    if (!check) return std::unexpected(check.error());
    console.out(json_ ? service::register_check_json(*check)
                      : service::register_check_text(*check, is_japanese(language_)));
    return check->anything() ? ExitCode::kFindings : ExitCode::kNothingFound;
  }

 private:
  std::string registers_, profiles_, as_of_, language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_register_check_command() {
  return std::make_unique<RegisterCheckCommand>();
}

}  // namespace sekisho::cli
