#include "register/standing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "register/load_case_test.h"
#include "register/same_person.h"

namespace sekisho::reg {
namespace {

// A company with one account of each sort; everything is in order unless a test says otherwise.
Case& company(Case& c) {
  return c
      .file("entities.csv",
            "entity,name,kind,parent\nT,送配電,tdso,\nK,電力,affiliate,\nC1,委託,contractor,\n")
      .file("systems.csv",
            "system,name,separation,owner\nnol,NOL,logical,託送\nre,RE,physical,国\n")
      .file("sites.csv", "site,name,entity,zone\nS1,本社,T,tdso\nS2,委託先,C1,contractor\n")
      .file_932("people.csv",
                "社員番号,氏名,カナ\nP1,山田 花子,ヤマダ ハナコ\nP2,森 誠,モリ マコト\n"
                "P3,原 恵,ハラ メグミ\nQ1,山田 花子,ﾔﾏﾀﾞﾊﾅｺ\n")
      .file_932("assignments.csv",
                "社員番号,会社コード,所属,区分,発令日,解除日\n"
                "P1,T,営業,本務,平成27年4月1日,令和4年7月1日\nP2,C1,作業,本務,平成27年4月1日,\n"
                "P3,K,営業,本務,平成27年4月1日,\nQ1,K,営業,本務,令和4年7月1日,\n")
      .file("accounts.csv",
            "system,account,kind,holder,issued,revoked\n"
            "nol,k1,personal,P1,2018-04-01,\nnol,x1,personal,P2,2020-04-01,\n"
            "nol,z1,temporary,P3,2020-01-10,\nnol,h1,temporary,P3,2019-06-01,\n"
            "re,T1,shared,,2018-08-01,\n")
      .file("entitlements.csv",
            "system,account,role,from,until,basis\n"
            "nol,k1,照会,2018-04-01,,R-1\nnol,x1,設定,2020-04-01,,R-2\n"
            "nol,z1,障害時,2020-01-10,2020-02-01,R-3\nre,T1,照会,2018-08-01,,R-4\n")
      .file("shared_account_users.csv",
            "system,account,person,from,until\nre,T1,P1,2018-08-01,2022-07-01\n")
      .file("terminals.csv",
            "terminal,entity,site,custodian,from,until\nPC1,T,S1,P1,2018-04-01,\n"
            "PC2,T,S2,P1,2018-04-01,\nPC3,T,S1,P1,2018-04-01,\n")
      .file("terminal_loans.csv",
            "terminal,borrower,basis,from,until\nPC2,C1,OC-1,2020-04-01,2021-04-01\n"
            "PC3,C1,OC-1,2020-04-01,\n")
      .file("outsourcing.csv",
            "contract,contractor,principal,systems,from,until\n"
            "OC-1,C1,T,nol,2020-04-01,2022-10-01\n")
      .file("outsourcing_staff.csv", "contract,person,from,until\nOC-1,P2,2020-04-01,\n")
      .file("disasters.csv", "disaster,name,declared,lifted\nD1,台風,2022-09-01,2022-09-05\n")
      .file("grants.csv",
            "disaster,person,system,account,terminal,from,until\n"
            "D1,P3,nol,h1,PC1,2022-09-01,2022-09-05\n");
}

// What is found, as `kind subject since`.
std::map<std::string, std::string> found(const Register& r, Instant as_of) {
  std::map<std::string, std::string> out;
  for (const Standing& one : check_standing(r, as_of).list) {
    const std::string subject = one.account.known() ? std::string(r.name_of(one.account))
                                                    : std::string(r.code(one.terminal));
    out[subject] = std::string(name_of(one.kind)) + " " +
                   std::to_string((as_of.micros - one.since.micros) / kMicrosPerDay);
    EXPECT_FALSE(one.evidence.empty());
  }
  return out;
}

TEST(Standing, FindsWhatNobodyMayUse) {
  Case c;
  const Loaded loaded = company(c).load_shipped();
  EXPECT_EQ(found(loaded.registers, jst(2023, 4, 1)),
            (std::map<std::string, std::string>{{"k1", "holder-moved 274"},
                                                {"x1", "contract-ended 182"},
                                                {"z1", "never-closed 1155"},
                                                {"h1", "outside-disaster 208"},
                                                {"T1", "no-users 274"},
                                                {"PC2", "not-returned 730"},
                                                {"PC3", "not-returned 182"}}));
}

TEST(Standing, IsAsOfAnInstant) {
  Case c;
  const Loaded loaded = company(c).load_shipped();
  EXPECT_EQ(
      found(loaded.registers, jst(2020, 1, 20)),
      (std::map<std::string, std::string>{{"h1", "outside-disaster 233"}, {"z1", "outsider 10"}}));
  EXPECT_EQ(found(loaded.registers, jst(2022, 9, 2)).at("h1"), "standing-for-disasters 1189");
  EXPECT_TRUE(found(loaded.registers, jst(2018, 1, 1)).empty());
}

TEST(Standing, NamesTheRowsBehindIt) {
  Case c;
  const Loaded loaded = company(c).load_shipped();
  const StandingCheck check = check_standing(loaded.registers, jst(2023, 4, 1));
  ASSERT_FALSE(check.list.empty());
  EXPECT_EQ(check.list[0].kind, StandingKind::kNeverClosed);
  ASSERT_EQ(check.list[0].evidence.size(), 2u);
  EXPECT_EQ(check.list[0].evidence[0].table, Table::kAccounts);
  EXPECT_EQ(check.list[0].evidence[0].origin.line, 4u);
  EXPECT_EQ(check.list[0].evidence[1].text, "nol/z1, 障害時, R-3, 2020-01-10 – 2020-02-01");
  EXPECT_EQ(check.counts[static_cast<size_t>(StandingKind::kNotReturned)], 2u);
  const auto ended = std::ranges::find(check.list, StandingKind::kContractEnded, &Standing::kind);
  ASSERT_NE(ended, check.list.end());
  ASSERT_EQ(ended->evidence.size(), 4u);
  EXPECT_EQ(ended->evidence[1].table, Table::kOutsourcing);
  EXPECT_EQ(ended->evidence[3].text, "P2 森 誠, C1, 作業, main, 2015-04-01 – ");
}

TEST(Standing, AConfirmedPersonIsOneHolder) {
  Case c;
  company(c).file_932("assignments.csv",
                      "社員番号,会社コード,所属,区分,発令日,解除日\n"
                      "P1,T,営業,本務,平成27年4月1日,令和4年7月1日\n"
                      "Q1,T,営業,本務,令和4年7月1日,\n");
  c.file("same_person.csv",
         "one,other,from,until,evidence,confirmed_by\nP1,Q1,2022-07-01,,名簿,\n");
  EXPECT_TRUE(found(c.load_shipped().registers, jst(2023, 4, 1)).contains("k1"));
  c.file("same_person.csv",
         "one,other,from,until,evidence,confirmed_by\nP1,Q1,2022-07-01,,名簿,人事部\n");
  EXPECT_FALSE(found(c.load_shipped().registers, jst(2023, 4, 1)).contains("k1"));
}

TEST(Standing, OutsidersNobodysAndUnentitledAccounts) {
  Case c;
  company(c)
      .file("accounts.csv",
            "system,account,kind,holder,issued,revoked\n"
            "nol,a1,personal,P3,2020-04-01,\nnol,a2,personal,,2020-04-01,\n"
            "nol,a3,personal,P1,2020-04-01,\n")
      .file("entitlements.csv",
            "system,account,role,from,until,basis\nnol,a1,照会,2020-04-01,,R\n");
  const auto all = found(c.load_shipped().registers, jst(2021, 4, 1));
  EXPECT_EQ(all.at("a1"), "outsider 365");
  EXPECT_EQ(all.at("a2"), "no-holder 365");
  EXPECT_EQ(all.at("a3"), "not-entitled 365");
}

TEST(Standing, SaysWhatItCouldNotCheck) {
  Case c;
  company(c);
  std::filesystem::remove(c.registers() / "entitlements.csv");
  std::filesystem::remove(c.registers() / "outsourcing.csv");
  const StandingCheck check = check_standing(c.load_shipped().registers, jst(2021, 4, 1));
  EXPECT_EQ(check.not_covered, (std::vector<Table>{Table::kOutsourcing, Table::kEntitlements}));
  EXPECT_EQ(check.counts[static_cast<size_t>(StandingKind::kOutsider)], 0u);
  EXPECT_EQ(check.counts[static_cast<size_t>(StandingKind::kNotEntitled)], 0u);
}

TEST(SamePerson, SuggestsAMoverByKanaAndDates) {
  Case c;
  const Loaded loaded = company(c).load_shipped();
  const Register& r = loaded.registers;
  const SamePersonSuggestions all = suggest_same_person(r);
  ASSERT_EQ(all.list.size(), 1u);
  EXPECT_EQ(r.code(all.list[0].one), "P1");
  EXPECT_EQ(r.code(all.list[0].other), "Q1");
  EXPECT_EQ(all.list[0].days_between, 0);
  EXPECT_TRUE(all.list[0].same_name);
  EXPECT_EQ(all.list[0].last->origin.line, 2u);
}

TEST(SamePerson, LeavesOutWhatIsKnownOrFarApart) {
  Case known;
  company(known).file(
      "same_person.csv",
      "one,other,from,until,evidence,confirmed_by\nQ1,P1,2022-07-01,,名簿,人事部\n");
  EXPECT_TRUE(suggest_same_person(known.load_shipped().registers).list.empty());

  Case late;
  company(late).file_932("assignments.csv",
                         "社員番号,会社コード,所属,区分,発令日,解除日\n"
                         "P1,T,営業,本務,平成27年4月1日,令和4年7月1日\n"
                         "Q1,K,営業,本務,令和4年7月9日,\n");
  const Loaded loaded = late.load_shipped();
  EXPECT_TRUE(suggest_same_person(loaded.registers, 7).list.empty());
  EXPECT_EQ(suggest_same_person(loaded.registers, 8).list.size(), 1u);

  Case same_company;
  company(same_company)
      .file_932("assignments.csv",
                "社員番号,会社コード,所属,区分,発令日,解除日\n"
                "P1,T,営業,本務,平成27年4月1日,令和4年7月1日\nQ1,T,営業,本務,令和4年7月1日,\n");
  EXPECT_TRUE(suggest_same_person(same_company.load_shipped().registers).list.empty());
}

}  // namespace
}  // namespace sekisho::reg
