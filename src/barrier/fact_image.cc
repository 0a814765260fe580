#include "barrier/fact_image.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "barrier/fact_image_layout.h"
#include "text/json.h"
#include "text/json_members.h"

namespace sekisho::barrier {
namespace {

using Section = ImageSection;
using text::JsonValue;

// Lists laid end to end: `first[i]` is where the i-th begins, `first[i + 1]` where it ends. What
// does not fit is empty, so that damage opens nothing.
struct Lists {
  std::span<const uint32_t> first, words;

  std::span<const uint32_t> operator[](uint32_t i) const {
    if (uint64_t{i} + 1 >= first.size()) return {};
    const uint32_t begin = first[i], end = first[i + 1];
    if (begin > end || end > words.size()) return {};
    return words.subspan(begin, end - begin);
  }
};

struct Texts {
  std::span<const uint32_t> ends;
  std::string_view texts;
  std::span<const ImageSlot> slots;

  std::string_view operator[](uint32_t id) const {
    if (id >= ends.size()) return {};
    const uint32_t begin = id == 0 ? 0 : ends[id - 1];
    if (begin > ends[id] || ends[id] > texts.size()) return {};
    return texts.substr(begin, ends[id] - begin);
  }
  uint32_t find(std::string_view text) const {
    const auto hash = static_cast<uint32_t>(hash_bytes(text));
    const size_t mask = slots.size() - 1;
    for (size_t at = hash & mask, tried = 0; tried <= mask; at = (at + 1) & mask, ++tried) {
      const ImageSlot& slot = slots[at];
      if (slot.id == StringPool::kAbsent) break;
      if (slot.hash == hash && (*this)[slot.id] == text) return slot.id;
    }
    return StringPool::kAbsent;
  }
};

// No facts stand in a state of this number, so nothing can be decided.
constexpr uint32_t kNoState = 0xFFFFFFF0;

struct Versions {
  std::span<const uint32_t> first;
  std::span<const int64_t> start;
  std::span<const uint32_t> state;

  uint32_t at(uint32_t key, Instant t) const {
    if (uint64_t{key} + 1 >= first.size()) return kNoState;
    const uint32_t begin = first[key], end = first[key + 1];
    if (begin >= end || end > start.size()) return kNoState;
    const auto from = start.begin() + begin;
    const auto after = std::upper_bound(from, start.begin() + end, t.micros);
    return after == from ? kNoState : state[static_cast<size_t>(after - start.begin()) - 1];
  }
};

// Reads words one after another; behind the end, and of a length that does not fit, `ok` is false.
class WordReader {
 public:
  explicit WordReader(std::span<const uint32_t> words) : words_(words) {}

  uint32_t word() {
    if (at_ >= words_.size()) return ok_ = false, 0;
    return words_[at_++];
  }
  template <class T>
  T id() {
    return T(word());
  }
  template <class T, class Read>
  std::vector<T> list(Read read) {
    const uint32_t count = word();
    std::vector<T> out;
    if (count > words_.size() - at_) ok_ = false;
    for (uint32_t i = 0; ok_ && i < count; ++i) out.push_back(read());
    return out;
  }
  // All was there, and nothing more.
  bool done() const { return ok_ && at_ == words_.size(); }

 private:
  std::span<const uint32_t> words_;
  size_t at_ = 0;
  bool ok_ = true;
};

bool read(std::span<const uint32_t> words, PersonFacts& out) {
  WordReader in(words);
  const auto entity = [&] { return in.id<EntityId>(); };
  const auto engagement = [&] {
    const auto contractor = in.id<EntityId>();
    const auto client = in.id<EntityId>();
    return Engagement{contractor, client, in.id<SystemId>()};
  };
  out.person = in.id<PersonId>();
  out.employers = in.list<EntityId>(entity);
  out.former_employers = in.list<EntityId>(entity);
  out.engagements = in.list<Engagement>(engagement);
  out.former_engagements = in.list<Engagement>(engagement);
  out.grants = in.list<GrantedPair>([&] {
    const auto account = in.id<AccountId>();
    const auto terminal = in.id<TerminalId>();
    return GrantedPair{account, terminal, in.list<TextId>([&] { return in.id<TextId>(); })};
  });
  return in.done();
}

bool read(std::span<const uint32_t> words, AccountFacts& out) {
  WordReader in(words);
  out.account = in.id<AccountId>();
  out.system = in.id<SystemId>();
  const uint32_t flags = in.word();
  out.known = (flags & 1) != 0;
  out.in_force = (flags & 2) != 0;
  out.formerly_entitled = (flags & 4) != 0;
  out.lent_for_disasters = (flags & 8) != 0;
  const uint32_t kind = in.word();
  out.kind = static_cast<reg::AccountKind>(kind);
  out.holder = in.id<PersonId>();
  out.holder_facts = in.word();
  out.users = in.list<AccountUser>([&] {
    const auto person = in.id<PersonId>();
    return AccountUser{person, in.word()};
  });
  out.roles = in.list<TextId>([&] { return in.id<TextId>(); });
  return in.done() && kind <= static_cast<uint32_t>(reg::AccountKind::kShared);
}

bool read(std::span<const uint32_t> words, TerminalFacts& out) {
  WordReader in(words);
  out.terminal = in.id<TerminalId>();
  out.registered = in.word() != 0;
  out.owner = in.id<EntityId>();
  out.site = in.id<SiteId>();
  out.borrower = in.id<EntityId>();
  out.custodian = in.id<PersonId>();
  out.custodian_facts = in.word();
  out.ever_borrowers = in.list<EntityId>([&] { return in.id<EntityId>(); });
  return in.done();
}

std::string_view text_at(const JsonValue& row, size_t column) {
  return column < row.size() ? row.items()[column].as_string().value_or("") : "";
}
bool flag_at(const JsonValue& row, size_t column) {
  return column < row.size() && row.items()[column].as_bool().value_or(false);
}
std::span<const JsonValue> rows_of(const JsonValue& names, std::string_view table) {
  const JsonValue* const rows = names.find(table);
  return rows == nullptr ? std::span<const JsonValue>() : rows->items();
}

reg::EntityKind kind_named(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(reg::EntityKind::kOther); ++i) {
    if (reg::name_of(static_cast<reg::EntityKind>(i)) == name)
      return static_cast<reg::EntityKind>(i);
  }
  return reg::EntityKind::kOther;
}

// The registers as far as names of entities, systems and sites go, with the same ids.
reg::Register registers_of(const JsonValue& names) {
  reg::Register out;
  for (const JsonValue& text : rows_of(names, "texts")) {
    out.texts.intern(text.as_string().value_or(""));
  }
  for (const JsonValue& row : rows_of(names, "entities")) {
    const EntityId id(out.entity_codes.intern(text_at(row, 0)));
    if (text_at(row, 1).empty()) continue;
    auto& entity = out.entities.emplace_back();
    entity.id = id;
    entity.kind = kind_named(text_at(row, 1));
  }
  const auto entity = [&](std::string_view code) {
    return code.empty() ? EntityId() : EntityId(out.entity_codes.find(code));
  };
  for (const JsonValue& row : rows_of(names, "systems")) {
    const SystemId id(out.system_codes.intern(text_at(row, 0)));
    if (!flag_at(row, 1)) continue;
    auto& system = out.systems.emplace_back();
    system.id = id;
    system.separation = TextId(out.texts.intern(text_at(row, 2)));
    system.operator_id = entity(text_at(row, 3));
  }
  for (const JsonValue& row : rows_of(names, "sites")) {
    const SiteId id(out.site_codes.intern(text_at(row, 0)));
    if (!flag_at(row, 1)) continue;
    auto& site = out.sites.emplace_back();
    site.id = id;
    site.zone = TextId(out.texts.intern(text_at(row, 2)));
  }
  for (const JsonValue& row : rows_of(names, "retailers")) {
    const auto micros = [&](size_t column) {
      return Instant{column < row.size() ? row.items()[column].as_int().value_or(0) : 0};
    };
    auto& retailer = out.retailer_codes.emplace_back();
    retailer.code = TextId(out.texts.intern(text_at(row, 0)));
    retailer.entity = entity(text_at(row, 1));
    retailer.period = {micros(2), micros(3)};
  }
  out.index();
  return out;
}

}  // namespace

struct FactImage::Layout {
  MappedFile file;
  ImageHead head;
  reg::Register registers;
  Texts people, accounts, terminals, addresses;
  Versions people_over_time, accounts_over_time, places_over_time;
  Lists person_readings, account_readings, terminal_readings;
  Lists person_facts, account_facts, terminal_facts;
  Lists held;

  template <class T>
  bool part(Section section, std::span<const T>& out) const {
    const std::string_view bytes = file.bytes();
    ImagePart entry;
    std::memcpy(&entry,
                bytes.data() + sizeof(ImageHeader) + static_cast<size_t>(section) * sizeof entry,
                sizeof entry);
    if (entry.offset % 8 != 0 || entry.offset > bytes.size() ||
        entry.bytes > bytes.size() - entry.offset || entry.bytes % sizeof(T) != 0) {
      return false;
    }
    out = {reinterpret_cast<const T*>(bytes.data() + entry.offset), entry.bytes / sizeof(T)};
    return true;
  }
  static Section behind(Section section, int by) {
    return static_cast<Section>(static_cast<int>(section) + by);
  }
  bool part(Section section, std::string_view& out) const {
    std::span<const char> bytes;
    if (!part(section, bytes)) return false;
    out = {bytes.data(), bytes.size()};
    return true;
  }
  bool part(Section section, Texts& out) const {
    return part(section, out.ends) && part(behind(section, 1), out.texts) &&
           part(behind(section, 2), out.slots) && std::has_single_bit(out.slots.size());
  }
  bool part(Section section, Versions& out) const {
    return part(section, out.first) && part(behind(section, 1), out.start) &&
           part(behind(section, 2), out.state) && out.start.size() == out.state.size();
  }
  bool part(Section section, Lists& out) const {
    return part(section, out.first) && part(behind(section, 1), out.words);
  }

  bool has_all(const std::vector<TextId>& ids) const {
    return std::ranges::all_of(ids, [&](TextId id) { return id.value < registers.texts.size(); });
  }
  bool has_texts_of(const PersonFacts& facts) const {
    return std::ranges::all_of(facts.grants,
                               [&](const GrantedPair& pair) { return has_all(pair.areas); });
  }

  bool lay_out() {
    std::string_view text;
    const bool parts =
        part(Section::kNames, text) && part(Section::kPersonEnds, people) &&
        part(Section::kAccountEnds, accounts) && part(Section::kTerminalEnds, terminals) &&
        part(Section::kAddressEnds, addresses) && part(Section::kPeopleFirst, people_over_time) &&
        part(Section::kAccountsFirst, accounts_over_time) &&
        part(Section::kPlacesFirst, places_over_time) &&
        part(Section::kPersonReadingsFirst, person_readings) &&
        part(Section::kAccountReadingsFirst, account_readings) &&
        part(Section::kTerminalReadingsFirst, terminal_readings) &&
        part(Section::kPersonFactsFirst, person_facts) &&
        part(Section::kAccountFactsFirst, account_facts) &&
        part(Section::kTerminalFactsFirst, terminal_facts) && part(Section::kHeldFirst, held);
    if (!parts) return false;
    const auto names = JsonValue::parse(text);
    if (!names || names->find("made") == nullptr) return false;
    head.revision = text::text_member(*names, "revision");
    head.policy_set = text::text_member(*names, "policy_set");
    head.made = {names->find("made")->as_int().value_or(0)};
    registers = registers_of(*names);
    return true;
  }

  // The facts of a state's readings; none where one of them cannot be read.
  template <class Facts>
  static std::vector<Facts> all(const Lists& readings, const Lists& facts, uint32_t state) {
    std::vector<Facts> out;
    for (const uint32_t index : readings[state]) {
      if (!read(facts[index], out.emplace_back())) return {};
    }
    return out;
  }
};

FactImage::FactImage(std::unique_ptr<const Layout> layout) : layout_(std::move(layout)) {}
FactImage::~FactImage() = default;

Result<std::shared_ptr<const FactImage>> FactImage::open(const std::filesystem::path& file) {
  const auto wrong = [&](std::string_view what) {
    return fail(ErrorCode::kBadInput, fmt::format("this is no image of facts: {}", what),
                {file.string()}, "Start `sekisho serve`, which makes it anew.");
  };
  auto mapped = MappedFile::open(file);
  if (!mapped) return std::unexpected(mapped.error());
  ImageHeader header;
  if (mapped->bytes().size() < sizeof header + kImageSections * sizeof(ImagePart)) {
    return wrong("it is too short");
  }
  std::memcpy(&header, mapped->bytes().data(), sizeof header);
  if (std::string_view(header.magic, sizeof header.magic) != kImageMagic)
    return wrong("it is none");
  if (header.version != kImageVersion || header.sections != kImageSections ||
      header.hash_check != hash_bytes(kImageMagic)) {
    return wrong("another version wrote it");
  }
  auto layout = std::make_unique<Layout>();
  layout->file = std::move(*mapped);
  if (!layout->lay_out()) return wrong("it is damaged");
  return std::make_shared<const FactImage>(std::move(layout));
}

const ImageHead& FactImage::head() const {
  return layout_->head;
}
std::span<const uint32_t> FactImage::accounts_of(PersonId person) const {
  return layout_->held[person.value];
}

EntityId FactImage::retailer(std::string_view code, Instant t) const {
  const reg::Register& registers = layout_->registers;
  const EntityId stood_for = registers.retailer(code, t);
  if (stood_for.known() || code.empty()) return stood_for;
  return EntityId(registers.entity_codes.find(code));
}

const reg::Register& FactImage::registers() const {
  return layout_->registers;
}
std::string_view FactImage::code(PersonId id) const {
  return layout_->people[id.value];
}
std::string_view FactImage::code(TerminalId id) const {
  return layout_->terminals[id.value];
}
Names::AccountName FactImage::name_of(AccountId id) const {
  const std::string_view code = layout_->accounts[id.value];
  const size_t cut = code.find('\x1f');
  return cut == std::string_view::npos ? AccountName{}
                                       : AccountName{code.substr(0, cut), code.substr(cut + 1)};
}

PersonId FactImage::person(std::string_view number) const {
  return PersonId(layout_->people.find(number));
}
AccountId FactImage::account(std::string_view code) const {
  return AccountId(layout_->accounts.find(code));
}
TerminalId FactImage::terminal(std::string_view code) const {
  return TerminalId(layout_->terminals.find(code));
}
AddressId FactImage::address(std::string_view text) const {
  return AddressId(layout_->addresses.find(text));
}

uint32_t FactImage::state(PersonId id, Instant t) const {
  return layout_->people_over_time.at(id.value, t);
}
uint32_t FactImage::state(AccountId id, Instant t) const {
  return layout_->accounts_over_time.at(id.value, t);
}
uint32_t FactImage::state(TerminalId id, Instant t) const {
  return layout_->places_over_time.at(id.value, t);
}
uint32_t FactImage::state(AddressId id, Instant t) const {
  const auto terminals = static_cast<uint32_t>(layout_->terminals.ends.size());
  return layout_->places_over_time.at(terminals + id.value, t);
}

// Unlike ids of codes, which are looked up with care everywhere, those of texts have to be good.
std::vector<PersonFacts> FactImage::people(uint32_t state) const {
  auto out = Layout::all<PersonFacts>(layout_->person_readings, layout_->person_facts, state);
  for (const PersonFacts& one : out) {
    if (!layout_->has_texts_of(one)) return {};
  }
  return out;
}
std::vector<AccountFacts> FactImage::accounts(uint32_t state) const {
  auto out = Layout::all<AccountFacts>(layout_->account_readings, layout_->account_facts, state);
  for (const AccountFacts& one : out) {
    if (!layout_->has_all(one.roles)) return {};
  }
  return out;
}
std::vector<TerminalFacts> FactImage::terminals(uint32_t state) const {
  return Layout::all<TerminalFacts>(layout_->terminal_readings, layout_->terminal_facts, state);
}
PersonFacts FactImage::person_facts(uint32_t index) const {
  PersonFacts out;
  const bool good = read(layout_->person_facts[index], out) && layout_->has_texts_of(out);
  return good ? out : PersonFacts{};
}

}  // namespace sekisho::barrier
