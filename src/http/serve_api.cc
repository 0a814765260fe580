#include "http/serve_api.h"

#include <fmt/format.h>

#include <map>
#include <thread>

#include "crypto/random.h"
#include "crypto/sha256.h"
#include "http/api.h"
#include "http/console_files.h"
#include "http/server.h"
#include "service/casework/re_performance_job.h"
#include "service/clock.h"
#include "service/disaster/duty_watch.h"
#include "service/file_hash.h"
#include "service/gate/gate_drain.h"
#include "service/identity/sweeper.h"
#include "service/installation.h"
#include "service/papers/paper_job.h"
#include "service/serve/own_certificate.h"
#include "service/serve/review_job.h"
#include "service/serve/simulation_job.h"
#include "service/store/store_setup.h"
#include "text/json_writer.h"

namespace sekisho::http {
namespace {

// The console's files beside the operations. A server without a console still answers programs.
Application with_console(Application api, const ConsoleFiles& console) {
  api.handler = [&console, answer = std::move(api.handler)](const Request& request) {
    return ConsoleFiles::owns(request.path) ? console.answer(request) : answer(request);
  };
  return api;
}

// What comes over a Unix socket comes past the proxy: nobody took away from it what only the proxy
// may say.
Application past_the_proxy(const Application& api) {
  const auto cleaned = [](Request request) {
    std::erase_if(request.headers,
                  [](const Header& one) { return Front::is_the_proxys(one.name); });
    return request;
  };
  Application out = api;
  out.handler = [answer = api.handler, cleaned](const Request& request) {
    return answer(cleaned(request));
  };
  out.sink = [sink = api.sink, cleaned](const Request& head) { return sink(cleaned(head)); };
  return out;
}

// What happens beside requests, among the lines that tell of them.
std::string line_of(std::string_view message) {
  std::string out;
  text::JsonWriter(out).begin_object().member("message", message).end_object();
  return out + "\n";
}

constexpr size_t kOriginBytes = 8;

// The store of a data directory, made where there is none.
Result<std::unique_ptr<service::Ledger>> open_ledger(const service::DataPlaces& places) {
  const service::StorePlace place{places.store().string(), {}};
  auto there = service::Ledger::open(place);
  if (there || there.error().code != ErrorCode::kNotFound) return there;
  const std::string origin = "localhost/" + crypto::random_hex(kOriginBytes);
  const auto begun = service::begin_store({place.directory, {}, origin});
  if (!begun) return std::unexpected(begun.error());
  return service::Ledger::open(place);
}

// `https://sekisho.example:8443` is for WebAuthn the relying party `sekisho.example`.
identity::Settings settings_of(const ApiServerOptions& options) {
  identity::Settings out;
  out.passwords = options.passwords;
  out.totp_allowed = options.apps_allowed;
  const std::string& origin = options.front.origin;
  if (origin.empty()) return out;
  const std::string host = origin.substr(origin.find("://") + 3);
  out.relying_party = host.substr(0, host.find(':'));
  out.origins = {origin};
  return out;
}

Result<identity::BreachedPasswords> breached_passwords(const std::filesystem::path& file) {
  if (file.empty()) return identity::BreachedPasswords();
  return identity::BreachedPasswords::open(file);
}

struct OfficeRules {
  office::Office office;
  std::string hash;  // of the files, by their names
};

Result<OfficeRules> load_office() {
  const Result<std::filesystem::path> policies = service::shipped("policies");
  if (!policies) return std::unexpected(policies.error());
  const std::filesystem::path directory = *policies / "office";
  Result<office::Office> office = office::Office::load(directory);
  if (!office) return std::unexpected(office.error());
  std::map<std::string, std::string> hashes;
  for (const auto& file : std::filesystem::directory_iterator(directory)) {
    if (!file.is_regular_file()) continue;
    Result<std::string> hash = service::sha256_of_file(file.path());
    if (!hash) return std::unexpected(hash.error());
    hashes[file.path().filename().string()] = std::move(*hash);
  }
  crypto::Sha256 all;
  for (const auto& [name, hash] : hashes) all.update(fmt::format("{}\n{}\n", name, hash));
  return OfficeRules{std::move(*office), all.hex()};
}

}  // namespace

// Members are destroyed from below: first nobody asks any more, then no job runs.
class ApiServer::State {
 public:
  State(service::DataPlaces data, std::unique_ptr<service::Ledger> door, OfficeRules rules_of,
        service::DeskRules desk_rules, disaster::DisasterRules disaster_rules,
        identity::BreachedPasswords breached, const ApiServerOptions& options)
      : places(std::move(data)),
        ledger(std::move(door)),
        people(*ledger, settings_of(options), {}, std::move(breached)),
        unmaskings(*ledger, rules_of.hash),
        office(std::move(rules_of.office)),
        front(options.front),
        desk(*ledger, std::move(desk_rules)),
        emergencies(*ledger, desk),
        runs(*ledger, service::clock_now),
        reviews(places.reviews()),
        disasters({.ledger = ledger.get(),
                   .desk = &desk,
                   .people = &people,
                   .rules = disaster_rules,
                   .changed = [this] {
                     if (knowledge) knowledge->look();
                   }}) {}

  // What a job does, by its kind.
  Result<std::string> work(const service::Job& job, service::JobWatch& watch) {
    if (job.kind == service::kReviewJob) {
      if (auto shown = ledger->publish(); !shown) return std::unexpected(shown.error());
      return service::run_review_job(places, runs, job, watch);
    }
    if (job.kind == service::kSimulationJob) {
      if (auto shown = ledger->publish(); !shown) return std::unexpected(shown.error());
      return service::run_simulation_job(places, runs, job, watch);
    }
    if (job.kind == service::kPreviewJob || job.kind == service::kImportJob)
      return imports->run(job, watch);
    if (job.kind == service::kRePerformanceJob)
      return service::run_re_performance_job(desk, places, job, watch, service::clock_now());
    if (job.kind == service::kDeliveryJob || job.kind == service::kCopyJob)
      return deliveries->run(job, watch);
    if (job.kind == service::kPaperJob)
      return service::run_paper_job(places, *ledger, job, watch, service::clock_now());
    return fail(ErrorCode::kUnsupported, "this version knows no such job");
  }

  // What stands behind gates: their facts and sessions, and the looks that they recorded.
  Result<void> open_gate(const ApiServerOptions& options) {
    std::function<void(std::string_view)> say = [](std::string_view) {};
    if (options.log) say = [log = options.log](std::string_view line) { log(line_of(line)); };
    if (!options.spool.empty()) {
      gate = std::make_unique<service::GateDrain>(
          *ledger, service::GateDrain::Options{
                       .spool = options.spool, .now = service::clock_now, .say = say});
    }
    if (options.gate.empty()) return {};
    auto own = places.own("gate");
    if (!own) return std::unexpected(own.error());
    auto opened = service::GateKeeper::open(std::move(*own), people,
                                            {.directory = options.gate,
                                             .one_terminal = options.one_gate_terminal,
                                             .now = service::clock_now,
                                             .say = say});
    if (!opened) return std::unexpected(opened.error());
    keeper = std::move(*opened);
    entrances = std::make_unique<service::GateEntrances>(*keeper, people, options.gate_systems,
                                                         options.gate / "facts");
    return {};
  }

  // By what it speaks: of its own, or of whoever stands before it.
  Result<void> open_tls(const ApiServerOptions& options, ServerOptions& bounds) {
    if (!options.tls) return {};
    certificate = options.certificate;
    if (!certificate) {
      auto own = service::own_certificate(places, service::clock_now());
      if (!own) return std::unexpected(own.error());
      certificate = std::move(*own);
    }
    bounds.tls = ServerTls{certificate->certificates, certificate->key};
    return {};
  }

  Result<void> open_rules() {
    auto opened = service::RuleBook::open({&desk, places.policies(), places.installed_policies()});
    if (!opened) return std::unexpected(opened.error());
    rules = std::move(*opened);
    places.judge_by([this] { return rules->in_force(service::clock_now()); });
    return {};
  }

  Result<void> open_registers(const ApiServerOptions& options) {
    knowledge = std::make_unique<service::StandingKnowledge>(
        [this] { return places.inputs("", ""); },
        [this] {
          // Where it fails, whoever asks for a page makes what it lacks, and is told.
          [[maybe_unused]] const auto made =
              ledger->read([this](store::Database& database) { return facts.prepare(database); });
        },
        [this](const std::shared_ptr<const service::Knowledge>& known) {
          if (keeper) keeper->looked(known);
        });
    auto opened = service::Uploads::open(places.root() / "uploads", service::clock_now);
    if (!opened) return std::unexpected(opened.error());
    uploads = std::move(*opened);
    auto prepared = service::RegisterImports::open({.directory = places.root() / "imports",
                                                    .profiles = options.profiles,
                                                    .ledger = ledger.get(),
                                                    .uploads = uploads.get(),
                                                    .knowledge = knowledge.get(),
                                                    .now = service::clock_now});
    if (!prepared) return std::unexpected(prepared.error());
    imports = std::move(*prepared);
    auto received = service::Deliveries::open({.directory = places.root() / "deliveries",
                                               .profiles = options.profiles,
                                               .ledger = ledger.get(),
                                               .uploads = uploads.get(),
                                               .desk = &desk,
                                               .now = service::clock_now});
    if (!received) return std::unexpected(received.error());
    deliveries = std::move(*received);
    return {};
  }

  service::DataPlaces places;
  const std::unique_ptr<service::Ledger> ledger;
  service::People people;
  service::Unmaskings unmaskings;
  const office::Office office;
  const Front front;
  service::Desk desk;
  service::Emergencies emergencies;
  service::RecordedRuns runs;
  std::unique_ptr<service::RuleBook> rules;
  const service::FinishedReviews reviews;
  service::Disasters disasters;
  service::FactIndexes facts;
  std::unique_ptr<service::GateKeeper> keeper;
  std::unique_ptr<service::GateEntrances> entrances;
  std::unique_ptr<service::StandingKnowledge> knowledge;
  std::unique_ptr<service::Uploads> uploads;
  std::unique_ptr<service::RegisterImports> imports;
  std::unique_ptr<service::Deliveries> deliveries;
  std::unique_ptr<service::GateDrain> gate;
  std::unique_ptr<service::Sweeper> sweeper;
  std::unique_ptr<service::DutyWatch> duty;
  std::optional<identity::EnrolmentCode> first_administrator;
  std::optional<crypto::ServerCertificate> certificate;
  std::unique_ptr<service::Jobs> jobs;
  std::unique_ptr<Api> api;
  ConsoleFiles console;
  std::unique_ptr<Server> server;
  std::unique_ptr<Server> local;  // at the Unix socket
};

Result<std::unique_ptr<ApiServer>> ApiServer::listen(const ApiServerOptions& options) {
  Result<service::DataPlaces> places =
      service::DataPlaces::open(options.data, options.profiles, options.policies);
  if (!places) return std::unexpected(places.error());
  // Before a store is made: a list that is none leaves nothing behind.
  Result<identity::BreachedPasswords> breached = breached_passwords(options.breached_passwords);
  if (!breached) return std::unexpected(breached.error());
  auto ledger = open_ledger(*places);
  if (!ledger) return std::unexpected(ledger.error());
  Result<OfficeRules> office = load_office();
  if (!office) return std::unexpected(office.error());
  Result<service::DeskRules> desk_rules = service::DeskRules::load({});
  if (!desk_rules) return std::unexpected(desk_rules.error());
  const auto disaster_rules = service::load_disaster_rules({});
  if (!disaster_rules) return std::unexpected(disaster_rules.error());
  auto state = std::make_unique<State>(std::move(*places), std::move(*ledger), std::move(*office),
                                       std::move(*desk_rules), *disaster_rules,
                                       std::move(*breached), options);
  auto first = state->people.first_administrator(options.first_administrator, service::clock_now());
  if (!first) return std::unexpected(first.error());
  state->first_administrator = std::move(*first);

  if (auto opened = state->open_rules(); !opened) return std::unexpected(opened.error());
  if (auto opened = state->open_registers(options); !opened) return std::unexpected(opened.error());

  if (auto taken = state->runs.take_up_all(state->places); !taken)
    return std::unexpected(taken.error());
  auto queue = state->places.own("jobs");
  if (!queue) return std::unexpected(queue.error());
  const auto work = [at = state.get()](const service::Job& job, service::JobWatch& watch) {
    return at->work(job, watch);
  };
  auto jobs = service::Jobs::open(std::move(*queue), work, service::clock_now);
  if (!jobs) return std::unexpected(jobs.error());
  state->jobs = std::move(*jobs);
  if (auto taken = state->deliveries->take_up(*state->jobs); !taken)
    return std::unexpected(taken.error());

  if (auto opened = state->open_gate(options); !opened) return std::unexpected(opened.error());

  service::Sweeper::Options sweep{.now = service::clock_now};
  service::DutyWatch::Options watch{.now = service::clock_now};
  if (options.log) {
    sweep.say = [log = options.log](std::string_view line) { log(line_of(line)); };
    watch.say = sweep.say;
  }
  state->sweeper = std::make_unique<service::Sweeper>(state->people.storage, std::move(sweep));
  state->duty = std::make_unique<service::DutyWatch>(state->disasters, std::move(watch));

  auto answers = state->places.own("answers");
  if (!answers) return std::unexpected(answers.error());
  state->api = std::make_unique<Api>(Api::Parts{
      {&state->places,       &state->reviews,         state->jobs.get(),    &state->people,
       &state->unmaskings,   state->ledger.get(),     &state->front,        &state->office,
       state->uploads.get(), state->knowledge.get(),  state->imports.get(), &state->desk,
       state->rules.get(),   state->deliveries.get(), state->gate.get(),    &state->facts,
       state->keeper.get(),  &state->disasters,       &state->emergencies,  state->entrances.get()},
      std::make_unique<PeopleAuthenticator>(state->people, state->front),
      std::make_unique<service::Answers>(std::move(*answers), service::clock_now),
      service::clock_now,
      options.log,
      options.requests_a_minute});
  const std::filesystem::path built =
      options.console.empty() ? service::shipped("console").value_or("") : options.console;
  auto console = ConsoleFiles::read(built);
  if (!console) return std::unexpected(console.error());
  state->console = std::move(*console);
  ServerOptions bounds;
  bounds.header_bytes = 16 << 10;
  if (auto ready = state->open_tls(options, bounds); !ready) return std::unexpected(ready.error());
  auto server = Server::listen(options.address,
                               with_console(state->api->application(), state->console), bounds);
  if (!server) return std::unexpected(server.error());
  state->server = std::move(*server);
  if (!options.socket.empty()) {
    bounds.tls.reset();
    auto local =
        Server::listen("unix:" + options.socket, past_the_proxy(state->api->application()), bounds);
    if (!local) return std::unexpected(local.error());
    state->local = std::move(*local);
  }
  return std::make_unique<ApiServer>(std::move(state));
}

ApiServer::ApiServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
ApiServer::~ApiServer() = default;

std::string ApiServer::address() const {
  return state_->server->address();
}
const crypto::ServerCertificate* ApiServer::certificate() const {
  return state_->certificate ? &*state_->certificate : nullptr;
}
const std::optional<identity::EnrolmentCode>& ApiServer::first_administrator() const {
  return state_->first_administrator;
}
service::People& ApiServer::people() {
  return state_->people;
}
void ApiServer::run(bool until_signal) {
  state_->knowledge->start();
  state_->jobs->start();
  if (state_->gate) state_->gate->start();
  if (state_->keeper) state_->keeper->start();
  std::thread local;
  if (state_->local) local = std::thread([this] { state_->local->run(false); });
  state_->server->run(until_signal);
  if (!local.joinable()) return;
  state_->local->stop();
  local.join();
}
void ApiServer::stop() {
  state_->server->stop();
}

}  // namespace sekisho::http
