#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "disaster/irregularity.h"
#include "disaster/lending.h"
#include "disaster/scan.h"
#include "store/change_log.h"
#include "store/databases_test.h"
#include "store/fact_query.h"

// A desk in a database of a test's own: one office with a pool, and one more.
namespace sekisho::disaster {

inline constexpr int64_t kHour = 3600 * kMicrosPerSecond;
inline constexpr const char* kKumamoto = "熊本配電事業所";
inline constexpr const char* kAso = "阿蘇配電事業所";

inline std::string said(const auto& result) {
  return result ? "none" : result.error().message;
}

class DisasterTest : public store::OnBothDatabases {
 protected:
  void SetUp() override {
    OnBothDatabases::SetUp();
    if (!IsSkipped()) migrate_up();
  }

  using Work = std::function<Result<void>(Journal&, DeskFacts&)>;
  // One transaction of somebody's, with what the registers are to say.
  Result<void> as(const std::string& by, const Work& work) {
    return connection->transaction([&]() -> Result<void> {
      Journal journal(*connection, {by, now});
      DeskFacts facts(*connection);
      if (auto done = work(journal, facts); !done) return done;
      const auto recorded = facts.record(journal.author(), "test", "");
      if (!recorded) return std::unexpected(recorded.error());
      for (casework::Entry& one : journal.take_entries()) entries.push_back(std::move(one));
      return {};
    });
  }
  template <class T>
  Result<T> get(const std::string& by, const std::function<Result<T>(Journal&, DeskFacts&)>& work) {
    std::optional<T> out;
    const auto done = as(by, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
      auto made = work(journal, facts);
      if (!made) return std::unexpected(made.error());
      out = std::move(*made);
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return std::move(*out);
  }

  OpeningWish office(const std::string& name, Instant until = kForever) const {
    return {.office = name,
            .until = until,
            .areas = {"熊本県"},
            .systems = {"nol"},
            .number = "2026-1"};
  }
  // Opens a disaster for an office, and prepares its pool.
  int64_t opened(const std::string& name, Instant until = kForever) {
    const auto disaster = get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
      return declare(journal, facts, "台風12号", {office(name, until)});
    });
    EXPECT_TRUE(disaster) << said(disaster);
    return find_disaster(*connection, *disaster)->openings.back().id;
  }
  void prepare(const std::string& name, const std::vector<std::string>& terminals,
               const std::vector<std::string>& accounts) {
    EXPECT_TRUE(as("desk", [&](Journal&, DeskFacts& facts) -> Result<void> {
      for (const std::string& code : terminals)
        facts.add(thing_of_item(0), stated(reg::Table::kTerminals, {{"terminal", code}}, {}));
      return {};
    }));
    const auto done = as("desk", [&](Journal& journal, DeskFacts&) -> Result<void> {
      for (const auto& [kind, codes] :
           {std::pair{ItemKind::kTerminal, &terminals}, std::pair{ItemKind::kAccount, &accounts}}) {
        for (const std::string& code : *codes) {
          if (auto added = add_to_pool(journal, name, kind, code); !added)
            return std::unexpected(added.error());
        }
      }
      return {};
    });
    EXPECT_TRUE(done) << said(done);
  }
  static LendingWish helper(const std::string& terminal, const std::string& account) {
    return {.terminal = terminal,
            .account = account,
            .person = "",
            .name = "応援 太郎",
            .kana = "オウエン タロウ",
            .employer = "OTHER"};
  }
  Result<int64_t> lent(int64_t opening, const LendingWish& wish) {
    return get<int64_t>("desk", [&](Journal& journal, DeskFacts& facts) {
      return lend(journal, facts, rules, opening, wish);
    });
  }
  Result<Return> returned(int64_t opening, const std::vector<std::string>& codes) {
    return get<Return>("desk", [&](Journal& journal, DeskFacts& facts) {
      return take_back(journal, facts, opening, codes, {}, false);
    });
  }
  Result<void> lifted(int64_t opening, int64_t minutes) {
    return as("desk", [&](Journal& journal, DeskFacts& facts) {
      return lift(journal, facts, rules, opening, {"復旧完了", minutes});
    });
  }
  // What the registers know now of a table, as `fields from until`.
  std::vector<store::Statement> known(reg::Table table) {
    std::vector<store::Statement> out;
    const auto all = store::facts_of_profile(*connection, std::string(kDeskProfile));
    EXPECT_TRUE(all) << said(all);
    for (const store::Fact& fact : *all) {
      if (fact.says.table == table) out.push_back(fact.says);
    }
    return out;
  }
  ItemState state_of(const std::string& code) {
    const auto item = item_of(*connection, code);
    return item && *item ? (*item)->state : ItemState::kRetired;
  }
  std::vector<std::string> open_ones(int64_t disaster = 0) {
    std::vector<std::string> out;
    const auto all = irregularities(*connection, rules, now, disaster);
    EXPECT_TRUE(all) << said(all);
    for (const Irregularity& one : *all) {
      if (!one.closed) out.push_back(one.name);
    }
    return out;
  }

  Instant now{1'795'700'000'000'000};  // 2026-11-26 in Japan
  DisasterRules rules{15, 60, 72, 31, 24};
  std::vector<casework::Entry> entries;
};

}  // namespace sekisho::disaster
