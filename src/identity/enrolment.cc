#include "identity/enrolment.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/webauthn.h"
#include "identity/change.h"
#include "identity/client_data.h"
#include "identity/notices.h"
#include "identity/secret_text.h"
#include "identity/sessions.h"
#include "text/base32.h"
#include "text/encoding.h"

namespace sekisho::identity {
namespace {

constexpr std::string_view kIssuer = "Sekisho";
constexpr size_t kAppSecretBytes = 20;  // RFC 4226: as long as the hash
constexpr uint32_t kAppDrift = 1;       // steps

// What a step works on, as the store has it now.
struct Desk {
  Enrolment enrolment;
  User user;
  std::vector<Factor> factors;
};

Result<Desk> desk_of(IdentityStorage& storage, std::string_view code, Instant now) {
  const auto no_code = [] {
    return fail(ErrorCode::kNotFound, "this code is none, or has ended", {},
                "Ask an administrator for a new one.");
  };
  const std::optional<Digest> hash = hash_of_code(code);
  if (!hash) return no_code();
  Result<std::optional<Enrolment>> enrolment = storage.enrolment(*hash);
  if (!enrolment) return std::unexpected(enrolment.error());
  if (!*enrolment || now >= (*enrolment)->ends) return no_code();
  Result<std::optional<User>> user = storage.user((*enrolment)->user);
  if (!user) return std::unexpected(user.error());
  if (!*user || (*user)->state == UserState::kDisabled) return no_code();
  Result<std::vector<Factor>> factors = storage.factors_of((*user)->id);
  if (!factors) return std::unexpected(factors.error());
  return Desk{std::move(**enrolment), std::move(**user), std::move(*factors)};
}

ActEvent act(const Desk& desk, ActKind kind, std::string target, std::string reason, Instant now) {
  return {.time = now,
          .actor = desk.user.id,
          .act = kind,
          .subject = desk.user.id,
          .target = std::move(target),
          .approved_by = desk.enrolment.approved_by,
          .number = desk.enrolment.number,
          .reason = std::move(reason)};
}

Result<void> check_room(const Desk& desk, std::string_view name) {
  if (name.size() > kMaxNameBytes || !text::valid_utf8(name)) {
    return fail(ErrorCode::kUsage, fmt::format("a name has up to {} bytes", kMaxNameBytes));
  }
  if (desk.factors.size() < kMaxFactors) return {};
  return fail(ErrorCode::kLimit, fmt::format("there are {} second factors already", kMaxFactors),
              {}, "Remove one first.");
}

// Tells the person of a change. What an account begins with is none.
void tell_of(const Desk& desk, NoticeKind kind, const Factor* factor, std::string_view source,
             const Means& means, Instant now, Change& change) {
  if (desk.enrolment.cause != EnrolmentCause::kOwnAccount &&
      desk.enrolment.cause != EnrolmentCause::kRecovery) {
    return;
  }
  tell(means,
       {.user = desk.user.id,
        .kind = kind,
        .factor = factor == nullptr ? "" : std::string(name_of(factor->kind)),
        .name = factor == nullptr ? "" : factor->name,
        .by = desk.user.id,
        .source = std::string(source),
        .time = now},
       change);
}

void add_factor(const Desk& desk, Factor factor, std::string_view name, std::string_view source,
                const Means& means, Instant now, Change& change) {
  factor.id = new_item_id(means.random);
  factor.user = desk.user.id;
  factor.name = name;
  factor.enrolled = now;
  if (factor.handle.empty()) factor.handle = factor.id.value;
  change.events.emplace_back(act(desk, ActKind::kAdd, "factor/" + factor.id.value,
                                 std::string(name_of(factor.kind)), now));
  tell_of(desk, NoticeKind::kFactorAdded, &factor, source, means, now, change);
  change.put.emplace_back(std::move(factor));
}

// How many the person could log in with.
size_t permitted(const Desk& desk, const Settings& settings) {
  return static_cast<size_t>(std::ranges::count_if(
      desk.factors, [&](const Factor& one) { return settings.allows(one.kind); }));
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string app_uri(const User& user, std::string_view secret, const crypto::CodeScheme& scheme) {
  return fmt::format(
      "otpauth://totp/{0}:{1}?secret={2}&issuer={0}&algorithm={3}&digits={4}&period={5}", kIssuer,
      percent_encoded(user.login_name), secret, name_of(scheme.hash), scheme.digits,
      scheme.step_seconds);
}

}  // namespace

Result<EnrolmentCode> Enrolments::open_own(const Session& session, Instant now) {
  if (!session.must_change_password && !stepped_up(session, Purpose::kAccount, now)) {
    return fail(ErrorCode::kUsage, "this needs a fresh proof of who asks for it", {},
                "Step the session up for `account` first.");
  }
  return in_one_change(means_.storage, [&](Change& change) -> Result<EnrolmentCode> {
    const NewSecret code = new_code(means_.random);
    const Instant ends = shifted(now, means_.settings.step_up);
    change.put.emplace_back(Enrolment{.hash = code.hash,
                                      .user = session.user,
                                      .cause = EnrolmentCause::kOwnAccount,
                                      .approved_by = session.user,
                                      .number = std::string(kOwnAccount),
                                      .session = session.hash,
                                      .ends = ends});
    return EnrolmentCode{code.text, ends};
  });
}

Result<Enrolments::Shown> Enrolments::show(std::string_view code, Instant now) {
  Result<Desk> desk = desk_of(means_.storage, code, now);
  if (!desk) return std::unexpected(desk.error());
  return Shown{std::move(desk->user), std::move(desk->factors)};
}

Result<std::vector<PasswordFault>> Enrolments::check_password(std::string_view code,
                                                              std::string_view password,
                                                              Instant now) {
  const Result<Desk> desk = desk_of(means_.storage, code, now);
  if (!desk) return std::unexpected(desk.error());
  return faults_of(password, desk->user, means_);
}

Result<std::optional<PasswordFault>> Enrolments::set_password(std::string_view code,
                                                              std::string_view password,
                                                              Instant now,
                                                              std::string_view source) {
  const Result<Desk> before = desk_of(means_.storage, code, now);
  if (!before) return std::unexpected(before.error());
  auto fault = fault_of(password, before->user, means_);
  if (!fault || *fault) return fault;
  const Result<std::string> hash = means_.hasher.hash(password);
  if (!hash) return std::unexpected(hash.error());
  return in_one_change(means_.storage, [&](Change& change) -> Result<std::optional<PasswordFault>> {
    Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    const std::optional<Digest>& kept = desk->enrolment.session;
    if (auto ok = end_everything(means_.storage, desk->user.id, kept, change); !ok) {
      return std::unexpected(ok.error());
    }
    if (kept) {
      Result<std::optional<Session>> session = means_.storage.session(*kept);
      if (!session) return std::unexpected(session.error());
      if (*session) {
        (*session)->must_change_password = false;
        change.put.emplace_back(std::move(**session));
      }
    }
    change.events.emplace_back(act(*desk, ActKind::kChange, "password", {}, now));
    tell_of(*desk, NoticeKind::kPassword, nullptr, source, means_, now, change);
    desk->user.password_hash = *hash;
    desk->user.password_set = now;
    desk->user.password_known = false;
    change.put.emplace_back(std::move(desk->user));
    return std::nullopt;
  });
}

Result<Enrolments::AppOffer> Enrolments::offer_app(std::string_view code, Instant now) {
  if (!means_.settings.totp_allowed) {
    return fail(ErrorCode::kUsage, "authenticator apps are not allowed here", {},
                "Enrol a card or a security key.");
  }
  return in_one_change(means_.storage, [&](Change& change) -> Result<AppOffer> {
    Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    desk->enrolment.offered_secret = new_challenge(means_.random).substr(0, kAppSecretBytes);
    AppOffer offer{.secret = text::base32_encode(desk->enrolment.offered_secret), .uri = {}};
    offer.uri = app_uri(desk->user, offer.secret, {});
    change.put.emplace_back(std::move(desk->enrolment));
    return offer;
  });
}

Result<bool> Enrolments::add_app(std::string_view code, std::string_view name,
                                 std::string_view app_code, Instant now, std::string_view source) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    if (auto ok = check_room(*desk, name); !ok) return std::unexpected(ok.error());
    Factor factor{.kind = FactorKind::kTotp, .secret = desk->enrolment.offered_secret};
    if (factor.secret.empty() || !means_.settings.totp_allowed) return false;
    factor.used_step =
        crypto::matching_step(factor.secret, factor.scheme, app_code, now, kAppDrift, {});
    if (!factor.used_step) return false;
    add_factor(*desk, std::move(factor), name, source, means_, now, change);
    desk->enrolment.offered_secret.clear();
    change.put.emplace_back(std::move(desk->enrolment));
    return true;
  });
}

Result<bool> Enrolments::add_card(std::string_view code, std::string_view name,
                                  const Origin& origin, Instant now) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    const Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    if (auto ok = check_room(*desk, name); !ok) return std::unexpected(ok.error());
    if (!origin.card) return false;
    const std::string handle(crypto::view(*origin.card));
    const auto taken = means_.storage.factor(FactorKind::kCertificate, handle);
    if (!taken) return std::unexpected(taken.error());
    if (*taken) return false;
    add_factor(*desk,
               {.kind = FactorKind::kCertificate,
                .handle = handle,
                .valid_until = origin.card_valid_until},
               name, origin.source, means_, now, change);
    change.put.emplace_back(desk->enrolment);  // so that it cannot end meanwhile
    return true;
  });
}

Result<Enrolments::KeyOffer> Enrolments::offer_key(std::string_view code, Instant now) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<KeyOffer> {
    Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    KeyOffer offer{.challenge = new_challenge(means_.random), .known = {}};
    for (const Factor& factor : desk->factors) {
      if (factor.kind == FactorKind::kWebAuthn) offer.known.push_back(factor.handle);
    }
    desk->enrolment.challenge = offer.challenge;
    change.put.emplace_back(std::move(desk->enrolment));
    return offer;
  });
}

Result<bool> Enrolments::add_key(std::string_view code, std::string_view name,
                                 std::string_view client_data, std::string_view attestation_object,
                                 Instant now, std::string_view source) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    if (auto ok = check_room(*desk, name); !ok) return std::unexpected(ok.error());
    const Result<Digest> hash = check_client_data(client_data, Ceremony::kCreate,
                                                  desk->enrolment.challenge, means_.settings);
    if (!hash) return false;
    const auto credential = crypto::verify_registration(
        attestation_object,
        {.relying_party = means_.settings.relying_party, .client_data_hash = *hash});
    if (!credential) return false;
    const auto taken = means_.storage.factor(FactorKind::kWebAuthn, credential->id);
    if (!taken) return std::unexpected(taken.error());
    if (*taken) return false;
    add_factor(*desk,
               {.kind = FactorKind::kWebAuthn,
                .handle = credential->id,
                .public_key = credential->public_key,
                .algorithm = credential->algorithm,
                .counter = credential->counter},
               name, source, means_, now, change);
    desk->enrolment.challenge.clear();
    change.put.emplace_back(std::move(desk->enrolment));
    return true;
  });
}

Result<bool> Enrolments::remove_factor(std::string_view code, const ItemId& id, Instant now,
                                       std::string_view source) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    const Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    const auto found = std::ranges::find(desk->factors, id, &Factor::id);
    if (found == desk->factors.end()) return false;
    const bool counts = means_.settings.allows(found->kind);
    if (counts && permitted(*desk, means_.settings) == 1) return false;
    change.removed.emplace_back(*found);
    tell_of(*desk, NoticeKind::kFactorRemoved, &*found, source, means_, now, change);
    change.put.emplace_back(desk->user);  // so that nobody removes the other one at the same time
    change.events.emplace_back(
        act(*desk, ActKind::kRemove, "factor/" + id.value, std::string(name_of(found->kind)), now));
    return true;
  });
}

Result<bool> Enrolments::finish(std::string_view code, Instant now) {
  return in_one_change(means_.storage, [&](Change& change) -> Result<bool> {
    Result<Desk> desk = desk_of(means_.storage, code, now);
    if (!desk) return std::unexpected(desk.error());
    if (desk->user.password_hash.empty() || permitted(*desk, means_.settings) == 0) return false;
    if (desk->enrolment.cause == EnrolmentCause::kFirstAdministrator) {
      Result<Installation> installation = means_.storage.installation();
      if (!installation) return std::unexpected(installation.error());
      if (installation->has_administrator) {
        return fail(ErrorCode::kUsage, "there is an administrator already");
      }
      installation->has_administrator = true;
      change.put.emplace_back(*installation);
    }
    change.removed.emplace_back(desk->enrolment);
    if (desk->user.state != UserState::kActive) {
      change.events.emplace_back(act(*desk, ActKind::kChange, "account", "active", now));
      desk->user.state = UserState::kActive;
      change.put.emplace_back(std::move(desk->user));
    }
    return true;
  });
}

}  // namespace sekisho::identity
