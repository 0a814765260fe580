#include "store/migrations.h"

#include <gtest/gtest.h>

#include <set>

#include "store/databases_test.h"

namespace sekisho::store {
namespace {

class MigrationsTest : public OnBothDatabases {
 protected:
  int schema() {
    const auto schema = schema_of(*connection);
    EXPECT_TRUE(schema) << to_string(schema.error());
    return schema.value_or(-1);
  }
  void go(int to) {
    const auto done = migrate(*connection, to);
    ASSERT_TRUE(done) << to << ": " << to_string(done.error());
    EXPECT_EQ(schema(), to);
  }
  // Some data in every table that a schema has.
  void fill(int to) {
    const char* const rows_of_steps[] = {
        "INSERT INTO change VALUES (1, 5, 'import', 'a', 'b', '', '', 'c', '{}');"
        "INSERT INTO change_file VALUES (1, 1, 'n', 'h', 1, 'people', 'p', 'h', 'full', 0, 1, 1, 1,"
        " 0, 0, 0, 0, 0)",
        "INSERT INTO fact VALUES (1, 'people', 'p', 's', 0, 1, '{}', 1, 1, 1, NULL)",
        to < 5 ? "INSERT INTO outbox VALUES (1, 'e', 'l', NULL)"
               : "INSERT INTO outbox VALUES (1, 1, 'e', 'l', NULL)",
        "INSERT INTO supply_segment VALUES (1, 'p', 'h', 1, 1)",
        "INSERT INTO outbox VALUES (2, NULL, 'e', 'l', 7)",
        "INSERT INTO identity_user (id, login_name, state, password_hash, password_set, "
        "last_login, revision) VALUES ('u', 'n', 1, '', 0, 0, 1)",
        "INSERT INTO work_step VALUES ('case/1', 1, 5, 'a', 'opened', '{}', 'h');"
        "INSERT INTO work_case VALUES (1, 'case/1', 's', 'r', 'v', 'h', '', 'open', '', '', '', '',"
        " '', NULL, 0, 'x', 1, 5, 5, 5);"
        "INSERT INTO case_finding VALUES (1, 'f', 1, 5, 's', 'a', 'h', 'v', 'c', 'r', 'd', 'x', "
        "'');"
        "INSERT INTO case_report VALUES (1, 'r', '2026-11-26', 'n');"
        "INSERT INTO inquiry VALUES (1, 'inquiry/1', 1, 'manager', 'm', 's', 'q', '2026-11-26',"
        " 'open', NULL, '', 'a', 5, 0, '', '', NULL);"
        "INSERT INTO inquiry_look VALUES (1, 0, 5, 's');"
        "INSERT INTO figure VALUES (1, 'n', 1, 't', 'r', 'x', 'h', 'total', '{}', '{}', 'n', '',"
        " '', 'a', 5)",
        "INSERT INTO campaign VALUES (1, 'campaign/1', 'audit', 2026, 1, '2026-10-01', 'open', 's',"
        " '', '', NULL, '', '', '', '', '', '', 'a', 5);"
        "INSERT INTO campaign_system VALUES (1, 's', 'd', 'e', 'none', 0, 0, 0, 0, 0, 0, 0,"
        " 'frozen', '', '', '', '', '');"
        "INSERT INTO campaign_file VALUES (1, 'f', 's', 'h', 1, 1);"
        "INSERT INTO audit_sample VALUES (1, 0, 'f', 1, '', '', '')",
        "INSERT INTO delivery VALUES (1, 'delivery/1', 's', 'f', 'p', 'u', 'archived', 'e', 'q', 1,"
        " 2, 3, 'h', 0, 0, 0, 'h', 1, 3, 3, 0, 1, 2, 'g', '', '', 'a', 5);"
        "INSERT INTO delivery_difference VALUES (1, 0, 'count', 0, 3, 2);"
        "INSERT INTO delivery_copy VALUES (1, 0, 'h', 1, 3, 0, 0, '', 'a', 5)",
        "INSERT INTO policy_draft VALUES (1, 't', '', 'b', 'v', 1, 'drafted', 'a', 5, '', '', '', "
        "NULL, '', NULL, NULL);"
        "INSERT INTO policy_file VALUES (1, 'n', 'h', 'c');"
        "INSERT INTO export_file (id, what, review, format, recipient, approval, masked, items, "
        "bytes, "
        "sha256, body_hash, body_key, body_bytes, made_by, made_at) VALUES "
        "(1, 'w', 'r', 'csv', 'o', 'n', 1, 1, 1, 'h', 'h', 'k', 1, 'a', 5)",
        "INSERT INTO recorded_run VALUES ('review/r', 'h');"
        "UPDATE export_file SET run = 'r', job = 'j'",
        "INSERT INTO gate_spool VALUES ('s', 1, 2)",
        "INSERT INTO identity_notice VALUES ('n', 'u', 2, 'card', 'c', 'u', 's', 1, 2, 3, 1);"
        "UPDATE identity_user SET password_known = 1;"
        "UPDATE identity_factor SET valid_until = 5",
        "INSERT INTO gate_session VALUES ('g', 's', 'u', 'P1', 'T-1', '', 5, 5, 9, 'works TD')",
        "INSERT INTO disaster VALUES (1, 'disaster/1', 'n', 'a', 5);"
        "INSERT INTO disaster_opening VALUES (1, 1, 'D1-1', 'o', 1, 5, 9, '', 's', 'a', 5, 'b', '',"
        " NULL, '', '');"
        "INSERT INTO pool_item VALUES (1, 'pool/1', 'terminal', 't', 'o', 'ready', 5, '', 0);"
        "INSERT INTO disaster_lending VALUES (1, 'lending/1', 1, 1, 2, 't', 's/a', 'p', 'n', '', 1,"
        " 'e', '', '', '', 5, 9, 'a', 5, 0, '', NULL, '', '', NULL, '', '', NULL, '', '', '', NULL,"
        " NULL, NULL, '');"
        "INSERT INTO lending_contradiction VALUES (1, 0, 'account-lent', '2');"
        "INSERT INTO desk_fact VALUES (1, 'lending/1');"
        "INSERT INTO stock_take VALUES (1, 'stock-take/1', 'o', 5, 'a', 1, 1, '', '', '', '');"
        "INSERT INTO pool_missing VALUES (1, 1, 5);"
        "INSERT INTO irregularity_closing VALUES ('lending-1-terminal', 'r', 'a', 5)",
        "INSERT INTO emergency VALUES (1, 'asked', 'P1', 'nol', 'k1', 'r', 2, 'a', 5, '', '', "
        "NULL, "
        "NULL, '', 0, '', '', '', NULL);"
        "INSERT INTO outage_plan VALUES (1, 'nol', 'drafted', 1, '[]', '[]', 60, 'r', 'a', 5, '', "
        "'', NULL, NULL);"
        "INSERT INTO watched_look VALUES (1, 's.1', 5, 'g', 'r', 'nol', 'P1', 'k1', 'T-1', '', "
        "'view', '', '[]', '[]', 0, 1, NULL, '', '', '', NULL)",
    };
    ASSERT_EQ(std::size(rows_of_steps), migrations().size()) << "each step needs data in this test";
    for (int step = 0; step < to; ++step) {
      const auto done = connection->script(rows_of_steps[step]);
      ASSERT_TRUE(done) << to_string(done.error());
    }
  }
};
SEKISHO_ON_BOTH(MigrationsTest);

TEST(Migrations, AreNumberedWithoutGaps) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < migrations().size(); ++i) {
    EXPECT_EQ(migrations()[i].number, static_cast<int>(i) + 1);
    EXPECT_TRUE(names.insert(migrations()[i].name).second);
    EXPECT_FALSE(migrations()[i].down.empty());
  }
}

TEST_P(MigrationsTest, EachStepGoesUpDownAndUpAgainWithData) {
  for (int to = 1; to <= newest_schema(); ++to) {
    go(to);
    fill(to);
    go(to - 1);
    go(to);
    go(0);
  }
}

TEST_P(MigrationsTest, TheWayBackLosesNoEntryThatWaits) {
  go(5);
  ASSERT_TRUE(connection->run("INSERT INTO outbox VALUES (2, NULL, 'e', 'l', NULL)"));
  EXPECT_FALSE(migrate(*connection, 4));
  EXPECT_EQ(schema(), 5);
  EXPECT_EQ(connection->number("SELECT COUNT(*) FROM outbox"), 1);
  ASSERT_TRUE(connection->run("UPDATE outbox SET entry_index = 1"));
  go(4);
  EXPECT_EQ(connection->number("SELECT COUNT(*) FROM outbox"), 0);
}

TEST_P(MigrationsTest, AStepThatFailsLeavesTheOnesBefore) {
  go(1);
  ASSERT_TRUE(connection->script("CREATE TABLE fact (id BIGINT)"));  // in the way of step 2
  EXPECT_FALSE(migrate(*connection, newest_schema()));
  EXPECT_EQ(schema(), 1);
  ASSERT_TRUE(connection->script("DROP TABLE fact"));
  go(newest_schema());
}

TEST_P(MigrationsTest, RefusesADatabaseThatIsNewer) {
  go(newest_schema());
  EXPECT_TRUE(check_schema(*connection));
  ASSERT_TRUE(connection->run("INSERT INTO schema_step VALUES ($1, $2)", 9999, "future"));
  for (const auto& refused : {check_schema(*connection), migrate(*connection, newest_schema()),
                              migrate(*connection, 0)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
    EXPECT_NE(refused.error().message.find("9999"), std::string::npos);
  }
}

TEST_P(MigrationsTest, SaysWhatToDoWithAnOlderOne) {
  go(newest_schema() - 1);
  const auto refused = check_schema(*connection);
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().help.find("store migrate"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::store
