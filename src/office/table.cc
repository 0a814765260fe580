#include "office/table.h"

#include <fmt/format.h>

namespace sekisho::office {
namespace {

constexpr std::string_view kMe = "the one who asks";
constexpr std::string_view kOther = "somebody else";
constexpr std::string_view kThird = "a third person";
constexpr std::string_view kSystem = "sekisho";

struct Question {
  Caller caller;
  Action action;
  Thing thing;
};

// Nothing is missing, and nothing stands against it.
Question best(Role role, Action action, ThingKind kind) {
  const bool assessor = role == Role::kExternalAssessor;
  Question out{.caller = {.id = std::string(kMe),
                          .roles = {role},
                          .employer = assessor ? "assessor" : "operator",
                          .administers = {std::string(kSystem)},
                          .approves = true,
                          .fresh = {"export", "unmask", "policy-change", "account"},
                          .purpose = "a purpose",
                          .now = {}},
               .action = action,
               .thing = {.kind = kind,
                         .id = "it",
                         .system = std::string(kSystem),
                         .actors = {std::string(kOther)},
                         .approved_by = {std::string(kThird)},
                         .awaits_reading = {std::string(kMe)}}};
  if (assessor) out.caller.assignment_ends = shifted(out.caller.now, kMicrosPerDay);
  return out;
}

// The circumstances without what a condition is about. For the last two the other way round: with
// what would still be allowed.
Question without(Condition condition, Question question) {
  Caller& caller = question.caller;
  Thing& thing = question.thing;
  switch (condition) {
    case Condition::kFreshProof:
      caller.fresh.clear();
      break;
    case Condition::kPurpose:
      caller.purpose.clear();
      break;
    case Condition::kSecondPerson:
      thing.approved_by.clear();
      break;
    case Condition::kAuthority:
      caller.approves = false;
      break;
    case Condition::kOwnSystem:
      caller.administers.clear();
      break;
    case Condition::kAssignment:
      caller.assignment_ends.reset();
      break;
    case Condition::kNotOwnAct:
      thing.actors.insert(caller.id);
      break;
    case Condition::kAwaited:
      thing.awaits_reading.clear();
      break;
    case Condition::kDeputy:
      caller.approves = false;
      caller.stands_in_for = Superior{.id = std::string(kThird),
                                      .roles = caller.roles,
                                      .approves = true,
                                      .deputies = {caller.id}};
      break;
    case Condition::kAffiliateToo:
      caller.employer = "affiliate-it";
      break;
  }
  return question;
}

Result<TableCell> cell_of(const Office& office, const Question& question) {
  const auto may = [&](const Question& asked) {
    return office.may(asked.caller, asked.action, asked.thing);
  };
  const auto decision = may(question);
  if (!decision) return std::unexpected(decision.error());
  TableCell cell{.allowed = decision->allowed, .demands = decision->demands};
  if (!cell.allowed) return cell;
  for (const Condition condition :
       {Condition::kFreshProof, Condition::kPurpose, Condition::kSecondPerson,
        Condition::kAuthority, Condition::kOwnSystem, Condition::kAssignment, Condition::kNotOwnAct,
        Condition::kAwaited}) {
    const auto lacking = may(without(condition, question));
    if (!lacking) return std::unexpected(lacking.error());
    if (!lacking->allowed) cell.conditions.insert(condition);
  }
  for (const Condition condition : {Condition::kDeputy, Condition::kAffiliateToo}) {
    const bool asks =
        condition != Condition::kDeputy || cell.conditions.contains(Condition::kAuthority);
    const auto still = may(without(condition, question));
    if (!still) return std::unexpected(still.error());
    if (asks && still->allowed) cell.conditions.insert(condition);
  }
  return cell;
}

struct Sign {
  std::string_view sign;
  Words words;
};

Sign sign_of(Condition condition) {
  switch (condition) {
    case Condition::kFreshProof:
      return {"f", {"再度の本人確認の後に限る", "after a fresh proof of who asks"}};
    case Condition::kPurpose:
      return {"p", {"利用目的の申告が必要", "for a stated purpose"}};
    case Condition::kSecondPerson:
      return {"2",
              {"別の者の決裁、または社内決裁番号の記録が必要",
               "after somebody else approved, or with the number of the company's own decision"}};
    case Condition::kAuthority:
      return {"a", {"決裁権限を持つ者に限る", "with authority to approve"}};
    case Condition::kDeputy:
      return {"d",
              {"登録された代決者も可(後閲が必要)", "or as a registered deputy, to be read later"}};
    case Condition::kOwnSystem:
      return {"s", {"担当システムに限る", "of a system that they administer"}};
    case Condition::kAssignment:
      return {"t", {"委嘱期間中に限る", "during their assignment"}};
    case Condition::kNotOwnAct:
      return {"n", {"自らの行為を除く", "not their own act"}};
    case Condition::kAwaited:
      return {"l", {"代決が行われた後の被代決者に限る", "in whose place a deputy decided"}};
    case Condition::kAffiliateToo:
      return {
          "x",
          {"特定関係事業者のIT会社の要員も可", "people of the affiliate's IT company may, too"}};
  }
  return {};
}

Sign sign_of(Demand demand) {
  switch (demand) {
    case Demand::kMaskPersonalData:
      return {"m", {"個人データはマスキング", "personal data is masked"}};
    case Demand::kRecordLook:
      return {"r", {"証跡に記録", "it is recorded"}};
    case Demand::kReadLater:
      return {"d", {}};  // that a deputy may is told by its condition
  }
  return {};
}

std::string text_of(const TableCell& cell) {
  if (!cell.allowed) return "–";
  std::string out = "○";
  for (const Condition condition : cell.conditions)
    out += fmt::format(" {}", sign_of(condition).sign);
  for (const Demand demand : cell.demands) out += fmt::format(" {}", sign_of(demand).sign);
  return out;
}

std::string legend(bool japanese) {
  std::string out = japanese ? "○ 可、– 不可。記号は条件と義務を示す。\n\n"
                             : "○ may, – may not. The letters are conditions and duties:\n\n";
  const auto line = [&](const Sign& sign) {
    out += fmt::format("- {}: {}\n", sign.sign, japanese ? sign.words.ja : sign.words.en);
  };
  for (int i = 0; i <= static_cast<int>(Condition::kAffiliateToo); ++i) {
    line(sign_of(static_cast<Condition>(i)));
  }
  line(sign_of(Demand::kMaskPersonalData));
  line(sign_of(Demand::kRecordLook));
  return out;
}

}  // namespace

std::string_view name_of(Condition condition) {
  static const std::array<std::string_view, 10> names{
      "fresh-proof", "purpose",    "second-person", "authority", "deputy",
      "own-system",  "assignment", "not-own-act",   "awaited",   "affiliate-too"};
  return names.at(static_cast<size_t>(condition));
}

Result<std::vector<TableRow>> table_of(const Office& office) {
  std::vector<TableRow> rows;
  for (size_t thing = 0; thing < kThingKindCount; ++thing) {
    for (size_t action = 0; action < kActionCount; ++action) {
      TableRow row{static_cast<ThingKind>(thing), static_cast<Action>(action), {}};
      if (!office.makes_sense(row.action, row.thing)) continue;
      for (size_t role = 0; role < kRoles.size(); ++role) {
        auto cell = cell_of(office, best(kRoles.at(role), row.action, row.thing));
        if (!cell) return std::unexpected(cell.error());
        row.cells.at(role) = std::move(*cell);
      }
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

std::string table_markdown(const std::vector<TableRow>& rows, bool japanese) {
  const auto in = [&](const Words& words) { return japanese ? words.ja : words.en; };
  std::string out = japanese ? "| 対象 | 操作 |" : "| thing | action |";
  std::string rule = "|---|---|";
  for (const Role role : kRoles) {
    out += fmt::format(" {} |", in(words_of(role)));
    rule += "---|";
  }
  out += fmt::format("\n{}\n", rule);
  for (const TableRow& row : rows) {
    out += fmt::format("| {} | {} |", in(words_of(row.thing)), in(words_of(row.action)));
    for (const TableCell& cell : row.cells) out += fmt::format(" {} |", text_of(cell));
    out += '\n';
  }
  return out + '\n' + legend(japanese);
}

}  // namespace sekisho::office
