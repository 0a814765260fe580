#include <fmt/format.h>

#include <array>
#include <fstream>
#include <string_view>
#include <variant>

#include "review_layout.h"
#include "review_world.h"
#include "text/civil.h"
#include "text/csv.h"
#include "text/encoding.h"
#include "text/time_format.h"

namespace sekisho::bench {
namespace {

namespace fs = std::filesystem;
using text::kJst;
using Cell = std::variant<std::string, Instant>;
using Row = std::vector<Cell>;

Instant at(int year, int month, int day) {
  return text::to_instant({.year = year, .month = month, .day = day}, kJst);
}

Instant later(Instant t, uint64_t days) {
  return shifted(t, static_cast<int64_t>(days) * kMicrosPerDay);
}

enum class Layout : uint8_t { kIso, kJapanese, kPlain };  // kJapanese: CP932, CRLF, era dates

std::string text_of(const Cell& cell, Layout layout) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const Instant t = std::get<Instant>(cell);
  if (t == kForever) return "";
  switch (layout) {
    case Layout::kIso:
      return text::rfc3339(t, kJst);
    case Layout::kJapanese:
      return text::date_era(t, kJst);
    case Layout::kPlain:
      return text::date_time_iso(t, kJst);
  }
  return "";
}

Result<void> write_table(const fs::path& path, const std::vector<Row>& rows, Layout layout) {
  std::string out;
  const bool japanese = layout == Layout::kJapanese;
  text::CsvWriter csv(out, {},
                      japanese ? text::CsvWriter::LineEnd::kCrLf : text::CsvWriter::LineEnd::kLf);
  for (const Row& row : rows) {
    for (const Cell& cell : row) csv.field(text_of(cell, layout));
    csv.end_row();
  }
  if (japanese) {
    std::optional<std::string> bytes = text::to_cp932(out);
    if (!bytes) return fail(ErrorCode::kInternal, "a register has a character without a code");
    out = std::move(*bytes);
  }
  std::ofstream file(path, std::ios::binary);
  file << out;
  file.close();
  if (!file) {
    return fail(ErrorCode::kIo, fmt::format("cannot write `{}`", path.string()), {},
                "Check that the directory may be written and that the disk has room.");
  }
  return {};
}

}  // namespace

// Builds one table after another and writes each in both layouts.
class RegisterWriter {
 public:
  RegisterWriter(const World& world, fs::path directory, fs::path plain)
      : world_(world), directory_(std::move(directory)), plain_(std::move(plain)) {}

  Result<void> write() {
    for (const fs::path& path : {directory_, plain_}) {
      if (!path.empty()) fs::create_directories(path);
    }
    entities();
    people();
    assignments();
    accounts();
    entitlements();
    shared_users();
    terminals();
    loans();
    rosters();
    addresses();
    outsourcing();
    disasters();
    supply();
    return done_;
  }

 private:
  static constexpr uint32_t kContractorCompanies = 12;

  void begin(const std::string& name, Row header, Layout layout = Layout::kIso) {
    name_ = name;
    layout_ = layout;
    rows_.clear();
    rows_.push_back(std::move(header));
    random_ = Random(world_.seed_, ++tables_);
  }
  void add(Row row) { rows_.push_back(std::move(row)); }
  void end() {
    if (done_) done_ = write_table(directory_ / name_, rows_, layout_);
    if (done_ && !plain_.empty()) done_ = write_table(plain_ / name_, rows_, Layout::kPlain);
  }

  static std::string person(uint32_t index) { return fmt::format("P{:06}", index + 1); }
  static std::string contractor(uint32_t index) {
    return fmt::format("C{:02}", 1 + index % kContractorCompanies);
  }
  static std::string contract(uint32_t index) {
    return fmt::format("OC-{:03}", 1 + index % kContractorCompanies);
  }
  static std::string retailer(uint64_t index) { return fmt::format("R{:04}", 1 + index); }

  void entities() {
    begin("entities.csv", {"entity", "name", "kind", "parent"});
    add({"KTD", "霧島送配電株式会社", "tdso", ""});
    add({"KEP", "霧島電力株式会社", "affiliate", ""});
    for (uint32_t i = 0; i < kContractorCompanies; ++i) {
      add({contractor(i), fmt::format("霧島サービス{}株式会社", i + 1), "contractor", ""});
    }
    for (uint32_t i = 0; i < World::kRetailers; ++i) {
      add({retailer(i), fmt::format("新電力{}合同会社", i + 1), "retailer", ""});
    }
    end();
    begin("systems.csv", {"system", "name", "separation", "owner"});
    add({"nol", "ネットワークオンラインシステム", "logical", "託送"});
    add({"nws", "ネットワーク設定システム", "physical", "託送"});
    add({"cc", "コールセンターシステム", "logical", "託送"});
    add({"re", "再エネ業務管理システム", "physical", "経済産業省"});
    end();
    begin("sites.csv", {"site", "name", "entity", "zone"});
    for (uint32_t i = 0; i < 60; ++i) {
      const char* owner = i < 40 ? "KTD" : "KEP";
      add({fmt::format("S-{:02}", i), fmt::format("事業所{}", i + 1), owner,
           i < 40 ? "tdso" : "affiliate"});
    }
    end();
  }

  void people() {
    static const std::array<std::pair<const char*, const char*>, 8> kNames{{{"佐藤", "サトウ"},
                                                                            {"髙橋", "タカハシ"},
                                                                            {"山﨑", "ヤマサキ"},
                                                                            {"德永", "トクナガ"},
                                                                            {"松尾", "マツオ"},
                                                                            {"古賀", "コガ"},
                                                                            {"渡邊", "ワタナベ"},
                                                                            {"甲斐", "カイ"}}};
    begin("people.csv", {"社員番号", "氏名", "カナ"}, Layout::kJapanese);
    for (uint32_t i = 0; i < kCounter.end(); ++i) {
      if (kShared.has(i)) continue;
      const auto& [name, kana] = kNames[random_.below(kNames.size())];
      add({person(i), fmt::format("{}　{}", name, i), fmt::format("{} {}", kana, i)});
    }
    end();
  }

  std::string employer(uint32_t index) const {
    if (kContractors.has(index) || kUncovered.has(index)) return contractor(index);
    if (kEndedContracts.has(index) || kHelpers.has(index) || kNeverClosed.has(index) ||
        kCounter.has(index)) {
      return "KEP";
    }
    return "KTD";
  }

  // Three posts each: most people only change their department.
  void assignments() {
    begin("assignments.csv", {"社員番号", "会社コード", "所属", "区分", "発令日", "解除日"},
          Layout::kJapanese);
    static const std::array<const char*, 4> kDepartments{"託送営業", "配電計画", "系統運用",
                                                         "電力契約"};
    for (uint32_t i = 0; i < kCounter.end(); ++i) {
      if (kShared.has(i)) continue;
      const Instant first = later(at(2008, 4, 1), random_.below(2500));
      const Instant second = later(at(2016, 4, 1), random_.below(1800));
      const Instant third = later(at(2021, 10, 1), random_.below(500));
      const auto post = [&](Instant from, Instant until, const std::string& company,
                            const char* kind) {
        add({person(i), company, kDepartments[random_.below(4)], kind, from, until});
      };
      const std::string company = employer(i);
      if (kSecondees.has(i)) {
        post(first, second, "KEP", "本務");
        post(second, kForever, "KEP", "原籍");
        post(second, kForever, "KTD", "出向");
      } else if (kMovers.has(i)) {
        post(first, second, company, "本務");
        post(second, later(at(2022, 5, 1), i % 200), company, "本務");
        post(later(at(2022, 5, 1), i % 200), kForever, "KEP", "本務");
      } else {
        post(first, second, company, "本務");
        post(second, third, company, "本務");
        post(third, kForever, company, "本務");
      }
      if (kConcurrent.has(i)) post(at(2022, 9, 1), kForever, "KEP", "兼務");
    }
    end();
  }

  void accounts() {
    begin("accounts.csv", {"system", "account", "kind", "holder", "issued", "revoked"});
    for (uint32_t i = 0; i < World::kAccounts; ++i) {
      const std::string& name = world_.account(i);
      const char* kind = kShared.has(i)                           ? "shared"
                         : kHelpers.has(i) || kNeverClosed.has(i) ? "temporary"
                                                                  : "personal";
      const Instant issued = later(at(2017, 4, 1), random_.below(700));
      Instant revoked = kForever;
      if (kRevoked.has(i)) revoked = later(at(2021, 10, 1), random_.below(300));
      if (kReissued.has(i)) {
        const Instant change = later(at(2022, 4, 10), random_.below(300));
        add({"nol", name, kind, person(kFormerHolders.first + i - kReissued.first), issued,
             change});
        add({"nol", name, kind, person(i), later(change, 1), revoked});
        continue;
      }
      add({"nol", name, kind, kShared.has(i) ? "" : person(i), issued, revoked});
    }
    end();
  }

  // Four decisions each, one a fiscal year, the last one open.
  void entitlements() {
    begin("entitlements.csv", {"system", "account", "role", "basis", "from", "until"});
    for (uint32_t i = 0; i < World::kAccounts; ++i) {
      for (int decision = 0; decision < 4; ++decision) {
        Instant from = at(2019 + decision, 4, 1);
        Instant until = decision == 3 ? kForever : at(2020 + decision, 4, 1);
        if (kNeverClosed.has(i)) {
          from = later(at(2020, 1, 10), static_cast<uint64_t>(decision) * 10);
          until = later(from, 10);
        }
        if (kHelpers.has(i)) until = std::min(until, at(2022, 4, 1));
        if (kHelpers.has(i) && decision == 3) continue;
        if (kLapsed.has(i) && decision == 3) until = later(at(2022, 5, 1), random_.below(200));
        add({"nol", world_.account(i), "照会",
             fmt::format("RINGI-{:07}", random_.below(10'000'000)), from, until});
      }
    }
    end();
  }

  void shared_users() {
    begin("shared_account_users.csv", {"system", "account", "person", "from", "until"});
    for (uint32_t i = 0; i < kShared.count; ++i) {
      for (uint32_t user = 0; user < 40; ++user) {
        const Instant until = user % 10 == 9 ? later(at(2022, 4, 1), random_.below(360)) : kForever;
        add({"nol", world_.account(kShared.first + i), person(i * 40 + user), at(2019, 4, 1),
             until});
      }
    }
    end();
  }

  // Registered twice each: the second time at another site.
  void terminals() {
    begin("terminals.csv", {"terminal", "entity", "site", "custodian", "from", "until"});
    for (uint32_t i = 0; i < World::kTerminals; ++i) {
      std::string owner = "KTD";
      std::string custodian;
      if (kDesks.has(i)) custodian = person(i);
      if (kContractorDesks.has(i)) {
        owner = contractor(kContractors.first + i - kContractorDesks.first);
        custodian = person(kContractors.first + i - kContractorDesks.first);
      }
      if (kAffiliateDesks.has(i)) {
        owner = "KEP";
        custodian = person(kEndedContracts.first + (i - kAffiliateDesks.first) % 200);
      }
      if (kCounters.has(i)) owner = "KEP";
      if (kLent.has(i)) custodian = person(i);
      if (kHelperDesks.has(i)) custodian = person(kHelpers.first + i - kHelperDesks.first);
      if (kMoverDesks.has(i)) {
        owner = "KEP";
        custodian = person(kMovers.first + i - kMoverDesks.first);
      }
      const Instant change = kRetired.has(i) ? later(at(2020, 4, 1), random_.below(300))
                                             : later(at(2021, 10, 1), random_.below(500));
      const Instant end = kRetired.has(i) ? later(at(2021, 4, 1), random_.below(500)) : kForever;
      const auto site = [&] { return fmt::format("S-{:02}", random_.below(40)); };
      add({world_.terminal(i), owner, site(), custodian, at(2018, 4, 1), change});
      add({world_.terminal(i), owner, site(), custodian, change, end});
    }
    end();
  }

  void loans() {
    begin("terminal_loans.csv", {"terminal", "borrower", "basis", "from", "until"});
    for (uint32_t i = 0; i < kLent.count; ++i) {
      const Instant until = i % 2 == 0 ? later(at(2022, 9, 1), random_.below(100)) : kForever;
      add({world_.terminal(kLent.first + i), contractor(i), contract(i), at(2021, 4, 1), until});
    }
    end();
  }

  void rosters() {
    begin("rosters.csv", {"terminal", "person", "from", "until"});
    for (uint32_t i = 0; i < kCounters.count; ++i) {
      for (uint64_t day = 0; day < 365; ++day) {
        const Instant morning = shifted(later(at(2022, 4, 1), day), 8 * 3600 * kMicrosPerSecond);
        const Instant noon = shifted(morning, 5 * 3600 * kMicrosPerSecond);
        const auto somebody = [&] {
          return person(kCounter.first + random_.below(kCounter.count));
        };
        add({world_.terminal(kCounters.first + i), somebody(), morning, noon});
        add({world_.terminal(kCounters.first + i), somebody(), noon,
             shifted(noon, 5 * 3600 * kMicrosPerSecond)});
      }
    }
    end();
  }

  void addresses() {
    begin("addresses.csv", {"address", "terminal", "from", "until"});
    for (uint32_t i = 0; i < World::kTerminals; ++i) {
      add({fmt::format("10.{}.{}.{}", 20 + i / 60'000, i / 250 % 240, i % 250 + 1),
           world_.terminal(i), at(2018, 4, 1), kForever});
    }
    end();
  }

  void outsourcing() {
    begin("outsourcing.csv", {"contract", "contractor", "principal", "systems", "from", "until"});
    for (uint32_t i = 0; i < kContractorCompanies; ++i) {
      add({contract(i), contractor(i), "KTD", "nws;nol", at(2020, 4, 1), kForever});
    }
    add({"OC-050", "KEP", "KTD", "nol", at(2022, 4, 1), at(2022, 10, 1)});
    for (uint32_t i = 0; i < kContractorCompanies; ++i) {
      add({fmt::format("OC-1{:02}", i), contractor(i), "KTD", "cc", at(2020, 4, 1), kForever});
      add({fmt::format("OC-2{:02}", i), contractor(i), "KEP", "", at(2020, 4, 1), kForever});
    }
    end();
    begin("outsourcing_staff.csv", {"contract", "person", "from", "until"});
    for (uint32_t i = kContractors.first; i < kContractors.end(); ++i) {
      add({contract(i), person(i), at(2020, 4, 1), kForever});
    }
    for (uint32_t i = kEndedContracts.first; i < kEndedContracts.end(); ++i) {
      add({"OC-050", person(i), at(2022, 4, 1), kForever});
    }
    for (uint32_t i = kUncovered.first; i < kUncovered.end(); ++i) {
      add({fmt::format("OC-1{:02}", i % kContractorCompanies), person(i), at(2020, 4, 1),
           kForever});
    }
    end();
  }

  void disasters() {
    begin("disasters.csv", {"disaster", "name", "declared", "lifted"});
    for (size_t i = 0; i < world_.disasters_.size(); ++i) {
      const Period& period = world_.disasters_[i];
      add({fmt::format("D{:02}", i + 1), fmt::format("台風{}号", i + 1), period.from,
           period.until});
    }
    end();
    begin("grants.csv", {"disaster", "person", "system", "account", "terminal", "from", "until"});
    for (uint32_t i = 0; i < kHelpers.count; ++i) {
      for (size_t d = 0; d < world_.disasters_.size(); ++d) {
        const Period& period = world_.disasters_[d];
        add({fmt::format("D{:02}", d + 1), person(kHelpers.first + i), "nol",
             world_.account(kHelpers.first + i), world_.terminal(kHelperDesks.first + i),
             period.from, period.until});
      }
    }
    end();
  }

  void supply() {
    begin("supply_contracts.csv", {"supply_point", "customer", "retailer", "from", "until"});
    const auto supplier = [&] {
      return random_.chance(1, 2) ? std::string("KEP") : retailer(random_.below(World::kRetailers));
    };
    for (uint32_t i = 0; i < world_.known_points_; ++i) {
      std::string point, customer;
      world_.append_point(i, point);
      world_.append_customer(i, customer);
      Instant from = at(2016, 4, 1);
      for (uint64_t n = random_.chance(1, 5) ? 1 + random_.below(2) : 0; n > 0; --n) {
        const Instant until = later(from, 300 + random_.below(2000));
        add({point, customer, supplier(), from, until});
        from = until;
      }
      add({point, customer, supplier(), from, kForever});
    }
    end();
  }

  const World& world_;
  fs::path directory_, plain_;
  Random random_{0};
  uint64_t tables_ = 0;
  std::string name_;
  Layout layout_ = Layout::kIso;
  std::vector<Row> rows_;
  Result<void> done_;
};

Result<void> World::write_registers(const fs::path& directory, const fs::path& plain) const {
  return RegisterWriter(*this, directory, plain).write();
}

}  // namespace sekisho::bench
