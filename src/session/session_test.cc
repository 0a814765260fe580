#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "base/file.h"
#include "base/hex_example_test.h"
#include "base/temporary_directory_test.h"
#include "session/limits.h"
#include "session/session_check.h"

namespace sekisho::session {
namespace {

constexpr Instant kNow{1'700'000'000 * kMicrosPerSecond};
constexpr int64_t kMinute = 60 * kMicrosPerSecond;

crypto::Ed25519Key gate_key() {
  crypto::Ed25519Seed seed{};
  seed[0] = 7;
  return crypto::Ed25519Key::from_seed(seed);
}

GateSession hana() {
  GateSession out{.id = new_session_id(), .person = "N-0001", .terminal = "T-77"};
  out.card = crypto::sha256("a card");
  out.methods = {"sc", "pwd"};
  out.issued = kNow;
  out.expires = shifted(kNow, 600 * kMinute);
  out.idle_seconds = 900;
  return out;
}

TEST(GateSession, IsWhatItsTokenSays) {
  const JwsSigner signer(gate_key());
  const JwsKeys keys(gate_key().public_key());
  GateSession session = hana();
  EXPECT_EQ(read_token(token_of(session, signer), keys), session);
  session.card.reset();
  session.terminal.clear();
  EXPECT_EQ(read_token(token_of(session, signer), keys), session);
}

TEST(GateSession, NeedsAllThatAGateGoesBy) {
  const JwsSigner signer(gate_key());
  const JwsKeys keys(gate_key().public_key());
  const std::string id = new_session_id();
  const auto reads = [&](const std::string& claims) {
    return read_token(signer.sign("gate+jwt", claims), keys).has_value();
  };
  const std::string rest = R"("trm":"","iat":1,"exp":2,"idle":3,"amr":[])";
  EXPECT_TRUE(reads(R"({"sub":"N-1","sid":")" + id + "\"," + rest + "}"));
  EXPECT_FALSE(reads(R"({"sub":"","sid":")" + id + "\"," + rest + "}"));
  EXPECT_FALSE(reads(R"({"sub":"N-1","sid":"short",)" + rest + "}"));
  EXPECT_FALSE(reads(R"({"sub":"N-1","sid":")" + id + R"(","iat":1,"exp":2,"amr":[]})"));
  EXPECT_FALSE(
      reads(R"({"sub":"N-1","sid":")" + id + R"(","iat":1,"exp":9e99,"idle":3,"amr":[]})"));
  EXPECT_FALSE(
      reads(R"({"sub":"N-1","sid":")" + id + R"(","cnf":{"x5t#S256":"AAAA"},)" + rest + "}"));
}

// A gate: the server's table, and a worker that looks into it.
struct Gate {
  TemporaryDirectory directory;
  SessionTable table = SessionTable::create(directory.path(), 16, kNow).value();
  JwsSigner signer = JwsSigner(gate_key());
  SessionCheck worker = new_worker();

  SessionCheck new_worker() const {
    return {JwsKeys(gate_key().public_key()), SessionView::open(directory.path()).value()};
  }
  GateSession begin(Instant now = kNow) {
    GateSession out = hana();
    EXPECT_TRUE(table.add(out.id, now));
    return out;
  }
  // "" where it is let in, or why not.
  std::string asks(const GateSession& session, Instant now) {
    const std::string token = token_of(session, signer);
    table.beat(now);
    const auto answer = worker.check({token, session.card, session.terminal}, now);
    return answer.session != nullptr ? "" : std::string(name_of(answer.refusal));
  }
};

TEST(SessionCheck, LetsInWhoeverWasLetIn) {
  Gate gate;
  const GateSession session = gate.begin();
  EXPECT_EQ(gate.asks(session, kNow), "");
  EXPECT_EQ(gate.asks(hana(), kNow), "unknown");
  EXPECT_EQ(gate.worker.check({}, kNow).refusal, Refusal::kNoToken);
  EXPECT_EQ(gate.worker.check({"eyJ.eyJ.x", {}, {}}, kNow).refusal, Refusal::kBadToken);
}

TEST(SessionCheck, HoldsToTheCardAndTheTerminal) {
  Gate gate;
  const GateSession session = gate.begin();
  const std::string token = token_of(session, gate.signer);
  const auto refusal = [&](std::optional<crypto::Digest> card, std::string_view terminal) {
    const auto answer = gate.worker.check({token, card, terminal}, kNow);
    EXPECT_EQ(answer.session, nullptr);
    return answer.refusal;
  };
  EXPECT_EQ(refusal({}, "T-77"), Refusal::kOtherCard);
  EXPECT_EQ(refusal(crypto::sha256("another card"), "T-77"), Refusal::kOtherCard);
  EXPECT_EQ(refusal(session.card, "T-78"), Refusal::kOtherTerminal);
  EXPECT_EQ(refusal(session.card, ""), Refusal::kOtherTerminal);
}

TEST(SessionCheck, EndsByItself) {
  Gate gate;
  const GateSession session = gate.begin();
  EXPECT_EQ(gate.asks(session, shifted(kNow, -2 * kMinute)), "expired");
  EXPECT_EQ(gate.asks(session, session.expires), "expired");
  Instant now = kNow;
  for (int i = 0; i < 10; ++i) EXPECT_EQ(gate.asks(session, now = shifted(now, 14 * kMinute)), "");
  EXPECT_EQ(gate.table.seen(session.id), now);
  EXPECT_EQ(gate.asks(session, shifted(now, 15 * kMinute + 1)), "idle");
}

TEST(SessionCheck, EndsAtOnceWhereItIsEnded) {
  Gate gate;
  const GateSession session = gate.begin();
  EXPECT_EQ(gate.asks(session, kNow), "");
  EXPECT_TRUE(gate.table.end(session.id));
  EXPECT_FALSE(gate.table.end(session.id));
  EXPECT_EQ(gate.asks(session, kNow), "ended");
  EXPECT_TRUE(gate.table.add(session.id, kNow));
  EXPECT_EQ(gate.asks(session, kNow), "ended");
}

TEST(SessionCheck, RefusesEverybodyWhenTheServerIsSilent) {
  Gate gate;
  const GateSession session = gate.begin();
  const std::string token = token_of(session, gate.signer);
  const auto at = [&](int64_t later) {
    const auto answer =
        gate.worker.check({token, session.card, session.terminal}, shifted(kNow, later));
    return answer.session != nullptr ? "" : name_of(answer.refusal);
  };
  EXPECT_EQ(at(kStaleAfterMicros), "");
  EXPECT_EQ(at(kStaleAfterMicros + 1), "stale");
  gate.table.beat(shifted(kNow, kStaleAfterMicros));
  EXPECT_EQ(at(kStaleAfterMicros + 1), "");
}

TEST(SessionCheck, KnowsLastWhoWentOnWhenTheServerWasHeardOf) {
  Gate gate;
  const GateSession session = gate.begin();
  const GateSession over = gate.begin();
  EXPECT_TRUE(gate.table.end(over.id));
  const Instant down = shifted(kNow, kStaleAfterMicros + 1);
  const auto at = [&](const GateSession& one, Instant now) {
    const std::string token = token_of(one, gate.signer);
    const auto answer = gate.worker.check_last_known({token, one.card, one.terminal}, now);
    return answer.session != nullptr ? "" : name_of(answer.refusal);
  };
  EXPECT_EQ(at(session, down), "");
  EXPECT_EQ(gate.worker.heard(), kNow);
  EXPECT_EQ(at(over, down), "ended");
  EXPECT_EQ(at(session, shifted(down, (session.idle_seconds + 1) * kMicrosPerSecond)), "idle");
  const std::string token = token_of(session, gate.signer);
  EXPECT_EQ(gate.worker.check_last_known({token, session.card, "T-99"}, down).refusal,
            Refusal::kOtherTerminal);
}

TEST(SessionCheck, FollowsAServerThatStartsAnew) {
  Gate gate;
  const GateSession before = gate.begin();
  EXPECT_EQ(gate.asks(before, kNow), "");
  gate.table = SessionTable::create(gate.directory.path(), 16, kNow).value();
  EXPECT_EQ(gate.asks(before, kNow), "unknown");
  EXPECT_EQ(gate.asks(gate.begin(), kNow), "");
}

// A table against a map, over more sessions than it first has room for.
RC_GTEST_PROP(SessionTable, SaysWhatWasSaid, ()) {
  TemporaryDirectory directory;
  SessionTable table = SessionTable::create(directory.path(), 1, kNow).value();
  SessionView view = SessionView::open(directory.path()).value();
  std::map<std::string, bool> lives;
  const auto steps = *rc::gen::inRange(0, 400);
  for (int i = 0; i < steps; ++i) {
    if (lives.empty() || *rc::gen::inRange(0, 4) > 0) {
      const std::string id = new_session_id();
      RC_ASSERT(table.add(id, kNow).has_value());
      lives[id] = true;
    } else {
      const auto one = std::next(lives.begin(), *rc::gen::inRange<size_t>(0, lives.size()));
      table.end(one->first);
      one->second = false;
    }
  }
  // A worker looks for a newer table ten times a second.
  const Instant later = shifted(kNow, kMicrosPerSecond);
  table.beat(later);
  for (const auto& [id, alive] : lives) {
    RC_ASSERT((view.use(id, 900, later) == Standing::kGoesOn) == alive);
  }
}

TEST(SessionTable, IsReadWhileItIsWritten) {
  TemporaryDirectory directory;
  SessionTable table = SessionTable::create(directory.path(), 16, kNow).value();
  const std::string stays = new_session_id();
  ASSERT_TRUE(table.add(stays, kNow));
  std::atomic<bool> done = false;
  std::thread worker([&] {
    SessionView view = SessionView::open(directory.path()).value();
    for (Instant now = kNow; !done; now = shifted(now, kMicrosPerSecond / 10)) {
      // The clock of this worker runs ahead: what it may say is that the server is silent.
      const Standing standing = view.use(stays, 1u << 30, now);
      EXPECT_TRUE(standing == Standing::kGoesOn || standing == Standing::kStale);
    }
  });
  for (int i = 0; i < 3000; ++i) {
    const std::string id = new_session_id();
    ASSERT_TRUE(table.add(id, kNow));
    table.beat(shifted(kNow, i * kMicrosPerSecond));
    if (i % 2 == 0) table.end(id);
  }
  done = true;
  worker.join();
}

TEST(SessionView, OpensNothingElse) {
  TemporaryDirectory directory;
  EXPECT_FALSE(SessionView::open(directory.path()));
  ASSERT_TRUE(write_file(directory.path() / "sessions", std::string(4096, 'x')));
  const auto view = SessionView::open(directory.path());
  ASSERT_FALSE(view);
  EXPECT_EQ(view.error().code, ErrorCode::kBadInput);
}

std::string document(const std::string& name) {
  return read_file(SEKISHO_ROOT "/docs/formats/" + name, 1u << 20).value();
}

TEST(Documents, HaveTheTokenThatTheySpeakOf) {
  const std::string text = document("gate-token.md");
  const size_t begin = text.find("\n    ey", text.find("## Example")) + 5;
  const std::string token = text.substr(begin, text.find('\n', begin) - begin);
  GateSession session = hana();
  session.id = "AAECAwQFBgcICQoLDA0ODw";
  EXPECT_EQ(token, token_of(session, JwsSigner(gate_key())));
  EXPECT_EQ(read_token(token, JwsKeys(gate_key().public_key())), session);
}

TEST(Documents, HaveTheTableThatTheySpeakOf) {
  TemporaryDirectory directory;
  SessionTable table = SessionTable::create(directory.path(), 1, kNow).value();
  ASSERT_TRUE(table.add("AAECAwQFBgcICQoLDA0ODw", kNow));
  const std::string bytes = read_file(directory.path() / "sessions", 1u << 20).value();
  // The first bytes of the id are 00 01 02 03: place 0 of 64.
  EXPECT_EQ(crypto::to_hex(bytes.substr(0, 64 + 32)),
            crypto::to_hex(hex_example(document("gate-sessions.md"))));
}

}  // namespace
}  // namespace sekisho::session
