#include "service/explanation_sentences.h"

#include <fmt/format.h>

#include "text/number.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::Bilingual;

constexpr size_t kSupplyPointDigits = 22;

std::string with_code(std::string_view name, std::string_view code) {
  if (name.empty()) return std::string(code);
  return fmt::format("{} ({})", name, code);
}

// `fmt` patterns of both languages with the same arguments.
template <class... Args>
Bilingual both(std::string_view ja, std::string_view en, const Args&... args) {
  return {fmt::format(fmt::runtime(ja), args...), fmt::format(fmt::runtime(en), args...)};
}

std::string moment(Instant instant) {
  const int64_t local = instant.micros + text::kJst.offset_seconds * kMicrosPerSecond;
  return local % kMicrosPerDay == 0 ? text::date_iso(instant, text::kJst)
                                    : text::date_time_iso(instant, text::kJst);
}

// The last day of a period that ends at midnight, else its end to the second.
std::string end_of(Instant until) {
  const int64_t local = until.micros + text::kJst.offset_seconds * kMicrosPerSecond;
  return local % kMicrosPerDay == 0 ? text::date_iso(shifted(until, -1), text::kJst)
                                    : text::date_time_iso(until, text::kJst);
}

}  // namespace

std::string named(const reg::Register& registers, PersonId person) {
  const reg::Person* row = registers.person(person);
  return with_code(row == nullptr ? "" : registers.text(row->name), registers.code(person));
}

std::string named(const reg::Register& registers, EntityId entity) {
  const reg::LegalEntity* row = registers.entity(entity);
  return with_code(row == nullptr ? "" : registers.text(row->name), registers.code(entity));
}

std::string_view name_alone(const reg::Register& registers, SystemId system) {
  const reg::System* row = registers.system(system);
  const std::string_view name = row == nullptr ? "" : registers.text(row->name);
  return name.empty() ? registers.code(system) : name;
}

std::string named(const reg::Register& registers, SystemId system) {
  const reg::System* row = registers.system(system);
  return with_code(row == nullptr ? "" : registers.text(row->name), registers.code(system));
}

std::string named(const reg::Register& registers, AccountId account) {
  return fmt::format("{}/{}", registers.code(registers.system_of(account)),
                     registers.name_of(account));
}

std::string supply_point_for_people(std::string_view id) {
  if (id.size() != kSupplyPointDigits || !text::all_digits(id)) return std::string(id);
  std::string out(id.substr(0, 2));
  for (size_t i = 2; i < id.size(); i += 4) {
    out += '-';
    out += id.substr(i, 4);
  }
  return out;
}

Bilingual say(const reg::Register& registers, const reg::System& row, EntityId operated_by) {
  return both("システム {} を所管するのは {}", "system {} belongs to {}", named(registers, row.id),
              named(registers, operated_by));
}

Bilingual say(const reg::Register& registers, const reg::Account& row) {
  const std::string account = named(registers, row.account);
  const Bilingual kind = account_kind_words(row.kind);
  if (row.holder.known()) {
    const std::string holder = named(registers, row.holder);
    return {fmt::format("{} {} の名義人は {}", kind.ja, account, holder),
            fmt::format("{} account {} was held by {}", kind.en, account, holder)};
  }
  if (row.kind == reg::AccountKind::kShared)
    return both("{} は共用ID", "account {} was a shared one", account);
  return both("ID {} には名義人がいない", "account {} was held by nobody", account);
}

Bilingual say(const reg::Register& registers, const reg::Entitlement& row) {
  return both("ID {} に利用権限「{}」を付与", "account {} was entitled to the role `{}`",
              named(registers, row.account), registers.text(row.role));
}

Bilingual say(const reg::Register& registers, const reg::SharedUser& row) {
  return both("{} は共用ID {} の利用対象者", "{} was on the list of users of the shared account {}",
              named(registers, row.person), named(registers, row.account));
}

Bilingual say(const reg::Register& registers, const reg::Assignment& row) {
  const std::string person = named(registers, row.person);
  const std::string entity = named(registers, row.entity);
  if (row.kind == reg::PostKind::kHome) {
    return both("{} の原籍は {}(勤務先ではない)",
                "{} had {} for a home company (not where they worked)", person, entity);
  }
  const std::string_view department = registers.text(row.department);
  const Bilingual kind = post_words(row.kind);
  return {fmt::format("{} は {}{}{} に勤務({})", person, entity, department.empty() ? "" : " ",
                      department, kind.ja),
          fmt::format("{} worked for {}{}{} ({})", person, entity, department.empty() ? "" : ", ",
                      department, kind.en)};
}

Bilingual say(const reg::Register& registers, const reg::SamePerson& row) {
  return both("{} と {} は同一人物(確認者 {})", "{} and {} are one person, confirmed by {}",
              named(registers, row.one), named(registers, row.other),
              registers.text(row.confirmed_by));
}

Bilingual say(const reg::Register& registers, const reg::ContractStaff& row) {
  return both("{} は業務委託契約 {} の要員名簿に登録",
              "{} was on the staff list of outsourcing contract {}", named(registers, row.person),
              registers.code(row.contract));
}

Bilingual say(const reg::Register& registers, const reg::Outsourcing& row) {
  std::string systems;
  for (const SystemId system : row.systems) {
    if (!systems.empty()) systems += ", ";
    systems += registers.code(system);
  }
  return both("業務委託契約 {}: {} が {} から受託、対象システム {}",
              "outsourcing contract {}: {} worked for {} on {}", registers.code(row.contract),
              named(registers, row.contractor), named(registers, row.principal), systems);
}

Bilingual say(const reg::Register& registers, const reg::Terminal& row) {
  const reg::Site* site = registers.site(row.site);
  const std::string_view place = site == nullptr || registers.text(site->name).empty()
                                     ? registers.code(row.site)
                                     : registers.text(site->name);
  const Bilingual custodian =
      row.custodian.known()
          ? both("端末管理責任者 {}", "custodian {}", named(registers, row.custodian))
          : Bilingual{"端末管理責任者なし(共用端末)", "no custodian: a shared terminal"};
  const std::string owner = named(registers, row.owner);
  const std::string_view code = registers.code(row.terminal);
  return {fmt::format("端末 {} は {} のもの、設置場所 {}、{}", code, owner, place, custodian.ja),
          fmt::format("terminal {} belonged to {}, at {}, {}", code, owner, place, custodian.en)};
}

Bilingual say(const reg::Register& registers, const reg::Loan& row) {
  return both("端末 {} を {} に貸与", "terminal {} was lent to {}", registers.code(row.terminal),
              named(registers, row.borrower));
}

Bilingual say(const reg::Register& registers, const reg::Address& row) {
  return both("アドレス {} は端末 {} のもの", "address {} was that of terminal {}",
              registers.code(row.address), registers.code(row.terminal));
}

Bilingual say(const reg::Register& registers, const reg::Duty& row) {
  return both("{} は端末 {} の当番", "{} was on duty at terminal {}", named(registers, row.person),
              registers.code(row.terminal));
}

Bilingual say(const reg::Register& registers, const reg::Disaster& row) {
  const std::string_view code = registers.code(row.disaster), name = registers.text(row.name);
  if (row.areas.empty()) {
    return both("非常災害 {} {} の災害対応期間", "disaster {} {} was declared", code, name);
  }
  std::string areas;
  for (const TextId area : row.areas) {
    areas += areas.empty() ? "" : ", ";
    areas += registers.text(area);
  }
  return both("非常災害 {} {} の災害対応期間(対象区域: {})",
              "disaster {} {} was declared (for the areas {})", code, name, areas);
}

Bilingual say(const reg::Register& registers, const reg::Grant& row) {
  return both("{} に、非常災害 {} の応援者として ID {} と端末 {} を貸与",
              "{} was lent, as a helper in disaster {}, account {} and terminal {}",
              named(registers, row.person), registers.code(row.disaster),
              named(registers, row.account), registers.code(row.terminal));
}

Bilingual say_supply(const reg::Register& registers, std::string_view supply_point,
                     EntityId retailer) {
  return both("供給地点 {} の小売電気事業者は {}", "supply point {} was supplied by {}",
              supply_point_for_people(supply_point), named(registers, retailer));
}

Bilingual with_period(const Bilingual& statement, const Period& period) {
  if (period.empty()) {
    return {fmt::format("{}(期間の終わりが始まりより前: {} ~ {})", statement.ja,
                        moment(period.from), moment(period.until)),
            fmt::format("{} (a period that ends before it begins: {} – {})", statement.en,
                        moment(period.from), moment(period.until))};
  }
  const bool begins = period.from != kBeginning;
  const bool ends = period.until != kForever;
  std::string ja = statement.ja;
  std::string en = statement.en;
  if (begins && ends) {
    ja += fmt::format("({} から {} まで)", moment(period.from), end_of(period.until));
    en += fmt::format(" from {} until {}", moment(period.from), end_of(period.until));
  } else if (begins) {
    ja += fmt::format("({} から)", moment(period.from));
    en += fmt::format(" since {}", moment(period.from));
  } else if (ends) {
    ja += fmt::format("({} まで)", end_of(period.until));
    en += fmt::format(" until {}", end_of(period.until));
  }
  return {std::move(ja), std::move(en)};
}

Bilingual post_words(reg::PostKind kind) {
  switch (kind) {
    case reg::PostKind::kMain:
      return {"本務", "main post"};
    case reg::PostKind::kSeconded:
      return {"出向", "on secondment"};
    case reg::PostKind::kHome:
      return {"原籍", "home company"};
    case reg::PostKind::kConcurrent:
      return {"兼務", "concurrent post"};
  }
  return {};
}

Bilingual account_kind_words(reg::AccountKind kind) {
  switch (kind) {
    case reg::AccountKind::kPersonal:
      return {"個人ID", "personal"};
    case reg::AccountKind::kTemporary:
      return {"暫定ID", "temporary"};
    case reg::AccountKind::kShared:
      return {"共用ID", "shared"};
  }
  return {};
}

Bilingual verdict_words(barrier::Verdict verdict) {
  switch (verdict) {
    case barrier::Verdict::kPermitted:
      return {"許可", "permitted"};
    case barrier::Verdict::kDoubtful:
      return {"要確認", "doubtful"};
    case barrier::Verdict::kDenied:
      return {"不許可", "denied"};
  }
  return {};
}

const cedar::Policy* route_policy(const barrier::Rules& rules, std::string_view route) {
  for (const cedar::Policy& policy : rules.routes) {
    if (*policy.annotation("route") == route) return &policy;
  }
  return nullptr;
}

Bilingual route_words(const barrier::Rules& rules, std::string_view route) {
  if (route.empty()) return {};
  if (route == barrier::kUnclassified) return {"分類不能", "Unclassified"};
  const cedar::Policy* policy = route_policy(rules, route);
  if (policy == nullptr) return {std::string(route), std::string(route)};
  const barrier::Title title = barrier::title_of(*policy);
  return {title.ja, title.en};
}

namespace {

// "forbid/POLICY" and its like: the title of the policy in a sentence of ours.
std::optional<Bilingual> titled(const cedar::PolicySet& policies, std::string_view reason,
                                std::string_view prefix, const Bilingual& sentence) {
  if (!reason.starts_with(prefix)) return std::nullopt;
  const cedar::Policy* policy = policies.find(reason.substr(prefix.size()));
  if (policy == nullptr) return std::nullopt;
  const barrier::Title title = barrier::title_of(*policy);
  return Bilingual{fmt::format(fmt::runtime(sentence.ja), title.ja),
                   fmt::format(fmt::runtime(sentence.en), title.en)};
}

std::optional<Bilingual> failed_clause_words(const barrier::Rules& rules, std::string_view reason) {
  const std::optional<FailedClause> failed = failed_clause(rules, reason);
  if (!failed) return std::nullopt;
  const barrier::ClauseLabel label = barrier::label_of(*failed->policy, failed->clause);
  return Bilingual{fmt::format("「{}」を満たさない", label.title.ja),
                   fmt::format("it does not hold that {}", label.title.en)};
}

}  // namespace

std::string_view mark_of(cedar::ClauseState state) {
  using enum cedar::ClauseState;
  switch (state) {
    case kSatisfied:
      return "✓";
    case kFailed:
      return "✗";
    case kErred:
      return "!";
    case kNotReached:
      return "·";
  }
  return "·";
}

std::optional<FailedClause> failed_clause(const barrier::Rules& rules, std::string_view reason) {
  for (const cedar::Policy& policy : rules.barrier) {
    if (!reason.starts_with(policy.id + "/")) continue;
    for (size_t i = 0; i < policy.clauses.size(); ++i) {
      if (reason.substr(policy.id.size() + 1) == barrier::label_of(policy, i).name) {
        return FailedClause{&policy, i};
      }
    }
  }
  return std::nullopt;
}

Bilingual reason_words(const barrier::Rules& rules, std::string_view reason) {
  if (auto words = titled(rules.barrier, reason, "forbid/",
                          {"禁止ルール「{}」に該当する", "forbidden by “{}”"})) {
    return *words;
  }
  if (auto words = titled(rules.barrier, reason, "error/",
                          {"ルール「{}」を評価できない", "“{}” cannot be evaluated"})) {
    return *words;
  }
  if (auto words = titled(rules.barrier, reason, "obligation/",
                          {"ルール「{}」が求める措置を実行できない",
                           "“{}” demands something that is not known how to do"})) {
    return *words;
  }
  if (auto words = titled(rules.doubts, reason, "doubt/", {"{}", "{}"})) return *words;
  if (auto words = failed_clause_words(rules, reason)) return *words;
  if (reason == "facts/cannot-be-told") {
    return {"台帳から判定に必要な事実を一つに定められない",
            "the registers do not tell the facts that the rules ask for"};
  }
  if (reason == "no-permit/scope") {
    return {"この操作を対象とする許可ルールがない", "no permit is about such a request"};
  }
  for (const barrier::Verdict verdict :
       {barrier::Verdict::kPermitted, barrier::Verdict::kDoubtful, barrier::Verdict::kDenied}) {
    if (reason == barrier::name_of(verdict)) return verdict_words(verdict);
  }
  return {std::string(reason), std::string(reason)};
}

Bilingual annotation_words(const cedar::Policy& policy, const std::string& name) {
  const std::string* english = policy.annotation(name);
  const std::string* japanese = policy.annotation(name + "_ja");
  if (english == nullptr && japanese == nullptr) return {};
  return {japanese != nullptr ? *japanese : *english, english != nullptr ? *english : *japanese};
}

}  // namespace sekisho::service
