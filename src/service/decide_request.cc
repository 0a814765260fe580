#include "service/decide_request.h"

#include <fmt/format.h>

#include <algorithm>

#include "logs/log_profile.h"
#include "service/asked.h"
#include "service/explanation_sentences.h"
#include "text/fold.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using report::Bilingual;

// Finds what a question names, and notes what no register has.
class Asker {
 public:
  Asker(const DecideRequest& request, const reg::Register& registers,
        const reg::SupplyContracts& supply, const std::vector<logs::LogProfile>& profiles,
        DecideAnswer& answer)
      : request_(request),
        registers_(registers),
        supply_(supply),
        profiles_(profiles),
        answer_(answer) {}

  void find_system() {
    answer_.access.system_name = request_.system;
    answer_.access.system = SystemId(registers_.system_codes.find(request_.system));
    std::string shown = request_.system;
    if (answer_.access.system.known()) {
      shown = named(registers_, answer_.access.system);
    } else {
      note_unknown({"システム", "system"}, request_.system, codes_of(registers_.system_codes));
    }
    answer_.fields.push_back({{"システム", "system"}, shown});
  }

  void find_account() {
    AccessToExplain& access = answer_.access;
    access.account_name = request_.account;
    const auto known =
        registers_.account_codes.find(reg::account_code(request_.system, request_.account));
    access.account = AccountId(known);
    std::vector<std::string_view> names;
    for (uint32_t i = 0; i < registers_.account_codes.size() && !access.account.known(); ++i) {
      if (registers_.system_of(AccountId(i)) != access.system) continue;
      names.push_back(registers_.name_of(AccountId(i)));
      if (folds_together(names.back(), request_.account)) access.account = AccountId(i);
    }
    if (access.account.known()) {
      access.account_name = registers_.name_of(access.account);
    } else {
      note_unknown({"ID", "account"}, request_.account, names);
    }
    answer_.fields.push_back({{"ID", "account"}, access.account_name});
  }

  void find_place() {
    AccessToExplain& access = answer_.access;
    const bool by_address = !request_.address.empty();
    access.place_name = by_address ? request_.address : request_.terminal;
    const StringPool& codes = by_address ? registers_.address_codes : registers_.terminal_codes;
    const uint32_t found = find_folded(codes, access.place_name);
    const Bilingual what =
        by_address ? Bilingual{"アドレス", "address"} : Bilingual{"端末", "terminal"};
    if (found == StringPool::kAbsent) {
      note_unknown(what, access.place_name, codes_of(codes));
    } else if (by_address) {
      access.address = AddressId(found);
    } else {
      access.terminal = TerminalId(found);
    }
    answer_.fields.push_back({what, access.place_name});
  }

  void find_record() {
    if (request_.object.empty()) return;
    AccessToExplain& access = answer_.access;
    const AskedRecord record = asked_record(review::Suppliers(registers_, supply_),
                                            profile_of_system(), request_.object, access.time);
    access.record_kind = record.facts.kind;
    access.record_id = record.id;
    access.supplier = record.facts.supplier;
    answer_.fields.push_back({{"対象", "record"}, supply_point_for_people(access.record_id)});
  }

 private:
  const logs::LogProfile* profile_of_system() const {
    return profile_of(profiles_, request_.system);
  }

  // Whether two spellings of an account's name are one, by the profile of the system's log.
  bool folds_together(std::string_view a, std::string_view b) const {
    const logs::LogProfile* profile = profile_of_system();
    return profile != nullptr && profile->account_fold.apply(a) == profile->account_fold.apply(b);
  }

  static uint32_t find_folded(const StringPool& codes, const std::string& name) {
    const uint32_t exact = codes.find(name);
    if (exact != StringPool::kAbsent) return exact;
    const std::string folded = text::fold_width(name);
    for (uint32_t i = 0; i < codes.size(); ++i) {
      if (text::fold_width(codes.text(i)) == folded) return i;
    }
    return StringPool::kAbsent;
  }

  void note_unknown(const Bilingual& what, const std::string& name,
                    const std::vector<std::string_view>& known) {
    answer_.notes.push_back(note_of_unknown(what, name, known));
  }

  const DecideRequest& request_;
  const reg::Register& registers_;
  const reg::SupplyContracts& supply_;
  const std::vector<logs::LogProfile>& profiles_;
  DecideAnswer& answer_;
};

Result<void> check(const DecideRequest& request) {
  for (auto [value, name] : {std::pair{&request.system, "--system"},
                             {&request.account, "--account"},
                             {&request.at, "--at"}}) {
    if (value->empty()) {
      return fail(ErrorCode::kUsage, fmt::format("{} is missing", name), {},
                  "A decision needs --system, --account, --at and --terminal or --address.");
    }
  }
  if (request.terminal.empty() == request.address.empty()) {
    return fail(ErrorCode::kUsage, "one of --terminal and --address is needed", {},
                "Name the terminal's number, or the network address that stands for it.");
  }
  return check_asked_action(request.action);
}

Result<DecideAnswer> answer_by(const DecideRequest& request, const Barrier& barrier,
                               const reg::SupplyContracts& supply,
                               const std::vector<logs::LogProfile>& profiles,
                               std::vector<barrier::World>* worlds) {
  if (auto ok = check(request); !ok) return std::unexpected(ok.error());
  const Result<Instant> at = asked_instant(request.at);
  if (!at) return std::unexpected(at.error());
  DecideAnswer answer;
  answer.access.time = *at;
  answer.access.action = request.action;
  answer.access.supply = &supply;
  Asker asker(request, barrier.loaded.registers, supply, profiles, answer);
  asker.find_system();
  asker.find_account();
  asker.find_place();
  answer.fields.push_back({{"日時", "time"}, text::date_time_iso(*at, text::kJst) + " JST"});
  answer.fields.push_back({{"操作", "action"}, request.action});
  asker.find_record();
  answer.explanation = Explainer(*barrier.base, barrier.rules).explain(answer.access, worlds);
  answer.access.supply = nullptr;  // it was the question's
  return answer;
}

}  // namespace

std::string_view DecideAnswer::verdict() const {
  if (!explanation.determined) return "undetermined";
  return barrier::name_of(explanation.readings.front().outcome.verdict);
}

Result<DecideAnswer> decide_request(const DecideRequest& request, const Heard& heard) {
  // Before anything is read: what the question itself lacks.
  if (auto ok = check(request); !ok) return std::unexpected(ok.error());
  if (const auto at = asked_instant(request.at); !at) return std::unexpected(at.error());
  const auto knowledge = Knowledge::load(request.places, heard);
  if (!knowledge) return std::unexpected(knowledge.error());
  return decide_request(request, **knowledge);
}

Result<DecideAnswer> decide_request(const DecideRequest& request, const Knowledge& knowledge) {
  const auto supply = knowledge.supply_of(asked_record_key(request.object));
  if (!supply) return std::unexpected(supply.error());
  auto answer = answer_by(request, knowledge.barrier(), *supply, knowledge.profiles(), nullptr);
  if (!answer || knowledge.revision().empty()) return answer;
  answer->facts_revision = knowledge.revision();
  answer->fields.push_back({{"台帳の版", "facts"}, knowledge.revision()});
  return answer;
}

Result<DecideAnswer> decide_request(const DecideRequest& request, const Barrier& barrier,
                                    const std::vector<logs::LogProfile>& profiles,
                                    std::vector<barrier::World>* worlds) {
  return answer_by(request, barrier, barrier.loaded.registers.supply, profiles, worlds);
}

}  // namespace sekisho::service
