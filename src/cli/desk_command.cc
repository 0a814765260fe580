#include "cli/desk_command.h"

#include <fmt/format.h>

#include "disaster/disaster.h"
#include "service/asked.h"
#include "service/disaster/disaster_text.h"
#include "service/identity/people.h"

namespace sekisho::cli {

Result<std::optional<Instant>> asked_time(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto at = service::asked_instant(text);
  if (!at) return std::unexpected(at.error());
  return *at;
}

Result<void> DisasterDesk::act(std::string_view ground, const std::string& number,
                               const service::Disasters::Work& work) {
  const auto done = disasters_.act(author(), {std::string(ground), number}, work);
  if (!done) return done;
  const auto settled = disasters_.settle(desk_.now());
  return settled ? Result<void>() : std::unexpected(settled.error());
}

void DeskCommand::declare(Arguments& arguments) {
  declare_more(arguments);
  acting_.declare(arguments);
  arguments.footer(fmt::format("{}{}Example:\n{}", about(), kActingFooter, example()));
}

Result<ExitCode> DeskCommand::run(Console& console) {
  auto terminal = acting_.open();
  if (!terminal) return std::unexpected(terminal.error());
  const auto rules = service::load_disaster_rules({});
  if (!rules) return std::unexpected(rules.error());
  service::People people((*terminal)->ledger());
  DisasterDesk desk(**terminal, people, *rules);
  const auto said = act(desk, console);
  if (!said) return std::unexpected(said.error());
  console.out(*said);
  return ExitCode::kNothingFound;
}

Result<std::string> DeskCommand::disaster(DisasterDesk& desk, int64_t id) const {
  const Instant now = desk.desk().now();
  const auto shown = desk.look<service::ShownDisaster>([&](store::Database& database) {
    return service::shown_disaster(database, desk.rules(), id, now);
  });
  if (!shown) return std::unexpected(shown.error());
  return json() ? service::disaster_json(*shown, now) + "\n"
                : service::disaster_text(*shown, now, japanese());
}

Result<std::string> DeskCommand::lending(DisasterDesk& desk, int64_t id) const {
  const Instant now = desk.desk().now();
  const auto found = desk.look<disaster::Lending>(
      [&](store::Database& database) { return disaster::find_lending(database, id); });
  if (!found) return std::unexpected(found.error());
  const auto plain = [](std::string_view name) { return std::string(name); };
  return json() ? service::lending_json(*found, desk.rules(), now, plain) + "\n"
                : service::lendings_text({*found}, now, japanese());
}

Result<void> DeskCommand::may_open(DisasterDesk& desk, int64_t id, const std::string& number) {
  const auto opening = desk.look<disaster::Opening>(
      [&](store::Database& database) { return disaster::find_opening(database, id); });
  if (!opening) return std::unexpected(opening.error());
  return desk.desk().may(office::Action::kOpenDisaster, {.kind = office::ThingKind::kDisaster,
                                                         .id = std::to_string(id),
                                                         .actors = {opening->declared_by},
                                                         .approved_by = {desk.desk().pseudonym()},
                                                         .decision_number = number});
}

Result<int64_t> DeskCommand::disaster_of(DisasterDesk& desk, int64_t id) {
  const auto opening = desk.look<disaster::Opening>(
      [&](store::Database& database) { return disaster::find_opening(database, id); });
  if (!opening) return std::unexpected(opening.error());
  return opening->disaster;
}

}  // namespace sekisho::cli
