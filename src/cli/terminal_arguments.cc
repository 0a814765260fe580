#include "cli/terminal_arguments.h"

#include <fmt/format.h>

#include "cli/store_arguments.h"
#include "service/clock.h"
#include "text/number.h"

namespace sekisho::cli {

Result<int64_t> number_named(const std::string& text) {
  const auto number = text::parse_i64(text);
  if (number && *number > 0) return *number;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is no number", text), {},
              "Name it as `list` does.");
}

Result<int64_t> number_or_zero(const std::string& text) {
  const auto number = text::parse_i64(text);
  if (number && *number >= 0) return *number;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is no number", text));
}

void LookingArguments::declare(Arguments& arguments) {
  declare_store(arguments, place_);
  arguments.flag("--json", json_, "print it as JSON, as the API has it");
  declare_language(arguments, language_);
}

void ActingArguments::declare(Arguments& arguments) {
  declare_store(arguments, place_);
  arguments.option("--by", by_, "CODE", "who does it, by their code in the registers", true);
  arguments.flag("--json", json_, "print it as JSON, as the API has it");
  declare_language(arguments, language_);
}

Result<std::unique_ptr<service::TerminalDesk>> ActingArguments::open() const {
  return service::TerminalDesk::open(place_, by_, service::clock_now());
}

}  // namespace sekisho::cli
