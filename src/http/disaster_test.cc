// A disaster from its declaration to the last terminal that came back, as people do it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "http/api_world_test.h"
#include "service/explanation_utility_test.h"
#include "text/time_format.h"

namespace sekisho::http {
namespace {

constexpr int64_t kMinute = 60 * kMicrosPerSecond;

class DisasterApi : public testing::Test {
 protected:
  DisasterApi() {
    world_.import_registers(utility_.root() / "register");
    yui_ = world_.visitor("yui", {"disaster-desk"});
    ken_ = world_.visitor("ken", {"disaster-desk"});
    hana_ = world_.visitor("hana", {"conduct-regulation"});
  }

  Response must(Visitor& who, int status, std::string_view path, const std::string& body) {
    Response out = world_.ask(who, "POST", path, body);
    EXPECT_EQ(out.status, status) << path << " " << out.body;
    return out;
  }
  Response got(Visitor& who, std::string_view path) {
    Response out = world_.ask(who, "GET", path);
    EXPECT_EQ(out.status, 200) << path << " " << out.body;
    return out;
  }
  static std::string opening(const std::string& number) {
    return fmt::format(
        R"({{"name":"台風12号","openings":[{{"office":"熊本配電事業所","areas":["熊本県"],)"
        R"("systems":["nol"],"number":"{}"}}]}})",
        number);
  }
  // Opened by a number, with a pool.
  void open() {
    must(yui_, 201, "/api/v1/disasters", opening("2026-118"));
    const Response pool = must(
        yui_, 200, "/api/v1/pool",
        R"({"office":"熊本配電事業所","terminals":["T-1","T-2","T-99"],"accounts":["nol/dr1","nol/dr2"]})");
    EXPECT_EQ(text_at(pool, "/added/3/code"), "nol/dr2");
    EXPECT_EQ(text_at(pool, "/refused/0/code"), "T-99");
    EXPECT_EQ(text_at(pool, "/refused/0/reason_ja"), "端末台帳に「T-99」がありません");
  }
  Response lend(const std::string& terminal, const std::string& account) {
    return must(yui_, 201, "/api/v1/openings/1/lendings",
                fmt::format(R"({{"terminal":"{}","account":"{}","name":"応援 太郎","employer":)"
                            R"("OTHER-TD","seat":"A-3"}})",
                            terminal, account));
  }
  // The verdict by what is known now, and what is masked.
  Response judged(const std::string& account, const std::string& terminal, Instant at) {
    world_.now = shifted(world_.now, kMicrosPerSecond);
    return must(hana_, 200, "/api/v1/decisions",
                fmt::format(R"({{"system":"nol","account":"{}","terminal":"{}","at":"{}",)"
                            R"("known_at":"{}"}})",
                            account, terminal, text::rfc3339(at, text::kUtc),
                            text::rfc3339(world_.now, text::kUtc)));
  }
  std::string verdict(const std::string& account, const std::string& terminal, Instant at) {
    return text_at(judged(account, terminal, at), "/verdict");
  }

  service::ExplanationUtility utility_;
  ApiWorld world_;
  Visitor yui_, ken_, hana_;
};

TEST_F(DisasterApi, AHelperIsPermittedAsLongAsTheDisasterLastsAndSeesMaskedDataOnly) {
  open();
  const Response lent = lend("T-1", "nol/dr1");
  EXPECT_EQ(text_at(lent, "/lending"), "1");
  EXPECT_EQ(text_at(lent, "/state"), "lent");
  EXPECT_NE(text_at(lent, "/name"), "応援 太郎") << "answers are masked";

  const Response yes = judged("dr1", "T-1", world_.now);
  EXPECT_EQ(text_at(yes, "/verdict"), "permitted") << yes.body;
  EXPECT_EQ(text_at(yes, "/readings/0/deciding/0/id"), "disaster-helper") << yes.body;
  EXPECT_EQ(text_at(yes, "/readings/0/masks/supplier"), "remove");
  EXPECT_EQ(verdict("dr1", "T-2", world_.now), "denied") << "it was not lent with this terminal";
  EXPECT_EQ(verdict("dr2", "T-1", world_.now), "denied") << "it was not lent";

  // Somebody of the department may not lift it; the desk may, with a grace.
  must(hana_, 403, "/api/v1/openings/1/lifting", R"({"reason":"r"})");
  const Response lifted =
      must(yui_, 200, "/api/v1/openings/1/lifting", R"({"reason":"復旧完了","grace_minutes":30})");
  EXPECT_EQ(text_at(lifted, "/openings/0/state"), "ending");
  const Instant said = world_.now;
  EXPECT_EQ(verdict("dr1", "T-1", shifted(said, 29 * kMinute)), "permitted")
      << "what is under way may be finished";
  EXPECT_EQ(verdict("dr1", "T-1", shifted(said, 30 * kMinute)), "denied");
  must(yui_, 409, "/api/v1/openings/1/lendings",
       R"({"terminal":"T-2","account":"nol/dr2","name":"n","employer":"e"})");
  EXPECT_EQ(text_at(got(yui_, "/api/v1/disasters"), "/items/0/openings/0/state"), "ending");
}

TEST_F(DisasterApi, IsOpenedByANumberOrByASecondPerson) {
  const Response proposed = must(yui_, 201, "/api/v1/disasters", opening(""));
  EXPECT_EQ(text_at(proposed, "/openings/0/state"), "proposed");
  must(yui_, 409, "/api/v1/openings/1/lendings",
       R"({"terminal":"T-1","account":"nol/dr1","name":"n","employer":"e"})");
  must(yui_, 403, "/api/v1/openings/1/approval", "{}");
  const Response stale =
      world_.ask(ken_, "POST", "/api/v1/openings/1/approval", "{}", {{"if-match", "\"99-abc\""}});
  EXPECT_EQ(stale.status, 412) << stale.body;
  const Response approved = must(ken_, 200, "/api/v1/openings/1/approval", "{}");
  EXPECT_EQ(text_at(approved, "/openings/0/state"), "open");
  EXPECT_EQ(text_at(approved, "/openings/0/approved_by"), ken_.user.value);
  // It is open-ended; another office's has an end, which somebody else than who said it moves.
  must(yui_, 200, "/api/v1/disasters/1/openings",
       R"({"office":"阿蘇","areas":["阿蘇"],"systems":["nol"],"until":"2099-01-01","number":"1"})");
  const std::string later = R"({"until":"2099-02-01","reason":"長期化"})";
  must(yui_, 403, "/api/v1/openings/2/extension", later);
  must(ken_, 200, "/api/v1/openings/2/extension", later);
  EXPECT_NE(got(hana_, "/api/v1/disasters/1/history").body.find("extended"), std::string::npos);
}

TEST_F(DisasterApi, WhatDoesNotComeBackIsIrregularUntilTheDepartmentClosesIt) {
  open();
  lend("T-1", "nol/dr1");
  lend("T-2", "nol/dr2");
  must(yui_, 200, "/api/v1/openings/1/lifting", R"({"reason":"復旧完了","grace_minutes":0})");
  const Response back = must(yui_, 200, "/api/v1/openings/1/returns", R"({"codes":"T-1\nX-9\n"})");
  EXPECT_EQ(text_at(back, "/scanned/0/is"), "returned") << back.body;
  EXPECT_EQ(text_at(back, "/scanned/1/is"), "unknown");
  EXPECT_EQ(text_at(back, "/still_out/0"), "T-2");
  for (const char* lending : {"1", "2"}) {
    const Response gone = must(yui_, 200, fmt::format("/api/v1/lendings/{}/deletion", lending),
                               R"({"deleted_by":"配電システム管理者"})");
    EXPECT_NE(text_at(gone, "/ceased"), "");
  }
  EXPECT_EQ(number_at(got(yui_, "/api/v1/irregularities"), "/open"), 0);
  world_.now = shifted(world_.now, kMicrosPerDay);
  for (Visitor* one : {&yui_, &hana_}) world_.log_in(*one);  // sessions have ended
  const Response open = got(yui_, "/api/v1/irregularities?state=open");
  EXPECT_EQ(number_at(open, "/open"), 1) << open.body;
  EXPECT_EQ(text_at(open, "/items/0/kind"), "terminal-not-returned");
  EXPECT_EQ(number_at(got(yui_, "/api/v1/disasters/1"), "/openings/0/irregularities"), 1);
  const std::string close = "/api/v1/irregularities/lending-2-terminal/closing";
  must(yui_, 403, close, R"({"reason":"r"})");
  const Response closed = must(hana_, 200, close, R"({"reason":"紛失届を受理"})");
  EXPECT_EQ(text_at(closed, "/state"), "closed");
  must(hana_, 409, close, R"({"reason":"r"})");
  must(hana_, 404, "/api/v1/irregularities/none/closing", R"({"reason":"r"})");
  EXPECT_EQ(number_at(got(yui_, "/api/v1/irregularities"), "/open"), 0);

  const Response stock =
      must(yui_, 200, "/api/v1/stock-takes", R"({"office":"熊本配電事業所","codes":"T-1"})");
  EXPECT_EQ(number_at(stock, "/there"), 1) << stock.body;
  EXPECT_EQ(text_at(stock, "/lent/0"), "T-2");
}

TEST_F(DisasterApi, TheHelpersLogInEndsWithTheLending) {
  open();
  lend("T-1", "nol/dr1");
  const std::string wish = R"({"number":"2026-118","format":"json","language":"ja")";
  const Response code = must(yui_, 200, "/api/v1/lendings/1/code", wish + "}");
  EXPECT_NE(text_at(code, "/sheet").find(text_at(code, "/code")), std::string::npos);
  must(yui_, 409, "/api/v1/lendings/1/code", wish + "}");
  const Response again =
      must(yui_, 200, "/api/v1/lendings/1/code", wish + R"(,"again":"票を汚損"})");
  Visitor helper{.name = text_at(again, "/login_name")};
  EXPECT_EQ(world_
                .ask(helper, "POST", "/api/v1/enrolment",
                     fmt::format(R"({{"code":"{}"}})", text_at(code, "/code")))
                .status,
            404)
      << "the first code is no more";
  world_.enrol(helper, text_at(again, "/code"));
  world_.log_in(helper);
  EXPECT_EQ(world_.ask(helper, "GET", "/api/v1/session").status, 200);
  EXPECT_EQ(world_.ask(helper, "GET", "/api/v1/disasters").status, 403) << "they may do nothing";
  must(yui_, 200, "/api/v1/lendings/1/handing-over", R"({"what":"slip"})");
  must(yui_, 200, "/api/v1/lendings/1/handing-over", R"({"what":"code"})");

  must(yui_, 200, "/api/v1/lendings/1/end", R"({"reason":"応援終了","grace_minutes":0})");
  EXPECT_EQ(world_.ask(helper, "GET", "/api/v1/session").status, 401);
  EXPECT_EQ(world_.begin_log_in(helper).status, 401);
  EXPECT_FALSE(world_.people->storage.user(helper.user).value().has_value());
  EXPECT_EQ(text_at(must(yui_, 409, "/api/v1/lendings/1/code", wish + "}"), "/detail"),
            "lending 1 has ended");
}

TEST_F(DisasterApi, TheSlipSaysWhoWhatAndUntilWhenAndHoldsNoSecret) {
  open();
  lend("T-1", "nol/dr1");
  const Response slip =
      must(yui_, 200, "/api/v1/lendings/1/slip", R"({"format":"text","language":"ja"})");
  for (const char* said : {"応援 太郎", "T-1", "nol/dr1", "A-3", "OTHER-TD", "熊本配電事業所"})
    EXPECT_NE(slip.body.find(said), std::string::npos) << slip.body;
  const Response pdf =
      must(yui_, 200, "/api/v1/lendings/1/slip", R"({"format":"pdf","language":"en"})");
  EXPECT_EQ(pdf.content_type, "application/pdf");
  EXPECT_EQ(pdf.body.substr(0, 5), "%PDF-");
  must(hana_, 403, "/api/v1/lendings/1/slip", R"({"format":"text","language":"ja"})");
  const Response history = got(yui_, "/api/v1/lendings/1/history");
  EXPECT_NE(history.body.find("slip-printed"), std::string::npos);
  EXPECT_EQ(history.body.find("応援 太郎"), std::string::npos) << history.body;
  world_.step_up(yui_, "unmask");
  EXPECT_EQ(world_
                .ask(yui_, "POST", "/api/v1/unmaskings",
                     R"({"thing":"grant","id":"1","purpose":"返却の照合"})")
                .status,
            201);
  const Response plain = got(yui_, "/api/v1/lendings/1/history");
  EXPECT_NE(plain.body.find("応援 太郎"), std::string::npos) << plain.body;
  EXPECT_NE(plain.etag, history.etag);
  EXPECT_EQ(got(yui_, "/api/v1/lendings").body.find("応援 太郎"), std::string::npos);
}

}  // namespace
}  // namespace sekisho::http
