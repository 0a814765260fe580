#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crypto/one_time_code.h"
#include "http/api.h"
#include "identity/secret_text.h"
#include "service/identity/admission.h"
#include "service/identity/people.h"
#include "service/store/register_import.h"
#include "service/store/store_session.h"
#include "service/store/store_setup.h"
#include "text/json.h"

namespace sekisho::http {

inline constexpr const char* kGoodPassword = "drei Wolken ueber dem Aso";

// A clock that moves when it is told to. Threads in the background may read it meanwhile.
class StandingClock {
 public:
  explicit StandingClock(Instant now) : micros_(now.micros) {}
  operator Instant() const { return Instant{micros_}; }  // NOLINT(google-explicit-constructor)
  StandingClock& operator=(Instant now) {
    micros_ = now.micros;
    return *this;
  }

 private:
  std::atomic<int64_t> micros_;
};

// Somebody at a browser.
struct Visitor {
  std::string name;
  std::string secret = {};   // of their authenticator app
  std::string session = {};  // what their browser keeps
  std::string device = {};
  identity::UserId user = {};
};

// A text or a number of an answer's JSON; "" and -1 where there is none.
inline std::string text_at(const Response& response, std::string_view pointer) {
  const auto json = text::JsonValue::parse(response.body);
  const text::JsonValue* found = json ? json->at_pointer(pointer) : nullptr;
  return found == nullptr ? "" : std::string(found->as_string().value_or(""));
}
inline int64_t number_at(const Response& response, std::string_view pointer) {
  const auto json = text::JsonValue::parse(response.body);
  const text::JsonValue* found = json ? json->at_pointer(pointer) : nullptr;
  return found == nullptr ? -1 : found->as_int().value_or(-1);
}

// What a client receives of an answer. `largest` becomes the bytes of its largest piece.
inline std::string received(const Response& response, size_t* largest = nullptr) {
  if (response.source == nullptr) return response.body;
  EXPECT_TRUE(response.body.empty());
  std::string out;
  for (BodySource::State state = BodySource::State::kMore; state == BodySource::State::kMore;) {
    std::string piece;
    state = response.source->next(piece);
    EXPECT_TRUE(state == BodySource::State::kMore || state == BodySource::State::kEnd);
    if (largest != nullptr) *largest = std::max(*largest, piece.size());
    out += piece;
  }
  return out;
}

// The API without sockets, over a store of its own and a clock that stands still. Passwords cost
// little.
class ApiWorld {
 public:
  explicit ApiWorld(Front::Options options = {}) : front(std::move(options)) {
    std::string made = (std::filesystem::temp_directory_path() / "sekisho_api_XXXXXX").string();
    EXPECT_NE(::mkdtemp(made.data()), nullptr);
    scratch = made;
    const auto places = service::DataPlaces::open(scratch / "data", SEKISHO_ROOT "/sources",
                                                  SEKISHO_ROOT "/policies");
    EXPECT_TRUE(places);
    data = std::make_unique<service::DataPlaces>(*places);
    const service::StorePlace place{data->store().string(), {}};
    EXPECT_TRUE(service::begin_store({place.directory, {}, "example.com/api"}));
    auto opened = service::Ledger::open(place);
    EXPECT_TRUE(opened);
    ledger = std::move(*opened);
    people = std::make_unique<service::People>(*ledger, identity::Settings{},
                                               crypto::PasswordCost{1, 8});
    unmaskings = std::make_unique<service::Unmaskings>(*ledger, std::string(64, '0'));
    reviews = std::make_unique<service::FinishedReviews>(data->reviews());
    const auto work = [](const service::Job&, service::JobWatch&) -> Result<std::string> {
      return std::string("done");
    };
    jobs = *service::Jobs::open(*data->own("jobs"), work, clock);
    desk = std::make_unique<service::Desk>(*ledger,
                                           *service::DeskRules::load(SEKISHO_ROOT "/policies"));
    emergencies = std::make_unique<service::Emergencies>(*ledger, *desk);
    rules = *service::RuleBook::open(
        {desk.get(), data->root() / "policies", data->installed_policies()});
    data->judge_by([this] { return rules->in_force(clock()); });
    knowledge =
        std::make_unique<service::StandingKnowledge>([this] { return data->inputs("", ""); });
    uploads = *service::Uploads::open(data->root() / "uploads", clock);
    imports = *service::RegisterImports::open({.directory = data->root() / "imports",
                                               .profiles = SEKISHO_ROOT "/sources",
                                               .ledger = ledger.get(),
                                               .uploads = uploads.get(),
                                               .knowledge = knowledge.get(),
                                               .now = clock});
    deliveries = *service::Deliveries::open({.directory = data->root() / "deliveries",
                                             .profiles = SEKISHO_ROOT "/sources",
                                             .ledger = ledger.get(),
                                             .uploads = uploads.get(),
                                             .desk = desk.get(),
                                             .now = clock});
    disasters = std::make_unique<service::Disasters>(
        service::Disasters::Parts{.ledger = ledger.get(),
                                  .desk = desk.get(),
                                  .people = people.get(),
                                  .rules = *service::load_disaster_rules(SEKISHO_ROOT "/policies"),
                                  .changed = [this] { knowledge->look(); }});
    api = std::make_unique<Api>(
        Api::Parts{.services = {.places = data.get(),
                                .reviews = reviews.get(),
                                .jobs = jobs.get(),
                                .people = people.get(),
                                .unmaskings = unmaskings.get(),
                                .ledger = ledger.get(),
                                .front = &front,
                                .office = &office,
                                .uploads = uploads.get(),
                                .knowledge = knowledge.get(),
                                .imports = imports.get(),
                                .desk = desk.get(),
                                .rules = rules.get(),
                                .deliveries = deliveries.get(),
                                .facts = &facts,
                                .disasters = disasters.get(),
                                .emergencies = emergencies.get()},
                   .authenticator = std::make_unique<PeopleAuthenticator>(*people, front),
                   .answers = std::make_unique<service::Answers>(*data->own("answers"), clock),
                   .now = clock,
                   .log = {},
                   .requests_a_minute = UINT64_MAX});
  }

  ApiWorld(const ApiWorld&) = delete;
  ApiWorld& operator=(const ApiWorld&) = delete;
  ~ApiWorld() {
    api.reset();
    disasters.reset();
    deliveries.reset();
    imports.reset();
    knowledge.reset();
    rules.reset();
    desk.reset();
    jobs.reset();
    ledger.reset();
    std::error_code ignored;
    std::filesystem::remove_all(scratch, ignored);
  }

  // What the files of a directory say, into the store.
  void import_registers(const std::filesystem::path& directory) {
    const auto session = service::StoreSession::on(*ledger).value();
    const service::RegisterImport import{.store = {},
                                         .places = {directory.string()},
                                         .profiles = SEKISHO_ROOT "/sources",
                                         .effective = {},
                                         .consent = {"u1", "monthly", "u2", ""},
                                         .expected = {}};
    const auto done = service::import_registers(*session, import, now, {});
    EXPECT_TRUE(done) << to_string(done.error());
  }

  Response ask(std::string_view method, std::string_view path, const std::string& body = {},
               std::vector<Header> headers = {}) {
    const bool typed = std::ranges::find(headers, "content-type", &Header::name) != headers.end();
    if (!body.empty() && !typed) headers.push_back({"content-type", "application/json"});
    const size_t mark = path.find('?');
    now = shifted(now, kMicrosPerSecond);  // strangers are counted by the minute
    return api->answer(
        {.method = std::string(method),
         .path = std::string(path.substr(0, mark)),
         .body = body,
         .query = mark == std::string_view::npos ? "" : std::string(path.substr(mark + 1)),
         .headers = std::move(headers),
         .remote = "127.0.0.1"});
  }
  // As a page of ours asks.
  Response ask(Visitor& who, std::string_view method, std::string_view path,
               const std::string& body = {}, std::vector<Header> headers = {}) {
    std::string cookies;
    if (!who.session.empty()) cookies = who.session;
    if (!who.device.empty()) cookies += (cookies.empty() ? "" : "; ") + who.device;
    if (!cookies.empty()) headers.push_back({"cookie", cookies});
    headers.push_back({"sekisho-client", "test"});
    headers.push_back({"sec-fetch-site", "same-origin"});
    Response response = ask(method, path, body, std::move(headers));
    for (const Header& header : response.headers) {
      if (header.name != "Set-Cookie") continue;
      const std::string pair = header.value.substr(0, header.value.find(';'));
      std::string& kept = pair.find("-session=") != std::string::npos ? who.session : who.device;
      kept = pair.ends_with('=') ? "" : pair;
    }
    return response;
  }

  std::string app_code(const Visitor& who) const {
    const auto step = static_cast<uint64_t>(Instant(now).micros / kMicrosPerSecond / 30);
    return crypto::counter_code(who.secret, step, crypto::CodeHash::kSha1, 6);
  }
  // Until the app has another code.
  void wait_for_code() { now = shifted(now, 31 * kMicrosPerSecond); }

  void enrol(Visitor& who, const std::string& code) {
    const std::string json = fmt::format(R"({{"code":"{}")", code);
    EXPECT_EQ(ask(who, "POST", "/api/v1/enrolment/password",
                  fmt::format(R"({},"password":"{}"}})", json, kGoodPassword))
                  .status,
              204);
    EXPECT_EQ(ask(who, "POST", "/api/v1/enrolment/app", json + "}").status, 200);
    who.secret = people->storage.enrolment(*identity::hash_of_code(code)).value()->offered_secret;
    EXPECT_EQ(ask(who, "POST", "/api/v1/enrolment/app/confirmation",
                  fmt::format(R"({},"name":"app","app_code":"{}"}})", json, app_code(who)))
                  .status,
              204);
    EXPECT_EQ(ask(who, "POST", "/api/v1/enrolment/finish", json + "}").status, 204);
    wait_for_code();
  }
  Response begin_log_in(Visitor& who, std::string_view password = kGoodPassword) {
    return ask(who, "POST", "/api/v1/session",
               fmt::format(R"({{"login_name":"{}","password":"{}"}})", who.name, password));
  }
  void log_in(Visitor& who) {
    const Response first = begin_log_in(who);
    ASSERT_EQ(first.status, 200) << first.body;
    const auto json = text::JsonValue::parse(first.body);
    const std::string login(*json->find("login")->as_string());
    const Response second =
        ask(who, "POST", "/api/v1/session/factors",
            fmt::format(R"({{"login":"{}","code":"{}"}})", login, app_code(who)));
    ASSERT_EQ(second.status, 200) << second.body;
    who.user = {std::string(
        *text::JsonValue::parse(second.body)->at_pointer("/session/user")->as_string())};
    wait_for_code();
  }
  void step_up(Visitor& who, std::string_view purpose) {
    const Response done = ask(who, "POST", "/api/v1/session/step-up",
                              fmt::format(R"({{"purpose":"{}","password":"{}","code":"{}"}})",
                                          purpose, kGoodPassword, app_code(who)));
    EXPECT_EQ(done.status, 200) << done.body;
    wait_for_code();
  }
  // Somebody who was invited by an administrator, has enrolled and is logged in.
  Visitor visitor(const std::string& name, std::vector<std::string> roles,
                  std::vector<std::string> administers = {}, std::string employer = "operator") {
    service::Admission admission{.login_name = name,
                                 .person = "P-" + name,
                                 .employer = std::move(employer),
                                 .roles = std::move(roles),
                                 .administers = std::move(administers),
                                 .by = {"somebody-else"},
                                 .number = "2026-1"};
    if (admission.employer == "assessor") admission.assignment_ends = shifted(now, kMicrosPerDay);
    const auto code = service::invite(*people, admission, now);
    EXPECT_TRUE(code) << to_string(code.error());
    Visitor out{.name = name};
    enrol(out, code->code);
    log_in(out);
    return out;
  }

  std::filesystem::path scratch;
  StandingClock now{Instant{1'795'000'000 * kMicrosPerSecond}};
  const std::function<Instant()> clock = [this]() -> Instant { return now; };
  const Front front;
  std::unique_ptr<service::DataPlaces> data;
  std::unique_ptr<service::Ledger> ledger;
  std::unique_ptr<service::People> people;
  std::unique_ptr<service::Unmaskings> unmaskings;
  std::unique_ptr<service::FinishedReviews> reviews;
  std::unique_ptr<service::Jobs> jobs;
  service::FactIndexes facts;
  std::unique_ptr<service::StandingKnowledge> knowledge;
  std::unique_ptr<service::Uploads> uploads;
  std::unique_ptr<service::RegisterImports> imports;
  std::unique_ptr<service::Desk> desk;
  std::unique_ptr<service::Emergencies> emergencies;
  std::unique_ptr<service::RuleBook> rules;
  std::unique_ptr<service::Deliveries> deliveries;
  std::unique_ptr<service::Disasters> disasters;
  const office::Office office = *office::Office::load(SEKISHO_ROOT "/policies/office");
  std::unique_ptr<Api> api;
};

}  // namespace sekisho::http
