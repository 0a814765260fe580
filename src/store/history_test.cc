// What the store knew at each change, against a naive model; and the bodies of changes, which make
// it again.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "store/change_body.h"
#include "store/change_log.h"
#include "store/databases_test.h"
#include "store/fact_query.h"
#include "store/import_plan.h"

namespace sekisho::store {
namespace {

constexpr int64_t kDay = kMicrosPerDay;

reg::RegisterProfile profile(bool delta, bool ended) {
  const std::string toml =
      std::string(
          "kind = \"register\"\ntable = \"assignments\"\nfiles = [\"a.csv\"]\n[columns]\n"
          "person = \"p\"\nentity = \"e\"\nfrom = \"f\"\nuntil = \"u\"\n[import]\n") +
      "key = [\"person\", \"from\"]\n" +
      (delta   ? "mode = \"delta\"\n"
       : ended ? "absent = \"ended\"\n"
               : "");
  auto parsed = reg::parse_register_profile(toml, "a.toml");
  EXPECT_TRUE(parsed) << to_string(parsed.error());
  return std::move(**parsed);
}

Statement statement(int person, int entity, int from, int until) {
  return {reg::Table::kAssignments,
          {Instant{from * kDay}, until == 0 ? kForever : Instant{(from + until) * kDay}},
          fmt::format(R"({{"entity":"E&{}","kind":"main","person":"P{}"}})", entity, person)};
}

// Statements that are known, sorted.
using Known = std::vector<Statement>;

Known sorted(Known known) {
  std::ranges::sort(known);
  return known;
}

// What a full import of these rows leaves, said plainly.
Known after_full(const Known& before, const Known& rows, bool ended, Instant effective) {
  Known out = rows;
  if (!ended) return sorted(out);
  // Pairs of one key are corrections; a fact beyond them is absent.
  const auto key = [](const Statement& says) { return std::pair(says.fields, says.period.from); };
  const auto person = [&](const Statement& says) {
    return std::pair(says.fields.substr(says.fields.find("\"P")), key(says).second);
  };
  Known old = before;
  Known fresh = rows;
  const auto take_equal = [&] {
    std::erase_if(old, [&](const Statement& says) {
      const auto same = std::ranges::find(fresh, says);
      if (same == fresh.end()) return false;
      fresh.erase(same);
      return true;
    });
  };
  take_equal();
  for (const Statement& row : sorted(fresh)) {
    Known candidates;
    for (const Statement& says : old) {
      if (person(says) == person(row)) candidates.push_back(says);
    }
    if (candidates.empty()) continue;
    old.erase(std::ranges::find(old, sorted(candidates).front()));
  }
  for (Statement says : old) {
    if (says.period.from >= effective) continue;  // never came to hold
    says.period.until = std::min(says.period.until, effective);
    out.push_back(says);
  }
  return sorted(out);
}

class HistoryTest : public OnBothDatabases {
 protected:
  static Known known_at(Database& database, int64_t change) {
    Known out;
    const auto done = visit_facts(database, change, [&](const Fact& fact) -> Result<void> {
      out.push_back(fact.says);
      return {};
    });
    EXPECT_TRUE(done) << to_string(done.error());
    return sorted(out);
  }
  static std::string dump(Database& database) {
    std::string out;
    for (const char* table : {"change", "change_file", "fact"}) {
      const auto done = database.query(
          [&](const ResultRow& row) -> Result<void> {
            for (int i = 0; i < 9; ++i) out += std::string(row.text(i)) + "|";
            out += "\n";
            return {};
          },
          fmt::format("SELECT * FROM {} ORDER BY id", table));
      EXPECT_TRUE(done) << to_string(done.error());
    }
    return out;
  }
  static Change record(Database& database, Change change, Instant now) {
    const auto done = database.transaction([&] { return record_change(database, change, now); });
    EXPECT_TRUE(done) << to_string(done.error());
    return change;
  }
  // Through its bytes, in pieces of some size.
  static void make_again(Database& database, const Change& change, size_t piece) {
    std::string bytes;
    const auto written = write_body({change, {}, {}}, [&](std::string_view some) -> Result<void> {
      bytes += some;
      return {};
    });
    ASSERT_TRUE(written);
    BodyReader reader([](size_t, std::string_view) -> Result<void> { return {}; });
    for (size_t at = 0; at < bytes.size(); at += piece) {
      const auto taken = reader.add(std::string_view(bytes).substr(at, piece));
      ASSERT_TRUE(taken) << to_string(taken.error());
    }
    const auto body = reader.finish();
    ASSERT_TRUE(body) << to_string(body.error());
    const auto done = database.transaction([&] { return restore_change(database, body->change); });
    ASSERT_TRUE(done) << to_string(done.error());
  }
};
SEKISHO_ON_BOTH(HistoryTest);

Change import_of(ImportPlan plan) {
  Change change;
  change.consent = {"u1", "because", "", ""};
  change.preview = "p";
  change.counts[static_cast<size_t>(reg::Table::kAssignments)] = plan.counts;
  ImportedFile file;
  file.read.name = "a.csv";
  file.read.table = reg::Table::kAssignments;
  file.read.profile = "a.toml";
  change.files.push_back(file);
  change.steps = std::move(plan.steps);
  return change;
}

TEST_P(HistoryTest, EveryMomentIsKeptAndBodiesMakeItAgain) {
  migrate_up();
  database_name = new_name();
  const auto again = open();
  ASSERT_TRUE(migrate(*again, newest_schema()));
  const auto holds = [&] {
    for (const char* table : {"fact", "change_file", "change"}) {
      RC_ASSERT(connection->run(fmt::format("DELETE FROM {}", table)).has_value());
      RC_ASSERT(again->run(fmt::format("DELETE FROM {}", table)).has_value());
    }
    std::vector<Known> model{{}};
    const int changes = *rc::gen::inRange(1, 8);
    for (int i = 0; i < changes; ++i) {
      const int what = *rc::gen::inRange(0, 4);
      const Instant now{(100 + i) * kDay};
      const Known before = model.back();
      Change change;
      if (what == 3 && !before.empty()) {  // by hand
        auto facts = facts_of_profile(*connection, "a.toml");
        RC_ASSERT(facts.has_value());
        const Fact& fact = (*facts)[*rc::gen::inRange<size_t>(0, facts->size())];
        const bool withdraw = *rc::gen::arbitrary<bool>();
        Known after = before;
        after.erase(std::ranges::find(after, fact.says));
        change.kind = withdraw ? ChangeKind::kWithdrawal : ChangeKind::kCorrection;
        Step step{withdraw ? Step::What::kWithdraw : Step::What::kCorrect,
                  fact.id,
                  std::nullopt,
                  fact.profile,
                  0,
                  0};
        if (!withdraw) {
          step.says = statement(9, 9, i, 0);
          after.push_back(*step.says);
        }
        change.steps.push_back(step);
        change = record(*connection, change, now);
        model.push_back(sorted(after));
      } else {
        const bool ended = what == 1;
        Known rows;
        const int count = *rc::gen::inRange(0, 6);
        for (int k = 0; k < count; ++k) {
          rows.push_back(statement(*rc::gen::inRange(0, 3), *rc::gen::inRange(0, 3),
                                   *rc::gen::inRange(0, 4) * 50, *rc::gen::inRange(0, 2) * 30));
        }
        std::vector<NewRow> fresh;
        for (const Statement& says : rows) {
          fresh.push_back({says, 1, static_cast<uint32_t>(fresh.size()) + 2});
        }
        auto facts = facts_of_profile(*connection, "a.toml");
        RC_ASSERT(facts.has_value());
        auto plan = plan_import(profile(false, ended), std::move(*facts), std::move(fresh), now);
        RC_ASSERT(plan.has_value());
        change = record(*connection, import_of(std::move(*plan)), now);
        model.push_back(after_full(before, rows, ended, now));
      }
      make_again(*again, change, *rc::gen::inRange<size_t>(1, 200));
    }
    for (size_t change = 0; change < model.size(); ++change) {
      RC_ASSERT(known_at(*connection, static_cast<int64_t>(change)) == model[change]);
    }
    RC_ASSERT(dump(*connection) == dump(*again));
    const auto at = change_known_at(*connection, Instant{100 * kDay});
    RC_ASSERT(at.value_or(0) == 1);
  };
  EXPECT_TRUE(rc::check("what was known", holds));
}

TEST_P(HistoryTest, TimesOfChangesGoUp) {
  migrate_up();
  const Change first = record(*connection, import_of({}), Instant{50});
  const Change second = record(*connection, import_of({}), Instant{20});
  EXPECT_EQ(first.recorded_at, Instant{50});
  EXPECT_EQ(second.recorded_at, Instant{51});
  EXPECT_EQ(change_known_at(*connection, Instant{49}), 0);
  EXPECT_EQ(change_known_at(*connection, Instant{50}), 1);
}

TEST_P(HistoryTest, AFactIsEndedOnce) {
  migrate_up();
  ImportPlan plan;
  plan.steps.push_back({Step::What::kAdd, 0, statement(1, 1, 0, 0), "a.toml", 1, 2});
  record(*connection, import_of(std::move(plan)), Instant{1});
  Change change;
  change.kind = ChangeKind::kWithdrawal;
  change.steps.push_back({Step::What::kWithdraw, 1, std::nullopt, "a.toml", 0, 0});
  record(*connection, change, Instant{2});
  const auto twice =
      connection->transaction([&] { return record_change(*connection, change, Instant{3}); });
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, ErrorCode::kUsage);
  EXPECT_EQ(*newest_change(*connection), 2);
}

TEST(ChangeBodyDocument, ItsExampleIsABody) {
  std::ifstream in(SEKISHO_ROOT "/docs/formats/store.md");
  std::ostringstream text;
  text << in.rdbuf();
  const std::string document = text.str();
  const std::string fence = "```change\n";
  const size_t begin = document.find(fence);
  ASSERT_NE(begin, std::string::npos);
  const size_t end = document.find("```", begin + fence.size());
  const std::string example = document.substr(begin + fence.size(), end - begin - fence.size());
  BodyReader reader([](size_t, std::string_view) -> Result<void> { return {}; });
  ASSERT_TRUE(reader.add(example));
  const auto body = reader.finish();
  ASSERT_TRUE(body) << to_string(body.error());
  EXPECT_EQ(body->change.id, 2);
  ASSERT_EQ(body->change.steps.size(), 1u);
  EXPECT_EQ(body->change.steps[0].ends, 17);
  std::string again;
  ASSERT_TRUE(write_body(*body, [&](std::string_view some) -> Result<void> {
    again += some;
    return {};
  }));
  EXPECT_EQ(again, example);
}

TEST(ChangeBody, RefusesWhatIsCutOffOrChanged) {
  Change change;
  change.id = 1;
  change.steps.push_back({Step::What::kAdd, 0, statement(1, 1, 0, 0), "a.toml", 0, 0});
  const std::string content = "the file";
  std::string bytes;
  ASSERT_TRUE(
      write_body({change, {}, {{"h", content.size()}}}, [&](std::string_view some) -> Result<void> {
        bytes += some;
        return {};
      }));
  bytes += content;
  for (size_t size = 0; size <= bytes.size(); ++size) {
    std::string seen;
    BodyReader reader([&](size_t, std::string_view some) -> Result<void> {
      seen += some;
      return {};
    });
    const auto added = reader.add(std::string_view(bytes).substr(0, size));
    EXPECT_EQ(added && reader.finish(), size == bytes.size()) << size;
    if (size == bytes.size()) EXPECT_EQ(seen, content);
  }
  BodyReader reader([](size_t, std::string_view) -> Result<void> { return {}; });
  EXPECT_FALSE(reader.add(bytes + "more") && reader.finish());
}

}  // namespace
}  // namespace sekisho::store
