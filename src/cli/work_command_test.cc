// Cases, campaigns and deliveries at a terminal.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/temporary_directory_test.h"
#include "cli/run_cli_test.h"
#include "service/review/run_json.h"
#include "text/json_members.h"

namespace sekisho::cli {
namespace {

using text::JsonValue;

constexpr std::string_view kLog =
    R"({"time":"2024-10-01T00:00:00Z","actor":{"id":"u1"},"src":"10.0.0.1","op":"read","point":"0500000000000000000001"})"
    "\n";
constexpr std::string_view kFindings =
    "file,line,time,system,account,holder,terminal,viewer,certainty,route,reason,basis,disposition,"
    "action,items,object,retailer\n"
    "logs/nol/a.csv,7,2022-10-05T10:15:00+09:00,nol,z1,P000401,T-1,P000401,confirmed,never-closed,"
    "own-staff/entitled,R-1,violation,view,,0900000000001234567812,R0042\n";

class WorkCommands : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(run({"store", "init", store, "--origin", "example.com/work"}).code, 0);
    invite("hana", "conduct-regulation");
    invite("ken", "conduct-regulation");
    invite("clerk", "network-clerk");
    ASSERT_EQ(run({"user", "invite", store, "--login", "nws", "--person", "P-nws", "--role",
                   "system-administrator", "--administers", "nws", "--by", "P1", "--number", "1"})
                  .code,
              0);
  }
  void invite(const std::string& name, const std::string& role) {
    const Ended done = run({"user", "invite", store, "--login", name, "--person", "P-" + name,
                            "--role", role, "--by", "P1", "--number", "1"});
    ASSERT_EQ(done.code, 0) << done.err;
  }
  static Ended run(const std::vector<std::string>& arguments) { return run_sekisho(arguments); }
  // With --store and who does it, if somebody does.
  Ended with(std::vector<std::string> arguments, const std::string& by = "") const {
    arguments.insert(arguments.end(), {"--store", store, "--lang", "en"});
    if (!by.empty()) arguments.insert(arguments.end(), {"--by", by});
    return run(arguments);
  }
  JsonValue json(std::vector<std::string> arguments, const std::string& by = "") const {
    arguments.emplace_back("--json");
    const Ended done = with(std::move(arguments), by);
    auto out = JsonValue::parse(done.out);
    EXPECT_TRUE(out) << done.out << done.err;
    return out.value_or(JsonValue());
  }
  static std::string at(const JsonValue& json, std::string_view pointer) {
    const JsonValue* found = json.at_pointer(pointer);
    return found == nullptr ? "" : std::string(found->as_string().value_or(found->to_json()));
  }
  std::vector<std::string> hand_in(const std::string& file, const std::string& counted) const {
    return {"delivery",
            "hand-in",
            file,
            "--name",
            "nws/a.jsonl",
            "--system",
            "nws",
            "--extracted-by",
            "P000042",
            "--query",
            "all",
            "--from",
            "2024-10-01",
            "--until",
            "2024-11-01",
            "--counted",
            counted,
            "--profiles",
            SEKISHO_ROOT "/sources"};
  }

  const TemporaryDirectory temporary;
  const std::string store = (temporary.path() / "store").string();
};

TEST_F(WorkCommands, ACampaignIsOpenedByWhoeverMay) {
  const std::vector<std::string> open{"campaign", "open", "--year",    "2026",
                                      "--half",   "1",    "--cut-off", "2026-10-20"};
  EXPECT_EQ(with({"campaign", "list"}).code, 0);
  EXPECT_EQ(with(open, "nobody").code, 2);
  const Ended refused = with(open, "P-clerk");
  EXPECT_EQ(refused.code, 2);
  EXPECT_NE(refused.err.find("they may not do this"), std::string::npos) << refused.err;
  const Ended done = with(open, "P-hana");
  ASSERT_EQ(done.code, 0) << done.err;
  EXPECT_NE(done.out.find("half-yearly review  fiscal 2026 half 1  open"), std::string::npos)
      << done.out;
  const JsonValue list = json({"campaign", "list"});
  EXPECT_EQ(at(list, "/total"), "1");
  const JsonValue shown = json({"campaign", "show", at(list, "/items/0/campaign")});
  EXPECT_EQ(at(shown, "/campaign/fiscal_year"), "2026");
  EXPECT_EQ(at(shown, "/steps/0/what"), "opened");
  EXPECT_EQ(at(shown, "/intact"), "true");
  // Who did it stands in the record, under their pseudonym.
  EXPECT_EQ(at(shown, "/steps/0/by"), at(shown, "/campaign/opened_by"));
  EXPECT_EQ(with({"campaign", "show", "9"}).code, 3);
  EXPECT_EQ(with({"campaign", "show", "x"}).code, 2);
}

// A half-year long ago, whose review found nothing in a whole log.
TEST_F(WorkCommands, ACampaignGoesFromOpenToApproved) {
  invite("clerk2", "network-clerk");
  invite("first", "first-line-quality");
  const Ended head =
      run({"user", "invite", store, "--login", "head", "--person", "P-head", "--role",
           "conduct-regulation", "--approves", "--by", "P1", "--number", "1"});
  ASSERT_EQ(head.code, 0) << head.err;
  const auto review = temporary.path() / "r1";
  std::filesystem::create_directory(review);
  service::Run made;
  made.inputs.from = "2022-04-01T00:00:00+09:00";
  made.inputs.until = "2022-10-01T00:00:00+09:00";
  made.outputs = {{"findings.csv", std::string(64, 'a')}};
  std::ofstream(review / "run.json") << service::run_json(made);
  std::ofstream(review / "scope.json") << R"({"systems":{"nws":{"events":3}}})";
  std::ofstream(review / "coverage.json")
      << R"({"systems":{"nws":{}},"files":[{"file":"logs/nws/a.jsonl","system":"nws","sha256":"0a","bytes":9,"lines":3}]})";
  const auto act = [&](const std::string& what, std::vector<std::string> more,
                       const std::string& by) {
    std::vector<std::string> all{"campaign", what, "1"};
    all.insert(all.end(), more.begin(), more.end());
    return with(all, by);
  };
  ASSERT_EQ(with({"campaign", "open", "--year", "2022", "--half", "1", "--cut-off", "2022-10-20"},
                 "P-hana")
                .code,
            0);
  const std::vector<std::string> freeze{review.string(), "--owner", "nws=planning",
                                        "--extracted-by", "nws=P-clerk2"};
  EXPECT_EQ(act("freeze", freeze, "P-clerk").code, 2);
  EXPECT_EQ(act("freeze", {review.string(), "--owner", "nws"}, "P-hana").code, 2);
  const Ended frozen = act("freeze", freeze, "P-hana");
  ASSERT_EQ(frozen.code, 0) << frozen.err;

  const std::vector<std::string> none{"--system", "nws",          "--statement",
                                      "none",     "--department", "planning"};
  EXPECT_EQ(act("state", none, "P-clerk2").code, 2);  // whoever extracted the log
  EXPECT_EQ(act("state", none, "P-hana").code, 2);    // no network clerk
  const Ended stated = act("state", none, "P-clerk");
  ASSERT_EQ(stated.code, 0) << stated.err;
  const std::vector<std::string> agrees{"--system", "nws", "--agrees"};
  EXPECT_EQ(act("self-check", {"--system", "nws"}, "P-first").code, 2);
  ASSERT_EQ(act("self-check", agrees, "P-first").code, 0);
  EXPECT_EQ(act("approve", {}, "P-head").code, 2);  // it is not checked yet
  ASSERT_EQ(act("check", agrees, "P-hana").code, 0);
  ASSERT_EQ(act("return", {"--system", "nws", "--reason", "the wrong department"}, "P-head").code,
            0);
  ASSERT_EQ(act("state", none, "P-clerk").code, 0);
  ASSERT_EQ(act("self-check", agrees, "P-first").code, 0);
  ASSERT_EQ(act("check", agrees, "P-hana").code, 0);
  EXPECT_EQ(act("approve", {}, "P-hana").code, 2);  // their own act, and no authority
  EXPECT_EQ(act("approve", {"--revision", "1"}, "P-head").code, 2);
  const JsonValue approved = json({"campaign", "approve", "1", "--number", "2022-7"}, "P-head");
  EXPECT_EQ(at(approved, "/campaign/state"), "approved") << approved.to_json();
  EXPECT_EQ(at(approved, "/campaign/conclusion"), "clean");
  EXPECT_EQ(act("read", {}, "P-head").code, 2);  // no deputy approved it
}

TEST_F(WorkCommands, ACaseIsTriagedAndCheckedByTwoPeople) {
  const auto review = temporary.path() / "r1";
  std::filesystem::create_directory(review);
  std::ofstream(review / "run.json") << "{}";
  std::ofstream(review / "findings.csv") << kFindings;
  const std::vector<std::string> gather{"case", "gather", review.string(), "--scope", "s"};
  EXPECT_EQ(with(gather, "P-clerk").code, 2);
  const Ended gathered = with(gather, "P-hana");
  ASSERT_EQ(gathered.code, 1) << gathered.err;
  EXPECT_NE(gathered.out.find("1 opened"), std::string::npos) << gathered.out;
  EXPECT_EQ(with(gather, "P-hana").code, 0);  // the same findings again

  const std::string number = at(json({"case", "list", "--state", "open"}), "/items/0/case");
  ASSERT_FALSE(number.empty());
  const std::vector<std::string> triage{
      "case", "triage", number, "--outcome", "explained", "--reason", "a helper's grant"};
  EXPECT_EQ(with(triage, "P-clerk").code, 2);
  ASSERT_EQ(with(triage, "P-hana").code, 0) << with(triage, "P-hana").err;
  EXPECT_EQ(with({"case", "check", number}, "P-ken").code, 2);  // neither agrees nor not
  EXPECT_EQ(with({"case", "check", number, "--agrees"}, "P-hana").code, 2);  // their own act
  EXPECT_EQ(with({"case", "comment", number, "--text", "asked them"}, "P-ken").code, 0);
  EXPECT_EQ(with({"case", "check", number, "--agrees", "--revision", "1"}, "P-ken").code, 2);
  const JsonValue closed = json({"case", "check", number, "--agrees"}, "P-ken");
  EXPECT_EQ(at(closed, "/case/state"), "closed") << closed.to_json();
  EXPECT_NE(at(closed, "/case/triaged_by"), at(closed, "/case/checked_by"));
  EXPECT_EQ(at(closed, "/findings/0/account"), "z1");
  EXPECT_EQ(closed.find("steps")->size(), 4U);
  const Ended shown = run({"case", "show", number, "--store", store, "--lang", "ja"});
  EXPECT_NE(shown.out.find("経過"), std::string::npos) << shown.out << shown.err;
  EXPECT_EQ(with({"case", "list", "--state", "open"}).code, 0);
}

TEST_F(WorkCommands, ALogIsHandedInAndSealed) {
  const std::string file = (temporary.path() / "a.jsonl").string();
  std::ofstream(file) << kLog;
  EXPECT_EQ(with(hand_in(file, "1"), "P-hana").code, 2);  // not of a system of theirs
  const JsonValue handed = json(hand_in(file, "1"), "P-nws");
  EXPECT_EQ(at(handed, "/delivery/state"), "archived") << handed.to_json();
  EXPECT_EQ(at(handed, "/delivery/received/records"), "1");
  EXPECT_TRUE(std::filesystem::exists(file));
  const JsonValue again = json(hand_in(file, "2"), "P-nws");
  EXPECT_EQ(at(again, "/delivery/state"), "known");
  EXPECT_EQ(at(json({"delivery", "list", "--system", "nws"}), "/total"), "2");
  EXPECT_EQ(at(json({"delivery", "list", "--system", "nol"}), "/total"), "0");
  EXPECT_EQ(at(json({"delivery", "list", "--until", "2024-09-01"}), "/total"), "0");
  const Ended list = with({"delivery", "list", "--from", "2024-10-05"});
  EXPECT_EQ(list.code, 1);
  EXPECT_NE(list.out.find("nws  archived  logs/nws/a.jsonl"), std::string::npos) << list.out;
  const Ended shown = with({"delivery", "show", at(handed, "/delivery/delivery")});
  EXPECT_NE(shown.out.find("Steps"), std::string::npos) << shown.out << shown.err;
}

}  // namespace
}  // namespace sekisho::cli
