#include "cli/act_command.h"

#include <fmt/format.h>

#include <algorithm>

namespace sekisho::cli {

void ActCommand::declare(Arguments& arguments) {
  std::string number(thing_);
  std::ranges::transform(number, number.begin(),
                         [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  arguments.positional(number, number_, "its number");
  declare_more(arguments);
  arguments.option("--revision", revision_, "N", fmt::format("of the {}, as it was seen", thing_));
  acting_.declare(arguments);
  arguments.footer(fmt::format("{}{}Example:\n{}", about(), kActingFooter, example()));
}

Result<ExitCode> ActCommand::run(Console& console) {
  const auto id = number_named(number_);
  if (!id) return std::unexpected(id.error());
  auto desk = acting_.open();
  if (!desk) return std::unexpected(desk.error());
  std::optional<int64_t> seen;
  if (revision_ != 0) seen = static_cast<int64_t>(revision_);
  if (auto done = act(**desk, *id, seen); !done) return std::unexpected(done.error());
  return show(console, **desk, acting_, *id);
}

void OpinionArguments::declare(Arguments& arguments, std::string_view right) {
  arguments.flag("--agrees", agrees_, std::string(right));
  arguments.flag("--disagrees", disagrees_, "it is not");
  arguments.option("--reason", reason_, "TEXT", "why not");
}

Result<bool> OpinionArguments::agrees() const {
  if (agrees_ != disagrees_) return agrees_;
  return fail(ErrorCode::kUsage, "it is not said whether they agree", {},
              "Give --agrees or --disagrees, and not both.");
}

}  // namespace sekisho::cli
