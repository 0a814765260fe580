#include "evidence/destruction.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/file.h"
#include "evidence/bodies.h"
#include "evidence/entry.h"
#include "evidence/temporary_vault_test.h"
#include "text/date.h"
#include "text/time_format.h"

namespace sekisho::evidence {
namespace {

using Failure = tlog::SimulatedDisk::Failure;
using Strings = std::vector<std::string>;
constexpr std::string_view kOrigin = "test.example/evidence";

KeyId id_of(std::string_view text) {
  return KeyId::parse(text).value();
}

Instant at(const std::string& text) {
  const Strings formats{"iso"};
  return text::InstantParser::compile(formats, text::kJst)->parse(text).value();
}

std::string document(const std::string& path) {
  return read_file(SEKISHO_ROOT "/" + path, 1 << 20).value();
}

RetentionPolicy shipped() {
  return parse_retention(document("policies/retention.toml"), "retention.toml").value();
}

// Entries as a log would have them.
class Entries {
 public:
  explicit Entries(Instant now = at("2022-10-05")) : now_(now) {}

  void at_time(Instant now) { now_ = now; }
  uint64_t add(const text::JsonValue& draft) {
    const Result<std::string> entry = make_entry(draft, now_, Nonce{});
    EXPECT_TRUE(entry) << to_string(entry.error());
    ledger_.add(entries_.size(), *entry);
    entries_.push_back(*entry);
    return entries_.size() - 1;
  }
  uint64_t add(const std::string& json) { return add(text::JsonValue::parse(json).value()); }
  uint64_t body(const std::string& key) {
    return add(fmt::format(R"({{"kind":"record","content":{{}},"body":)"
                           R"({{"hash":"{:064}","bytes":10,"key":"{}"}}}})",
                           0, key));
  }
  uint64_t hold(const std::string& target, const std::string& more = "") {
    return add(fmt::format(R"({{"kind":"act","act":"hold","on":"body","target":"{}",)"
                           R"("actor":"p-000001","reason":"訴訟",)"
                           R"("approval":{{"by":"p-000002","number":"7"}}{}}})",
                           target, more));
  }
  uint64_t release(uint64_t hold) {
    return add(fmt::format(R"({{"kind":"act","act":"release","on":"body","target":"hold.{}",)"
                           R"("actor":"p-000001","approval":{{"by":"p-000002","number":"8"}}}})",
                           hold));
  }

  Ledger& ledger() { return ledger_; }
  LogEntries log() const {
    return {std::string(kOrigin), entries_.size(),
            [this](uint64_t from, const auto& visit) {
              for (; from < entries_.size(); ++from) visit(from, entries_[from]);
              return Result<void>();
            },
            [](uint64_t) { return Result<void>(); }};
  }

 private:
  Instant now_;
  Strings entries_;
  Ledger ledger_;
};

DestructionRequest request_for(std::string_view key) {
  return {id_of(key), "p-000001", "2027-決-12", "p-000002", ""};
}

// What is said in English; in Japanese it is said, too, and otherwise.
Strings said_against(const DestructionRequest& request, Entries& entries, const std::string& now) {
  Strings out;
  for (const Objection& one : objections(request, entries.ledger(), shipped(), at(now))) {
    EXPECT_FALSE(one.japanese.empty() || one.japanese == one.english) << one.english;
    out.push_back(one.english);
  }
  return out;
}

Strings objections_to(std::string_view key, Entries& entries, const std::string& now) {
  return said_against(request_for(key), entries, now);
}

TEST(Retention, ThePolicyThatIsShippedKeepsWheelingInformationForFiveYears) {
  const RetentionPolicy policy = shipped();
  EXPECT_EQ(policy.find("wheeling")->months, 60);
  EXPECT_NE(policy.find("wheeling")->basis.find("電気事業法"), std::string::npos);
  EXPECT_NE(policy.find(policy.people), nullptr);
  EXPECT_NE(policy.find(policy.segments), nullptr);
  EXPECT_EQ(policy.find("nothing"), nullptr);
}

TEST(Retention, APolicyThatMakesNoSenseIsRefusedAtItsLine) {
  const std::string text = document("policies/retention.toml");
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    return parse_retention(changed, "r.toml");
  };
  EXPECT_EQ(with("months = 60", "months = 59").error().message,
            "wheeling information is to be kept for at least five years");
  EXPECT_EQ(with("months = 60", "months = 59").error().place.line, 10u);
  EXPECT_TRUE(with("months = 60", "months = 61"));
  EXPECT_FALSE(with("months = 60", "months = 0"));
  EXPECT_FALSE(with("months = 60", "months = 1201"));
  EXPECT_FALSE(with("months = 60", "month = 60"));
  EXPECT_FALSE(with("\"staff\"", "\"people\""));
  EXPECT_FALSE(with("name = \"staff\"", "name = \"wheeling\""));
  EXPECT_FALSE(with("name = \"staff\"", "name = \"Staff\""));
  EXPECT_FALSE(with("segments = \"wheeling\"", ""));
}

TEST(Retention, RunsOutAfterWholeMonthsInJapan) {
  EXPECT_EQ(runs_out(at("2022-10-31T23:59:59"), 60), at("2027-11-01"));
  EXPECT_EQ(runs_out(at("2022-10-01"), 60), at("2027-11-01"));
  EXPECT_EQ(runs_out(at("2022-12-31T12:00:00"), 1), at("2023-02-01"));
  EXPECT_EQ(period_of_month("2022-12"), (Period{at("2022-12-01"), at("2023-01-01")}));
}

TEST(Destruction, WaitsUntilTheClassHasRunOut) {
  Entries entries;
  entries.body("class.wheeling.2022-10");
  EXPECT_EQ(objections_to("class.wheeling.2022-10", entries, "2027-10-31T23:59:59").size(), 1u);
  EXPECT_EQ(objections_to("class.wheeling.2022-10", entries, "2027-11-01"), Strings{});
  // Written about the month later, it is kept from then on.
  entries.at_time(at("2023-03-10"));
  entries.body("class.wheeling.2022-10");
  EXPECT_EQ(objections_to("class.wheeling.2022-10", entries, "2027-11-01").size(), 1u);
  EXPECT_EQ(objections_to("class.wheeling.2022-10", entries, "2028-04-01"), Strings{});
}

TEST(Destruction, AnEmployeesKeyWaitsForTheLastEntryAndForTheOrderOfEntries) {
  Entries entries(at("2026-06-01"));
  entries.add(R"({"kind":"record","content":{}})");
  // It says that it is old, but stands behind one that is not.
  entries.at_time(at("2015-01-01"));
  entries.body("person.0f0f0f0f");
  EXPECT_EQ(objections_to("person.0f0f0f0f", entries, "2031-06-30").size(), 1u);
  EXPECT_EQ(objections_to("person.0f0f0f0f", entries, "2031-07-01"), Strings{});
}

TEST(Destruction, ASegmentIsKeptFromTheEndOfItsLog) {
  Entries entries(at("2026-06-01"));
  entries.add(fmt::format(
      R"({{"kind":"seal","segment":"a1","hash":"{:064}","system":"nol","lines":3,"bytes":30,)"
      R"("class":"case","key":"segment.a1",)"
      R"("period":{{"from":"2022-10-05T00:00:00Z","until":"2022-10-31T14:59:59Z"}}}})",
      0));
  EXPECT_EQ(objections_to("segment.a1", entries, "2032-10-31").size(), 1u);
  EXPECT_EQ(objections_to("segment.a1", entries, "2032-11-01"), Strings{});
}

TEST(Destruction, WhatIsNotKnownSpeaksAgainstIt) {
  Entries entries;
  EXPECT_EQ(objections_to("person.0f0f0f0f", entries, "2050-01-01"),
            Strings{"no entry names the key, so nothing tells how long it has to be kept"});
  entries.body("class.unheard.2022-10");
  EXPECT_EQ(objections_to("class.unheard.2022-10", entries, "2050-01-01"),
            Strings{"the retention policy has no class `unheard`"});
  entries.body("class.wheeling.2022-10");
  entries.ledger().add(9, "not JSON");
  EXPECT_EQ(objections_to("class.wheeling.2022-10", entries, "2050-01-01"),
            Strings{"entry 9 of the log cannot be read, and might be a hold"});
}

TEST(Destruction, NeedsAnApprovalBySomebodyElse) {
  Entries entries;
  entries.body("class.wheeling.2022-10");
  const auto object = [&](auto change) {
    DestructionRequest request = request_for("class.wheeling.2022-10");
    change(request);
    return said_against(request, entries, "2050-01-01");
  };
  EXPECT_EQ(object([](auto&) {}), Strings{});
  EXPECT_EQ(object([](auto& r) { r.approver = r.actor; }),
            Strings{"whoever asks for it cannot approve it"});
  EXPECT_EQ(object([](auto& r) { r.approval.clear(); }),
            Strings{"no number of an approval is named"});
  EXPECT_EQ(object([](auto& r) { r.approver.clear(); }),
            Strings{"nobody is named who approved it"});
  EXPECT_EQ(object([](auto& r) { r.actor.clear(); }), Strings{"nobody is named who asks for it"});
}

TEST(Destruction, AHoldKeepsWhatItCovers) {
  struct Case {
    std::string target, period, key;
    bool covered;
  };
  const std::string october =
      R"(,"period":{"from":"2022-09-30T15:00:00Z","until":"2022-10-31T15:00:00Z"})";
  for (const Case& c :
       std::vector<Case>{{"all", "", "person.0f0f0f0f", true},
                         {"all", october, "class.wheeling.2022-10", true},
                         {"all", october, "class.wheeling.2022-11", false},
                         {"class.wheeling", "", "class.wheeling.2022-11", true},
                         {"class.wheeling", october, "class.wheeling.2022-11", false},
                         {"class.staff", "", "person.0f0f0f0f", true},
                         {"class.staff", "", "class.wheeling.2022-11", false},
                         {"person.0f0f0f0f", "", "person.0f0f0f0f", true},
                         {"person.0f0f0f0f", "", "person.0e0e0e0e", false},
                         {"segment.a1", "", "person.0f0f0f0f", false},
                         {"what this version does not know", "", "person.0f0f0f0f", true}}) {
    Entries entries(at("2022-11-15"));
    for (const std::string key : {"person.0e0e0e0e", "person.0f0f0f0f", "class.wheeling.2022-11"})
      entries.body(key);
    entries.at_time(at("2022-10-15"));
    entries.body("class.wheeling.2022-10");
    const uint64_t hold = entries.hold(c.target, c.period);
    const Strings said = objections_to(c.key, entries, "2050-01-01");
    EXPECT_EQ(said, c.covered
                        ? Strings{fmt::format("hold.{} covers it, since 2022-10-15: 訴訟", hold)}
                        : Strings{})
        << c.target << " " << c.key;
    entries.release(hold);
    EXPECT_EQ(objections_to(c.key, entries, "2050-01-01"), Strings{});
  }
}

TEST(Destruction, IsAnEntryOfItsKind) {
  Entries entries;
  entries.body("class.wheeling.2022-10");
  const DestructionRequest request = request_for("class.wheeling.2022-10");
  const uint64_t entry = entries.add(destruction_draft(request, entries.ledger(), shipped()));
  EXPECT_EQ(entries.ledger().destroyed().at(request.key).entry, entry);
  EXPECT_EQ(entries.ledger().destroyed().at(request.key).approval, "2027-決-12");
  EXPECT_EQ(objections_to("class.wheeling.2022-10", entries, "2050-01-01"),
            Strings{"the key was destroyed before: entry 1"});
}

TEST(Destruction, TheDocumentsEntriesAreEntries) {
  const std::string text = document("docs/formats/retention.md");
  size_t found = 0;
  Ledger ledger;
  for (size_t at = text.find("```json\n"); at != std::string::npos;
       at = text.find("```json\n", at)) {
    at += 8;
    const std::string entry = text.substr(at, text.find('\n', at) - at);
    const auto parsed = parse_entry(entry);
    EXPECT_TRUE(parsed) << to_string(parsed.error());
    ledger.add(found++, entry);
  }
  EXPECT_EQ(found, 3u);
  EXPECT_TRUE(ledger.holds().empty());  // the second lifts the first
  EXPECT_TRUE(ledger.destroyed().contains(id_of("class.wheeling.2022-10")));
  const size_t toml = text.find("```toml\n") + 8;
  EXPECT_TRUE(parse_retention(text.substr(toml, text.find("```", toml) - toml), "example.toml"));
}

TEST(Replay, CarriesOutInARestoredVaultWhatTheLogSays) {
  Entries entries;
  entries.body("person.0f0f0f0f");
  const text::JsonValue draft =
      destruction_draft(request_for("person.0f0f0f0f"), entries.ledger(), shipped());
  TemporaryVault place;
  std::map<std::string, std::string> backup;
  BodyReference body{{}, id_of("person.0f0f0f0f"), 0};
  {
    Vault vault = place.open();
    Bodies bodies(place.directory("bodies"), vault);
    ASSERT_TRUE(replay_destructions(vault, Vault::Access::kWrite, entries.log()));
    body = bodies.put(id_of("person.0f0f0f0f"), "a body").value();
    for (const std::string& name : place.directory()->names().value())
      backup[name] = tlog::read_whole(*place.directory(), name, 1 << 20).value();
    ASSERT_TRUE(destroy_key(vault, kOrigin, id_of("person.0f0f0f0f"), draft,
                            [&](const auto& d) -> Result<uint64_t> { return entries.add(d); }));
    EXPECT_EQ(bodies.get(body)->state, BodyState::kErased);
    EXPECT_EQ(vault.replayed()->size, 2u);
  }
  for (const std::string& name : place.directory()->names().value())
    if (name != "lock") ASSERT_TRUE(place.directory()->remove(name));
  for (const auto& [name, text] : backup)
    if (name != "lock") ASSERT_TRUE(tlog::write_durably(*place.directory(), name, text));
  {
    // Before it is replayed the old key would open the body again.
    Vault reader = place.open(Vault::Access::kRead);
    const Bodies bodies(place.directory("bodies"), reader);
    EXPECT_EQ(bodies.get(body)->bytes, "a body");
    EXPECT_EQ(replay_destructions(reader, Vault::Access::kRead, entries.log()).value(), 1u);
    EXPECT_EQ(bodies.get(body)->state, BodyState::kErased);
  }
  Vault vault = place.open();
  EXPECT_EQ(replay_destructions(vault, Vault::Access::kWrite, entries.log()).value(), 1u);
  EXPECT_EQ(vault.find(id_of("person.0f0f0f0f"))->state, KeyState::kDestroyed);
  EXPECT_EQ(replay_destructions(vault, Vault::Access::kWrite, entries.log()).value(), 0u);
}

TEST(Replay, DestroysNothingForAnEntryThatIsNotInTheTree) {
  Entries entries;
  entries.body("person.0f0f0f0f");
  entries.add(destruction_draft(request_for("person.0f0f0f0f"), entries.ledger(), shipped()));
  TemporaryVault place;
  Vault vault = place.open();
  ASSERT_TRUE(vault.find_or_make(id_of("person.0f0f0f0f")));
  LogEntries log = entries.log();
  log.prove = [](uint64_t) -> Result<void> { return fail(ErrorCode::kBadInput, "not there"); };
  EXPECT_EQ(replay_destructions(vault, Vault::Access::kWrite, log).error().message, "not there");
  EXPECT_EQ(vault.find(id_of("person.0f0f0f0f"))->state, KeyState::kThere);
}

TEST(Replay, RefusesALogThatIsOlderThanTheVault) {
  Entries entries;
  entries.body("person.0f0f0f0f");
  TemporaryVault place;
  Vault vault = place.open();
  ASSERT_TRUE(vault.set_replayed({std::string(kOrigin), 2}));
  EXPECT_EQ(replay_destructions(vault, Vault::Access::kWrite, entries.log()).error().code,
            ErrorCode::kBadInput);
  // Another log's entries have other numbers.
  ASSERT_TRUE(vault.set_replayed({"other.example/log", 2}));
  EXPECT_TRUE(replay_destructions(vault, Vault::Access::kWrite, entries.log()));
}

// Entries as files on the same disk: durable when they are acknowledged, and, as the log does,
// written once more by a new process before it trusts them.
class DiskLog {
 public:
  explicit DiskLog(std::shared_ptr<tlog::Directory> directory) : directory_(std::move(directory)) {}

  bool open() {
    for (const std::string& name : directory_->names().value()) {
      if (name.ends_with(".tmp")) continue;
      const std::string entry = tlog::read_whole(*directory_, name, 1 << 16).value();
      if (!tlog::write_durably(*directory_, name, entry)) return false;
      entries_.push_back(entry);
    }
    return true;
  }
  Result<uint64_t> append(const text::JsonValue& draft) {
    const std::string entry = make_entry(draft, at("2022-10-05"), Nonce{}).value();
    if (auto done = tlog::write_durably(*directory_, fmt::format("{:08}", entries_.size()), entry);
        !done) {
      return std::unexpected(done.error());
    }
    entries_.push_back(entry);
    return entries_.size() - 1;
  }
  LogEntries entries() const {
    return {std::string(kOrigin), entries_.size(),
            [this](uint64_t from, const auto& visit) {
              for (; from < entries_.size(); ++from) visit(from, entries_[from]);
              return Result<void>();
            },
            [](uint64_t) { return Result<void>(); }};
  }

 private:
  std::shared_ptr<tlog::Directory> directory_;
  Strings entries_;
};

class CrashRun {
 public:
  explicit CrashRun(uint64_t seed) : random_(seed), place_(seed) {
    const auto root = place_.disk().root();
    EXPECT_TRUE(root->make_directory("log") && root->sync());
  }
  tlog::SimulatedDisk& disk() { return place_.disk(); }

  void work(int steps) {
    DiskLog log(place_.directory("log"));
    Result<Vault> vault = log.open() ? place_.try_open() : fail(ErrorCode::kIo, "");
    if (!vault || !replay_destructions(*vault, Vault::Access::kWrite, log.entries())) return;
    Bodies bodies(place_.directory("bodies"), *vault);
    const RetentionPolicy policy = shipped();
    for (int step = 0; step < steps; ++step) {
      const KeyId id = id_of(fmt::format("person.0000000{}", random_() % 5));
      const FoundKey found = std::move(vault->find(id).value());
      if (found.state == KeyState::kDestroyed) continue;
      if (random_() % 3 == 0) {
        const text::JsonValue draft = destruction_draft(request_for(id.text()), {}, policy);
        if (!destroy_key(*vault, kOrigin, id, draft,
                         [&](const auto& d) { return log.append(d); })) {
          return;
        }
        destroyed_.insert(id);
      } else {
        const auto reference = bodies.put(id, "about " + id.text());
        if (!reference) return;
        put_.push_back(*reference);
      }
    }
  }

  void expect_whole() {
    DiskLog log(place_.directory("log"));
    ASSERT_TRUE(log.open());
    std::set<KeyId> logged;
    ASSERT_TRUE(log.entries().visit(0, [&](uint64_t, std::string_view entry) {
      if (const auto id = destruction_in(entry)) logged.insert(*id);
    }));
    for (const KeyId& id : destroyed_) EXPECT_TRUE(logged.contains(id)) << id.text();
    Vault vault = place_.open();
    ASSERT_TRUE(replay_destructions(vault, Vault::Access::kWrite, log.entries()));
    const Bodies bodies(place_.directory("bodies"), vault);
    for (const BodyReference& reference : put_) {
      const BodyAnswer answer = bodies.get(reference).value();
      // Erased exactly where the log says so.
      EXPECT_EQ(answer.state,
                logged.contains(reference.key) ? BodyState::kErased : BodyState::kWhole)
          << reference.key.text();
    }
    for (const std::string& name : place_.directory()->names().value()) {
      for (const KeyId& id : logged) EXPECT_NE(name, id.text() + ".key");
    }
  }

 private:
  std::mt19937_64 random_;
  TemporaryVault place_;
  std::vector<BodyReference> put_;
  std::set<KeyId> destroyed_;  // acknowledged
};

TEST(Destruction, TheEntryAndTheKeyAgreeWhereTheDiskFailsAtAnyCall) {
  const uint64_t points = tlog::fail_at_every_call<CrashRun>(
      3, [](CrashRun& run) { run.work(12); },
      [](CrashRun& run, Failure failure, uint64_t call) {
        if (failure != Failure::kStop) {
          // Every other time the power goes while a new process starts.
          if (call % 2 == 1) run.disk().fail_at(run.disk().calls() + call % 30, Failure::kStop);
          run.work(3);
        }
        run.disk().crash();
        run.expect_whole();
        run.work(3);
        run.disk().crash();
        run.expect_whole();
      });
  EXPECT_GE(points, 500u);
}

}  // namespace
}  // namespace sekisho::evidence
