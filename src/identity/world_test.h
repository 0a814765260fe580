#pragma once

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "identity/administration.h"
#include "identity/breached_passwords.h"
#include "identity/enrolment.h"
#include "identity/log_in.h"
#include "identity/memory_storage_test.h"
#include "identity/secret_text.h"
#include "identity/sessions.h"

namespace sekisho::identity {

inline constexpr const char* kGoodPassword = "tsukiyo-no-kani 7";

// A store with people in it, for tests. The clock is `now` and stands still; randomness is
// repeatable.
struct IdentityWorld {
  Settings settings;
  crypto::PasswordHasher hasher{crypto::PasswordCost{.passes = 1, .memory_kib = 8}};
  BreachedPasswords breached;
  MemoryStorage storage;
  std::mt19937_64 engine{20261126};
  Means means{storage, settings, hasher, breached, [this](std::span<unsigned char> out) {
                for (unsigned char& byte : out) byte = static_cast<unsigned char>(engine());
              }};
  Instant now{1'795'000'000 * kMicrosPerSecond};
  LogIn log_in{means};
  Sessions sessions{means};
  Administration administration{means};
  Enrolments enrolments{means};

  Origin office{.source = "192.0.2.1"};

  void wait(int64_t micros) { now = shifted(now, micros); }

  // The person enrols with the code: kGoodPassword and an app, whose secret is returned.
  std::string enrol(const std::string& code) {
    EXPECT_EQ(enrolments.set_password(code, kGoodPassword, now).value(), std::nullopt);
    const auto offer = enrolments.offer_app(code, now).value();
    const std::string secret = storage.enrolment(*hash_of_code(code)).value()->offered_secret;
    EXPECT_TRUE(enrolments.add_app(code, "app", app_code(secret), now).value());
    EXPECT_TRUE(enrolments.finish(code, now).value());
    wait(30 * kMicrosPerSecond);  // the app's next code
    return secret;
  }
  std::string enrol_person(const UserId& user, const std::string& name) {
    return enrol(administration.invite({{"u-somebody-else"}, "2026-17"}, user, name, now)->code);
  }

  std::string app_code(const std::string& secret) const {
    const auto step = static_cast<uint64_t>(now.micros / kMicrosPerSecond / 30);
    return crypto::counter_code(secret, step, crypto::CodeHash::kSha1, 6);
  }

  LoginStep try_password(const std::string& name, const std::string& password,
                         const Origin& origin) {
    return log_in.begin(name, password, origin, now).value();
  }
  // Both factors, right; waits for the app's next code.
  LoggedIn log_in_as(const std::string& name, const std::string& secret, const Origin& origin,
                     const std::string& password = kGoodPassword) {
    const LoginStep first = try_password(name, password, origin);
    EXPECT_TRUE(std::holds_alternative<SecondFactorNeeded>(first)) << first.index();
    const LoginStep second = log_in
                                 .finish(std::get<SecondFactorNeeded>(first).token,
                                         CodeProof{app_code(secret)}, origin, now)
                                 .value();
    EXPECT_TRUE(std::holds_alternative<LoggedIn>(second)) << second.index();
    wait(30 * kMicrosPerSecond);
    return std::get<LoggedIn>(second);
  }
  Session step_up(const Session& session, Purpose purpose, const std::string& secret) {
    const auto step =
        sessions.step_up(session, purpose, kGoodPassword, CodeProof{app_code(secret)}, office, now)
            .value();
    EXPECT_TRUE(std::holds_alternative<Sessions::SteppedUp>(step)) << step.index();
    wait(30 * kMicrosPerSecond);
    return std::get<Sessions::SteppedUp>(step).session;
  }

  // The last entry, as the evidence record would get it.
  std::string last_event() const {
    return storage.events.empty() ? "" : draft_of(storage.events.back()).to_json();
  }
  static text::JsonValue draft_of(const Event& event) {
    return identity::draft_of(event, "sekisho", [](std::string_view) { return "p-address"; });
  }
};

inline const UserId kHana{"u-hana-0001"};
inline const UserId kKen{"u-ken-00002"};
inline const UserId kYuki{"u-yuki-0003"};

}  // namespace sekisho::identity
