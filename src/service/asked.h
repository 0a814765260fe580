#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "barrier/facts.h"
#include "base/error.h"
#include "logs/log_profile.h"
#include "register/register.h"
#include "report/page_figures.h"
#include "review/supplier.h"

// What people type when they ask about an access: understood, or refused with a help.
namespace sekisho::service {

// RFC 3339, or a date and time of Japan in any usual way.
Result<Instant> asked_instant(const std::string& text);

// An action of policies/barrier.cedarschema.
Result<void> check_asked_action(const std::string& action);

// Says that no register knows the name, and a near one.
report::Bilingual note_of_unknown(const report::Bilingual& what, const std::string& name,
                                  const std::vector<std::string_view>& known);

std::vector<std::string_view> codes_of(const StringPool& pool);

// The log profile of a system, or nullptr.
const logs::LogProfile* profile_of(const std::vector<logs::LogProfile>& profiles,
                                   std::string_view system);

// A record by its key: a supply point in any usual spelling, or what the system's log names.
struct AskedRecord {
  std::string id;  // canonical
  barrier::RecordFacts facts;
};
AskedRecord asked_record(const review::Suppliers& suppliers, const logs::LogProfile* profile,
                         const std::string& key, Instant t);
// Its key alone.
std::string asked_record_key(const std::string& key);

}  // namespace sekisho::service
