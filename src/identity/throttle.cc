#include "identity/throttle.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "identity/secret_text.h"

namespace sekisho::identity {
namespace {

constexpr std::array<unsigned char, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

std::string ipv6_source(const in6_addr& address) {
  if (std::memcmp(&address, kMappedPrefix.data(), kMappedPrefix.size()) == 0) {
    const uint8_t* last = address.s6_addr + kMappedPrefix.size();
    return fmt::format("{}.{}.{}.{}", last[0], last[1], last[2], last[3]);
  }
  in6_addr network = address;
  std::memset(network.s6_addr + 8, 0, 8);
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(AF_INET6, &network, text.data(), text.size());
  return fmt::format("{}/64", text.data());
}

Digest key_of(std::string_view kind, std::string_view place, std::string_view account) {
  return crypto::sha256(fmt::format("{}\n{}\n{}", kind, place, account));
}

// Forgets what was long enough ago.
void leak(Budget& budget, const BudgetRule& rule, Instant now) {
  if (budget.failures == 0 || now <= budget.last) return;
  const int64_t gone = (now.micros - budget.last.micros) / rule.forgotten;
  if (gone >= budget.failures) {
    budget.failures = 0;
  } else {
    budget.failures -= static_cast<uint32_t>(gone);
    budget.last = shifted(budget.last, gone * rule.forgotten);
  }
}

int64_t wait_after(uint32_t failures, const BudgetRule& rule) {
  if (failures < rule.free) return 0;
  const uint32_t doublings = std::min(failures - rule.free, 30U);
  return std::min(rule.first_wait << doublings, rule.longest_wait);
}

void count(Budget& budget, const BudgetRule& rule, Instant now) {
  leak(budget, rule, now);
  if (budget.failures == 0) budget.last = now;
  ++budget.failures;
  budget.open_from = shifted(now, wait_after(budget.failures, rule));
}

Result<Budget> budget_of(IdentityStorage& storage, const Digest& key) {
  const Result<std::optional<Budget>> found = storage.budget(key);
  if (!found) return std::unexpected(found.error());
  return found->value_or(Budget{.key = key});
}

// The device or the card, if the person was there before.
Result<std::optional<Digest>> known_place(IdentityStorage& storage, const Origin& origin,
                                          const UserId& user, Instant now) {
  if (const auto hash = hash_of(SecretKind::kDevice, origin.device)) {
    const Result<std::optional<Device>> device = storage.device(*hash);
    if (!device) return std::unexpected(device.error());
    if (*device && (*device)->user == user && now < (*device)->ends) return hash;
  }
  if (!origin.card) return std::nullopt;
  const Result<std::vector<Factor>> factors = storage.factors_of(user);
  if (!factors) return std::unexpected(factors.error());
  const bool own = std::ranges::any_of(*factors, [&](const Factor& factor) {
    return factor.kind == FactorKind::kCertificate && factor.handle == crypto::view(*origin.card);
  });
  return own ? origin.card : std::nullopt;
}

}  // namespace

const BudgetRule& rule_of(BudgetKind kind) {
  static const BudgetRule account{5, kMicrosPerSecond, 15 * kMicrosPerMinute,
                                  15 * kMicrosPerMinute};
  static const BudgetRule source{50, kMicrosPerSecond, kMicrosPerMinute, kMicrosPerMinute};
  return kind == BudgetKind::kAccount ? account : source;
}

std::string source_of(std::string_view address) {
  std::string text(address.substr(0, kMaxSourceBytes));
  in_addr four{};
  if (inet_pton(AF_INET, text.c_str(), &four) == 1) return text;
  in6_addr six{};
  if (inet_pton(AF_INET6, text.c_str(), &six) == 1) return ipv6_source(six);
  return "elsewhere";
}

Result<std::vector<BudgetUse>> budgets_of(IdentityStorage& storage, const Origin& origin,
                                          std::string_view account, const std::optional<User>& user,
                                          Instant now) {
  const Result<std::optional<Digest>> place =
      user ? known_place(storage, origin, user->id, now) : std::optional<Digest>();
  if (!place) return std::unexpected(place.error());
  if (*place) {
    return std::vector<BudgetUse>{
        {key_of("known", crypto::view(**place), account), BudgetKind::kAccount}};
  }
  return std::vector<BudgetUse>{{key_of("account", origin.source, account), BudgetKind::kAccount},
                                {key_of("source", origin.source, ""), BudgetKind::kSource}};
}

Result<std::optional<Instant>> spend(IdentityStorage& storage, std::vector<BudgetUse>& uses,
                                     Instant now) {
  return in_one_change(storage, [&](Change& change) -> Result<std::optional<Instant>> {
    std::optional<Instant> later;
    for (BudgetUse& use : uses) {
      Result<Budget> budget = budget_of(storage, use.key);
      if (!budget) return std::unexpected(budget.error());
      if (budget->open_from > now) later = std::max(later.value_or(now), budget->open_from);
      count(*budget, rule_of(use.kind), now);
      use.closed_until = budget->open_from;
      change.put.emplace_back(*budget);
    }
    if (later) change.put.clear();
    return later;
  });
}

Result<void> refund(IdentityStorage& storage, const std::vector<BudgetUse>& uses, bool wholly,
                    Change& change) {
  for (const BudgetUse& use : uses) {
    Result<Budget> budget = budget_of(storage, use.key);
    if (!budget) return std::unexpected(budget.error());
    if (budget->failures == 0) continue;
    const bool all = wholly && use.kind == BudgetKind::kAccount;
    budget->failures = all ? 0 : budget->failures - 1;
    // A wait that a failure at the same time brought about stays.
    if (all || budget->open_from == use.closed_until) budget->open_from = kBeginning;
    change.put.emplace_back(*budget);
  }
  return {};
}

}  // namespace sekisho::identity
