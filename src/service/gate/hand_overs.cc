#include "service/gate/hand_overs.h"

#include <algorithm>
#include <utility>

#include "service/gate/limits.h"
#include "session/gate_session.h"

namespace sekisho::service {

// With the mutex. Codes are used within a second, as a rule: there are few.
void HandOvers::forget(Instant now) {
  std::erase_if(kept_, [now](const auto& one) { return one.second.ends <= now; });
  if (kept_.size() < kMaxHandOvers) return;
  kept_.erase(std::ranges::min_element(kept_, {}, [](const auto& one) { return one.second.ends; }));
}

std::string HandOvers::keep(HandOver made, Instant now) {
  std::string code = session::new_session_id();
  const std::lock_guard lock(mutex_);
  forget(now);
  kept_.insert_or_assign(crypto::sha256(code),
                         Kept{std::move(made), shifted(now, kHandOverMicros)});
  return code;
}

std::optional<HandOver> HandOvers::take(std::string_view code, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(crypto::sha256(code));
  if (found == kept_.end()) return std::nullopt;
  Kept kept = std::move(found->second);
  kept_.erase(found);
  if (kept.ends <= now) return std::nullopt;
  return std::move(kept.made);
}

// Browsers take `//host` for another host, `\` for `/`, and leave out what cannot be printed.
bool is_path_of_host(std::string_view text) {
  const auto plain = [](char one) { return '!' <= one && one <= '~' && one != '\\' && one != '#'; };
  return text.starts_with('/') && !text.starts_with("//") && text.size() <= kMaxWayBytes &&
         std::ranges::all_of(text, plain);
}

}  // namespace sekisho::service
