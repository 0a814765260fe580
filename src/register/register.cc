#include "register/register.h"

namespace sekisho::reg {
namespace {

constexpr char kAccountSeparator = '\x1f';
constexpr uint32_t kNoRow = 0xFFFFFFFF;

// For each code the first row that declares it.
template <class Row, class Member>
std::vector<uint32_t> rows_by_id(const std::vector<Row>& rows, const StringPool& codes,
                                 Member id_of) {
  std::vector<uint32_t> out(codes.size(), kNoRow);
  for (uint32_t i = 0; i < rows.size(); ++i) {
    const uint32_t id = (rows[i].*id_of).value;
    if (id < out.size() && out[id] == kNoRow) out[id] = i;
  }
  return out;
}

}  // namespace

std::string account_code(std::string_view system, std::string_view name) {
  std::string out;
  out.reserve(system.size() + 1 + name.size());
  out.append(system).push_back(kAccountSeparator);
  return out.append(name);
}

SystemId Register::system_of(AccountId id) const {
  if (id.value >= account_codes.size()) return {};
  const std::string_view code = account_codes.text(id.value);
  const uint32_t system = system_codes.find(code.substr(0, code.find(kAccountSeparator)));
  return system == StringPool::kAbsent ? SystemId{} : SystemId(system);
}

std::string_view Register::name_of(AccountId id) const {
  if (id.value >= account_codes.size()) return {};
  const std::string_view code = account_codes.text(id.value);
  const size_t at = code.find(kAccountSeparator);
  return at == std::string_view::npos ? code : code.substr(at + 1);
}

EntityId Register::retailer(std::string_view code, Instant t) const {
  for (const RetailerCode& row : retailer_codes) {
    if (row.period.contains(t) && text(row.code) == code) return row.entity;
  }
  return {};
}

void Register::index() {
  entity_rows_ = rows_by_id(entities, entity_codes, &LegalEntity::id);
  system_rows_ = rows_by_id(systems, system_codes, &System::id);
  site_rows_ = rows_by_id(sites, site_codes, &Site::id);
  person_rows_ = rows_by_id(people, person_codes, &Person::id);
  tdso_ = {};
  for (const LegalEntity& entity : entities) {
    if (entity.kind != EntityKind::kTdso) continue;
    tdso_ = entity.id;
    break;
  }
  for (System& system : systems) {
    if (!system.operator_id.known()) system.operator_id = tdso_;
  }
  supply.seal();
}

}  // namespace sekisho::reg
