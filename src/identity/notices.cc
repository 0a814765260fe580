#include "identity/notices.h"

#include <algorithm>
#include <utility>

#include "identity/change.h"
#include "identity/password_rules.h"
#include "identity/secret_text.h"

namespace sekisho::identity {

void tell(const Means& means, Notice notice, Change& change) {
  notice.id = new_item_id(means.random);
  notice.ends = shifted(notice.time, means.settings.notice);
  notice.acknowledged = kBeginning;
  notice.revision = 0;
  change.put.emplace_back(std::move(notice));
}

Result<std::vector<Notice>> Notices::of(const UserId& user, Instant now) {
  Result<std::vector<Notice>> out = means_.storage.notices_of(user);
  if (!out) return out;
  std::erase_if(*out, [&](const Notice& one) { return one.ends <= now; });
  std::ranges::sort(*out, std::ranges::greater(),
                    [](const Notice& one) { return std::pair(one.time, one.id); });
  return out;
}

Result<bool> Notices::acknowledge(const UserId& user, const ItemId& id, Instant now) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    Result<std::vector<Notice>> all = means_.storage.notices_of(user);
    if (!all) return std::unexpected(all.error());
    const auto found = std::ranges::find(*all, id, &Notice::id);
    if (found == all->end() || found->ends <= now) return false;
    if (found->acknowledged != kBeginning) return true;
    found->acknowledged = now;
    change.put.emplace_back(*found);
    return true;
  });
}

Result<std::vector<Notices::Ending>> Notices::ending(const UserId& user, Instant now) {
  const Settings& settings = means_.settings;
  std::vector<Ending> out;
  const auto add = [&](Ending one) {
    if (now < one.ends && one.ends < shifted(now, settings.warning)) out.push_back(std::move(one));
  };
  const Result<std::vector<Factor>> factors = means_.storage.factors_of(user);
  if (!factors) return std::unexpected(factors.error());
  for (const Factor& one : *factors) {
    if (one.kind == FactorKind::kCertificate) {
      add({EndingKind::kCard, one.id, one.name, one.valid_until});
    }
  }
  const Result<std::vector<ApiToken>> tokens = means_.storage.api_tokens_of(user);
  if (!tokens) return std::unexpected(tokens.error());
  for (const ApiToken& one : *tokens) add({EndingKind::kToken, one.id, one.name, one.ends});
  const Result<std::optional<User>> owner = means_.storage.user(user);
  if (!owner) return std::unexpected(owner.error());
  if (*owner && settings.passwords.change == PasswordChange::kPeriodic) {
    add({.kind = EndingKind::kPassword, .ends = password_ends(settings.passwords, **owner)});
  }
  std::ranges::sort(out, {}, &Ending::ends);
  return out;
}

std::string_view name_of(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::kPassword:
      return "password";
    case NoticeKind::kPasswordKnown:
      return "password-known";
    case NoticeKind::kFactorAdded:
      return "factor-added";
    case NoticeKind::kFactorRemoved:
      return "factor-removed";
    case NoticeKind::kTokenMade:
      return "token-made";
    case NoticeKind::kRecoveryBegun:
      return "recovery-begun";
    case NoticeKind::kRecovered:
      return "recovered";
  }
  return "";
}

std::string_view name_of(Notices::EndingKind kind) {
  switch (kind) {
    case Notices::EndingKind::kCard:
      return "card";
    case Notices::EndingKind::kToken:
      return "token";
    case Notices::EndingKind::kPassword:
      return "password";
  }
  return "";
}

}  // namespace sekisho::identity
