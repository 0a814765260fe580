#include "register/standing.h"

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "register/describe.h"
#include "register/grouped.h"

namespace sekisho::reg {
namespace {

struct Names {
  std::string_view name;
  Sentence title;
};

// INVARIANT: in the order of StandingKind.
constexpr std::array<Names, kStandingKindCount> kNames = {{
    {"never-closed", {"暫定権限の解除漏れ", "Temporary access never closed"}},
    {"outside-disaster",
     {"災害対応期間外も有効な応援者用ID", "A helper's account in force outside any disaster"}},
    {"standing-for-disasters",
     {"災害対応の都度発行・削除されていない応援者用ID", "A standing account for disasters"}},
    {"holder-moved", {"異動後の権限残存", "The holder has moved away"}},
    {"contract-ended", {"委託契約終了後も有効なID", "The holder's outsourcing contract has ended"}},
    {"outsider",
     {"社員でも委託従事者でもない者のID",
      "The holder works for neither the company nor a contract"}},
    {"no-holder", {"名義人のないID", "An account without a holder"}},
    {"no-users", {"利用者の登録がない共用ID", "A shared account without users"}},
    {"not-entitled", {"利用権限のない有効なID", "An account in force that is entitled to nothing"}},
    {"not-returned", {"貸与終了後も回収されていない端末", "A terminal lent and not returned"}},
}};

// Whether somebody may work on a system, and if not, until when they could.
struct Right {
  bool now = false;
  Instant ended = kBeginning;  // kBeginning: never
  bool by_contract = false;    // what ended was a contract or its staff list
  std::vector<RowRef> evidence;
};

class Checker {
 public:
  Checker(const Register& registers, Instant as_of)
      : r_(registers),
        as_of_(as_of),
        posts_(r_.assignments, [](const Assignment& row) { return row.person; }),
        staff_(r_.contract_staff, [](const ContractStaff& row) { return row.person; }),
        contracts_(r_.outsourcing, [](const Outsourcing& row) { return row.contract; }),
        entitlements_(r_.entitlements, [](const Entitlement& row) { return row.account; }),
        users_(r_.shared_users, [](const SharedUser& row) { return row.account; }),
        grants_(r_.grants, [](const Grant& row) { return row.account; }),
        loans_(r_.loans, [](const Loan& row) { return row.terminal; }) {
    out_.as_of = as_of;
    for (const SamePerson& row : r_.same_person) {
      if (row.confirmed_by.known() && row.period.contains(as_of)) {
        links_.emplace_back(row.one, row.other);
        links_.emplace_back(row.other, row.one);
      }
    }
    std::ranges::sort(links_);
  }

  StandingCheck run() {
    const bool entities = covered(Table::kEntities);
    const bool assignments = covered(Table::kAssignments);
    can_work_ = entities && assignments && r_.tdso().known();
    const bool contracts = covered(Table::kOutsourcing);
    can_contract_ = covered(Table::kContractStaff) && contracts;
    can_entitle_ = covered(Table::kEntitlements);
    can_share_ = covered(Table::kSharedUsers);
    can_grant_ = covered(Table::kGrants);
    if (covered(Table::kAccounts)) {
      for (const Account& account : r_.accounts) {
        if (account.period.contains(as_of_)) check(account);
      }
    }
    if (covered(Table::kLoans)) check_loans();
    if (covered(Table::kTerminals)) check_terminals();
    std::ranges::sort(out_.list, {}, [](const Standing& row) {
      return std::tuple(row.kind, row.since, row.evidence.front().origin);
    });
    return std::move(out_);
  }

 private:
  bool covered(Table table) {
    const auto index = static_cast<size_t>(table);
    if (r_.present[index] && r_.coverage[index].contains(as_of_)) return true;
    out_.not_covered.push_back(table);
    return false;
  }

  template <class Row>
  RowRef ref(Table table, const Row& row) const {
    return {table, row.origin, describe(r_, row)};
  }

  void found(StandingKind kind, const Account& account, Instant since,
             std::vector<RowRef> evidence) {
    evidence.insert(evidence.begin(), ref(Table::kAccounts, account));
    ++out_.counts[static_cast<size_t>(kind)];
    out_.list.push_back({kind,
                         account.account,
                         {},
                         account.holder,
                         std::max(since, account.period.from),
                         std::move(evidence)});
  }

  void check(const Account& account) {
    if (account.kind == AccountKind::kShared) {
      if (can_share_ && check_users(account)) return;
    } else if (!account.holder.known()) {
      return found(StandingKind::kNoHolder, account, account.period.from, {});
    }
    Instant entitled_until = kBeginning;
    std::vector<RowRef> ended;
    const bool entitled = entitled_now(account, entitled_until, ended);
    Right right;
    if (account.kind == AccountKind::kShared || !can_work_) {
      right.now = true;
    } else {
      right = right_of(account.holder, r_.system_of(account.account));
    }
    if (can_grant_ && check_grants(account, entitled && right.now)) return;
    const bool was_entitled = entitled_until != kBeginning;
    if (!entitled && was_entitled && account.kind == AccountKind::kTemporary) {
      return found(StandingKind::kNeverClosed, account, entitled_until, std::move(ended));
    }
    if (!right.now) now_at(account.holder, right.evidence);
    if (!right.now && (right.ended != kBeginning || can_contract_)) {
      const StandingKind kind = right.ended == kBeginning ? StandingKind::kOutsider
                                : right.by_contract       ? StandingKind::kContractEnded
                                                          : StandingKind::kHolderMoved;
      return found(kind, account, right.ended, right.evidence);
    }
    if (!entitled) found(StandingKind::kNotEntitled, account, entitled_until, std::move(ended));
  }

  // Whether the account is entitled to anything; if not, until when it was, and by which row.
  bool entitled_now(const Account& account, Instant& until, std::vector<RowRef>& ended) const {
    if (!can_entitle_) return true;
    bool now = false;
    const Entitlement* last = nullptr;
    entitlements_.each(account.account.value, [&](const Entitlement& row) {
      now = now || row.period.contains(as_of_);
      const bool over = !row.period.empty() && row.period.until <= as_of_ &&
                        row.period.until > account.period.from;
      if (over && (last == nullptr || row.period.until > last->period.until)) last = &row;
    });
    if (last != nullptr) {
      until = last->period.until;
      ended.push_back(ref(Table::kEntitlements, *last));
    }
    return now;
  }

  bool check_users(const Account& account) {
    bool now = false;
    const SharedUser* last = nullptr;
    users_.each(account.account.value, [&](const SharedUser& row) {
      now = now || row.period.contains(as_of_);
      const bool over = !row.period.empty() && row.period.until <= as_of_;
      if (over && (last == nullptr || row.period.until > last->period.until)) last = &row;
    });
    if (now) return false;
    std::vector<RowRef> evidence;
    if (last != nullptr) evidence.push_back(ref(Table::kSharedUsers, *last));
    found(StandingKind::kNoUsers, account,
          last == nullptr ? account.period.from : last->period.until, std::move(evidence));
    return true;
  }

  // A helper's account: one that was ever granted. True when there is nothing more to say about it.
  bool check_grants(const Account& account, bool usable_without) {
    const Grant* last = nullptr;  // that is over
    const Grant* active = nullptr;
    Instant first_from = kForever;
    bool any = false;
    grants_.each(account.account.value, [&](const Grant& row) {
      if (row.period.empty() || row.person != account.holder) return;
      any = true;
      first_from = std::min(first_from, row.period.from);
      if (row.period.contains(as_of_)) active = &row;
      if (row.period.until > as_of_) return;
      if (last == nullptr || row.period.until > last->period.until) last = &row;
    });
    if (!any || usable_without) return any && usable_without;
    std::vector<RowRef> evidence;
    if (last != nullptr) evidence.push_back(ref(Table::kGrants, *last));
    if (active == nullptr) {
      found(StandingKind::kOutsideDisaster, account,
            last == nullptr ? account.period.from : last->period.until, std::move(evidence));
      return true;
    }
    const bool stands = account.period.from < first_from || account.period.until == kForever;
    evidence.insert(evidence.begin(), ref(Table::kGrants, *active));
    if (stands) {
      found(StandingKind::kStandingForDisasters, account, account.period.from, std::move(evidence));
    }
    return true;
  }

  // The person and the employee numbers that are confirmed to be theirs too.
  std::vector<PersonId> all_numbers(PersonId person) const {
    std::vector<PersonId> out{person};
    for (size_t i = 0; i < out.size(); ++i) {
      const auto begin = std::ranges::lower_bound(links_, std::pair(out[i], PersonId(0)));
      for (auto link = begin; link != links_.end() && link->first == out[i]; ++link) {
        if (std::ranges::find(out, link->second) == out.end()) out.push_back(link->second);
      }
    }
    return out;
  }

  Right right_of(PersonId person, SystemId system) const {
    Right out;
    for (const PersonId number : all_numbers(person)) {
      posts_.each(number.value, [&](const Assignment& post) {
        if (post.kind == PostKind::kHome) return;
        if (post.entity == r_.tdso()) {
          consider(out, post.period, false, {ref(Table::kAssignments, post)});
        }
        staff_.each(number.value,
                    [&](const ContractStaff& staff) { by_contract(out, post, staff, system); });
      });
    }
    return out;
  }

  // Where the person works now, for whoever reads the evidence.
  void now_at(PersonId person, std::vector<RowRef>& evidence) const {
    for (const PersonId number : all_numbers(person)) {
      posts_.each(number.value, [&](const Assignment& post) {
        if (post.kind == PostKind::kHome || !post.period.contains(as_of_)) return;
        evidence.push_back(ref(Table::kAssignments, post));
      });
    }
  }

  void by_contract(Right& out, const Assignment& post, const ContractStaff& staff,
                   SystemId system) const {
    contracts_.each(staff.contract.value, [&](const Outsourcing& contract) {
      if (contract.principal != r_.tdso() || contract.contractor != post.entity) return;
      if (std::ranges::find(contract.systems, system) == contract.systems.end()) return;
      const Instant contract_end = std::min(staff.period.until, contract.period.until);
      const Period period{std::max({post.period.from, staff.period.from, contract.period.from}),
                          std::min(post.period.until, contract_end)};
      consider(out, period, contract_end <= post.period.until,
               {ref(Table::kOutsourcing, contract), ref(Table::kContractStaff, staff)});
    });
  }

  void consider(Right& out, const Period& period, bool by_contract,
                std::vector<RowRef> evidence) const {
    if (period.empty()) return;
    if (period.contains(as_of_)) out.now = true;
    if (period.until > as_of_ || period.until <= out.ended) return;
    out.ended = period.until;
    out.by_contract = by_contract;
    out.evidence = std::move(evidence);
  }

  void not_returned(TerminalId terminal, PersonId custodian, Instant since,
                    std::vector<RowRef> evidence) {
    ++out_.counts[static_cast<size_t>(StandingKind::kNotReturned)];
    out_.list.push_back(
        {StandingKind::kNotReturned, {}, terminal, custodian, since, std::move(evidence)});
  }

  // Loans in force whose basis is an outsourcing contract that has ended.
  void check_loans() {
    for (const Loan& loan : r_.loans) {
      if (!loan.period.contains(as_of_) || !loan.basis.known()) continue;
      const uint32_t contract = r_.contract_codes.find(r_.text(loan.basis));
      if (contract == StringPool::kAbsent) continue;
      bool now = false;
      const Outsourcing* last = nullptr;
      contracts_.each(contract, [&](const Outsourcing& row) {
        now = now || row.period.contains(as_of_);
        const bool over = !row.period.empty() && row.period.until <= as_of_;
        if (over && (last == nullptr || row.period.until > last->period.until)) last = &row;
      });
      if (now || last == nullptr) continue;
      not_returned(loan.terminal, {}, std::max(last->period.until, loan.period.from),
                   {ref(Table::kLoans, loan), ref(Table::kOutsourcing, *last)});
    }
  }

  // Terminals that stand at another company's site although their last loan is over.
  void check_terminals() {
    for (const Terminal& terminal : r_.terminals) {
      const Site* site = r_.site(terminal.site);
      if (!terminal.period.contains(as_of_) || site == nullptr || !site->entity.known() ||
          !terminal.owner.known() || site->entity == terminal.owner) {
        continue;
      }
      bool now = false;
      const Loan* last = nullptr;
      loans_.each(terminal.terminal.value, [&](const Loan& row) {
        now = now || row.period.contains(as_of_);
        const bool over = !row.period.empty() && row.period.until <= as_of_;
        if (over && (last == nullptr || row.period.until > last->period.until)) last = &row;
      });
      if (now || last == nullptr) continue;
      not_returned(
          terminal.terminal, terminal.custodian, last->period.until,
          {ref(Table::kTerminals, terminal), ref(Table::kLoans, *last), ref(Table::kSites, *site)});
    }
  }

  const Register& r_;
  const Instant as_of_;
  const Grouped<Assignment> posts_;
  const Grouped<ContractStaff> staff_;
  const Grouped<Outsourcing> contracts_;
  const Grouped<Entitlement> entitlements_;
  const Grouped<SharedUser> users_;
  const Grouped<Grant> grants_;
  const Grouped<Loan> loans_;
  std::vector<std::pair<PersonId, PersonId>> links_;
  bool can_work_ = false;
  bool can_contract_ = false;  // otherwise nobody is called an outsider
  bool can_entitle_ = false;
  bool can_share_ = false;
  bool can_grant_ = false;
  StandingCheck out_;
};

}  // namespace

std::string_view name_of(StandingKind kind) {
  return kNames[static_cast<size_t>(kind)].name;
}
Sentence title_of(StandingKind kind) {
  return kNames[static_cast<size_t>(kind)].title;
}

StandingCheck check_standing(const Register& registers, Instant as_of) {
  return Checker(registers, as_of).run();
}

}  // namespace sekisho::reg
