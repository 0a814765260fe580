// Sends the requests of docs/casework.md, in their order, and holds each answer to what is shown.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/file.h"
#include "base/temporary_directory_test.h"
#include "casework/case_work.h"
#include "http/api.h"
#include "office/office.h"
#include "service/casework/desk.h"
#include "service/review/run_json.h"
#include "service/store/store_setup.h"
#include "text/json.h"

namespace sekisho::http {
namespace {

namespace fs = std::filesystem;

// Whom the page names, with their roles.
office::Caller person(const std::string& name, Instant now) {
  using office::Role;
  static const std::map<std::string, Role> roles{
      {"clerk", Role::kConductRegulation},  {"second", Role::kConductRegulation},
      {"head", Role::kConductRegulation},   {"owner", Role::kNetworkClerk},
      {"quality", Role::kFirstLineQuality}, {"auditor", Role::kInternalAudit}};
  // A pseudonym has eight characters at least.
  office::Caller out{.id = name + "-0001", .roles = {roles.at(name)}, .employer = "operator"};
  out.approves = name == "head";
  out.fresh = {"export", "unmask"};
  out.purpose = "解析";
  out.now = now;
  return out;
}

class Named final : public Authenticator {
 public:
  Result<std::optional<Caller>> authenticate(const Request& request, Instant now) override {
    const std::string* name = request.header("x-person");
    if (name == nullptr || *name == "nobody") return std::nullopt;
    return Caller{.office = person(*name, now)};
  }
};

// A block of the page.
struct Asked {
  std::string day, person;
  std::vector<std::string> each;  // systems, one request for each; `SYSTEM` stands for it
  std::string method, path, body;
  int status = 0;
  std::vector<std::string> parts;  // of the answer, in this order
};

std::vector<Asked> requests_of(const std::string& page) {
  std::vector<Asked> out;
  std::istringstream lines(page);
  for (std::string line; std::getline(lines, line);) {
    if (line != "```request") continue;
    Asked& asked = out.emplace_back();
    std::getline(lines, line);
    std::istringstream head(line);
    head >> asked.day >> asked.person;
    std::string word;
    head >> word;  // `each`
    while (head >> word) asked.each.push_back(word);
    if (asked.each.empty()) asked.each.emplace_back();
    std::getline(lines, line);
    asked.method = line.substr(0, line.find(' '));
    asked.path = line.substr(line.find(' ') + 1);
    if (asked.method != "GET") std::getline(lines, asked.body);
    std::getline(lines, line);
    asked.status = std::stoi(line);
    while (std::getline(lines, line) && line != "```") asked.parts.push_back(line);
  }
  return out;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size()) {
    text.replace(at, what.size(), with);
  }
  return text;
}

class CaseworkDocuments : public testing::Test {
 protected:
  static constexpr const char* kReview = "2025-second";

  void SetUp() override {
    write_review();
    const std::string store = (base / "store").string();
    ASSERT_TRUE(service::begin_store({store, "", "example.com/casework"}));
    ledger = service::Ledger::open({store, ""}).value();
    desk = std::make_unique<service::Desk>(
        *ledger, service::DeskRules::load(SEKISHO_ROOT "/policies").value());
    jobs = service::Jobs::open(
               directory("jobs"),
               [](const service::Job&, service::JobWatch&) -> Result<std::string> {
                 return fail(ErrorCode::kInternal, "no job runs here");
               },
               [this] { return now; })
               .value();
    Services services{};
    services.reviews = &reviews;
    services.jobs = jobs.get();
    services.ledger = ledger.get();
    services.desk = desk.get();
    services.front = &front;
    services.office = &office;
    Api::Parts parts{};
    parts.services = services;
    parts.authenticator = std::make_unique<Named>();
    parts.answers =
        std::make_unique<service::Answers>(directory("answers"), [this] { return now; });
    parts.now = [this] { return now; };
    parts.requests_a_minute = 100000;
    api = std::make_unique<Api>(std::move(parts));
  }

  std::unique_ptr<tlog::Directory> directory(const char* name) const {
    fs::create_directories(base / name);
    return tlog::open_directory(base / name).value();
  }

  // A review of three systems: one has gaps, and one has no log.
  void write_review() const {
    const fs::path out = base / "reviews" / kReview;
    fs::create_directories(out);
    service::Run run;
    run.inputs.program_version = "0";
    run.inputs.from = "2025-10-01T00:00:00+09:00";
    run.inputs.until = "2026-04-01T00:00:00+09:00";
    run.outputs = {{"findings.csv", std::string(64, 'a')}};
    std::ofstream(out / "run.json") << service::run_json(run);
    std::ofstream(out / "findings.csv") <<
        R"(file,line,time,system,account,holder,terminal,viewer,certainty,route,reason,basis,disposition,action,items,object,retailer
logs/nol.csv,12,2025-11-03T09:15:00+09:00,nol,z1,P000101,T1,P000101,confirmed,kept-after-transfer,own-staff/workplace,R1,violation,view,,0900000000000000000001,R0042
logs/nol.csv,14,2025-11-04T10:00:00+09:00,nol,z1,P000101,T1,P000101,confirmed,kept-after-transfer,own-staff/workplace,R1,violation,view,,0900000000000000000002,R0042
logs/nws.csv,7,2026-01-20T18:40:00+09:00,nws,z2,P000102,T9,P000201,presumed,lent-id,own-staff/holder,,violation,view,,0900000000000000000003,R0042
)";
    std::ofstream(out / "scope.json") <<
        R"({"systems":{"nol":{"contracts":1,"retailers":1,"violations":2,"attempts":0,"doubtful":0,
"undetermined":0,"events":900},"nws":{"contracts":1,"retailers":1,"violations":1,"attempts":0,
"doubtful":0,"undetermined":0,"events":400}},"total":{"contracts":2,"retailers":1},
"systems_without_log":["old"],"routes":{}})";
    std::ofstream(out / "coverage.json") <<
        R"({"systems":{"nol":{"days":{},"gaps":[]},"nws":{"days":{},"gaps":[{"kind":"silent-day",
"day":"2025-12-24"}]}},"systems_without_log":["old"],"unclaimed":[],"files":[
{"file":"logs/nol.csv","profile":"nol.toml","system":"nol","bytes":9000,"sha256":"aa","lines":900,
"reject_lines":0},{"file":"logs/nws.csv","profile":"nws.toml","system":"nws","bytes":4000,
"sha256":"bb","lines":400,"reject_lines":1}]})";
  }

  // Sends the requests of a page. What was opened before they begin is what the page says.
  void run(const std::string& page) {
    const auto text = read_file(std::string(SEKISHO_ROOT "/docs/") + page, 1 << 20);
    ASSERT_TRUE(text) << to_string(text.error());
    const std::vector<Asked> all = requests_of(*text);
    ASSERT_GT(all.size(), 35U);
    for (const Asked& asked : all) {
      for (const std::string& system : asked.each) send(asked, system);
    }
  }

  void send(const Asked& asked, const std::string& system) {
    now = Instant{casework::day_named(asked.day).value() * kMicrosPerDay +
                  3 * 3600 * kMicrosPerSecond};
    Request request{.method = asked.method,
                    .path = replaced(asked.path, "LINK", link),
                    .body = replaced(asked.body, "SYSTEM", system)};
    if (const size_t query = request.path.find('?'); query != std::string::npos) {
      request.query = request.path.substr(query + 1);
      request.path.resize(query);
    }
    request.remote = "192.0.2.1";
    request.headers = {{"x-person", asked.person}, {"accept-language", "en"}};
    if (!request.body.empty()) request.headers.push_back({"content-type", "application/json"});
    const Response response = api->answer(request);
    const std::string where = asked.day + " " + asked.person + " " + asked.method + " " +
                              asked.path + "\n" + request.body + "\n" + response.body;
    EXPECT_EQ(response.status, asked.status) << where;
    // Of a person of the page, the name is enough.
    const std::string body = replaced(response.body, "-0001\"", "\"");
    size_t at = 0;
    for (const std::string& part : asked.parts) {
      const size_t found = body.find(part, at);
      ASSERT_NE(found, std::string::npos) << part << "\n" << where;
      at = found + part.size();
    }
    const auto json = text::JsonValue::parse(response.body);
    if (!json) return;
    if (const text::JsonValue* given = json->find("link")) link = *given->as_string();
  }

  const TemporaryDirectory temporary;
  const fs::path base = temporary.path();
  Instant now{};
  std::string link;
  const service::FinishedReviews reviews{base / "reviews"};
  const office::Office office = office::Office::load(SEKISHO_ROOT "/policies/office").value();
  const Front front{Front::Options{}};
  std::unique_ptr<service::Ledger> ledger;
  std::unique_ptr<service::Desk> desk;
  std::unique_ptr<service::Jobs> jobs;
  std::unique_ptr<Api> api;
};

TEST_F(CaseworkDocuments, TheEnglishPageIsTrue) {
  run("casework.md");
}

TEST_F(CaseworkDocuments, TheJapanesePageIsTrue) {
  run("casework.ja.md");
}

}  // namespace
}  // namespace sekisho::http
