#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/terminal_arguments.h"
#include "service/disaster/disasters.h"
#include "service/terminal/terminal_desk.h"

namespace sekisho::cli {

// A time as people write it; nothing where there is none.
Result<std::optional<Instant>> asked_time(const std::string& text);

// Somebody at the desk, while no server has the store.
class DisasterDesk {
 public:
  DisasterDesk(service::TerminalDesk& desk, service::People& people, disaster::DisasterRules rules)
      : desk_(desk),
        disasters_(
            {.ledger = &desk.ledger(), .desk = &desk.desk(), .people = &people, .rules = rules}) {}

  service::TerminalDesk& desk() { return desk_; }
  service::Disasters& disasters() { return disasters_; }
  const disaster::DisasterRules& rules() const { return disasters_.rules(); }
  casework::Author author() const { return {desk_.pseudonym(), desk_.now()}; }

  Result<void> may(office::Action action, office::ThingKind kind) const {
    return desk_.may(action, {.kind = kind});
  }
  // As Disasters::act; what has run out ends with it.
  Result<void> act(std::string_view ground, const std::string& number,
                   const service::Disasters::Work& work);
  // What `find` tells, in one reading.
  template <class T>
  Result<T> look(const std::function<Result<T>(store::Database&)>& find) {
    Result<T> out = fail(ErrorCode::kInternal, "nothing was read");
    const auto done = desk_.desk().read([&](store::Database& database) -> Result<void> {
      out = find(database);
      if (!out) return std::unexpected(out.error());
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return out;
  }

 private:
  service::TerminalDesk& desk_;
  service::Disasters disasters_;
};

// A command of the desk: it opens the store, does something, and says how it is then.
class DeskCommand : public Command {
 public:
  void declare(Arguments& arguments) final;
  Result<ExitCode> run(Console& console) final;

 protected:
  virtual std::string_view about() const = 0;
  virtual std::string_view example() const = 0;
  virtual void declare_more(Arguments& arguments) = 0;
  // What is printed.
  virtual Result<std::string> act(DisasterDesk& desk, Console& console) = 0;

  bool json() const { return acting_.json(); }
  bool japanese() const { return acting_.japanese(); }

  // Both shown as they are now.
  Result<std::string> disaster(DisasterDesk& desk, int64_t id) const;
  Result<std::string> lending(DisasterDesk& desk, int64_t id) const;
  // The office asked for an opening, by what others did with it; and which one it is.
  static Result<void> may_open(DisasterDesk& desk, int64_t opening, const std::string& number);
  static Result<int64_t> disaster_of(DisasterDesk& desk, int64_t opening);

 private:
  ActingArguments acting_;
};

}  // namespace sekisho::cli
