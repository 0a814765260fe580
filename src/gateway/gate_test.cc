#include "gateway/gate.h"

#include <gtest/gtest.h>

#include <utility>

#include "base/temporary_directory_test.h"
#include "crypto/pseudonym_token.h"
#include "crypto/sha256.h"
#include "gateway/limits.h"
#include "session/limits.h"
#include "session/session_table.h"
#include "text/base32.h"
#include "text/base64.h"
#include "text/json.h"

namespace sekisho::gateway {
namespace {

using Step = Exchange::Step;
using Fate = Exchange::Fate;

constexpr Instant kNow{1'700'000'000 * kMicrosPerSecond};
constexpr std::string_view kPoint = "0900000000000000000017";
constexpr std::string_view kOther = "0900000000000000000025";
constexpr std::string_view kRoutes = R"(
system = "nol"
static = ["/assets/"]
cookies = ["SID"]
[[route]]
methods = ["GET"]
path = "/points/{spid}"
record = "path:spid"
kind = "supply_point"
[[route]]
methods = ["POST"]
path = "/look"
record = "json:/spid"
kind = "supply_point"
[[route]]
methods = ["GET"]
path = "/points"
action = "list"
kind = "supply_point"
[route.lists]
json = ["/points/*/spid"]
[route.addresses]
json = ["/points/*/at"]
[[route.term]]
in = "query:phone"
field = "phone"
told = { least = 10, hits = 1 }
[route.term.shown]
json = ["/points/*/phone"]
[[route]]
methods = ["GET"]
path = "/located/{spid}"
record = "path:spid"
kind = "supply_point"
[route.addresses]
json = ["/at"]
)";

policy::Vocabulary vocabulary() {
  return policy::Vocabulary::parse(
             "[fields]\nsupplier = { ja = \"s\", en = \"s\" }\n"
             "phone = { ja = \"p\", en = \"p\" }\n",
             "o")
      .value();
}

// Permits all but what a test says.
class SomeFacts final : public Facts {
 public:
  Result<Ruling> judge(const Wanted& wanted, Instant /*now*/) override {
    asked.emplace_back(wanted.record);
    if (area_unknown) return judge_area(wanted);
    if (throws) throw std::bad_alloc();
    if (stale) return fail(ErrorCode::kIo, "stale");
    if (wanted.session_heard && !open) return fail(ErrorCode::kIo, "stale");
    Ruling out;
    if (open) {
      out.outage_plan = "7";
      out.unconfirmed_since = wanted.session_heard.value_or(kBeginning);
    }
    out.allowed = wanted.person == "P1" && (forbidden.empty() || wanted.record != forbidden);
    out.reasons = {out.allowed ? "own-staff" : "own-staff/entitled"};
    out.account = "k1";
    out.entity = entity;
    if (out.allowed && !masks.empty())
      out.obligations = policy::parse_obligations(masks, vocabulary()).value();
    return out;
  }
  bool stays_open(const Wanted& wanted, Instant /*now*/) override {
    return open && wanted.terminal == "T-1";
  }
  std::string terminal_at(std::string_view address, Instant /*now*/) override {
    return address == "10.0.0.1" ? "T-1" : "";
  }
  std::string_view policy_set() const override { return "rules"; }
  std::string_view revision() const override { return "facts"; }

  // Of a helper in a disaster that was declared for what begins with `A`.
  Ruling judge_area(const Wanted& wanted) const {
    Ruling out{.allowed = true, .reasons = {"disaster-helper"}, .account = "k1"};
    out.obligations = policy::parse_obligations("mask:supplier=remove", vocabulary()).value();
    if (wanted.record.empty() || wanted.record_address.starts_with('A')) return out;
    out.area_unknown = wanted.record_address.empty();
    out.allowed = out.area_unknown;
    out.reasons = {out.allowed ? "doubt/disaster-area-unknown" : "disaster-helper/within-area"};
    return out;
  }

  bool area_unknown = false;
  std::vector<std::string> asked;
  std::string forbidden, masks, entity;
  bool throws = false, stale = false;
  bool open = false;  // nobody confirms anything, and the system stays open
};

class SomeSpool final : public Spool {
 public:
  std::expected<uint64_t, std::string_view> offer(std::string_view entry) override {
    if (full) return std::unexpected("full");
    entries.push_back(text::JsonValue::parse(entry).value());
    return entries.size();
  }
  Standing standing(uint64_t ticket) override {
    if (ticket <= durable) return Standing::kDurable;
    return alive ? Standing::kWaiting : Standing::kLost;
  }
  // What a member of the newest entry is.
  std::string told(std::string_view member) const {
    const text::JsonValue* value = entries.back().find(member);
    return value == nullptr ? "" : value->to_json();
  }

  std::vector<text::JsonValue> entries;
  uint64_t durable = 1'000'000;
  bool full = false, alive = true;
};

class GateTest : public testing::Test {
 protected:
  GateTest()
      : signer(crypto::Ed25519Key::generate()),
        table(session::SessionTable::create(directory.path(), 8, kNow).value()),
        sessions(session::JwsKeys(key.public_key()),
                 session::SessionView::open(directory.path()).value()),
        mint(signer, "gate-1"),
        routes(Routes::parse(kRoutes, "r").value()),
        places(
            mask::Places::parse("[fields.supplier]\njson = [\"/**/supplier\"]\n", "m", vocabulary())
                .value()),
        gate({.name = "gate-1",
              .desk = {"内線1234", "/login"},
              .routes = &routes,
              .places = &places,
              .facts = &facts,
              .spool = &spool,
              .sessions = &sessions,
              .identities = &mint}) {
    session::GateSession made{.id = session::new_session_id(), .person = "P1", .terminal = "T-1"};
    made.issued = kNow;
    made.expires = shifted(kNow, 3600 * kMicrosPerSecond);
    made.idle_seconds = 600;
    EXPECT_TRUE(table.add(made.id, kNow));
    id = made.id;
    cookies =
        "__Host-sekisho=" +
        session::token_of(made, session::JwsSigner(crypto::Ed25519Key::from_seed(key.seed())));
  }

  RequestHead request(std::string_view target, std::string_view method = "GET") const {
    return {.method = method,
            .target = target,
            .cookies = cookies,
            .content_type = "application/json",
            .address = "10.0.0.1"};
  }
  static std::string point(std::string_view id) { return "/points/" + std::string(id); }
  static mask::ResponseHead answer_of(int status, std::string_view type,
                                      std::string_view encoding = {}) {
    mask::ResponseHead out;
    out.status = status;
    out.content_type = type;
    out.content_encoding = encoding;
    return out;
  }
  static mask::ResponseHead json_answer() { return answer_of(200, "application/json"); }
  static std::string list(std::initializer_list<std::string_view> ids) {
    std::string out;
    for (const std::string_view id : ids) {
      if (!out.empty()) out += ",";
      out += R"({"spid":")" + std::string(id) + R"(","supplier":"S"})";
    }
    return R"({"points":[)" + out + "]}";
  }

  TemporaryDirectory directory;
  const crypto::Ed25519Key key = crypto::Ed25519Key::generate();
  const session::JwsSigner signer;
  session::SessionTable table;
  session::SessionCheck sessions;
  IdentityMint mint;
  SomeFacts facts;
  SomeSpool spool;
  Routes routes;
  mask::Places places;
  crypto::SecretKey pseudonyms = crypto::SecretKey::generate();
  Gate gate;
  std::string cookies, id;  // of the session
};

TEST_F(GateTest, PassesWhatIsPermittedAndDurable) {
  spool.durable = 0;
  Exchange one(gate);
  ASSERT_EQ(one.begin(request(point(kPoint)), kNow), Step::kWait);
  EXPECT_EQ(one.look(kNow), Step::kWait);
  spool.durable = 1;
  EXPECT_EQ(one.look(kNow), Step::kPass);
  EXPECT_FALSE(one.is_static());
  const session::JwsKeys keys =
      session::JwsKeys::parse(R"({"keys":[)" + signer.public_jwk() + "]}", "k").value();
  const auto claims = text::JsonValue::parse(keys.verify(one.identity(), kIdentityType).value());
  EXPECT_EQ(claims->find("sub")->as_string(), "P1");
  EXPECT_EQ(claims->find("aud")->as_string(), "nol");
  EXPECT_EQ(spool.told("records"), "[\"0900000000000000000017\"]");
  EXPECT_EQ(spool.told("decision"), "\"permit\"");
  EXPECT_EQ(spool.told("request"), "\"" + one.reference() + "\"");
}

TEST_F(GateTest, MintsOneIdentityUntilItIsHalfAsOldAsItMayBe) {
  const auto identity = [&](int64_t seconds) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(request(point(kPoint)), shifted(kNow, seconds * kMicrosPerSecond)),
              Step::kPass);
    return std::string(one.identity());
  };
  table.beat(shifted(kNow, 40 * kMicrosPerSecond));
  const std::string first = identity(0);
  EXPECT_EQ(identity(30), first);
  EXPECT_NE(identity(31), first);
}

TEST_F(GateTest, RefusesWhoDidNotProveWhoTheyAre) {
  const std::string target = point(kPoint);  // heads are views
  RequestHead nobody = request(target);
  nobody.cookies = {};
  RequestHead elsewhere = request(target);
  elsewhere.address = "10.0.0.2";
  for (const auto& [head, reason] :
       {std::pair{nobody, "session/no-token"}, {elsewhere, "session/other-terminal"}}) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(head, kNow), Step::kRefuse);
    EXPECT_EQ(one.reason(), reason);
    EXPECT_EQ(one.page().status, 401);
  }
  EXPECT_TRUE(spool.entries.empty());
  gate.use_sessions(nullptr);
  Exchange one(gate);
  EXPECT_EQ(one.begin(request(point(kPoint)), kNow), Step::kRefuse);
  EXPECT_EQ(one.page().status, 503);
}

TEST_F(GateTest, OfASystemThatStaysOpenRecordsThatNobodyConfirmedTheSession) {
  const Instant down = shifted(kNow, session::kStaleAfterMicros + 1);
  const auto reason = [&](std::string_view target) {
    Exchange one(gate);
    one.begin(request(target), down);
    return one.reason();
  };
  EXPECT_EQ(reason(point(kPoint)), "session/stale");
  facts.open = true;
  EXPECT_EQ(reason(point(kPoint)), "");
  EXPECT_EQ(spool.told("outage_plan"), "\"7\"");
  EXPECT_EQ(spool.told("unconfirmed_since"), std::to_string(kNow.micros));
  // What it cannot record it does not show.
  spool.full = true;
  EXPECT_EQ(reason(point(kPoint)), "spool/full");
  spool.full = false;
  // From another terminal, without a token, or with a session that had ended before.
  const std::string target = point(kPoint);  // heads are views
  RequestHead elsewhere = request(target);
  elsewhere.address = "10.0.0.2";
  Exchange other(gate);
  other.begin(elsewhere, down);
  EXPECT_EQ(other.reason(), "session/other-terminal");
  const std::string kept = std::exchange(cookies, "");
  EXPECT_EQ(reason(point(kPoint)), "session/no-token");
  cookies = kept;
  EXPECT_TRUE(table.end(id));
  EXPECT_EQ(reason(point(kPoint)), "session/ended");
}

TEST_F(GateTest, SaysNothingOfAnOutageWhereThereIsNone) {
  Exchange one(gate);
  EXPECT_EQ(one.begin(request(point(kPoint)), kNow), Step::kPass);
  EXPECT_EQ(spool.told("outage_plan"), "");
  EXPECT_EQ(spool.told("unconfirmed_since"), "");
}

TEST_F(GateTest, RecordsADenialAndTellsWhy) {
  facts.forbidden = kPoint;
  spool.durable = 0;
  Exchange one(gate);
  EXPECT_EQ(one.begin(request(point(kPoint)), kNow), Step::kWait);
  EXPECT_EQ(spool.told("decision"), "\"deny\"");
  spool.durable = 1;
  EXPECT_EQ(one.look(kNow), Step::kRefuse);
  const Page page = one.page();
  EXPECT_EQ(page.status, 403);
  EXPECT_EQ(page.content_type, "application/problem+json");
  EXPECT_NE(page.body.find(one.reference()), std::string::npos);
  EXPECT_NE(page.body.find("own-staff/entitled"), std::string::npos);
  EXPECT_EQ(page.body.find(kPoint), std::string::npos);
}

TEST_F(GateTest, RefusesWhateverFails) {
  const auto reason = [&](std::string_view target) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(request(target), kNow), Step::kRefuse);
    EXPECT_GE(one.page().status, 400);
    return one.reason();
  };
  EXPECT_EQ(reason("/nothing"), "route/unknown");
  EXPECT_EQ(reason("/points/%2e"), "route/ambiguous");
  facts.stale = true;
  EXPECT_EQ(reason(point(kPoint)), "facts/stale");
  facts.stale = false;
  facts.throws = true;
  EXPECT_EQ(reason(point(kPoint)), "gate/exception");
  facts.throws = false;
  spool.full = true;
  EXPECT_EQ(reason(point(kPoint)), "spool/full");
}

TEST_F(GateTest, RefusesWhatIsNeverRecorded) {
  spool.durable = 0;
  Exchange slow(gate);
  ASSERT_EQ(slow.begin(request(point(kPoint)), kNow), Step::kWait);
  EXPECT_EQ(slow.look(shifted(kNow, (kPatienceMillis + 1) * 1000)), Step::kRefuse);
  EXPECT_EQ(slow.reason(), "spool/silent");
  Exchange lost(gate);
  ASSERT_EQ(lost.begin(request(point(kPoint)), kNow), Step::kWait);
  spool.alive = false;
  EXPECT_EQ(lost.look(kNow), Step::kRefuse);
  EXPECT_EQ(lost.reason(), "spool/gone");
}

TEST_F(GateTest, ReadsTheRecordOfABody) {
  Exchange one(gate);
  ASSERT_EQ(one.begin(request("/look", "POST"), kNow), Step::kNeedBody);
  EXPECT_TRUE(facts.asked.empty());
  EXPECT_EQ(one.take_body(R"({"spid":"0900000000000000000017"})", kNow), Step::kPass);
  EXPECT_EQ(facts.asked.back(), kPoint);
  Exchange other(gate);
  ASSERT_EQ(other.begin(request("/look", "POST"), kNow), Step::kNeedBody);
  EXPECT_EQ(other.take_body("{}", kNow), Step::kRefuse);
}

TEST_F(GateTest, APseudonymIsTheSameBeforeOneEntityAndAnotherBeforeAnother) {
  facts.masks = "mask:supplier=pseudonym";
  const auto shown = [&](const std::string& entity) {
    facts.entity = entity;
    Exchange one(gate);
    EXPECT_EQ(one.begin(request(point(kPoint)), kNow), Step::kPass);
    std::string out;
    if (one.answer(json_answer()) != Fate::kMask) return out;
    EXPECT_TRUE(one.push(R"({"supplier":"S"})", out) && one.finish(out));
    return out;
  };
  EXPECT_EQ(shown("NET"), "");  // nobody gave it a key
  Gate::Parts parts{.name = "gate-1",
                    .desk = {},
                    .routes = &routes,
                    .places = &places,
                    .facts = &facts,
                    .spool = &spool,
                    .sessions = &sessions,
                    .identities = &mint,
                    .pseudonyms = &pseudonyms};
  gate = Gate(std::move(parts));
  EXPECT_EQ(shown(""), "");  // nobody knows for whom
  const std::string first = shown("NET");
  EXPECT_EQ(first, R"({"supplier":")" +
                       text::base32_encode(crypto::pseudonym_token(pseudonyms, "NET", "S")) +
                       "\"}");
  EXPECT_EQ(shown("NET"), first);
  EXPECT_NE(shown("AFF"), first);
  EXPECT_EQ(shown("AFF").find("\"S\""), std::string::npos);
}

TEST_F(GateTest, MasksWhatItHasTo) {
  facts.masks = "mask:supplier=remove";
  Exchange one(gate);
  ASSERT_EQ(one.begin(request(point(kPoint)), kNow), Step::kPass);
  ASSERT_EQ(one.answer(json_answer()), Fate::kMask);
  EXPECT_EQ(one.answer_kind(), Answer::kMasked);
  std::string out;
  EXPECT_TRUE(one.push(R"({"a":1,"supp)", out));
  EXPECT_TRUE(one.push(R"(lier":"S"})", out));
  EXPECT_TRUE(one.finish(out));
  EXPECT_EQ(out, R"({"a":1})");
  const auto fate = [&](const mask::ResponseHead& head) {
    Exchange another(gate);
    EXPECT_EQ(another.begin(request(point(kPoint)), kNow), Step::kPass);
    return another.answer(head);
  };
  EXPECT_EQ(fate(answer_of(206, "application/json")), Fate::kRefuse);
  EXPECT_EQ(fate(answer_of(101, "")), Fate::kRefuse);
  EXPECT_EQ(fate(answer_of(200, "application/json", "gzip")), Fate::kRefuse);
  EXPECT_EQ(fate(answer_of(200, "application/pdf")), Fate::kRefuse);
  EXPECT_EQ(fate(answer_of(302, "text/html")), Fate::kEmpty);
  facts.masks = "mask:phone=redact";  // of which nothing says where it stands
  EXPECT_EQ(fate(json_answer()), Fate::kRefuse);
}

TEST_F(GateTest, BreaksOffWhatItCannotMask) {
  facts.masks = "mask:supplier=remove";
  Exchange one(gate);
  ASSERT_EQ(one.begin(request(point(kPoint)), kNow), Step::kPass);
  ASSERT_EQ(one.answer(json_answer()), Fate::kMask);
  std::string out;
  EXPECT_FALSE(one.push("{]", out) && one.finish(out));
  EXPECT_FALSE(one.push("{}", out));
  EXPECT_FALSE(one.finish(out));
}

TEST_F(GateTest, HoldsAListUntilItsRecordsAreRecorded) {
  facts.masks = "mask:supplier=remove";
  Exchange one(gate);
  ASSERT_EQ(one.begin(request("/points"), kNow), Step::kPass);
  EXPECT_EQ(spool.told("records"), "");
  ASSERT_EQ(one.answer(json_answer()), Fate::kHold);
  const std::string answer = list({kPoint, kOther, kPoint});
  for (const char byte : answer) ASSERT_TRUE(one.hold({&byte, 1}));
  spool.durable = 1;
  ASSERT_EQ(one.end_of_held(kNow), Step::kWait);
  EXPECT_EQ(spool.told("records"), R"(["0900000000000000000017","0900000000000000000025"])");
  spool.durable = 2;
  ASSERT_EQ(one.look(kNow), Step::kPass);
  EXPECT_EQ(one.take_held(),
            R"({"points":[{"spid":"0900000000000000000017"},)"
            R"({"spid":"0900000000000000000025"},{"spid":"0900000000000000000017"}]})");
}

TEST_F(GateTest, RefusesAListWithARecordThatMayNotBeSeen) {
  facts.forbidden = kOther;
  Exchange one(gate);
  ASSERT_EQ(one.begin(request("/points"), kNow), Step::kPass);
  ASSERT_EQ(one.answer(json_answer()), Fate::kHold);
  ASSERT_TRUE(one.hold(list({kPoint, kOther})));
  EXPECT_EQ(one.end_of_held(kNow), Step::kRefuse);
  EXPECT_EQ(spool.told("decision"), "\"deny\"");
  EXPECT_EQ(spool.told("records"), R"(["0900000000000000000025"])");
  EXPECT_EQ(one.page().body.find(kPoint), std::string::npos);
}

TEST_F(GateTest, RefusesListsItDoesNotUnderstand) {
  for (const char* text : {"", "{}", R"({"points":[{}]})"}) {
    Exchange one(gate);
    ASSERT_EQ(one.begin(request("/points"), kNow), Step::kPass);
    ASSERT_EQ(one.answer(json_answer()), Fate::kHold);
    ASSERT_TRUE(one.hold(text));
    EXPECT_EQ(one.end_of_held(kNow), Step::kRefuse) << text;
  }
  Exchange failed(gate);
  ASSERT_EQ(failed.begin(request("/points"), kNow), Step::kPass);
  EXPECT_EQ(failed.answer(answer_of(500, "application/json")), Fate::kRefuse);
  Exchange large(gate);
  ASSERT_EQ(large.begin(request("/points"), kNow), Step::kPass);
  ASSERT_EQ(large.answer(json_answer()), Fate::kHold);
  EXPECT_TRUE(large.hold(std::string(kMaxHeldBytes, ' ')));
  EXPECT_FALSE(large.hold(" "));
}

// Where a record is, its answer says: what nobody knew before is decided then.
TEST_F(GateTest, DecidesByTheAddressThatAnAnswerSays) {
  facts.area_unknown = true;
  const auto shown = [&](std::string_view answer) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(request("/located/" + std::string(kPoint)), kNow), Step::kPass);
    EXPECT_EQ(spool.told("reasons"), R"(["doubt/disaster-area-unknown"])");
    EXPECT_EQ(one.answer(json_answer()), Fate::kHold);
    EXPECT_TRUE(one.hold(answer));
    return one.end_of_held(kNow) == Step::kPass ? one.take_held() : one.reason();
  };
  EXPECT_EQ(shown(R"({"at":"A1","supplier":"S"})"), R"({"at":"A1"})");
  EXPECT_EQ(spool.told("reasons"), R"(["disaster-helper"])");
  EXPECT_EQ(shown(R"({"at":"B1","supplier":"S"})"), "disaster-helper/within-area");
  EXPECT_EQ(spool.told("decision"), "\"deny\"");
  EXPECT_EQ(spool.told("records"), R"(["0900000000000000000017"])");
  const size_t before = spool.entries.size();
  EXPECT_EQ(shown(R"({"supplier":"S"})"), "{}");
  EXPECT_EQ(spool.entries.size(), before + 1);  // it is still not known
}

TEST_F(GateTest, HoldsNoAnswerWhoseAddressDecidesNothing) {
  facts.masks = "mask:supplier=remove";
  Exchange one(gate);
  ASSERT_EQ(one.begin(request("/located/" + std::string(kPoint)), kNow), Step::kPass);
  EXPECT_EQ(one.answer(json_answer()), Fate::kMask);
}

TEST_F(GateTest, DecidesEachRecordOfAListByItsAddress) {
  facts.area_unknown = true;
  const auto shown = [&](std::string_view answer) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(request("/points"), kNow), Step::kPass);
    EXPECT_EQ(one.answer(json_answer()), Fate::kHold);
    EXPECT_TRUE(one.hold(answer));
    return one.end_of_held(kNow);
  };
  EXPECT_EQ(shown(R"({"points":[{"spid":"0900000000000000000025"},)"
                  R"({"spid":"0900000000000000000017","at":"A1"}]})"),
            Step::kPass);
  EXPECT_EQ(spool.told("records"), R"(["0900000000000000000025"])");
  EXPECT_EQ(spool.told("reasons"), R"(["doubt/disaster-area-unknown"])");
  EXPECT_EQ(shown(R"({"points":[{"spid":"0900000000000000000017","at":"A1"},)"
                  R"({"spid":"0900000000000000000025","at":"B1"}]})"),
            Step::kRefuse);
  EXPECT_EQ(spool.told("records"), R"(["0900000000000000000025"])");
}

TEST_F(GateTest, RecordsBySearchTermWhateverBecomesOfIt) {
  Exchange one(gate);
  EXPECT_EQ(one.begin(request("/points?phone=092-1"), kNow), Step::kPass);
  EXPECT_EQ(spool.told("terms"), R"(["phone=0921"])");
  facts.masks = "mask:supplier=remove";
  RequestHead with_body = request("/points");
  with_body.has_body = true;
  Exchange unread(gate);
  EXPECT_EQ(unread.begin(with_body, kNow), Step::kRefuse);
  EXPECT_EQ(unread.reason(), "search/unexplained");
  facts.masks = "mask:phone=redact";
  places =
      mask::Places::parse("[fields.phone]\njson = [\"/**/phone\"]\n", "m", vocabulary()).value();
  Exchange part(gate);
  EXPECT_EQ(part.begin(request("/points?phone=092-1"), kNow), Step::kRefuse);
  EXPECT_EQ(part.reason(), "search/not-whole");
  EXPECT_EQ(spool.told("terms"), R"(["phone=0921"])");
  EXPECT_EQ(spool.told("decision"), "\"deny\"");
  EXPECT_EQ(spool.told("reasons"), R"(["search/not-whole"])");
}

TEST_F(GateTest, ShowsHitsThatHaveWhatWasToldAndMasksIt) {
  facts.masks = "mask:phone=redact";
  places =
      mask::Places::parse("[fields.phone]\njson = [\"/**/phone\"]\n", "m", vocabulary()).value();
  const auto shown = [&](std::string_view answer) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(request("/points?phone=092-123-4567"), kNow), Step::kPass);
    EXPECT_EQ(one.answer(json_answer()), Fate::kHold);
    EXPECT_TRUE(one.hold(answer));
    return one.end_of_held(kNow) == Step::kPass ? one.take_held() : one.reason();
  };
  EXPECT_EQ(shown(R"({"points":[{"spid":"0900000000000000000017","phone":"0921234567"}]})"),
            R"({"points":[{"spid":"0900000000000000000017","phone":"***"}]})");
  EXPECT_EQ(spool.told("records"), R"(["0900000000000000000017"])");
  EXPECT_EQ(shown(R"({"points":[{"spid":"0900000000000000000017","phone":"0921234568"}]})"),
            "search/other-hits");
  EXPECT_EQ(spool.told("records"), "");
  EXPECT_EQ(spool.told("reasons"), R"(["search/other-hits"])");
}

TEST_F(GateTest, ShowsAPageThatQuotesSafely) {
  const Page page = deny_page({"<b>", "1&2"}, {"\"<desk>\"", "/login"}, "text/html, */*");
  EXPECT_EQ(page.status, 403);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(page.body.find("<b>"), std::string::npos);
  EXPECT_EQ(page.body.find("<desk>"), std::string::npos);
  EXPECT_EQ(page.body.find("/login"), std::string::npos);  // logging in would not help
  EXPECT_NE(deny_page({"session/idle", "1"}, {"", "/login"}, "text/html").body.find("/login"),
            std::string::npos);
}

TEST_F(GateTest, AdmitsTheStyleOfItsPagesAlone) {
  const std::string body = deny_page({"barrier", "1"}, {}, "text/html").body;
  const size_t begin = body.find("<style>") + 7;
  const std::string style = body.substr(begin, body.find("</style>") - begin);
  EXPECT_EQ(page_policy(), "default-src 'none'; style-src 'sha256-" +
                               text::base64_encode(crypto::view(crypto::sha256(style))) + "'");
  EXPECT_EQ(body.find(" style="), std::string::npos);
}

TEST_F(GateTest, LeadsBackFromTheLogIn) {
  EXPECT_EQ(way_back("nol", "GET", "/points?name=%E9%AB%98&\"<>#'"),
            "#system=nol&path=%2Fpoints%3Fname%3D%25E9%25AB%2598%26%22%3C%3E%23%27");
  EXPECT_EQ(way_back("nol", "POST", "/points/1"), "#system=nol&path=%2F");  // is not done again
  EXPECT_EQ(way_back("nol", "GET", "/" + std::string(kMaxWayBackBytes, 'a')),
            "#system=nol&path=%2F");
  const Denial denial{"session/no-token", "1", "#system=nol&path=%2F"};
  const Desk desk{"", "https://sekisho.example/console/systems"};
  EXPECT_NE(
      deny_page(denial, desk, "text/html")
          .body.find("href=\"https://sekisho.example/console/systems#system=nol&amp;path=%2F\""),
      std::string::npos);
}

TEST_F(GateTest, LetsHeadersOfMaskedAnswersSayNoMore) {
  const auto ask = [&](const mask::ResponseHead& head, std::string_view location) {
    Exchange one(gate);
    EXPECT_EQ(one.begin(request(point(kPoint)), kNow), Step::kPass);
    return one.answer(head, location);
  };
  EXPECT_EQ(ask(answer_of(303, "text/html"), "https://elsewhere.example/S"), Fate::kEmpty);
  facts.masks = "mask:supplier=remove";
  EXPECT_EQ(ask(answer_of(303, "text/html"), point(kPoint)), Fate::kEmpty);
  EXPECT_EQ(ask(answer_of(303, "text/html"), "/points?name=S"), Fate::kRefuse);
  Exchange one(gate);
  ASSERT_EQ(one.begin(request(point(kPoint)), kNow), Step::kPass);
  ASSERT_EQ(one.answer(json_answer()), Fate::kMask);
  EXPECT_TRUE(one.passes_downstream("Location", point(kPoint)));
  EXPECT_FALSE(one.passes_downstream("Location", "/suppliers/S"));
  EXPECT_TRUE(one.passes_downstream("set-cookie", "SID=1; Path=/; HttpOnly"));
  EXPECT_FALSE(one.passes_downstream("Set-Cookie", "last=S"));
  EXPECT_FALSE(one.passes_downstream("Set-Cookie", "=SID"));
  EXPECT_TRUE(one.passes_downstream("Content-Security-Policy", "default-src 'self'"));
  EXPECT_FALSE(one.passes_downstream("Content-Security-Policy", "report-uri /r?supplier=S"));
  EXPECT_FALSE(one.passes_downstream("X-Supplier", "S"));
}

}  // namespace
}  // namespace sekisho::gateway
