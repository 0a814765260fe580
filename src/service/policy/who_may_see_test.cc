#include "service/policy/who_may_see.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "demo/demo.h"
#include "review/judge.h"
#include "service/asked.h"
#include "service/explanation_utility_test.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

// Rules that ask for more than the shipped ones do: another's facts, names, suppliers, zones.
constexpr std::string_view kMoreRules = R"(
@id("zone")
forbid (principal, action, resource)
when { context.terminal.zone == "affiliate" }
unless { context.terminal has custodian && context.terminal.custodian == principal };
@id("supplier")
forbid (principal, action in Action::"use", resource is Record)
when { resource has supplier && resource.supplier == LegalEntity::"R2" }
when { context.terminal has owner && context.terminal.owner == LegalEntity::"TD" };
@id("named")
permit (principal == Person::"P4", action == Action::"view", resource)
when { [Terminal::"A-4", Terminal::"T-2"].contains(context.terminal) };
@id("named-record")
permit (principal, action, resource == Record::"0900000000000000000017")
when { context.terminal == Terminal::"C-5" };
@id("keeper")
permit (principal, action, resource)
when { context.account.kind == "temporary" && context.terminal has custodian }
when { context.terminal.custodian.employers.contains(LegalEntity::"TD") };
@id("overflow")
forbid (principal, action, resource)
when { context.terminal.zone == "tdso" && context.account.kind == "unknown" }
when { 9223372036854775807 + 1 > 0 };
@id("named-user")
forbid (principal, action, resource)
when { context.account.users.contains(Person::"P2") && context.terminal.zone == "tdso" };
)";

// Asks the review's judge about every pair.
class EveryPair {
 public:
  explicit EveryPair(const ReviewPlaces& places)
      : barrier_(load_barrier(places).value()),
        base_(*barrier_->base),
        registers_(base_.registers()),
        judge_(base_, barrier_->rules) {
    for (uint32_t i = 0; i < registers_.terminal_codes.size(); ++i) {
      terminals_.emplace(registers_.code(TerminalId(i)), TerminalId(i));
    }
  }

  const reg::Register& registers() const { return registers_; }
  std::vector<std::string> supply_points() const {
    std::vector<std::string> out;
    registers_.supply.for_each([&](std::string_view key, const auto&) { out.emplace_back(key); });
    return out;
  }

  // By row: how many terminals, the first of them, and whether at an unregistered one.
  struct Where {
    uint64_t terminals = 0;
    std::vector<std::string> examples;
    bool at_unregistered = false;
    bool operator==(const Where&) const = default;
  };
  std::map<std::string, Where> who(const std::string& system, const std::string& record,
                                   Instant t) {
    std::map<std::string, Where> out;
    const AskedRecord asked = asked_record(review::Suppliers(registers_), nullptr, record, t);
    each_pair(system, [&](uint32_t account, uint32_t place, std::string_view terminal) {
      const std::string row = row_of(account, place, asked, t);
      if (row.empty()) return;
      Where& where = out[row];
      where.at_unregistered = where.at_unregistered || terminal.empty();
      if (terminal.empty()) return;
      ++where.terminals;
      if (where.examples.size() < 3) where.examples.emplace_back(terminal);
    });
    return out;
  }

  // By row: pairs of a registered terminal and a supply point.
  std::map<std::string, uint64_t> what(const std::string& person, Instant t) {
    std::map<std::string, uint64_t> out;
    std::vector<AskedRecord> points;
    for (const std::string& point : supply_points()) {
      points.push_back(asked_record(review::Suppliers(registers_), nullptr, point, t));
    }
    for (uint32_t s = 0; s < registers_.system_codes.size(); ++s) {
      const std::string system(registers_.system_codes.text(s));
      each_pair(system, [&](uint32_t account, uint32_t place, std::string_view terminal) {
        if (terminal.empty() || !people_of(account, place, t).contains(person)) return;
        for (const AskedRecord& point : points) {
          const std::string row = row_of(account, place, point, t);
          if (!row.empty()) ++out[row];
        }
      });
    }
    return out;
  }

  static std::string row_of(const ReachRow& row) {
    return fmt::format("{} {}/{} {} {}", fmt::join(row.people, "+"), row.system, row.account,
                       row.verdict, fmt::join(row.policies, "+"));
  }

 private:
  void each_pair(const std::string& system,
                 const std::function<void(uint32_t, uint32_t, std::string_view)>& visit) {
    for (uint32_t i = 0; i < registers_.account_codes.size(); ++i) {
      if (registers_.code(registers_.system_of(AccountId(i))) != system) continue;
      for (const auto& [code, id] : terminals_) visit(i, base_.place_of(id), code);
      visit(i, review::kNotInRegister, "");
    }
  }

  const barrier::Readings& readings_at(uint32_t place, Instant t) const {
    return base_.terminal_readings(place == review::kNotInRegister
                                       ? base_.unknown_place()
                                       : base_.places().at(place, t).state);
  }

  std::set<std::string> people_of(uint32_t account, uint32_t place, Instant t) const {
    std::set<std::string> out;
    for (const uint32_t i : base_.account_readings(base_.accounts().at(account, t).state)) {
      for (const uint32_t k : readings_at(place, t)) {
        const auto& who = base_.account(i);
        if (!barrier::consistent(base_, who, base_.terminal(k))) continue;
        const PersonId person =
            who.kind == reg::AccountKind::kShared ? base_.terminal(k).custodian : who.holder;
        out.emplace(person.known() ? registers_.code(person) : "unknown");
      }
    }
    return out;
  }

  // Empty where plainly denied.
  std::string row_of(uint32_t account, uint32_t place, const AskedRecord& asked, Instant t) {
    review::Access access;
    access.system = registers_.system_of(AccountId(account));
    access.account = account;
    access.place = place;
    access.time = t;
    access.object_kind = logs::ObjectKind::kSupplyPoint;
    access.supplier = asked.facts.supplier;
    access.record_id = asked.id;
    const review::Ruling& ruling = judge_.ruling(judge_.judge(access));
    if (ruling.determined && ruling.outcome.verdict == barrier::Verdict::kDenied) return "";
    ReachRow row;
    const std::set<std::string> people = people_of(account, place, t);
    row.people.assign(people.begin(), people.end());
    row.system = registers_.code(access.system);
    row.account = registers_.name_of(AccountId(account));
    row.verdict = ruling.determined ? barrier::name_of(ruling.outcome.verdict) : "undetermined";
    if (ruling.determined) row.policies = ruling.outcome.policies;
    return row_of(row);
  }

  std::unique_ptr<Barrier> barrier_;
  const barrier::FactBase& base_;
  const reg::Register& registers_;
  review::Judge judge_;
  std::map<std::string, TerminalId> terminals_;
};

std::string people_sorted(ReachRow row) {
  std::ranges::sort(row.people);
  return EveryPair::row_of(row);
}

void expect_who(EveryPair& pairs, const ReviewPlaces& places, const std::string& system,
                const std::string& record, const std::string& at) {
  SCOPED_TRACE(fmt::format("{} {} {}", system, record, at));
  const auto answer =
      who_may_see({.places = places, .system = system, .at = at, .record = record, .person = {}});
  ASSERT_TRUE(answer.has_value()) << to_string(answer.error());
  std::map<std::string, EveryPair::Where> got;
  for (const ReachRow& row : answer->rows) {
    EXPECT_TRUE(row.records.empty());
    const auto [place, fresh] = got.emplace(
        people_sorted(row), EveryPair::Where{row.terminals, row.examples, row.at_unregistered});
    if (!fresh) place->second.terminals += row.terminals;  // of several obligations
  }
  const auto expected = pairs.who(system, record, asked_instant(at).value());
  EXPECT_EQ(got.size(), expected.size());
  for (const auto& [row, where] : expected) {
    ASSERT_TRUE(got.contains(row)) << "missing: " << row;
    EXPECT_EQ(got[row].terminals, where.terminals) << row;
    EXPECT_EQ(got[row].examples, where.examples) << row;
    EXPECT_EQ(got[row].at_unregistered, where.at_unregistered) << row;
    got.erase(row);
  }
  for (const auto& [row, where] : got) ADD_FAILURE() << "too much: " << row;
}

void expect_what(EveryPair& pairs, const ReviewPlaces& places, const std::string& person,
                 const std::string& at) {
  SCOPED_TRACE(person + " " + at);
  const auto answer =
      may_see({.places = places, .system = {}, .at = at, .record = {}, .person = person});
  ASSERT_TRUE(answer.has_value()) << to_string(answer.error());
  const uint64_t points = pairs.supply_points().size();
  std::map<std::string, uint64_t> got;
  for (const ReachRow& row : answer->rows) {
    uint64_t seen = row.records.empty() ? points : 0;
    for (const ReachRecords& records : row.records) {
      // A named one stands among its supplier's as well.
      if (records.id.empty()) seen += records.registered;
    }
    if (seen * row.terminals > 0) got[people_sorted(row)] += seen * row.terminals;
  }
  EXPECT_EQ(got, pairs.what(person, asked_instant(at).value()));
}

// The shipped rules, and some more.
ReviewPlaces with_more_rules(const ExplanationUtility& utility) {
  ReviewPlaces places = utility.places();
  const fs::path policies = utility.root() / "policies";
  fs::copy(places.policies, policies, fs::copy_options::recursive);
  utility.write("policies/barrier/90-more.cedar", kMoreRules);
  places.policies = policies;
  return places;
}

constexpr std::array kInstants = {"2018-01-01",       "2022-06-15", "2022-08-15",
                                  "2022-09-05T12:00", "2022-10-05", "2023-01-01"};

TEST(WhoMaySee, EqualsEveryPairOfASmallUtility) {
  const ExplanationUtility utility;
  EveryPair pairs(utility.places());
  for (const char* at : kInstants) {
    for (const char* record : {"0900000000000000000017", "0900000000000000000025"}) {
      expect_who(pairs, utility.places(), "nol", record, at);
    }
    for (const char* person : {"P1", "P2", "P3", "P4", "P5"}) {
      expect_what(pairs, utility.places(), person, at);
    }
  }
}

TEST(WhoMaySee, EqualsEveryPairUnderRulesThatAskForMore) {
  const ExplanationUtility utility;
  const ReviewPlaces places = with_more_rules(utility);
  EveryPair pairs(places);
  for (const char* at : kInstants) {
    for (const char* record : {"0900000000000000000017", "0900000000000000000025"}) {
      expect_who(pairs, places, "nol", record, at);
    }
  }
}

// Suppliers decide, but no rule names a record.
TEST(MaySee, EqualsEveryRecordUnderRulesThatAskForSuppliers) {
  const ExplanationUtility utility;
  ReviewPlaces places = with_more_rules(utility);
  std::string rules(kMoreRules);
  const size_t from = rules.find("@id(\"named-record\")");
  rules.erase(from, rules.find("@id(\"keeper\")") - from);
  utility.write("policies/barrier/90-more.cedar", rules);
  EveryPair pairs(places);
  for (const char* at : kInstants) {
    for (const char* person : {"P1", "P2", "P3", "P4", "P5"})
      expect_what(pairs, places, person, at);
  }
  const auto answer = may_see(
      {.places = places, .system = "nol", .at = "2023-01-01", .record = {}, .person = "P1"});
  ASSERT_TRUE(answer.has_value());
  const auto own = std::ranges::find_if(answer->rows, [](const ReachRow& row) {
    return row.account == "k1" && row.policies == std::vector<std::string>{"own-staff"};
  });
  ASSERT_NE(own, answer->rows.end());
  // R2 supplies one of the two points by then.
  const auto supplied = std::ranges::find(own->records, "AF", &ReachRecords::supplier);
  ASSERT_NE(supplied, own->records.end());
  EXPECT_EQ(supplied->registered, 1U);
  EXPECT_EQ(std::ranges::find(own->records, "R2", &ReachRecords::supplier), own->records.end());
}

// A made-up utility with shared accounts, lent terminals and grants.
ReviewPlaces demo_places(const fs::path& out) {
  fs::remove_all(out);
  EXPECT_TRUE(demo::write_demo({.out = out, .accesses = 1000, .seed = 7}).has_value());
  const fs::path root = SEKISHO_ROOT;
  return {out / "register", {}, root / "sources", root / "policies"};
}

// Rules that look at people who do not ask.
std::string rules_about_others(const reg::Register& registers) {
  return fmt::format(R"(
@id("kept by another of the same firm")
permit (principal, action == Action::"view", resource)
when {{ context.account has holder && context.terminal has custodian }}
when {{ context.account.holder.employers == context.terminal.custodian.employers }};
@id("lent")
forbid (principal, action, resource)
when {{ context.terminal has custodian && context.terminal.custodian.grants.contains(
  {{ account: context.account, terminal: context.terminal }}) }};
@id("named")
forbid (principal, action, resource)
when {{ context.terminal == Terminal::"{}" }};
)",
                     registers.code(TerminalId(registers.terminal_codes.size() / 2)));
}

TEST(WhoMaySee, EqualsEveryPairOfTheDemoUnderRulesAboutOthers) {
  const fs::path out = fs::path(testing::TempDir()) / "who_may_see_others";
  ReviewPlaces places = demo_places(out);
  const EveryPair shipped(places);
  fs::copy(places.policies, out / "policies", fs::copy_options::recursive);
  std::ofstream(out / "policies/barrier/90-others.cedar")
      << rules_about_others(shipped.registers());
  places.policies = out / "policies";
  EveryPair pairs(places);
  expect_who(pairs, places, "cc", pairs.supply_points().at(5), "2022-09-20T03:00");
  fs::remove_all(out);
}

TEST(WhoMaySee, EqualsEveryPairOfTheDemo) {
  const fs::path out = fs::path(testing::TempDir()) / "who_may_see_demo";
  const ReviewPlaces places = demo_places(out);
  EveryPair pairs(places);
  const std::string record = pairs.supply_points().at(5);
  size_t rows = 0;
  for (const char* at : {"2022-07-20T12:00", "2022-09-20T03:00", "2023-02-01"}) {
    for (const char* system : {"nol", "nws", "cc", "re"}) {
      expect_who(pairs, places, system, record, at);
      const auto answer = who_may_see(
          {.places = places, .system = system, .at = at, .record = record, .person = {}});
      rows += answer->rows.size();
      EXPECT_LT(answer->evaluations, 2000U);
    }
  }
  EXPECT_GT(rows, 100U);
  fs::remove_all(out);
}

TEST(WhoMaySee, SaysWhatNoRegisterKnows) {
  const ExplanationUtility utility;
  auto answer = who_may_see({.places = utility.places(),
                             .system = "noll",
                             .at = "2022-10-05",
                             .record = "x",
                             .person = {}});
  ASSERT_TRUE(answer.has_value());
  EXPECT_TRUE(answer->rows.empty());
  ASSERT_EQ(answer->notes.size(), 1U);
  EXPECT_EQ(answer->notes[0].en, "No register knows the system `noll`. Did you mean `nol`?");
  answer = may_see(
      {.places = utility.places(), .system = {}, .at = "2022-10-05", .record = {}, .person = "P9"});
  ASSERT_TRUE(answer.has_value());
  EXPECT_TRUE(answer->rows.empty());
  EXPECT_EQ(answer->notes.size(), 1U);
}

TEST(WhoMaySee, RefusesWhatMakesNoSense) {
  const ExplanationUtility utility;
  ReachRequest request{
      .places = utility.places(), .system = "nol", .at = "soon", .record = {}, .person = {}};
  EXPECT_EQ(who_may_see(request).error().code, ErrorCode::kUsage);
  request.at = "2022-10-05";
  request.action = "vieew";
  EXPECT_EQ(who_may_see(request).error().code, ErrorCode::kUsage);
  request.action = "view";
  request.system = "";
  EXPECT_EQ(who_may_see(request).error().code, ErrorCode::kUsage);
  EXPECT_EQ(may_see(request).error().code, ErrorCode::kUsage);
}

TEST(WhoMaySee, ReadsWellInBothLanguagesAndAsJson) {
  const ExplanationUtility utility;
  const auto answer = who_may_see({.places = utility.places(),
                                   .system = "nol",
                                   .at = "2022-10-05",
                                   .record = std::string(ExplanationUtility::kPoint),
                                   .person = {}});
  ASSERT_TRUE(answer.has_value());
  EXPECT_FALSE(answer->all_permitted());  // P3 has a concurrent post
  const std::string english = reach_text(*answer, false, 0);
  EXPECT_TRUE(english.starts_with("1 person permitted, 1 doubtful, 2 undetermined\n")) << english;
  EXPECT_NE(english.find("[own-staff]  1 person"), std::string::npos) << english;
  EXPECT_NE(english.find("nol/k1            at 4 terminals: T-1, T-2, T-3, …"), std::string::npos)
      << english;
  const std::string japanese = reach_text(*answer, true, 1);
  EXPECT_TRUE(japanese.starts_with("許可 1名、要確認 1名、判定保留 2名\n")) << japanese;
  EXPECT_NE(japanese.find("… ほか1行"), std::string::npos) << japanese;
  const auto json = text::JsonValue::parse(reach_json(*answer));
  ASSERT_TRUE(json.has_value());
  EXPECT_EQ(json->at_pointer("/rows/0/people/0")->as_string(), "P1");
  EXPECT_EQ(json->at_pointer("/rows/0/verdict")->as_string(), "permitted");
}

}  // namespace
}  // namespace sekisho::service
