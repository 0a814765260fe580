#include "review/examiner.h"

#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "register/area.h"

namespace sekisho::review {
namespace {

// Accounts and terminals come in no order: what is known of them is fetched this much earlier.
constexpr size_t kRowsAhead = 16;

// The row in force at `t`, else the one that ended last before, else none. Of several the last one.
template <class Row>
const Row* latest(const std::vector<Row>& rows, std::span<const uint32_t> indices, Instant t) {
  const Row* ended = nullptr;
  const Row* in_force = nullptr;
  for (const uint32_t i : indices) {
    const Row& row = rows[i];
    if (row.period.contains(t)) in_force = &row;
    if (row.period.until <= t && (ended == nullptr || ended->period.until <= row.period.until)) {
      ended = &row;
    }
  }
  return in_force != nullptr ? in_force : ended;
}

}  // namespace

TextId Bases::entitlement(AccountId account, Instant t) const {
  if (!account.known()) return {};
  const auto* row =
      latest(base_.registers().entitlements, base_.index().entitlements[account.value], t);
  return row == nullptr ? TextId() : row->basis;
}

TextId Bases::loan(TerminalId terminal, Instant t) const {
  if (!terminal.known()) return {};
  const auto* row = latest(base_.registers().loans, base_.index().loans[terminal.value], t);
  return row == nullptr ? TextId() : row->basis;
}

void Counts::operator+=(const Counts& other) {
  events += other.events;
  examined += other.examined;
  keyless += other.keyless;
  permitted += other.permitted;
  violations += other.violations;
  attempts += other.attempts;
  doubtful += other.doubtful;
  undetermined += other.undetermined;
}

void Counts::add(Disposition disposition) {
  switch (disposition) {
    case Disposition::kViolation:
      ++violations;
      break;
    case Disposition::kAttempt:
      ++attempts;
      break;
    case Disposition::kDoubtful:
      ++doubtful;
      break;
    case Disposition::kUndetermined:
      ++undetermined;
      break;
  }
}

Examiner::Examiner(const Context& context, bool keeps)
    : context_(context),
      keeps_(keeps),
      judge_(context.base, context.rules),
      resolved_(context.sources.profiles.size()) {
  texts_.intern("");  // text 0 is the empty one
}

Counts Examiner::examine(uint32_t file, size_t profile, const logs::Decoder& decoder,
                         const logs::Block& block, const logs::EventBlock& events) {
  resolve(profile, decoder);
  const Resolved& keys = resolved_[profile];
  const logs::LogProfile& source = context_.sources.profiles[profile];
  FileTally& tally = files_[file];
  Counts counts;
  counts.events = events.size();
  Access access;
  access.system = context_.sources.systems[profile];
  std::string record;
  const bool asks_for_record = judge_.supplier_matters() || judge_.record_id_matters();
  std::array<std::pair<uint32_t, uint32_t>, kRowsAhead> ahead{};  // account and place, by row
  const auto look_ahead = [&](size_t row) {
    if (row >= events.size()) return;
    const Event event{file, profile, decoder, block, events, row};
    auto& [account, place] = ahead[row % kRowsAhead];
    account = account_of(keys, event);
    place = place_of(keys, event);
    judge_.prefetch(account, place);
  };
  for (size_t row = 0; row < kRowsAhead; ++row) look_ahead(row);
  for (size_t row = 0; row < events.size(); ++row) {
    std::tie(access.account, access.place) = ahead[row % kRowsAhead];
    look_ahead(row + kRowsAhead);
    access.time = events.time[row];
    if (!context_.period.contains(access.time)) continue;
    ++counts.examined;
    const Event event{file, profile, decoder, block, events, row};
    access.action = events.action[row];
    access.object_kind = events.object_kind[row];
    if (access.object_kind == logs::ObjectKind::kNone) ++counts.keyless;
    if (!source.clock.empty()) access.tolerance_micros = source.tolerance_at(access.time);
    if (asks_for_record) fill_record(event, access, record);
    access.supply_area = 0;
    if (judge_.area_matters(access.account) &&
        access.object_kind == logs::ObjectKind::kSupplyPoint) {
      access.supply_area =
          reg::supply_area_of(decoder.object_key(block, events.object[row], record));
    }
    const Judge::Answer answer = judge_.ask(access);
    const bool is_first =
        tally.footprints.add(answer.footprint, access.time,
                             events.outcome[row] == logs::Outcome::kRefused, events.line[row]);
    if (is_first && keeps_) {
      if (answer.footprint >= tally.examples.size()) tally.examples.resize(answer.footprint + 1);
      tally.examples[answer.footprint] = look_of(event);
    }
    if (answer.permitted) {
      ++counts.permitted;
      continue;
    }
    const Look look = look_of(event);
    if (keeps_) tally.looks.push_back(look);
    counts.add(add_finding(file, look, access, answer.footprint));
  }
  if (keeps_) note_keys(tally, decoder, events);
  return counts;
}

Counts Examiner::examine_kept(uint32_t file, size_t profile, const KeptFile& kept,
                              const StringPool& texts, const Counts& before) {
  FileTally& tally = files_[file];
  tally.accounts = kept.accounts;
  tally.terminals = kept.terminals;
  tally.addresses = kept.addresses;
  for (const KeptFile::Group& group : kept.groups) {
    const uint32_t footprint = judge_.ask(access_of(profile, group.example, texts)).footprint;
    if (footprint >= tally.examples.size()) tally.examples.resize(footprint + 1);
    const std::vector<FootprintCount>& counts = tally.footprints.counts();
    if (footprint >= counts.size() || group.example.line < counts[footprint].line)
      tally.examples[footprint] = adopted(group.example, texts);
    tally.footprints.add(
        footprint, {group.accesses, group.refused, group.first, group.last, group.example.line});
  }
  Counts counts;
  counts.events = before.events;
  counts.examined = before.examined;
  counts.keyless = before.keyless;
  counts.permitted = before.examined;
  for (const Look& one : kept.looks) {
    const Access access = access_of(profile, one, texts);
    const Judge::Answer answer = judge_.ask(access);
    if (answer.permitted) continue;
    const Look look = adopted(one, texts);
    tally.looks.push_back(look);
    counts.add(add_finding(file, look, access, answer.footprint));
    --counts.permitted;
  }
  return counts;
}

bool Examiner::permits(size_t profile, const Look& look, const StringPool& texts) {
  return judge_.ask(access_of(profile, look, texts)).permitted;
}

void Examiner::resolve(size_t profile, const logs::Decoder& decoder) {
  Resolved& keys = resolved_[profile];
  if (keys.epoch != decoder.epoch()) {
    keys = {};
    keys.epoch = decoder.epoch();
  }
  const auto extend = [](std::vector<uint32_t>& out, const logs::SymbolTable& symbols,
                         const KeyIndex& index) {
    for (auto i = static_cast<uint32_t>(out.size()); i < symbols.size(); ++i) {
      out.push_back(index.find(symbols.text(i)));
    }
  };
  extend(keys.accounts, decoder.accounts(), context_.sources.accounts[profile]);
  extend(keys.terminals, decoder.terminals(), context_.sources.terminals);
  extend(keys.addresses, decoder.addresses(), context_.sources.addresses);
}

uint32_t Examiner::account_of(const Resolved& keys, const Event& event) const {
  const uint32_t account = event.events.account[event.row];
  if (account != logs::kNoSymbol) return keys.accounts[account];
  return context_.sources.profiles[event.profile].shows.who ? kNotInRegister : kNotShown;
}

// A terminal number says more than an address: it is preferred where a line has both.
uint32_t Examiner::place_of(const Resolved& keys, const Event& event) const {
  const uint32_t terminal = event.events.terminal[event.row];
  if (terminal != logs::kNoSymbol) return keys.terminals[terminal];
  const uint32_t address = event.events.address[event.row];
  if (address != logs::kNoSymbol) return keys.addresses[address];
  return context_.sources.profiles[event.profile].shows.where ? kNotInRegister : kNotShown;
}

void Examiner::fill_record(const Event& event, Access& access, std::string& record) const {
  access.record_id = event.decoder.object_key(event.block, event.events.object[event.row], record);
  access.supplier = context_.suppliers.at(access.record_id, access.time).retailer;
}

// Notes whose facts were asked for: those of accesses within the period.
void Examiner::note_keys(FileTally& tally, const logs::Decoder& decoder,
                         const logs::EventBlock& events) {
  if (tally.epoch != decoder.epoch()) {
    tally.epoch = decoder.epoch();
    tally.seen_accounts.clear();
    tally.seen_terminals.clear();
    tally.seen_addresses.clear();
  }
  tally.seen_accounts.resize(decoder.accounts().size());
  tally.seen_terminals.resize(decoder.terminals().size());
  tally.seen_addresses.resize(decoder.addresses().size());
  const auto note = [](uint32_t symbol, const logs::SymbolTable& symbols, std::vector<bool>& seen,
                       std::set<std::string>& out) {
    if (symbol == logs::kNoSymbol || seen[symbol]) return;
    seen[symbol] = true;
    out.emplace(symbols.text(symbol));
  };
  for (size_t row = 0; row < events.size(); ++row) {
    if (!context_.period.contains(events.time[row])) continue;
    note(events.account[row], decoder.accounts(), tally.seen_accounts, tally.accounts);
    if (events.terminal[row] != logs::kNoSymbol)
      note(events.terminal[row], decoder.terminals(), tally.seen_terminals, tally.terminals);
    else
      note(events.address[row], decoder.addresses(), tally.seen_addresses, tally.addresses);
  }
}

Look Examiner::look_of(const Event& event) {
  const logs::EventBlock& events = event.events;
  const size_t row = event.row;
  const auto symbol = [&](uint32_t number, const logs::SymbolTable& symbols) {
    return number == logs::kNoSymbol ? 0 : texts_.intern(symbols.text(number));
  };
  std::string scratch;
  Look look;
  look.line = events.line[row];
  look.time = events.time[row];
  look.account = symbol(events.account[row], event.decoder.accounts());
  look.terminal = symbol(events.terminal[row], event.decoder.terminals());
  look.address = symbol(events.address[row], event.decoder.addresses());
  look.action = events.action[row];
  look.object_kind = events.object_kind[row];
  look.outcome = events.outcome[row];
  look.items = events.items[row];
  if (look.object_kind == logs::ObjectKind::kNone) return look;
  look.object = texts_.intern(event.decoder.object_key(event.block, events.object[row], scratch));
  look.customer = texts_.intern(event.decoder.text(event.block, events.customer[row]));
  return look;
}

// The same, with texts of our own.
Look Examiner::adopted(const Look& look, const StringPool& texts) {
  Look own = look;
  for (uint32_t Look::* text :
       {&Look::account, &Look::terminal, &Look::address, &Look::object, &Look::customer}) {
    own.*text = texts_.intern(texts.text(look.*text));
  }
  return own;
}

Access Examiner::access_of(size_t profile, const Look& look, const StringPool& texts) const {
  const Sources& sources = context_.sources;
  const logs::LogProfile& source = sources.profiles[profile];
  Access access;
  access.system = sources.systems[profile];
  access.account = look.account != 0  ? sources.accounts[profile].find(texts.text(look.account))
                   : source.shows.who ? kNotInRegister
                                      : kNotShown;
  access.place = look.terminal != 0   ? sources.terminals.find(texts.text(look.terminal))
                 : look.address != 0  ? sources.addresses.find(texts.text(look.address))
                 : source.shows.where ? kNotInRegister
                                      : kNotShown;
  access.time = look.time;
  access.action = look.action;
  access.object_kind = look.object_kind;
  if (!source.clock.empty()) access.tolerance_micros = source.tolerance_at(look.time);
  if (judge_.area_matters(access.account) && look.object_kind == logs::ObjectKind::kSupplyPoint)
    access.supply_area = reg::supply_area_of(texts.text(look.object));
  if (judge_.supplier_matters() || judge_.record_id_matters()) {
    access.record_id = texts.text(look.object);
    access.supplier = context_.suppliers.at(access.record_id, look.time).retailer;
  }
  return access;
}

Disposition Examiner::disposition_of(const Ruling& ruling, logs::Outcome outcome) {
  if (!ruling.determined) return Disposition::kUndetermined;
  if (ruling.outcome.verdict == barrier::Verdict::kDoubtful) return Disposition::kDoubtful;
  return outcome == logs::Outcome::kRefused ? Disposition::kAttempt : Disposition::kViolation;
}

const Examiner::RulingTexts& Examiner::texts_of(uint32_t footprint, const Ruling& ruling) {
  if (footprint >= ruling_texts_.size()) ruling_texts_.resize(footprint + 1);
  RulingTexts& out = ruling_texts_[footprint];
  if (out.known) return out;
  out.known = true;
  out.reason = texts_.intern(ruling.outcome.reason);
  out.route = texts_.intern(ruling.outcome.route);
  if (ruling.determined) return out;
  const std::string& other = ruling.other.reason;
  out.other_reading = texts_.intern(other.empty() ? name_of(ruling.other.verdict) : other);
  return out;
}

Disposition Examiner::add_finding(uint32_t file, const Look& look, const Access& access,
                                  uint32_t footprint) {
  const Ruling& ruling = judge_.ruling(judge_.judge(access));
  const RulingTexts& texts = texts_of(footprint, ruling);
  Finding finding;
  finding.file = file;
  finding.line = look.line;
  finding.time = look.time;
  finding.system = access.system;
  finding.action = look.action;
  finding.object_kind = look.object_kind;
  finding.items = look.items;
  finding.disposition = disposition_of(ruling, look.outcome);
  finding.reason = texts.reason;
  finding.route = texts.route;
  finding.other_reading = texts.other_reading;
  name_account(look, ruling, finding);
  name_place(look, ruling, finding);
  name_record(look, finding);
  // Who cannot be accused is not named.
  const Viewer viewer =
      ruling.determined ? context_.viewers.viewer(ruling, finding.time) : Viewer();
  finding.viewer = viewer.person;
  finding.certainty = viewer.certainty;
  finding.viewer_basis = viewer.basis;
  const TextId basis = basis_of(finding, ruling.outcome.route);
  finding.basis = texts_.intern(context_.base.registers().text(basis));
  findings_.push_back(finding);
  return finding.disposition;
}

void Examiner::name_account(const Look& look, const Ruling& ruling, Finding& finding) {
  finding.account = look.account;
  bool first = true;
  for (const uint32_t i : context_.base.account_readings(ruling.account_state)) {
    const barrier::AccountFacts& facts = context_.base.account(i);
    finding.account_id = facts.account;
    finding.holder = first || facts.holder == finding.holder ? facts.holder : PersonId();
    first = false;
  }
}

void Examiner::name_place(const Look& look, const Ruling& ruling, Finding& finding) {
  const barrier::Readings& readings = context_.base.terminal_readings(ruling.place_state);
  if (readings.size() == 1) finding.terminal_id = context_.base.terminal(readings[0]).terminal;
  if (look.terminal != 0) {
    finding.terminal = look.terminal;
  } else if (finding.terminal_id.known()) {
    finding.terminal = texts_.intern(context_.base.registers().code(finding.terminal_id));
  } else {
    finding.terminal = look.address;
  }
}

void Examiner::name_record(const Look& look, Finding& finding) {
  if (finding.object_kind == logs::ObjectKind::kNone) return;
  finding.object = look.object;
  Supplier supplier;
  if (finding.object_kind == logs::ObjectKind::kSupplyPoint) {
    supplier = context_.suppliers.at(texts_.text(look.object), finding.time);
  }
  finding.supplier = supplier.kind;
  finding.retailer = supplier.retailer;
  finding.contract = supplier.contract;
  finding.switch_pending = supplier.switch_pending;
  // The register knows the customer as of the day; the log's number is the next best.
  finding.customer = supplier.customer.empty() ? look.customer : texts_.intern(supplier.customer);
}

TextId Examiner::basis_of(const Finding& finding, std::string_view route) const {
  if (route == "loan-over") return context_.bases.loan(finding.terminal_id, finding.time);
  return context_.bases.entitlement(finding.account_id, finding.time);
}

}  // namespace sekisho::review
