// Looks from a gate's spool into the record, on both stores: each once, whoever is interrupted.
#include "service/gate/gate_drain.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <map>
#include <random>
#include <vector>

#include "casework/emergency.h"
#include "casework/watched_look.h"
#include "crypto/sha256.h"
#include "evidence/entry.h"
#include "evidence/store_reader.h"
#include "service/store/both_stores_test.h"
#include "spool/look.h"
#include "spool/spool_files.h"
#include "spool/spool_writer.h"

namespace sekisho::service {
namespace {

using text::JsonValue;

constexpr Instant kNow{1'795'654'923'456'000};
const std::string kPolicySet(64, 'a');

std::string_view member(const JsonValue& entry, std::string_view name) {
  const JsonValue* const value = entry.find(name);
  return value == nullptr ? "" : value->as_string().value_or("");
}

class GateDrainTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    writer_ = spool::SpoolWriter::open(spool_directory()).value();
  }
  std::string spool() const { return (scratch.path() / "spool").string(); }
  std::shared_ptr<tlog::Directory> spool_directory() const {
    return tlog::make_and_open_private_directory(spool()).value();
  }
  GateDrain::Options options() const {
    return {.spool = spool(), .now = [] { return kNow; }};
  }

  static std::string look_bytes(std::string_view request,
                                const std::vector<std::string>& records = {},
                                const std::vector<std::string>& reasons = {"own-staff"},
                                std::string_view plan = {}, bool permitted = true) {
    std::string out;
    EXPECT_TRUE(spool::append_look(out, {.time = kNow,
                                         .gate = "gate-1",
                                         .request = request,
                                         .session = "s-1",
                                         .system = "nol",
                                         .person = "P000042",
                                         .record_kind = "supply_point",
                                         .records = records,
                                         .permitted = permitted,
                                         .reasons = reasons,
                                         .obligations = "supplier: redact, others: show",
                                         .policy_set = kPolicySet,
                                         .facts_revision = "files",
                                         .outage_plan = plan,
                                         .unconfirmed_since = shifted(kNow, -60)}));
    return out;
  }
  // Durable, and known to be.
  void put(const std::vector<std::string>& entries) {
    tlog::JournalGroup group;
    for (const std::string& entry : entries) group.add(entry);
    group.hash();
    ASSERT_TRUE(writer_->write(group));
    ASSERT_TRUE(writer_->mark());
  }

  // Until nothing waits; what is taken.
  uint64_t drain(GateDrain& drain) {
    uint64_t out = 0;
    while (true) {
      const Result<uint64_t> taken = drain.drain();
      EXPECT_TRUE(taken) << to_string(taken.error());
      if (!taken || *taken == 0) return out;
      out += *taken;
    }
  }
  uint64_t drain() {
    GateDrain one(*ledger, options());
    return drain(one);
  }

  std::vector<JsonValue> recorded() {
    EXPECT_TRUE(ledger->publish());
    std::vector<JsonValue> out;
    auto reader = evidence::StoreReader::open(place.directory + "/record");
    EXPECT_TRUE(reader);
    EXPECT_TRUE(reader->visit(0, reader->size(), [&](uint64_t, std::string_view entry) {
      auto json = evidence::parse_entry(entry).value();
      const std::string_view kind = member(json, "kind");
      if (kind == "gap" || kind == "decision") out.push_back(std::move(json));
      return true;
    }));
    return out;
  }
  std::string look(uint64_t index) const { return fmt::format("{}.{}", writer_->id(), index); }

  std::optional<spool::SpoolWriter> writer_;
};
SEKISHO_ON_BOTH(GateDrainTest);

TEST_P(GateDrainTest, ALookIsADecisionForEachOfItsRecords) {
  put({look_bytes("r-1", {"030011", "030012"}), look_bytes("r-2")});
  EXPECT_EQ(drain(), 2u);
  const std::vector<JsonValue> entries = recorded();
  ASSERT_EQ(entries.size(), 3u);
  const JsonValue& first = entries.front();
  EXPECT_EQ(member(first, "kind"), "decision");
  EXPECT_EQ(member(first, "time"), "2026-11-26T01:02:03.456Z");
  EXPECT_EQ(member(first, "actor"), ledger->pseudonym("P000042"));
  EXPECT_EQ(member(first, "subject"), ledger->pseudonym("030011"));
  EXPECT_EQ(member(entries[1], "subject"), ledger->pseudonym("030012"));
  EXPECT_EQ(member(first, "decision"), "permit");
  EXPECT_EQ(member(first, "gate"), "gate-1");
  EXPECT_EQ(member(first, "session"), "s-1");
  EXPECT_EQ(member(first, "request"), "r-1");
  EXPECT_EQ(member(first, "look"), look(0));
  EXPECT_EQ(first.at_pointer("/reasons/0")->as_string(), "own-staff");
  EXPECT_EQ(first.at_pointer("/obligations/0")->as_string(), "supplier: redact, others: show");
  EXPECT_EQ(first.to_json().find("P000042"), std::string::npos);
  EXPECT_EQ(member(entries[2], "look"), look(1));
  EXPECT_EQ(entries[2].find("subject"), nullptr);
}

TEST_P(GateDrainTest, WhatWasSearchedByStandsUnderPseudonyms) {
  const std::vector<std::string> reasons{"own-staff"}, terms{"phone=0921234567"};
  std::string bytes;
  ASSERT_TRUE(spool::append_look(bytes, {.time = kNow,
                                         .gate = "gate-1",
                                         .request = "r-1",
                                         .system = "nol",
                                         .person = "P000042",
                                         .action = "search",
                                         .terms = terms,
                                         .permitted = true,
                                         .reasons = reasons,
                                         .policy_set = std::string(64, 'a'),
                                         .facts_revision = "f"}));
  put({bytes});
  EXPECT_EQ(drain(), 1u);
  const std::vector<JsonValue> entries = recorded();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].at_pointer("/searched/0")->as_string(),
            "phone=" + ledger->pseudonym("phone=0921234567"));
  EXPECT_EQ(entries[0].to_json().find("0921234567"), std::string::npos);
}

// Those of an emergency, and those that nobody confirmed: each once, beside their entries.
TEST_P(GateDrainTest, KeepsWhatPeopleGoThroughAfterwards) {
  const auto begun = ledger->write(
      [&](store::Database& database) -> Result<std::vector<LedgerEntry>> {
        casework::Journal journal(database, {"hana", shifted(kNow, -1)});
        const auto id =
            casework::ask(journal, {"P000042", "nol", "k1", "復旧", 1}, {"p", "a"}, {4, 60});
        if (!id) return std::unexpected(id.error());
        if (auto one = casework::start(journal, *id, {"ken", ""}); !one)
          return std::unexpected(one.error());
        return std::vector<LedgerEntry>{};
      },
      kNow);
  ASSERT_TRUE(begun) << to_string(begun.error());
  put({look_bytes("r-1"), look_bytes("r-2", {"030011"}, {"break-glass"}),
       look_bytes("r-3", {"030012", "030013"}, {"own-staff"}, "7"),
       look_bytes("r-4", {}, {"own-staff/entitled"}, "7", false)});
  EXPECT_EQ(drain(), 4u);
  const std::vector<JsonValue> entries = recorded();
  ASSERT_EQ(entries.size(), 5u);
  EXPECT_EQ(entries[1].find("outage_plan"), nullptr);
  EXPECT_EQ(member(entries[2], "outage_plan"), "7");
  EXPECT_EQ(member(entries[2], "unconfirmed_since"), "2026-11-26T01:02:03.455940Z");
  EXPECT_EQ(member(entries[4], "outage_plan"), "7");
  const auto looks = ledger->read([&](store::Database& database) -> Result<void> {
    const auto emergency = casework::looks_of_emergency(database, 1, 0, 10);
    EXPECT_EQ(emergency.value().looks.size(), 1u);
    EXPECT_EQ(emergency->looks[0].spool, look(1));
    EXPECT_EQ(emergency->looks[0].plan, 0);
    const auto outage = casework::outage_looks(database, {}, 0, 10);
    EXPECT_EQ(outage.value().looks.size(), 1u);
    EXPECT_EQ(outage->looks[0].request, "r-3");
    EXPECT_EQ(outage->looks[0].person, "P000042");
    EXPECT_EQ(outage->looks[0].records.size(), 2u);
    EXPECT_EQ(outage->looks[0].unconfirmed_since, shifted(kNow, -60));
    return {};
  });
  ASSERT_TRUE(looks) << to_string(looks.error());
}

TEST_P(GateDrainTest, WhatIsInTheRecordIsNotTakenAgain) {
  put({look_bytes("r-1")});
  GateDrain first(*ledger, options());
  EXPECT_EQ(drain(first), 1u);
  EXPECT_EQ(first.status().taken, 1u);
  EXPECT_TRUE(first.status().works);
  GateDrain second(*ledger, options());
  EXPECT_EQ(second.drain().error().code, ErrorCode::kUsage);
  put({look_bytes("r-2")});
  EXPECT_EQ(drain(first), 1u);
}

TEST_P(GateDrainTest, TheNextProcessGoesOnAndTheSpoolForgets) {
  put({look_bytes("r-1"), look_bytes("r-2")});
  EXPECT_EQ(drain(), 2u);
  EXPECT_EQ(spool::read_drained(*spool_directory()).value(), 2u);
  put({look_bytes("r-3")});
  open_ledger();
  EXPECT_EQ(drain(), 1u);
  EXPECT_EQ(drain(), 0u);
  EXPECT_EQ(recorded().size(), 3u);
}

// The database is one from before the looks; the record knows them.
TEST_P(GateDrainTest, AnOlderDatabaseBringsNothingTwice) {
  put({look_bytes("r-1", {"1", "2"})});
  EXPECT_EQ(drain(), 1u);
  put({look_bytes("r-2")});
  EXPECT_EQ(drain(), 1u);
  for (const char* older : {"DELETE FROM gate_spool", "UPDATE gate_spool SET position = 1"}) {
    ASSERT_TRUE(ledger->connect().value()->script(older));
    open_ledger();
    EXPECT_EQ(drain(), 0u) << older;
  }
  put({look_bytes("r-3")});
  EXPECT_EQ(drain(), 1u);
  EXPECT_EQ(recorded().size(), 4u);
}

TEST_P(GateDrainTest, GapsAreInTheRecord) {
  std::string gap;
  ASSERT_TRUE(spool::append_gap(gap, {.gate = "gate-1",
                                      .period = {kNow, {kNow.micros + 60'000'000}},
                                      .looks = 12,
                                      .reason = "a declared disaster"}));
  put({gap, "no entry", look_bytes("with a space"), look_bytes("r-1")});
  GateDrain one(*ledger, options());
  EXPECT_EQ(drain(one), 4u);
  EXPECT_EQ(one.status().gaps, 3u);
  const std::vector<JsonValue> entries = recorded();
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(member(entries[0], "kind"), "gap");
  EXPECT_EQ(entries[0].find("looks")->as_uint(), 12u);
  EXPECT_EQ(entries[0].at_pointer("/period/until")->as_string(), "2026-11-26T01:03:03.456Z");
  EXPECT_EQ(member(entries[1], "kind"), "gap");
  EXPECT_EQ(member(entries[1], "hash"), crypto::sha256_hex("no entry"));
  EXPECT_EQ(member(entries[1], "look"), look(1));
  // A reference number that the record cannot have.
  EXPECT_EQ(member(entries[2], "hash"), crypto::sha256_hex(look_bytes("with a space")));
  EXPECT_EQ(member(entries[3], "request"), "r-1");
}

// Segments were given up that this store never saw.
TEST_P(GateDrainTest, WhatTheSpoolNoLongerHasIsSaidOnce) {
  const std::string large(60'000, 'x');
  for (int i = 0; i < 10; ++i) put(std::vector<std::string>(15, large));
  ASSERT_TRUE(spool::write_drained(*spool_directory(), writer_->end()));
  ASSERT_TRUE(writer_->tidy_up());
  const uint64_t lost = writer_->first_kept();
  ASSERT_GT(lost, 0u);
  ASSERT_LT(lost, writer_->end());
  EXPECT_EQ(drain(), writer_->end() - lost);
  const std::vector<JsonValue> entries = recorded();
  ASSERT_EQ(entries.size(), 1 + writer_->end() - lost);
  EXPECT_EQ(member(entries.front(), "kind"), "gap");
  EXPECT_EQ(entries.front().find("looks")->as_uint(), lost);
  EXPECT_EQ(member(entries.front(), "look"), look(0));
  ASSERT_TRUE(ledger->connect().value()->script("DELETE FROM gate_spool"));
  EXPECT_EQ(drain(), 0u);
}

TEST_P(GateDrainTest, ASpoolThatIsNotThereYetIsWaitedFor) {
  GateDrain::Options elsewhere = options();
  elsewhere.spool = scratch.path() / "elsewhere";
  GateDrain one(*ledger, elsewhere);
  EXPECT_EQ(one.drain().error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(one.status().works);
  auto made = tlog::make_and_open_private_directory(elsewhere.spool.string()).value();
  ASSERT_TRUE(spool::SpoolWriter::open(std::move(made)));
  EXPECT_EQ(drain(one), 0u);
  EXPECT_TRUE(one.status().works);
}

TEST_P(GateDrainTest, AThreadDrainsUntilItIsStopped) {
  GateDrain one(*ledger, options());
  one.start();
  std::vector<std::string> looks;
  for (int i = 0; i < 1000; ++i) looks.push_back(look_bytes(fmt::format("r-{}", i)));
  put(looks);
  constexpr int kPatience = 6000;
  for (int i = 0; i < kPatience && one.status().taken < looks.size(); ++i) ::usleep(10'000);
  one.stop();
  EXPECT_EQ(one.status().taken, looks.size());
  EXPECT_EQ(recorded().size(), looks.size());
}

// A process drains and is killed somewhere, again and again, while looks come.
TEST_P(GateDrainTest, KilledAnywhereItTakesEachLookOnce) {
  std::mt19937_64 random(7);
  ledger.reset();
  uint64_t put_so_far = 0;
  constexpr int kRounds = 6;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<std::string> looks;
    for (int i = 0; i < 300; ++i, ++put_so_far)
      looks.push_back(look_bytes(fmt::format("r-{}", put_so_far), {"1", "2"}));
    put(looks);
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      auto own = Ledger::open(place);
      if (!own || ::write(pipe[1], "", 1) != 1) ::_exit(1);
      GateDrain drain(**own, options());
      while (drain.drain()) continue;
      ::_exit(2);
    }
    char begun = 0;
    ASSERT_EQ(::read(pipe[0], &begun, 1), 1);
    ::usleep(static_cast<useconds_t>(random() % 40'000));
    for (const int end : pipe) ::close(end);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
  }
  open_ledger();
  drain();
  std::map<std::string, int, std::less<>> times;
  for (const JsonValue& entry : recorded()) ++times[std::string(member(entry, "look"))];
  EXPECT_EQ(times.size(), put_so_far);
  for (uint64_t i = 0; i < put_so_far; ++i) EXPECT_EQ(times[look(i)], 2) << i;
}

}  // namespace
}  // namespace sekisho::service
