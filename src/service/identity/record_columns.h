#pragma once

#include <string_view>
#include <type_traits>

#include "identity/records.h"

// What the records of src/identity are in the tables of migrations 6 and 13: of each its table, its
// key, and its columns in their order but for `revision`. Internal to this folder.
//
// `each(name, member)` is told of a column, `each.bytes(name, member)` of one that may hold any
// bytes.
namespace sekisho::service {

template <class Record>
struct TableOf;
template <>
struct TableOf<identity::User> {
  static constexpr std::string_view kName = "identity_user", kKey = "id";
};
template <>
struct TableOf<identity::Factor> {
  static constexpr std::string_view kName = "identity_factor", kKey = "id";
};
template <>
struct TableOf<identity::Session> {
  static constexpr std::string_view kName = "identity_session", kKey = "hash";
};
template <>
struct TableOf<identity::PendingLogin> {
  static constexpr std::string_view kName = "identity_pending_login", kKey = "hash";
};
template <>
struct TableOf<identity::Enrolment> {
  static constexpr std::string_view kName = "identity_enrolment", kKey = "hash";
};
template <>
struct TableOf<identity::Recovery> {
  static constexpr std::string_view kName = "identity_recovery", kKey = "id";
};
template <>
struct TableOf<identity::ApiToken> {
  static constexpr std::string_view kName = "identity_api_token", kKey = "hash";
};
template <>
struct TableOf<identity::Notice> {
  static constexpr std::string_view kName = "identity_notice", kKey = "id";
};
template <>
struct TableOf<identity::Device> {
  static constexpr std::string_view kName = "identity_device", kKey = "hash";
};
template <>
struct TableOf<identity::Budget> {
  static constexpr std::string_view kName = "identity_budget", kKey = "hash";
};
template <>
struct TableOf<identity::Installation> {
  static constexpr std::string_view kName = "identity_installation", kKey = "id";
};

// A record that is read into, or one that is written.
template <class R, class Record>
concept Is = std::is_same_v<std::remove_const_t<R>, Record>;

void columns_of(Is<identity::User> auto& one, auto& each) {
  each("id", one.id.value);
  each("login_name", one.login_name);
  each("state", one.state);
  each("password_hash", one.password_hash);
  each("password_set", one.password_set);
  each("last_login", one.last_login);
  each("password_known", one.password_known);
}
void columns_of(Is<identity::Factor> auto& one, auto& each) {
  each("id", one.id.value);
  each("user_id", one.user.value);
  each("kind", one.kind);
  each.bytes("handle", one.handle);
  each("name", one.name);
  each.bytes("public_key", one.public_key);
  each("algorithm", one.algorithm);
  each("counter", one.counter);
  each.bytes("secret", one.secret);
  each("code_hash", one.scheme.hash);
  each("code_digits", one.scheme.digits);
  each("code_step", one.scheme.step_seconds);
  each("used_step", one.used_step);
  each("enrolled", one.enrolled);
  each("last_used", one.last_used);
  each("valid_until", one.valid_until);
}
void columns_of(Is<identity::Session> auto& one, auto& each) {
  each("hash", one.hash);
  each("id", one.id.value);
  each("user_id", one.user.value);
  each("begun", one.begun);
  each("last_used", one.last_used);
  each("ends", one.ends);
  each("factor", one.factor);
  each("certificate", one.certificate);
  each("must_change_password", one.must_change_password);
  each("fresh_export", one.stepped_up, identity::Purpose::kExport);
  each("fresh_policy_change", one.stepped_up, identity::Purpose::kPolicyChange);
  each("fresh_unmask", one.stepped_up, identity::Purpose::kUnmask);
  each("fresh_account", one.stepped_up, identity::Purpose::kAccount);
  each("source", one.source);
  each.bytes("challenge", one.challenge);
}
void columns_of(Is<identity::PendingLogin> auto& one, auto& each) {
  each("hash", one.hash);
  each("user_id", one.user.value);
  each("password_set", one.password_set);
  each.bytes("challenge", one.challenge);
  each("tries", one.tries);
  each("ends", one.ends);
}
void columns_of(Is<identity::Enrolment> auto& one, auto& each) {
  each("hash", one.hash);
  each("user_id", one.user.value);
  each("cause", one.cause);
  each("approved_by", one.approved_by.value);
  each("number", one.number);
  each("session", one.session);
  each.bytes("challenge", one.challenge);
  each.bytes("offered_secret", one.offered_secret);
  each("ends", one.ends);
}
void columns_of(Is<identity::Recovery> auto& one, auto& each) {
  each("id", one.id.value);
  each("subject", one.subject.value);
  each("first", one.first.value);
  each("number", one.number);
  each("begun", one.begun);
  each("ends", one.ends);
}
void columns_of(Is<identity::ApiToken> auto& one, auto& each) {
  each("hash", one.hash);
  each("id", one.id.value);
  each("user_id", one.user.value);
  each("name", one.name);
  each("scopes", one.scopes);
  each("created", one.created);
  each("ends", one.ends);
  each("last_used", one.last_used);
}
void columns_of(Is<identity::Notice> auto& one, auto& each) {
  each("id", one.id.value);
  each("user_id", one.user.value);
  each("kind", one.kind);
  each("factor", one.factor);
  each("name", one.name);
  each("by_user", one.by.value);
  each("source", one.source);
  each("time", one.time);
  each("ends", one.ends);
  each("acknowledged", one.acknowledged);
}
void columns_of(Is<identity::Device> auto& one, auto& each) {
  each("hash", one.hash);
  each("user_id", one.user.value);
  each("last_used", one.last_used);
  each("ends", one.ends);
}
void columns_of(Is<identity::Budget> auto& one, auto& each) {
  each("hash", one.key);
  each("failures", one.failures);
  each("last_failure", one.last);
  each("open_from", one.open_from);
}
void columns_of(Is<identity::Installation> auto& one, auto& each) {
  each.only("id");
  each("has_administrator", one.has_administrator);
}

}  // namespace sekisho::service
