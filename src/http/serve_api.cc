#include "http/serve_api.h"

#include "http/api.h"
#include "http/server.h"
#include "service/clock.h"
#include "service/serve/review_job.h"

namespace sekisho::http {

// Members are destroyed from below: first nobody asks any more, then no job runs.
class ApiServer::State {
 public:
  State(service::DataPlaces data, const std::string& token)
      : places(std::move(data)), start_token(token), reviews(places.reviews()) {}

  const service::DataPlaces places;
  const std::string start_token;
  const service::FinishedReviews reviews;
  std::unique_ptr<service::Jobs> jobs;
  std::unique_ptr<Api> api;
  std::unique_ptr<Server> server;
};

Result<std::unique_ptr<ApiServer>> ApiServer::listen(const ApiServerOptions& options) {
  Result<service::DataPlaces> places =
      service::DataPlaces::open(options.data, options.profiles, options.policies);
  if (!places) return std::unexpected(places.error());
  const StartToken::Made token = StartToken::make();
  auto state = std::make_unique<State>(std::move(*places), token.token);

  auto queue = state->places.own("jobs");
  if (!queue) return std::unexpected(queue.error());
  const auto work = [at = &state->places](const service::Job& job, service::JobWatch& watch) {
    return service::run_review_job(*at, job, watch);
  };
  auto jobs = service::Jobs::open(std::move(*queue), work, service::clock_now);
  if (!jobs) return std::unexpected(jobs.error());
  state->jobs = std::move(*jobs);

  auto answers = state->places.own("answers");
  if (!answers) return std::unexpected(answers.error());
  state->api = std::make_unique<Api>(
      Api::Parts{{&state->places, &state->reviews, state->jobs.get()},
                 std::make_unique<StartToken>(token.authenticator),
                 std::make_unique<service::Answers>(std::move(*answers), service::clock_now),
                 service::clock_now,
                 options.log,
                 options.requests_a_minute});
  ServerOptions bounds;
  bounds.header_bytes = 16 << 10;
  auto server = Server::listen(options.address, state->api->application(), bounds);
  if (!server) return std::unexpected(server.error());
  state->server = std::move(*server);
  return std::make_unique<ApiServer>(std::move(state));
}

ApiServer::ApiServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
ApiServer::~ApiServer() = default;

std::string ApiServer::address() const {
  return state_->server->address();
}
const std::string& ApiServer::start_token() const {
  return state_->start_token;
}
void ApiServer::run(bool until_signal) {
  state_->jobs->start();
  state_->server->run(until_signal);
}
void ApiServer::stop() {
  state_->server->stop();
}

}  // namespace sekisho::http
