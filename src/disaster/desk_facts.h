#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/instant.h"
#include "casework/journal.h"
#include "register/tables.h"
#include "store/change.h"
#include "store/database.h"

// What the desk puts into the registers, and takes back: facts of a profile of its own, which no
// import of others touches (docs/adr/0120-the-desk-writes-registers.md).
namespace sekisho::disaster {

using casework::Thing;

// The profile of the desk's facts.
inline constexpr std::string_view kDeskProfile = "disaster-desk";

using Fields = std::initializer_list<std::pair<std::string_view, std::string_view>>;
// What a row of a register would say; fields by their names, empty ones left out. `list` is of the
// table's field of that kind.
store::Statement stated(reg::Table table, Fields fields, Period period, uint8_t kind = 0,
                        const std::vector<std::string>& list = {});

// The facts that one act adds and moves, until they are recorded as one change. Within a
// transaction; not thread-safe.
class DeskFacts {
 public:
  explicit DeskFacts(store::Database& database) : database_(database) {}

  // A fact that is `of` a disaster or a lending.
  void add(const Thing& of, store::Statement says);
  // Facts of it that have a period end then; one that would not have begun never held.
  Result<void> move_end(const Thing& of, Instant until);
  // The same of those of one register whose subject begins so.
  Result<void> move_end(const Thing& of, reg::Table table, std::string_view subject, Instant until);

  bool empty() const { return steps_.empty(); }
  // Records all of it; nothing where there is nothing. `number` is of a decision, or empty.
  Result<std::optional<store::Change>> record(const casework::Author& author,
                                              const std::string& reason, const std::string& number);

 private:
  struct Of {
    std::string thing;
    store::Step step;
  };
  Result<void> move(const Thing& of, std::optional<reg::Table> table, std::string_view subject,
                    Instant until);

  store::Database& database_;
  std::vector<Of> steps_;
};

// The facts about a subject that are known now, of one register.
Result<std::vector<store::Fact>> known_facts(store::Database& database, const std::string& subject,
                                             reg::Table table);

}  // namespace sekisho::disaster
