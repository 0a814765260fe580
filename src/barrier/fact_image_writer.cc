#include <bit>
#include <cstring>
#include <map>
#include <set>

#include "barrier/fact_image.h"
#include "barrier/fact_image_layout.h"
#include "text/json.h"

namespace sekisho::barrier {
namespace {

using Section = ImageSection;
using Words = std::vector<uint32_t>;

class ImageWriter {
 public:
  ImageWriter(const FactBase& base, const ImageHead& head)
      : base_(base), registers_(base.registers()), head_(head) {}

  std::string write() {
    strings(Section::kPersonEnds, registers_.person_codes);
    strings(Section::kAccountEnds, registers_.account_codes);
    strings(Section::kTerminalEnds, registers_.terminal_codes);
    strings(Section::kAddressEnds, registers_.address_codes);
    timelines(Section::kPeopleFirst, base_.people());
    timelines(Section::kAccountsFirst, base_.accounts());
    timelines(Section::kPlacesFirst, base_.places());
    facts(
        Section::kPersonReadingsFirst, Section::kPersonFactsFirst, 1, base_.people(),
        [&](uint32_t state) -> const Readings& { return base_.person_readings(state); },
        [&](uint32_t i) { return words_of(base_.person(i)); });
    facts(
        Section::kAccountReadingsFirst, Section::kAccountFactsFirst, 0, base_.accounts(),
        [&](uint32_t state) -> const Readings& { return base_.account_readings(state); },
        [&](uint32_t i) { return words_of(base_.account(i)); });
    facts(
        Section::kTerminalReadingsFirst, Section::kTerminalFactsFirst, 0, base_.places(),
        [&](uint32_t state) -> const Readings& { return base_.terminal_readings(state); },
        [&](uint32_t i) { return words_of(base_.terminal(i)); });
    held();
    part(Section::kNames) = names();  // last: texts have got their numbers
    return joined();
  }

 private:
  std::string& part(Section section) { return parts_[static_cast<size_t>(section)]; }
  static Section next(Section section, int by) {
    return static_cast<Section>(static_cast<int>(section) + by);
  }
  template <class T>
  void put(Section section, const std::vector<T>& values) {
    part(section).assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }

  void strings(Section ends_section, const StringPool& pool) {
    Words ends;
    std::string& texts = part(next(ends_section, 1));
    std::vector<ImageSlot> slots(std::bit_ceil(uint64_t{pool.size()} * 2 + 1),
                                 ImageSlot{0, StringPool::kAbsent});
    for (uint32_t id = 0; id < pool.size(); ++id) {
      texts += pool.text(id);
      ends.push_back(static_cast<uint32_t>(texts.size()));
      const auto hash = static_cast<uint32_t>(hash_bytes(pool.text(id)));
      size_t at = hash & (slots.size() - 1);
      while (slots[at].id != StringPool::kAbsent) at = (at + 1) & (slots.size() - 1);
      slots[at] = {hash, id};
    }
    put(ends_section, ends);
    put(next(ends_section, 2), slots);
  }

  void timelines(Section first_section, const Timelines& all) {
    Words first{0}, states;
    std::vector<int64_t> starts;
    for (uint32_t key = 0; key < all.keys(); ++key) {
      for (const Moment& moment : all.between(key, kBeginning, kForever)) {
        starts.push_back(moment.from.micros);
        states.push_back(moment.state);
      }
      first.push_back(static_cast<uint32_t>(states.size()));
    }
    put(first_section, first);
    put(next(first_section, 1), starts);
    put(next(first_section, 2), states);
  }

  // Readings of every state that a timeline names, and the facts that those name, but `least` of
  // them: index 0 of people is nobody.
  template <class ReadingsOf, class WordsOf>
  void facts(Section readings_section, Section facts_section, uint32_t least,
             const Timelines& timelines, ReadingsOf readings_of, WordsOf words_of_index) {
    uint32_t states = 0;
    for (uint32_t key = 0; key < timelines.keys(); ++key) {
      for (const Moment& moment : timelines.between(key, kBeginning, kForever)) {
        states = std::max(states, moment.state + 1);
      }
    }
    Words first{0}, indices;
    uint32_t known = least;
    for (uint32_t state = 0; state < states; ++state) {
      for (const uint32_t index : readings_of(state)) {
        indices.push_back(index);
        known = std::max(known, index + 1);
      }
      first.push_back(static_cast<uint32_t>(indices.size()));
    }
    put(readings_section, first);
    put(next(readings_section, 1), indices);
    Words fact_first{0}, words;
    for (uint32_t index = 0; index < known; ++index) {
      const Words one = words_of_index(index);
      words.insert(words.end(), one.begin(), one.end());
      fact_first.push_back(static_cast<uint32_t>(words.size()));
    }
    put(facts_section, fact_first);
    put(next(facts_section, 1), words);
  }

  template <class T, class Put>
  static void list(Words& out, const std::vector<T>& values, Put put_one) {
    out.push_back(static_cast<uint32_t>(values.size()));
    for (const T& value : values) put_one(value);
  }

  Words words_of(const PersonFacts& facts) {
    Words out{facts.person.value};
    const auto entity = [&](EntityId id) { out.push_back(id.value); };
    const auto engagement = [&](const Engagement& one) {
      out.insert(out.end(), {one.contractor.value, one.client.value, one.system.value});
    };
    list(out, facts.employers, entity);
    list(out, facts.former_employers, entity);
    list(out, facts.engagements, engagement);
    list(out, facts.former_engagements, engagement);
    list(out, facts.grants, [&](const GrantedPair& one) {
      out.insert(out.end(), {one.account.value, one.terminal.value});
      list(out, one.areas, [&](TextId area) { out.push_back(text(area)); });
    });
    return out;
  }

  Words words_of(const AccountFacts& facts) {
    const uint32_t flags = (facts.known ? 1u : 0u) | (facts.in_force ? 2u : 0u) |
                           (facts.formerly_entitled ? 4u : 0u) |
                           (facts.lent_for_disasters ? 8u : 0u);
    Words out{facts.account.value, facts.system.value, flags, static_cast<uint32_t>(facts.kind),
              facts.holder.value,  facts.holder_facts};
    list(out, facts.users,
         [&](const AccountUser& one) { out.insert(out.end(), {one.person.value, one.facts}); });
    list(out, facts.roles, [&](TextId role) { out.push_back(text(role)); });
    return out;
  }

  static Words words_of(const TerminalFacts& facts) {
    Words out{facts.terminal.value, facts.registered ? 1u : 0u, facts.owner.value,
              facts.site.value,     facts.borrower.value,       facts.custodian.value,
              facts.custodian_facts};
    list(out, facts.ever_borrowers, [&](EntityId id) { out.push_back(id.value); });
    return out;
  }

  void held() {
    std::map<uint32_t, std::set<uint32_t>> accounts;  // by person
    const auto add = [&](PersonId person, AccountId account) {
      if (person.known() && account.known()) accounts[person.value].insert(account.value);
    };
    for (uint32_t key = 0; key < base_.accounts().keys(); ++key) {
      for (const Moment& moment : base_.accounts().between(key, kBeginning, kForever)) {
        for (const uint32_t index : base_.account_readings(moment.state)) {
          const AccountFacts& facts = base_.account(index);
          add(facts.holder, facts.account);
          for (const AccountUser& user : facts.users) add(user.person, facts.account);
        }
      }
    }
    for (uint32_t key = 0; key < base_.people().keys(); ++key) {
      for (const Moment& moment : base_.people().between(key, kBeginning, kForever)) {
        for (const uint32_t index : base_.person_readings(moment.state)) {
          const PersonFacts& facts = base_.person(index);
          for (const GrantedPair& pair : facts.grants) add(facts.person, pair.account);
        }
      }
    }
    Words first{0}, numbers;
    for (uint32_t person = 0; person < registers_.person_codes.size(); ++person) {
      if (const auto found = accounts.find(person); found != accounts.end()) {
        numbers.insert(numbers.end(), found->second.begin(), found->second.end());
      }
      first.push_back(static_cast<uint32_t>(numbers.size()));
    }
    put(Section::kHeldFirst, first);
    put(Section::kHeld, numbers);
  }

  // The number that a text has in the image.
  uint32_t text(TextId id) {
    if (!id.known()) return id.value;
    return texts_.intern(registers_.text(id));
  }

  std::string names() const {
    std::string out;
    text::JsonWriter json(out);
    json.begin_object();
    json.member("revision", head_.revision).member("policy_set", head_.policy_set);
    json.member("made", head_.made.micros);
    json.key("entities").begin_array();
    for (uint32_t i = 0; i < registers_.entity_codes.size(); ++i) {
      const reg::LegalEntity* row = registers_.entity(EntityId(i));
      json.begin_array().value(registers_.code(EntityId(i)));
      json.value(row == nullptr ? std::string_view() : reg::name_of(row->kind)).end_array();
    }
    json.end_array().key("systems").begin_array();
    for (uint32_t i = 0; i < registers_.system_codes.size(); ++i) {
      const reg::System* row = registers_.system(SystemId(i));
      json.begin_array().value(registers_.code(SystemId(i))).value(row != nullptr);
      json.value(row == nullptr ? std::string_view() : registers_.text(row->separation));
      json.value(row == nullptr ? std::string_view() : registers_.code(row->operator_id));
      json.end_array();
    }
    json.end_array().key("sites").begin_array();
    for (uint32_t i = 0; i < registers_.site_codes.size(); ++i) {
      const reg::Site* row = registers_.site(SiteId(i));
      json.begin_array().value(registers_.code(SiteId(i))).value(row != nullptr);
      json.value(row == nullptr ? std::string_view() : registers_.text(row->zone)).end_array();
    }
    json.end_array().key("texts").begin_array();
    for (uint32_t i = 0; i < texts_.size(); ++i) json.value(texts_.text(i));
    json.end_array().key("retailers").begin_array();
    for (const reg::RetailerCode& row : registers_.retailer_codes) {
      json.begin_array().value(registers_.text(row.code)).value(registers_.code(row.entity));
      json.value(row.period.from.micros).value(row.period.until.micros).end_array();
    }
    json.end_array().end_object();
    return out;
  }

  std::string joined() const {
    const auto padded = [](uint64_t bytes) { return (bytes + 7) / 8 * 8; };
    ImageHeader header{};
    std::memcpy(header.magic, kImageMagic.data(), sizeof header.magic);
    header.version = kImageVersion;
    header.sections = kImageSections;
    header.hash_check = hash_bytes(kImageMagic);
    std::string out(reinterpret_cast<const char*>(&header), sizeof header);
    uint64_t offset = sizeof header + kImageSections * sizeof(ImagePart);
    for (const std::string& one : parts_) {
      const ImagePart entry{offset, one.size()};
      out.append(reinterpret_cast<const char*>(&entry), sizeof entry);
      offset += padded(one.size());
    }
    out.reserve(offset);
    for (const std::string& one : parts_) {
      out += one;
      out.append(padded(one.size()) - one.size(), '\0');
    }
    return out;
  }

  const FactBase& base_;
  const reg::Register& registers_;
  const ImageHead& head_;
  StringPool texts_;
  std::array<std::string, kImageSections> parts_;
};

}  // namespace

std::string fact_image(const FactBase& base, const ImageHead& head) {
  return ImageWriter(base, head).write();
}

}  // namespace sekisho::barrier
