#include "service/explanation_utility_test.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "text/encoding.h"

namespace sekisho::service {

ExplanationUtility::ExplanationUtility() {
  static int number = 0;
  root_ = std::filesystem::temp_directory_path() /
          fmt::format("sekisho-explanation-{}-{}", getpid(), number++);
  std::filesystem::create_directories(root_ / "register");
  std::filesystem::create_directories(root_ / "logs/nol");
  write("register/entities.csv",
        "entity,name,kind,parent\n"
        "TD,みさき送配電,tdso,\nAF,みさき電力,affiliate,\nCO,みさき設備,contractor,\n"
        "R1,あおぞら電力,retailer,\nR2,こだち電力,retailer,\n");
  write("register/systems.csv",
        "system,name,separation,owner\n"
        "nol,託送オンライン,logical,託送\nbill,料金,logical,料金\n");
  write("register/sites.csv", "site,name,entity,zone\nS1,本社,TD,tdso\nS2,営業所,AF,affiliate\n");
  write_people();
  write_accounts();
  write_places();
  write_logs();
}

ExplanationUtility::~ExplanationUtility() {
  std::error_code ec;
  std::filesystem::remove_all(root_, ec);
}

ReviewPlaces ExplanationUtility::places() const {
  const std::filesystem::path shipped = SEKISHO_ROOT;
  return {root_ / "register", root_ / "logs", shipped / "sources", shipped / "policies"};
}

DecideRequest ExplanationUtility::request(std::string account, std::string terminal,
                                          std::string at) const {
  return {.places = places(),
          .system = "nol",
          .account = std::move(account),
          .terminal = std::move(terminal),
          .address = {},
          .at = std::move(at),
          .object = std::string(kPoint)};
}

void ExplanationUtility::write(const std::string& name, std::string_view text, bool cp932) const {
  std::ofstream out(root_ / name, std::ios::binary);
  out << (cp932 ? text::to_cp932(text).value() : std::string(text));
  ASSERT_TRUE(out.good()) << name;
}

void ExplanationUtility::write_people() const {
  write("register/people.csv",
        "社員番号,氏名,カナ\r\n"
        "P1,髙橋 一郎,タカハシ イチロウ\r\nP2,﨑山 花子,サキヤマ ハナコ\r\n"
        "P3,渡邊 健,ワタナベ ケン\r\nP4,小野 恵,オノ メグミ\r\nP5,森 誠,モリ マコト\r\n",
        true);
  write("register/assignments.csv",
        "社員番号,会社コード,所属,区分,発令日,解除日\r\n"
        "P1,TD,託送営業,本務,平成30年4月1日,\r\n"
        "P2,TD,託送営業,本務,平成30年4月1日,令和4年7月1日\r\n"
        "P2,AF,法人営業,本務,令和4年7月1日,\r\n"
        "P3,TD,配電,本務,平成30年4月1日,\r\n"
        "P3,AF,企画,兼務,令和4年9月1日,\r\n"
        "P4,AF,営業,本務,平成30年4月1日,\r\n"
        "P5,CO,工事,本務,平成30年4月1日,\r\n",
        true);
  write("register/outsourcing.csv",
        "contract,contractor,principal,systems,from,until\n"
        "OC-1,CO,TD,nol,2020-04-01T00:00:00+09:00,2022-10-01T00:00:00+09:00\n");
  write("register/outsourcing_staff.csv",
        "contract,person,from,until\nOC-1,P5,2020-04-01T00:00:00+09:00,\n");
}

void ExplanationUtility::write_accounts() const {
  const std::string since = "2018-04-01T00:00:00+09:00,";
  std::string accounts = "system,account,kind,holder,issued,revoked\n";
  std::string entitlements = "system,account,role,from,until,basis\n";
  for (const auto& [name, holder] :
       {std::pair{"k1", "P1"}, {"k2", "P2"}, {"k3", "P3"}, {"x5", "P5"}, {"d1", "P1"}}) {
    accounts += fmt::format("nol,{},personal,{},{}\n", name, holder, since);
    entitlements += fmt::format("nol,{},照会,{},決裁-{}\n", name, since, name);
  }
  accounts += "nol,h4,temporary,P4," + since + "\n";
  accounts += "nol,s1,shared,," + since + "\n";
  accounts += "nol,d1,personal,P4,2022-08-01T00:00:00+09:00,\n";
  entitlements += "nol,s1,照会," + since + ",決裁-s1\n";
  write("register/accounts.csv", accounts);
  write("register/entitlements.csv", entitlements);
  write("register/shared_account_users.csv",
        "system,account,person,from,until\nnol,s1,P1," + since + "\n");
  write("register/disasters.csv",
        "disaster,name,declared,lifted\n"
        "D1,台風,2022-09-04T18:00:00+09:00,2022-09-07T12:00:00+09:00\n");
  write("register/grants.csv",
        "disaster,person,system,account,terminal,from,until\n"
        "D1,P4,nol,h4,T-4,2022-09-04T18:00:00+09:00,2022-09-07T12:00:00+09:00\n");
}

void ExplanationUtility::write_places() const {
  const std::string since = "2018-04-01T00:00:00+09:00,";
  std::string terminals = "terminal,entity,site,custodian,from,until\n";
  for (const auto& [name, owner, custodian] : {std::tuple{"T-1", "TD", "P1"},
                                               {"T-2", "TD", "P2"},
                                               {"T-3", "TD", "P3"},
                                               {"T-4", "TD", "P4"},
                                               {"A-4", "AF", "P4"},
                                               {"C-5", "CO", "P5"}}) {
    terminals += fmt::format("{},{},S1,{},{}\n", name, owner, custodian, since);
  }
  write("register/terminals.csv", terminals);
  write("register/terminal_loans.csv", "terminal,borrower,basis,from,until\n");
  write("register/rosters.csv", "terminal,person,from,until\n");
  write("register/addresses.csv", "address,terminal,from,until\n10.0.0.1,T-1," + since + "\n");
  write("register/supply_contracts.csv", fmt::format("supply_point,customer,retailer,from,until\n"
                                                     "{0},700001,R1,{1}2022-12-01T00:00:00+09:00\n"
                                                     "{0},700001,R2,2022-12-01T00:00:00+09:00,\n"
                                                     "0900000000000000000025,700002,AF,{1}\n",
                                                     kPoint, since));
}

void ExplanationUtility::write_logs() const {
  const auto line = [](std::string_view time, std::string_view account, std::string_view terminal) {
    return fmt::format("{},{},{},NOL-203,\"照会, 詳細\",700001,{},正常\r\n", time, account,
                       terminal, kPoint);
  };
  std::string log =
      "アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果\r\n";
  log += line("2022/10/03 10:00:00", "k1", "T-1");  // line 2: permitted
  log += line("R4.10.3 11:00:00", "Ｋ２", "T-2");   // 3: kept after a transfer
  log += line("2022/10/04 09:00:00", "k3", "T-3");  // 4: a concurrent post
  log += line("2022/10/04 10:00:00", "h4", "T-4");  // 5: outside the disaster
  log += line("2022/10/05 10:00:00", "d1", "T-1");  // 6: two holders
  log += line("2022/10/05 11:00:00", "k1", "A-4");  // 7: a lent ID
  log += "\r\n2022/10/05 12:00:00,k1\r\n";          // 8, 9: rejects
  log += line("2022/11/07 10:00:00", "k2", "T-2");  // 10
  write("logs/nol/NOL_202210.csv", log, true);
}

}  // namespace sekisho::service
