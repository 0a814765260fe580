// The store with its evidence, on both databases.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "register/describe.h"
#include "register/load_case_test.h"
#include "service/store/both_stores_test.h"
#include "service/store/fact_change.h"
#include "service/store/register_history.h"
#include "service/store/register_import.h"
#include "service/store/store_rebuild.h"
#include "service/store/store_setup.h"
#include "store/change_log.h"
#include "store/outbox.h"
#include "store/register_view.h"
#include "store/store_view.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr Instant kNow{1'795'654'923'456'000};

std::string row_of(const std::string& person, const std::string& department,
                   const std::string& until = "") {
  return person + ",KTD," + department + ",本務,2018-04-01," + until + "\n";
}

// Every row of a register, readable, with where it stands.
std::string said(const reg::Register& registers) {
  std::string out;
  const auto all = [&](const auto& rows) {
    for (const auto& row : rows) {
      out += fmt::format("{}:{} {}\n", registers.files[row.origin.file], row.origin.line,
                         reg::describe(registers, row));
    }
  };
  all(registers.entities);
  all(registers.people);
  all(registers.assignments);
  all(registers.accounts);
  registers.supply.for_each([&](std::string_view key, std::span<const reg::SupplyContract> rows) {
    for (const reg::SupplyContract& row : rows) {
      const reg::Origin origin = registers.supply.origin(row);
      out += fmt::format("{}:{} {}\n", registers.files[origin.file], origin.line,
                         reg::describe(registers, key, row));
    }
  });
  for (const StringPool* pool : {&registers.entity_codes, &registers.person_codes,
                                 &registers.account_codes, &registers.texts}) {
    for (uint32_t i = 0; i < pool->size(); ++i) out += std::string(pool->text(i)) + ",";
    out += "\n";
  }
  for (size_t i = 0; i < reg::kTableCount; ++i) {
    out += fmt::format("{}{} ", registers.present[i] ? 1 : 0, registers.rejected[i]);
  }
  return out;
}

class StoreTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    delivered.file("entities.csv",
                   "entity,name,kind,parent\nKTD,T&D,tdso,\nR1,One,retailer,\nR2,Two,retailer,\n");
    delivered.file_932("people.csv", "社員番号,氏名,カナ\nP1,a,\nP2,b,\nP3,c,\nP4,d,\n");
    assignments(row_of("P1", "x") + row_of("P2", "x") + row_of("P3", "x"));
    delivered.file("accounts.csv",
                   "system,account,kind,holder,issued,revoked\nnol,k1,personal,P1,2019-04-01,\n"
                   "nol,k2,personal,P9,2019-04-01,\nbad row\n");
    delivered.file("supply_contracts.csv",
                   "supply_point,customer,retailer,from,until\n"
                   "0312345678901234567890,c1,R1,2019-04-01,2022-04-01\n"
                   "0312345678901234567890,c1,R2,2022-04-01,\n"
                   "0212345678901234567890,c2,R1,2019-04-01,\n");
  }
  void assignments(const std::string& rows) {
    delivered.file_932("assignments.csv", "社員番号,会社コード,所属,区分,発令日,解除日\n" + rows);
  }
  RegisterImport request(std::vector<std::string> names = {}) const {
    RegisterImport out;
    out.store = place;
    for (const std::string& name : names)
      out.places.push_back((delivered.registers() / name).string());
    if (names.empty()) out.places.push_back(delivered.registers().string());
    out.profiles = SEKISHO_ROOT "/sources";
    out.consent = {"u1", "monthly", "", ""};
    return out;
  }
  ImportDone imported(const RegisterImport& import) {
    clock = shifted(clock, kMicrosPerSecond);
    const auto done = import_registers(import, clock, {});
    EXPECT_TRUE(done) << to_string(done.error());
    return done.value_or(ImportDone{});
  }
  ImportDone imported() { return imported(request()); }
  ImportDone approved() {
    RegisterImport import = request();
    import.consent.approved_by = "u2";
    return imported(import);
  }
  std::unique_ptr<store::Database> database() const {
    const auto directory = store::find_store_directory(place.directory);
    EXPECT_TRUE(directory);
    auto opened = store::open_store(*directory);
    EXPECT_TRUE(opened) << to_string(opened.error());
    return std::move(*opened);
  }
  reg::Loaded known(int64_t change) const {
    auto loaded = store::registers_known_at(
        *database(), change, store::find_store_directory(place.directory)->segments());
    EXPECT_TRUE(loaded) << to_string(loaded.error());
    return std::move(*loaded);
  }
  void expect_whole(uint64_t changes) const {
    const auto check = verify_store(place, {});
    ASSERT_TRUE(check) << to_string(check.error());
    EXPECT_EQ(check->changes, changes);
    EXPECT_EQ(check->different, 0u) << check_text(*check, false);
    const auto log = evidence::StoreReader::open(place.directory + "/record");
    ASSERT_TRUE(log);
    EXPECT_EQ(log->size(), changes);
  }
  store::Counts counts(const ImportDone& done, reg::Table table) const {
    return done.preview.counts[static_cast<size_t>(table)];
  }

  reg::Case delivered;
  Instant clock = kNow;
};
SEKISHO_ON_BOTH(StoreTest);

TEST_P(StoreTest, WhatWasImportedIsWhatTheFilesSay) {
  const ImportDone done = imported();
  EXPECT_EQ(done.change, 1);
  EXPECT_EQ(done.entry, 0u);
  EXPECT_EQ(counts(done, reg::Table::kPeople).added, 4u);
  EXPECT_EQ(counts(done, reg::Table::kSupplyContracts).added, 3u);
  EXPECT_EQ(counts(done, reg::Table::kAccounts).rejected, 1u);
  EXPECT_GT(counts(done, reg::Table::kAccounts).contradicted, 0u);  // P9 is nobody
  const auto loaded = reg::load_registers(delivered.registers(), SEKISHO_ROOT "/sources");
  ASSERT_TRUE(loaded);
  const reg::Loaded stored = known(1);
  EXPECT_EQ(said(stored.registers), said(loaded->registers));
  EXPECT_EQ(stored.registers.files, loaded->registers.files);
  EXPECT_EQ(stored.registers.coverage, loaded->registers.coverage);
  ASSERT_EQ(stored.report.files.size(), loaded->report.files.size());
  expect_whole(1);
}

TEST_P(StoreTest, APreviewShowsItAndChangesNothing) {
  const auto preview = preview_import(request(), kNow, {});
  ASSERT_TRUE(preview) << to_string(preview.error());
  EXPECT_EQ(store_status(place)->changes, 0);
  EXPECT_TRUE(fs::is_empty(place.directory + "/segments"));
  RegisterImport import = request();
  import.expected = std::string(64, '0');
  const auto refused = import_registers(import, kNow, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  import.expected = preview->hash;
  EXPECT_EQ(imported(import).change, 1);
}

TEST_P(StoreTest, TheSameFilesAgainChangeNothing) {
  imported();
  const ImportDone again = imported();
  EXPECT_TRUE(again.preview.nothing);
  EXPECT_EQ(again.change, 0);
  EXPECT_EQ(store_status(place)->changes, 1);
}

TEST_P(StoreTest, LosingFactsNeedsASecondPerson) {
  imported();
  assignments(row_of("P1", "x"));
  for (const auto& [approver, approval] : {std::pair("", ""), std::pair("u1", "")}) {
    RegisterImport import = request();
    import.consent.approved_by = approver;
    import.consent.approval = approval;
    const auto refused = import_registers(import, kNow, {});
    ASSERT_FALSE(refused) << approver;
    EXPECT_EQ(refused.error().code, ErrorCode::kUsage);
  }
  EXPECT_EQ(store_status(place)->changes, 1);
  RegisterImport import = request();
  import.consent.approval = "決裁-7";
  EXPECT_EQ(counts(imported(import), reg::Table::kAssignments).withdrawn, 2u);
  expect_whole(2);
}

TEST_P(StoreTest, NobodyImportsWithoutAReason) {
  RegisterImport import = request();
  import.consent.reason.clear();
  EXPECT_FALSE(import_registers(import, kNow, {}));
  import = request();
  import.consent.by.clear();
  EXPECT_FALSE(import_registers(import, kNow, {}));
}

TEST_P(StoreTest, AFileThatCannotBeReadIsNotAnEmptyOne) {
  imported();
  delivered.file("people.csv", "nonsense\n1\n2\n3\n");
  RegisterImport import = request();
  import.consent.approved_by = "u2";
  const auto refused = import_registers(import, kNow, {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("people.csv"), std::string::npos);
  EXPECT_EQ(store_status(place)->changes, 1);
}

TEST_P(StoreTest, WhatWasKnownThenStaysKnown) {
  imported();
  const std::string first = said(known(1).registers);
  assignments(row_of("P1", "y") + row_of("P2", "x", "2020-04-01") + row_of("P3", "x"));
  delivered.file("supply_contracts.csv",
                 "supply_point,customer,retailer,from,until\n"
                 "0312345678901234567890,c1,R2,2019-04-01,\n"
                 "0212345678901234567890,c2,R1,2019-04-01,\n");
  const ImportDone done = approved();
  EXPECT_EQ(counts(done, reg::Table::kAssignments).corrected, 2u);
  EXPECT_EQ(counts(done, reg::Table::kSupplyContracts).corrected, 1u);
  EXPECT_EQ(counts(done, reg::Table::kSupplyContracts).withdrawn, 1u);
  EXPECT_EQ(said(known(1).registers), first);
  const auto asked = [&](const std::string& known_at) {
    const auto answer = store::with_store(place.directory, [&](const store::StoreView& store) {
      return registers_as_of(
          store, {"supply_contracts", "0312345678901234567890", "2020-01-01", known_at}, kNow);
    });
    EXPECT_TRUE(answer) << to_string(answer.error());
    return answer->supply.empty() ? "" : answer->supply.front().fields;
  };
  EXPECT_NE(asked("2026-11-26T10:02:04.5+09:00").find("\"R1\""), std::string::npos);
  EXPECT_NE(asked("").find("\"R2\""), std::string::npos);
  expect_whole(2);
}

TEST_P(StoreTest, PagesAreTheSameThroughIndexes) {
  imported();
  assignments(row_of("P1", "y") + row_of("P2", "x", "2020-04-01") + row_of("P3", "x"));
  approved();
  FactIndexes indexes;
  ASSERT_TRUE(indexes.prepare(*database()));
  for (const char* known_at : {"", "change.1"}) {
    for (const char* as_of : {"2000-01-01", "2020-05-01"}) {
      const AsOfQuestion question{.table = "assignments",
                                  .subject = {},
                                  .as_of = as_of,
                                  .known_at = known_at,
                                  .order = store::FactOrder::kSubject,
                                  .from = 1,
                                  .most = 1};
      const auto asked = [&](FactIndexes* through) {
        return store::with_store(place.directory, [&](const store::StoreView& store) {
          return registers_as_of(store, question, kNow, through);
        });
      };
      const auto plain = asked(nullptr);
      const auto fast = asked(&indexes);
      ASSERT_TRUE(plain && fast);
      EXPECT_EQ(as_of_json(*fast), as_of_json(*plain));
    }
  }
}

TEST_P(StoreTest, AFactIsCorrectedAndWithdrawnByHand) {
  imported();
  const auto asked = [](const store::StoreView& store) {
    return history_of(store, {"P2", "assignments", ""});
  };
  const auto history = store::with_store(place.directory, asked);
  ASSERT_TRUE(history) << to_string(history.error());
  ASSERT_EQ(history->facts.size(), 1u);
  const int64_t id = history->facts.front().id;
  const store::Consent consent{"u1", "発令訂正", "", ""};
  EXPECT_FALSE(correct_fact({place, id, {"until="}, consent}, kNow));     // so already
  EXPECT_FALSE(correct_fact({place, id, {"person="}, consent}, kNow));    // cannot be empty
  EXPECT_FALSE(correct_fact({place, id, {"kind=boss"}, consent}, kNow));  // is none
  EXPECT_FALSE(correct_fact({place, id, {"nothing=1"}, consent}, kNow));
  const auto corrected =
      correct_fact({place, id, {"until=2020-04-01", "department=y"}, consent}, kNow);
  ASSERT_TRUE(corrected) << to_string(corrected.error());
  EXPECT_EQ(corrected->change, 2);
  const auto stale = withdraw_fact({place, id, consent}, kNow);
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().code, ErrorCode::kUsage);
  const auto after = store::with_store(place.directory, asked);
  ASSERT_EQ(after->facts.size(), 2u);
  EXPECT_EQ(after->facts[0].ended_by, 2);
  const auto withdrawn = withdraw_fact({place, after->facts[1].id, consent}, kNow);
  ASSERT_TRUE(withdrawn) << to_string(withdrawn.error());
  const auto held = [&](int64_t change) { return known(change).registers.assignments.size(); };
  EXPECT_EQ(held(1), 3u);
  EXPECT_EQ(held(2), 3u);
  EXPECT_EQ(held(3), 2u);
  // The file still says otherwise: the next import shows it and takes it back.
  EXPECT_EQ(counts(imported(), reg::Table::kAssignments).added, 1u);
  expect_whole(4);
}

TEST_P(StoreTest, AnEntryThatTheLogHasIsNotAppendedAgain) {
  imported();
  // A crash between the log's sync and the note of where the entry stands.
  ASSERT_TRUE(database()->run("UPDATE outbox SET entry_index = NULL"));
  EXPECT_EQ(store_status(place)->waiting, 1);
  ASSERT_TRUE(StoreSession::open(place));
  EXPECT_EQ(store_status(place)->waiting, 0);
  expect_whole(1);
}

TEST_P(StoreTest, AnEntryThatTheLogLacksIsAppendedOnce) {
  imported();
  // A crash right behind the transaction: the log is as before, and nobody was told.
  const std::string record = place.directory + "/record";
  fs::copy(record, record + ".copy", fs::copy_options::recursive);
  const fs::path guard = record + ".private/guard";
  fs::copy_file(guard, guard.string() + ".copy");
  assignments(row_of("P1", "y") + row_of("P2", "x") + row_of("P3", "x"));
  imported();
  fs::remove_all(record);
  fs::rename(record + ".copy", record);
  fs::rename(guard.string() + ".copy", guard);
  ASSERT_TRUE(database()->run("UPDATE outbox SET entry_index = NULL WHERE change_id = 2"));
  for (int i = 0; i < 2; ++i) {
    const auto session = StoreSession::open(place);
    ASSERT_TRUE(session) << to_string(session.error());
  }
  expect_whole(2);
}

TEST_P(StoreTest, AChangeThatFailsLeavesNothing) {
  imported();
  const auto session = StoreSession::open(place);
  ASSERT_TRUE(session);
  store::ChangeBody body;
  body.change.consent = {"u1", "why", "", ""};
  body.change.preview = std::string(64, '0');
  body.change.steps.push_back(
      {store::Step::What::kWithdraw, 1, std::nullopt, "registers/entities.toml", 0, 0});
  body.contents.push_back({"h", 1});
  const auto failed = (*session)->commit(
      body,
      [](size_t, const store::Put&) -> Result<void> { return fail(ErrorCode::kIo, "no disk"); },
      kNow);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, "no disk");
  EXPECT_EQ(store_status(place)->changes, 1);
  expect_whole(1);
}

TEST_P(StoreTest, ItIsMadeAgainFromItsEvidence) {
  imported();
  assignments(row_of("P1", "y") + row_of("P2", "x"));
  approved();
  const std::string before = said(known(2).registers);
  const auto directory = store::find_store_directory(place.directory);
  if (GetParam() == store::Database::Kind::kSqlite) fs::remove(directory->database);
  fs::remove_all(place.directory + "/segments");
  fs::create_directory(place.directory + "/segments");
  const auto rebuilt = rebuild_store(place, {});
  ASSERT_TRUE(rebuilt) << to_string(rebuilt.error());
  EXPECT_EQ(rebuilt->changes, 2u);
  EXPECT_EQ(said(known(2).registers), before);
  expect_whole(2);
}

TEST_P(StoreTest, VerifyListsWhatDiffers) {
  imported();
  ASSERT_TRUE(database()->run("UPDATE fact SET fields = '{}' WHERE id = 2"));
  ASSERT_TRUE(database()->run("DELETE FROM fact WHERE id = 3"));
  ASSERT_TRUE(database()->run("UPDATE change SET reason = 'another'"));
  for (const auto& entry : fs::directory_iterator(place.directory + "/segments")) {
    fs::resize_file(entry.path(), fs::file_size(entry.path()) - 1);
  }
  const auto check = verify_store(place, {});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->different, 4u) << check_text(*check, false);
  const std::string all = check_text(*check, false);
  for (const char* part : {"fact 2:", "fact 3:", "change 1:", "supply segment"}) {
    EXPECT_NE(all.find(part), std::string::npos) << all;
  }
}

TEST_P(StoreTest, WhatTheLogSaysWasErasedIsNoDifference) {
  imported();
  assignments(row_of("P1", "y") + row_of("P2", "x") + row_of("P3", "x"));
  imported();
  const auto key = evidence::KeyId::of_class("register", "2026-11");
  ASSERT_TRUE(key);
  {
    const auto session = StoreSession::open(place);
    ASSERT_TRUE(session);
    const auto destroyed = (*session)->ledger().with_beside(
        [&](evidence::Beside& beside) { return beside.vault().destroy(*key); });
    ASSERT_TRUE(destroyed) << to_string(destroyed.error());
  }
  const auto check = verify_store(place, {});
  ASSERT_TRUE(check) << to_string(check.error());
  EXPECT_EQ(check->different, 0u) << check_text(*check, false);
  EXPECT_EQ(check->erased, (std::vector<int64_t>{1, 2}));
}

TEST_P(StoreTest, ABackupBringsItBack) {
  imported();
  ASSERT_TRUE(database()->script(
      "INSERT INTO identity_user (id, login_name, state, password_hash, password_set, last_login,"
      " revision) VALUES ('u', 'n', 1, '', 0, 0, 1);"
      "INSERT INTO identity_api_token VALUES ('h', 'i', 'u', 'n', 'view', 1, 2, 0, 1);"
      "INSERT INTO office_unmasking VALUES ('i', 's', 'Review', 'demo', 'why', 9);"
      "INSERT INTO gate_session VALUES ('g', 's', 'u', 'P1', 'T-1', '', 5, 5, 9, 'works TD')"));
  const std::string file = (scratch.path() / "backup.db").string();
  const auto done = back_up_store(place, file);
  if (GetParam() == store::Database::Kind::kPostgres) {
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::kUnsupported);
    return;
  }
  ASSERT_TRUE(done) << to_string(done.error());
  assignments(row_of("P1", "y") + row_of("P2", "x") + row_of("P3", "x"));
  imported();
  {
    const auto in_use = Ledger::open(place);
    ASSERT_TRUE(in_use) << to_string(in_use.error());
    EXPECT_EQ(restore_store(place, file).error().code, ErrorCode::kUsage);
  }
  const auto restored = restore_store(place, file);
  ASSERT_TRUE(restored) << to_string(restored.error());
  EXPECT_EQ(store_status(place)->behind, 1U);
  // Who is known stays; what lets somebody in is gone.
  EXPECT_EQ(database()->number("SELECT COUNT(*) FROM identity_user").value(), 1);
  EXPECT_EQ(database()->number("SELECT COUNT(*) FROM identity_api_token").value(), 0);
  EXPECT_EQ(database()->number("SELECT COUNT(*) FROM office_unmasking").value(), 0);
  EXPECT_EQ(database()->number("SELECT COUNT(*) FROM gate_session").value(), 0);
  // The record knows more: nothing is changed before the store does, too.
  const auto refused = import_registers(request(), kNow, {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kBadInput) << to_string(refused.error());
  const auto rebuilt = rebuild_store(place, {});
  ASSERT_TRUE(rebuilt) << to_string(rebuilt.error());
  expect_whole(2);
  EXPECT_EQ(store_status(place)->behind, 0U);
  EXPECT_EQ(imported().change, 0);
}

}  // namespace
}  // namespace sekisho::service
