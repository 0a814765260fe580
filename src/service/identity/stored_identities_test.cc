// The store of src/identity, on both databases.
#include "service/identity/stored_identities.h"

#include <gtest/gtest.h>

#include "evidence/store_reader.h"
#include "identity/storage_contract_test.h"
#include "service/store/both_stores_test.h"
#include "service/store/store_setup.h"

namespace sekisho::service {
namespace {

using identity::contract_key;

class StoredIdentitiesTest : public OnBothStores {
 protected:
  void SetUp() override {
    OnBothStores::SetUp();
    if (IsSkipped()) return;
    open_ledger();
    storage = std::make_unique<StoredIdentities>(*ledger);
  }
  uint64_t entries() {
    EXPECT_TRUE(ledger->publish());
    return evidence::StoreReader::open(place.directory + "/record")->size();
  }

  std::unique_ptr<StoredIdentities> storage;
};
SEKISHO_ON_BOTH(StoredIdentitiesTest);

TEST_P(StoredIdentitiesTest, KeepsToTheContract) {
  identity::check_identity_storage(*storage, [&] { return entries(); });
}

const identity::UserId kPerson{"0123456789abcdef0123456789abcdef"};

// Every member of every record, each with a value that no other one has.
TEST_P(StoredIdentitiesTest, NothingOfARecordIsLost) {
  const std::string bytes("\0\xff any", 6);
  const identity::User user{kPerson, "ログイン", identity::UserState::kDisabled, "hash", {1}, {2}};
  const identity::Factor factor{
      {"f1"}, kPerson,     identity::FactorKind::kWebAuthn,    bytes + "h", "名前", bytes + "k", -7,
      9,      bytes + "s", {crypto::CodeHash::kSha512, 8, 60}, 77,          {3},    {4}};
  identity::Session session{contract_key("s"), {"i"}, kPerson, {5}, {6}, {7}};
  session.factor = identity::FactorKind::kCertificate;
  session.certificate = contract_key("c");
  session.must_change_password = true;
  session.stepped_up = {{identity::Purpose::kExport, {11}}, {identity::Purpose::kAccount, {12}}};
  session.source = "192.0.2.1";
  session.challenge = bytes;
  const identity::PendingLogin pending{contract_key("p"), kPerson, {8}, bytes, 3, {9}};
  const identity::Enrolment enrolment{contract_key("e"),
                                      kPerson,
                                      identity::EnrolmentCause::kRecovery,
                                      {"by"},
                                      "2026-1",
                                      contract_key("s"),
                                      bytes,
                                      bytes,
                                      {10}};
  const identity::Recovery recovery{{"r"}, kPerson, {"first"}, "2026-2", {13}, {14}};
  const identity::ApiToken token{contract_key("t"),         {"ti"}, kPerson, "名",
                                 {"export", "view.review"}, {15},   {16},    {17}};
  const identity::Device device{contract_key("d"), kPerson, {18}, {19}};
  const identity::Budget budget{contract_key("b"), 20, {21}, {22}};
  identity::apply_to(*storage, {.put = {user, factor, session, pending, enrolment, recovery, token,
                                        device, budget}});

  const auto texts = [](const auto& record) {
    return std::tuple(record.id.value, record.revision);
  };
  const identity::User known = storage->user(kPerson).value().value();
  EXPECT_EQ(texts(known), std::tuple(kPerson.value, 1u));
  EXPECT_EQ(known.login_name, user.login_name);
  EXPECT_EQ(known.state, user.state);
  EXPECT_EQ(known.password_hash, user.password_hash);
  EXPECT_EQ(known.password_set, user.password_set);
  EXPECT_EQ(known.last_login, user.last_login);
  const identity::Factor f = storage->factor(factor.kind, factor.handle).value().value();
  EXPECT_EQ(std::tie(f.id, f.user, f.handle, f.name, f.public_key, f.algorithm, f.counter, f.secret,
                     f.scheme, f.used_step, f.enrolled, f.last_used),
            std::tie(factor.id, factor.user, factor.handle, factor.name, factor.public_key,
                     factor.algorithm, factor.counter, factor.secret, factor.scheme,
                     factor.used_step, factor.enrolled, factor.last_used));
  const identity::Session s = storage->session(session.hash).value().value();
  EXPECT_EQ(std::tie(s.id, s.user, s.begun, s.last_used, s.ends, s.factor, s.certificate,
                     s.must_change_password, s.stepped_up, s.source, s.challenge),
            std::tie(session.id, session.user, session.begun, session.last_used, session.ends,
                     session.factor, session.certificate, session.must_change_password,
                     session.stepped_up, session.source, session.challenge));
  const identity::PendingLogin p = storage->pending_login(pending.hash).value().value();
  EXPECT_EQ(
      std::tie(p.user, p.password_set, p.challenge, p.tries, p.ends),
      std::tie(pending.user, pending.password_set, pending.challenge, pending.tries, pending.ends));
  const identity::Enrolment e = storage->enrolment(enrolment.hash).value().value();
  EXPECT_EQ(
      std::tie(e.user, e.cause, e.approved_by, e.number, e.session, e.challenge, e.offered_secret,
               e.ends),
      std::tie(enrolment.user, enrolment.cause, enrolment.approved_by, enrolment.number,
               enrolment.session, enrolment.challenge, enrolment.offered_secret, enrolment.ends));
  const identity::Recovery r = storage->recovery(recovery.id).value().value();
  EXPECT_EQ(
      std::tie(r.subject, r.first, r.number, r.begun, r.ends),
      std::tie(recovery.subject, recovery.first, recovery.number, recovery.begun, recovery.ends));
  const identity::ApiToken t = storage->api_token(token.hash).value().value();
  EXPECT_EQ(std::tie(t.id, t.user, t.name, t.scopes, t.created, t.ends, t.last_used),
            std::tie(token.id, token.user, token.name, token.scopes, token.created, token.ends,
                     token.last_used));
  const identity::Device d = storage->device(device.hash).value().value();
  EXPECT_EQ(std::tie(d.user, d.last_used, d.ends),
            std::tie(device.user, device.last_used, device.ends));
  const identity::Budget b = storage->budget(budget.key).value().value();
  EXPECT_EQ(std::tie(b.failures, b.last, b.open_from),
            std::tie(budget.failures, budget.last, budget.open_from));
}

TEST_P(StoredIdentitiesTest, TheSecretOfAnAppStandsEncryptedAndGoesWithItsKey) {
  const identity::Factor app{.id = {"app"}, .user = kPerson, .handle = "app", .secret = "12345678"};
  identity::apply_to(*storage, {.put = {app}});
  std::string kept;
  ASSERT_TRUE(ledger->read([&](store::Database& database) {
    return database.query(
        [&](const store::ResultRow& row) -> Result<void> {
          kept = row.text(0);
          return {};
        },
        "SELECT secret FROM identity_factor");
  }));
  EXPECT_GT(kept.size(), app.secret.size());
  EXPECT_EQ(kept.find("12345678"), std::string::npos);
  EXPECT_EQ(storage->factors_of(kPerson)->front().secret, app.secret);
  ASSERT_TRUE(ledger->with_beside([&](evidence::Beside& beside) {
    return beside.vault().destroy(*evidence::KeyId::of_person(kPerson.value));
  }));
  EXPECT_FALSE(storage->factors_of(kPerson));
}

}  // namespace
}  // namespace sekisho::service
