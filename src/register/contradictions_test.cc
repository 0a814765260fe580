#include "register/contradictions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "register/load_case_test.h"

namespace sekisho::reg {
namespace {

const char* const kEntitiesCsv =
    "entity,name,kind,parent\nT,送配電,tdso,\nK,電力,affiliate,\nC1,委託,contractor,\n"
    "R1,新電力1,retailer,\nR2,新電力2,retailer,\n";
const char* const kPeopleCsv = "社員番号,氏名,カナ\nP1,甲,コウ\nP2,乙,オツ\nP3,丙,ヘイ\n";

// A small company in which nothing is wrong.
Case& sound(Case& c) {
  return c.file("entities.csv", kEntitiesCsv)
      .file("systems.csv", "system,name,separation,owner\nnol,NOL,logical,託送\n")
      .file("sites.csv", "site,name,entity,zone\nS1,本社,T,tdso\n")
      .file_932("people.csv", kPeopleCsv)
      .file_932("assignments.csv",
                "社員番号,会社コード,所属,区分,発令日,解除日\n"
                "P1,T,営業,本務,平成27年4月1日,\nP2,T,営業,本務,平成27年4月1日,\n"
                "P3,K,営業,本務,平成27年4月1日,\n")
      .file("accounts.csv",
            "system,account,kind,holder,issued,revoked\n"
            "nol,k1,personal,P1,2018-04-01,2022-07-01\nnol,k1,personal,P2,2022-07-01,\n");
}

std::vector<Contradiction> found(const Case& c, ContradictionKind kind) {
  const Loaded loaded = c.load_shipped();
  std::vector<Contradiction> out;
  for (const Contradiction& one : find_contradictions(loaded.registers).list) {
    if (one.kind == kind) out.push_back(one);
  }
  return out;
}

Contradiction only(const Case& c, ContradictionKind kind) {
  const auto all = found(c, kind);
  EXPECT_EQ(all.size(), 1u) << name_of(kind);
  return all.empty()
             ? Contradiction{.kind = kind, .subject = {}, .row = {}, .other = {}, .overlap = {}}
             : all.front();
}

TEST(Contradictions, ASoundRegisterHasNone) {
  Case c;
  const Loaded loaded = sound(c).load_shipped();
  const Contradictions all = find_contradictions(loaded.registers);
  for (const Contradiction& one : all.list) {
    ADD_FAILURE() << name_of(one.kind) << " " << one.subject << " " << one.row.text;
  }
}

TEST(Contradictions, TwoHoldersAtOnce) {
  Case c;
  sound(c).file("accounts.csv",
                "system,account,kind,holder,issued,revoked\n"
                "nol,k1,personal,P1,2018-04-01,2022-07-01\nnol,k1,personal,P2,2022-06-01,\n");
  const Contradiction one = only(c, ContradictionKind::kAccountTwice);
  EXPECT_EQ(one.subject, "nol/k1");
  EXPECT_EQ(one.row.origin.line, 2u);
  EXPECT_EQ(one.other->origin.line, 3u);
  EXPECT_EQ(one.row.text, "nol/k1, personal, P1 甲, 2018-04-01 – 2022-07-01");
  EXPECT_EQ(one.overlap, (Period{jst(2022, 6, 1), jst(2022, 7, 1)}));
}

TEST(Contradictions, TheSameRowTwiceIsNone) {
  Case c;
  sound(c).file("accounts.csv",
                "system,account,kind,holder,issued,revoked\n"
                "nol,k1,personal,P1,2018-04-01,\nnol,k1,personal,P1,2019-04-01,\n");
  EXPECT_TRUE(found(c, ContradictionKind::kAccountTwice).empty());
}

TEST(Contradictions, TerminalsAddressesAndLoansAtOnce) {
  Case c;
  sound(c)
      .file("sites.csv", "site,name,entity,zone\nS1,本社,T,tdso\nS2,支店,T,tdso\n")
      .file("terminals.csv",
            "terminal,entity,site,custodian,from,until\n"
            "PC1,T,S1,P1,2018-04-01,\nPC1,T,S2,P1,2022-04-01,\nPC2,T,S1,P2,2018-04-01,\n")
      .file("addresses.csv",
            "address,terminal,from,until\n10.0.0.1,PC1,2018-04-01,\n10.0.0.1,PC2,2022-01-01,\n")
      .file("terminal_loans.csv",
            "terminal,borrower,basis,from,until\nPC2,C1,x,2020-04-01,\nPC2,K,y,2021-04-01,2022-04-"
            "01\n");
  EXPECT_EQ(only(c, ContradictionKind::kTerminalTwice).subject, "PC1");
  EXPECT_EQ(only(c, ContradictionKind::kAddressTwice).subject, "10.0.0.1");
  EXPECT_EQ(only(c, ContradictionKind::kLoanTwice).overlap,
            (Period{jst(2021, 4, 1), jst(2022, 4, 1)}));
}

TEST(Contradictions, InvertedPeriods) {
  Case c;
  sound(c).file("shared_account_users.csv",
                "system,account,person,from,until\nnol,k1,P1,2020-04-01,2019-04-01\n"
                "nol,k1,P2,2020-04-01,2020-04-01\n");
  const Contradiction one = only(c, ContradictionKind::kInvertedPeriod);
  EXPECT_EQ(one.overlap, (Period{jst(2019, 4, 1), jst(2020, 4, 1)}));
  EXPECT_FALSE(one.other);
}

TEST(Contradictions, UnknownCodesAreSaidOnceWithHowOften) {
  Case c;
  sound(c)
      .file("accounts.csv",
            "system,account,kind,holder,issued,revoked\n"
            "xyz,k1,personal,P1,2018-04-01,\nxyz,k2,personal,P9,2018-04-01,\n")
      .file("supply_contracts.csv",
            "supply_point,customer,retailer,from,until\n"
            "0900000000000000000025,1,R9,2016-04-01,\n0900000000000000000026,2,R9,2016-04-01,\n");
  std::set<std::string> said;
  for (const Contradiction& one : found(c, ContradictionKind::kUnknownCode)) {
    said.insert(one.subject + "*" + std::to_string(one.occurrences) + " " +
                std::string(name_of(one.row.table)) + ":" + std::to_string(one.row.origin.line));
  }
  EXPECT_EQ(said, (std::set<std::string>{"xyz*2 accounts:2", "P9*1 accounts:3",
                                         "R9*2 supply_contracts:2"}));
}

TEST(Contradictions, ACodeThatChangesHandsIsDeclared) {
  Case c;
  sound(c)
      .file("retailer_codes.csv",
            "code,entity,from,until\n12345,R1,2016-04-01,2020-04-01\n12345,R2,2020-01-01,\n")
      .file("supply_contracts.csv",
            "supply_point,customer,retailer,from,until\n0900000000000000000025,1,12345,2016-04-01,"
            "\n");
  EXPECT_TRUE(found(c, ContradictionKind::kUnknownCode).empty());
  EXPECT_EQ(only(c, ContradictionKind::kRetailerCodeTwice).overlap,
            (Period{jst(2020, 1, 1), jst(2020, 4, 1)}));
}

TEST(Contradictions, DeclarationsAndTdsos) {
  Case c;
  sound(c).file("entities.csv",
                std::string(kEntitiesCsv) + "R1,新電力1,retailer,\nR2,別名,retailer,\n");
  EXPECT_EQ(only(c, ContradictionKind::kDeclaredTwice).subject, "R2");
  EXPECT_TRUE(found(c, ContradictionKind::kSeveralTdso).empty());

  Case two;
  sound(two).file("entities.csv", std::string(kEntitiesCsv) + "T2,送配電二,tdso,\n");
  EXPECT_EQ(only(two, ContradictionKind::kSeveralTdso).subject, "T2");

  Case none;
  sound(none).file("entities.csv", "entity,name,kind,parent\nT,送配電,other,\nK,電力,affiliate,\n");
  only(none, ContradictionKind::kNoTdso);
}

TEST(Contradictions, SupplyOfTwoRetailersAtOnce) {
  Case c;
  sound(c).file("supply_contracts.csv",
                "supply_point,customer,retailer,from,until\n"
                "0900000000000000000025,1,R1,2016-04-01,\n"
                "0900000000000000000025,1,R2,2022-10-01,\n"
                "0900000000000000000026,2,R1,2016-04-01,2022-10-01\n"
                "0900000000000000000026,2,R2,2022-10-01,\n"
                "0900000000000000000027,2,R2,2022-10-01,2021-10-01\n");
  const Contradiction one = only(c, ContradictionKind::kSupplyTwice);
  EXPECT_EQ(one.subject, "0900000000000000000025");
  EXPECT_EQ(one.row.origin.line, 2u);
  EXPECT_EQ(one.other->origin.line, 3u);
  EXPECT_EQ(only(c, ContradictionKind::kInvertedPeriod).row.origin.line, 6u);
}

TEST(Contradictions, AHolderWhoWorksNowhere) {
  Case c;
  sound(c).file_932("assignments.csv",
                    "社員番号,会社コード,所属,区分,発令日,解除日\n"
                    "P1,T,営業,本務,平成27年4月1日,令和2年4月1日\n"
                    "P1,K,営業,原籍,令和2年4月1日,\n"
                    "P1,T,営業,出向,令和2年6月1日,\n"
                    "P2,T,営業,本務,平成27年4月1日,\n");
  const Contradiction one = only(c, ContradictionKind::kNoEmployer);
  EXPECT_EQ(one.subject, "P1 甲");
  EXPECT_EQ(one.overlap, (Period{jst(2020, 4, 1), jst(2020, 6, 1)}));
  EXPECT_EQ(one.row.table, Table::kAccounts);
  EXPECT_EQ(one.other->origin.line, 2u);
}

TEST(Contradictions, GrantsBeyondTheirDisaster) {
  Case c;
  sound(c)
      .file("terminals.csv", "terminal,entity,site,custodian,from,until\nPC1,T,S1,P1,2018-04-01,\n")
      .file("disasters.csv", "disaster,name,declared,lifted\nD1,台風,2022-09-01,2022-09-05\n")
      .file("grants.csv",
            "disaster,person,system,account,terminal,from,until\n"
            "D1,P3,nol,k1,PC1,2022-09-01,2022-09-05\n"
            "D1,P3,nol,k1,PC1,2022-09-02,2022-09-30\n");
  const Contradiction one = only(c, ContradictionKind::kGrantOutsideDisaster);
  EXPECT_EQ(one.row.origin.line, 3u);
  EXPECT_EQ(one.overlap, (Period{jst(2022, 9, 5), jst(2022, 9, 30)}));
}

TEST(Contradictions, EveryKindHasWords) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < kContradictionKindCount; ++i) {
    const auto kind = static_cast<ContradictionKind>(i);
    names.insert(name_of(kind));
    for (const Sentence& words : {title_of(kind), consequence_of(kind)}) {
      EXPECT_FALSE(words.ja.empty());
      EXPECT_FALSE(words.en.empty());
    }
  }
  EXPECT_EQ(names.size(), kContradictionKindCount);
}

// Every row that overlaps an earlier one of other content is reported, and no other.
RC_GTEST_PROP(Contradictions, OverlapsAgreeWithComparingAllPairs, ()) {
  Register r;
  const auto rows = *rc::gen::container<std::vector<std::tuple<int, int, int>>>(
      rc::gen::tuple(rc::gen::inRange(0, 3), rc::gen::inRange(0, 30), rc::gen::inRange(-3, 12)));
  const AccountId account(r.account_codes.intern(account_code("s", "a")));
  r.system_codes.intern("s");
  uint32_t line = 0;
  for (const auto& [holder, from, length] : rows) {
    const PersonId person(r.person_codes.intern(std::string(1, static_cast<char>('A' + holder))));
    r.accounts.push_back({account,
                          AccountKind::kPersonal,
                          person,
                          {Instant{from}, Instant{from + length}},
                          {0, ++line}});
  }
  r.index();
  std::vector<const Account*> order;
  for (const Account& row : r.accounts) {
    if (!row.period.empty()) order.push_back(&row);
  }
  std::ranges::sort(order, {},
                    [](const Account* row) { return std::pair(row->period.from, row->origin); });
  std::set<uint32_t> expected;
  for (size_t i = 0; i < order.size(); ++i) {
    for (size_t j = 0; j < i; ++j) {
      if (order[i]->period.overlaps(order[j]->period) && order[i]->holder != order[j]->holder) {
        expected.insert(order[i]->origin.line);
      }
    }
  }
  std::set<uint32_t> reported;
  for (const Contradiction& one : find_contradictions(r).list) {
    if (one.kind != ContradictionKind::kAccountTwice) continue;
    RC_ASSERT(!one.overlap.empty());
    RC_ASSERT(reported.insert(one.other->origin.line).second);
  }
  RC_ASSERT(reported == expected);
}

}  // namespace
}  // namespace sekisho::reg
