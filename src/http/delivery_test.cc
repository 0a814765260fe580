// Who may hand in which log, and who sees what of it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crypto/sha256.h"
#include "http/api_world_test.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kLog =
    R"({"time":"2024-10-01T00:00:00Z","actor":{"id":"u1"},"src":"10.0.0.1","op":"read","point":"0500000000000000000001"})"
    "\n"
    R"({"time":"2024-10-01T01:00:00Z","actor":{"id":"u2"},"src":"10.0.0.1","op":"read","point":"0500000000000000000001"})"
    "\n";

class Unwatched final : public service::JobWatch {
 public:
  void progress(const service::Progress&) override {}
  bool unwanted() const override { return false; }
};

class DeliveryApi : public testing::Test {
 protected:
  std::string uploaded(Visitor& who) {
    const Response begun =
        world.ask(who, "POST", "/api/v1/uploads",
                  fmt::format(R"({{"name":"nws/a.jsonl","bytes":{},"sha256":"{}"}})", kLog.size(),
                              crypto::sha256_hex(kLog)));
    EXPECT_EQ(begun.status, 201) << begun.body;
    std::string id = text_at(begun, "/upload");
    const auto writer = world.uploads->write(caller_of(who), id, 0);
    EXPECT_TRUE(writer);
    EXPECT_TRUE((*writer)->append(kLog));
    EXPECT_TRUE((*writer)->finish());
    return id;
  }
  std::string caller_of(const Visitor& who) {
    return service::office_caller(who.user, world.people->members.find(who.user).value(), world.now)
        .id;
  }
  static std::string slip(const std::string& upload, const std::string& system) {
    return fmt::format(
        R"({{"upload":"{}","system":"{}","extracted_by":"P000042","query":"all","from":"2024-10-01",)"
        R"("until":"2024-11-01","counted":2,"sha256":"{}"}})",
        upload, system, crypto::sha256_hex(kLog));
  }
  // Does the work of the job that an answer names.
  void work(const Response& handed) {
    const auto job = world.jobs->find(text_at(handed, "/job"));
    ASSERT_TRUE(job) << handed.body;
    Unwatched watch;
    const auto done = world.deliveries->run(*job, watch);
    ASSERT_TRUE(done) << to_string(done.error());
  }

  ApiWorld world;
};

TEST_F(DeliveryApi, AnAdministratorHandsInLogsOfTheOwnSystemAndNobodyElseDoes) {
  Visitor admin = world.visitor("nws-admin", {"system-administrator"}, {"nws"}, "affiliate-it");
  Visitor other = world.visitor("nol-admin", {"system-administrator"}, {"nol"}, "affiliate-it");
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  EXPECT_EQ(world.ask(hana, "POST", "/api/v1/deliveries", slip("u", "nws")).status, 403);
  EXPECT_EQ(world.ask(other, "POST", "/api/v1/deliveries", slip(uploaded(other), "nws")).status,
            403);
  const Response handed =
      world.ask(admin, "POST", "/api/v1/deliveries", slip(uploaded(admin), "nws"));
  ASSERT_EQ(handed.status, 202) << handed.body;
  EXPECT_EQ(text_at(handed, "/delivery/state"), "receiving");
  work(handed);

  const std::string path = "/api/v1/deliveries/" + text_at(handed, "/delivery/delivery");
  const Response received = world.ask(admin, "GET", path);
  EXPECT_EQ(text_at(received, "/state"), "archived") << received.body;
  EXPECT_EQ(world.ask(other, "GET", path).status, 404);
  EXPECT_EQ(text_at(world.ask(admin, "GET", "/api/v1/deliveries"), "/items/0/delivery"), "1");
  EXPECT_EQ(text_at(world.ask(other, "GET", "/api/v1/deliveries"), "/items/0/delivery"), "");
  EXPECT_EQ(text_at(world.ask(other, "GET", "/api/v1/archive/segments"), "/items/0/segment"), "");
  // By system and time, on the server; a page of one question is none of another.
  const auto first = [&](const std::string& list, const std::string& filter) {
    const Response found = world.ask(hana, "GET", fmt::format("/api/v1/{}?{}", list, filter));
    EXPECT_EQ(found.status, 200) << found.body;
    return !text_at(found, "/items/0/system").empty() ||
           !text_at(found, "/items/0/slip/system").empty();
  };
  for (const std::string list : {"deliveries", "archive/segments"}) {
    EXPECT_TRUE(first(list, "system=nws"));
    EXPECT_FALSE(first(list, "system=nol"));
    EXPECT_TRUE(first(list, "from=2024-09-01T00:00:00Z&until=2024-11-01T00:00:00Z"));
    EXPECT_FALSE(first(list, "from=2025-01-01T00:00:00Z"));
    EXPECT_FALSE(first(list, "until=2024-09-01T00:00:00Z"));
    EXPECT_EQ(world.ask(hana, "GET", "/api/v1/" + list + "?from=never").status, 422);
  }
  // Nobody's name without a purpose.
  const Response masked = world.ask(hana, "GET", path);
  EXPECT_TRUE(text_at(masked, "/slip/extracted_by").starts_with("masked-")) << masked.body;
}

TEST_F(DeliveryApi, LinesAreShownByteForByteToWhoeverSaysWhy) {
  Visitor admin = world.visitor("nws-admin", {"system-administrator"}, {"nws"}, "affiliate-it");
  Visitor hana = world.visitor("hana", {"conduct-regulation"});
  work(world.ask(admin, "POST", "/api/v1/deliveries", slip(uploaded(admin), "nws")));
  const Response segments = world.ask(hana, "GET", "/api/v1/archive/segments?system=nws");
  const std::string segment = text_at(segments, "/items/0/segment");
  ASSERT_FALSE(segment.empty()) << segments.body;
  EXPECT_EQ(text_at(segments, "/items/0/state"), "there");
  const std::string path = "/api/v1/archive/segments/" + segment + "/lines";
  for (Visitor* who : {&hana, &admin}) {
    const Response refused = world.ask(*who, "GET", path);
    EXPECT_EQ(refused.status, 403);
    EXPECT_NE(refused.body.find("unmasking-needed"), std::string::npos) << refused.body;
  }
  world.step_up(hana, "unmask");
  const Response looked =
      world.ask(hana, "POST", "/api/v1/unmaskings",
                fmt::format(R"({{"thing":"delivery","id":"{}","purpose":"照合"}})", segment));
  ASSERT_EQ(looked.status, 201) << looked.body;
  EXPECT_EQ(world.ask(hana, "GET", path + "?first=1&last=2").body, kLog);
  EXPECT_EQ(world.ask(hana, "GET", path + "?first=2").body, kLog.substr(kLog.size() / 2));
  EXPECT_EQ(world.ask(hana, "GET", path + "?first=2&last=1").status, 422);
  EXPECT_EQ(world.ask(hana, "GET", path + "?first=1&last=2000").status, 422);
}

TEST_F(DeliveryApi, AuditComparesAndHandsInNothing) {
  Visitor admin = world.visitor("nws-admin", {"system-administrator"}, {"nws"}, "affiliate-it");
  Visitor audit = world.visitor("audit", {"internal-audit"});
  work(world.ask(admin, "POST", "/api/v1/deliveries", slip(uploaded(admin), "nws")));
  EXPECT_EQ(world.ask(audit, "POST", "/api/v1/deliveries", slip("u", "nws")).status, 403);
  EXPECT_EQ(world.ask(admin, "POST", "/api/v1/deliveries/1/copies", R"({"upload":"u"})").status,
            403);
  const Response asked = world.ask(audit, "POST", "/api/v1/deliveries/1/copies",
                                   fmt::format(R"({{"upload":"{}"}})", uploaded(audit)));
  ASSERT_EQ(asked.status, 202) << asked.body;
  work(asked);
  const Response shown = world.ask(audit, "GET", "/api/v1/deliveries/1");
  EXPECT_EQ(text_at(shown, "/copies/0/sha256"), crypto::sha256_hex(kLog)) << shown.body;
}

}  // namespace
}  // namespace sekisho::http
