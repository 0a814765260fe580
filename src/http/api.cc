#include "http/api.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "crypto/random.h"
#include "http/limits.h"
#include "http/negotiation.h"
#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::http {
namespace {

constexpr std::string_view kNoOperation = "none";
constexpr std::string_view kIdempotencyKey = "Idempotency-Key";

std::string random_name() {
  return crypto::random_hex(8);
}

// The client's own where it may stand in a log, else a new one.
std::string request_id(const Request& request) {
  const std::string* given = request.header("x-request-id");
  const auto plain = [](char one) {
    return ('a' <= one && one <= 'z') || ('A' <= one && one <= 'Z') || ('0' <= one && one <= '9') ||
           one == '-' || one == '_' || one == '.';
  };
  const bool usable = given != nullptr && !given->empty() && given->size() <= kMaxRequestIdBytes &&
                      std::ranges::all_of(*given, plain);
  return usable ? *given : random_name();
}

std::string_view text_or_empty(const std::string* text) {
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

void add_security_headers(Response& response) {
  response.headers.push_back(
      {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
}

// Of a request that will be refused.
class NoSink final : public BodySink {
 public:
  bool take(std::string_view /*bytes*/) override { return false; }
};

std::string micros_text(int64_t micros) {
  return fmt::format("{:.3f}", static_cast<double>(micros) / 1000);
}

}  // namespace

struct Api::Exchange {
  const Request& request;
  Instant began;
  std::string id;
  bool japanese = false;
  const Route* route = nullptr;
  std::optional<Caller> caller = {};  // nothing: nobody
  std::vector<Header> headers = {};   // of the answer, whatever it is
};

Api::Api(Parts parts) : parts_(std::move(parts)), slow_ones_(kSlowOnesAtOnce) {}

Application Api::application() {
  return {.handler = [this](const Request& request) { return answer(request); },
          .body_bytes = [this](const Request& head) { return body_bytes(head); },
          .sink = [this](const Request& head) { return sink(head); },
          .refuse = [this](int status) { return refuse(status); }};
}

uint64_t Api::body_bytes(const Request& head) const {
  const auto route = routes_.find(head.method, head.path);
  if (!route || (*route)->takes.empty()) return 0;
  return (*route)->streams ? service::kMaxUploadBytes : kMaxBodyBytes;
}

// Who asks, and for what, is looked at before the first byte is taken, and again by `answer`, which
// says what was wrong.
std::shared_ptr<BodySink> Api::sink(const Request& head) const {
  const auto route = routes_.find(head.method, head.path);
  if (!route || !(*route)->streams) return nullptr;
  const auto caller = parts_.authenticator->authenticate(head, parts_.now());
  const auto arguments = routes_.arguments(**route, head);
  const Services& services = parts_.services;
  const bool fits = caller && *caller && arguments && routes_.body(**route, head) &&
                    permitted(**route, head, &**caller, *services.front, *services.office);
  if (!fits) return std::make_shared<NoSink>();
  return upload_sink(services, (*caller)->pseudonym(), *arguments);
}

Response Api::refuse(int status) {
  const Problem problem = status == 413   ? Problem::kTooLarge
                          : status == 431 ? Problem::kHeadTooLarge
                                          : Problem::kMalformedRequest;
  const Request none{.path = "", .body = ""};
  const Exchange exchange{.request = none, .began = parts_.now(), .id = random_name()};
  Response response = problem_response({.problem = problem}, false, exchange.id);
  finish(exchange, response);
  return response;
}

Response Api::answer(const Request& request) {
  Exchange exchange{.request = request, .began = parts_.now(), .id = request_id(request)};
  exchange.japanese = prefers_japanese(text_or_empty(request.header("accept-language")));
  Answer answered = answer(exchange);
  Response response = answered ? std::move(*answered)
                               : problem_response(answered.error(), exchange.japanese, exchange.id);
  finish(exchange, response);
  return response;
}

// The order of everything: who asks comes before what they ask, so that nobody learns from a
// problem what they may not see.
Answer Api::answer(Exchange& exchange) {
  const Request& request = exchange.request;
  if (Answer admitted = admit(exchange); !admitted) return admitted;
  const auto route = routes_.find(request.method, request.path);
  if (!route) return std::unexpected(route.error());
  exchange.route = *route;
  const Caller* const who = exchange.caller ? &*exchange.caller : nullptr;
  auto demands = permitted(**route, request, who, *parts_.services.front, *parts_.services.office);
  if (!demands) return std::unexpected(std::move(demands.error()));
  auto arguments = routes_.arguments(**route, request);
  if (!arguments) return std::unexpected(std::move(arguments.error()));
  const std::string_view media =
      acceptable(text_or_empty(request.header("accept")), (*route)->gives);
  if (media.empty() && !(*route)->gives.empty()) {
    return http::refuse(Problem::kNotAcceptable,
                        fmt::format("it gives `{}`", fmt::join((*route)->gives, "`, `")));
  }
  auto body = routes_.body(**route, request);
  if (!body) return std::unexpected(std::move(body.error()));
  return once({.route = **route,
               .request = request,
               .arguments = std::move(*arguments),
               .body = std::move(*body),
               .media = std::string(media),
               .caller = who == nullptr ? "" : who->pseudonym(),
               .who = who,
               .demands = std::move(*demands),
               .now = exchange.began,
               .japanese = exchange.japanese,
               .services = parts_.services,
               .routes = routes_,
               .metrics = metrics_});
}

// Who asks, and whether they asked too often: by caller, or by address of those whom nobody knows.
Answer Api::admit(Exchange& exchange) {
  auto known = parts_.authenticator->authenticate(exchange.request, exchange.began);
  if (!known) return std::unexpected(fault_of(known.error()));
  exchange.caller = std::move(*known);
  const std::optional<Caller>& caller = exchange.caller;
  const std::string counted =
      caller ? "caller " + caller->pseudonym()
             : "address " + parts_.services.front->address_of(exchange.request);
  const RateLimit::Verdict verdict =
      rates_.count(counted, caller ? parts_.requests_a_minute : kRateStrangers, exchange.began);
  exchange.headers.push_back(
      {"RateLimit-Policy", fmt::format("\"default\";q={};w={}", verdict.quota, kRateSeconds)});
  exchange.headers.push_back(
      {"RateLimit", fmt::format("\"default\";r={};t={}", verdict.remaining, verdict.seconds)});
  if (verdict.allowed) return Response();
  return std::unexpected(Fault{.problem = Problem::kTooManyRequests,
                               .headers = {{"Retry-After", std::to_string(verdict.seconds)}}});
}

// An act that names itself is done once.
Answer Api::once(const Call& call) {
  const std::string key = call.arguments.text(kIdempotencyKey);
  if (key.empty()) return handle(call);
  const std::string act =
      fmt::format("{} {}\n{}", call.route.method, call.request.path, call.body.to_json());
  const auto begun = parts_.answers->begin(call.caller, key, act);
  if (!begun) return std::unexpected(fault_of(begun.error()));
  if (const auto* refused = std::get_if<service::Answers::Refused>(&*begun)) {
    return http::refuse(*refused == service::Answers::Refused::kOther
                            ? Problem::kIdempotencyMismatch
                            : Problem::kIdempotencyUnfinished);
  }
  if (const auto* known = std::get_if<service::Answers::Answer>(&*begun)) {
    Response response{
        .status = known->status, .content_type = known->content_type, .body = known->body};
    if (!known->location.empty()) response.headers.push_back({"Location", known->location});
    response.headers.push_back({"Idempotency-Replayed", "true"});
    return response;
  }
  const auto& mine = std::get<service::Answers::Mine>(*begun);
  Answer done = handle(call);
  if (!done) {
    if (auto forgotten = parts_.answers->forget(mine); !forgotten) {
      return std::unexpected(fault_of(forgotten.error()));
    }
    return done;
  }
  service::Answers::Answer answer{done->status, done->content_type, {}, done->body};
  for (const Header& header : done->headers) {
    if (header.name == "Location") answer.location = header.value;
  }
  // The act is done. Where its answer cannot be kept, a second request is told so, and not answered
  // by doing it again.
  [[maybe_unused]] const auto kept = parts_.answers->keep(mine, answer);
  return done;
}

Answer Api::handle(const Call& call) {
  if (!call.route.slow) return call_handler(call);
  if (!slow_ones_.try_acquire()) {
    return std::unexpected(Fault{.problem = Problem::kBusy, .headers = {{"Retry-After", "1"}}});
  }
  struct Place {
    std::counting_semaphore<>& slow_ones;
    ~Place() { slow_ones.release(); }
  };
  const Place place{slow_ones_};
  return call_handler(call);
}

// What every answer has, and what is kept of it.
void Api::finish(const Exchange& exchange, Response& response) {
  add_security_headers(response);
  const std::string* known = exchange.request.header("if-none-match");
  if (response.status == 200 && !response.etag.empty() && known != nullptr &&
      names_tag(*known, response.etag)) {
    response.status = 304;
    response.source.reset();
  }
  response.headers.insert(response.headers.end(), exchange.headers.begin(), exchange.headers.end());
  response.headers.push_back({"X-Request-Id", exchange.id});
  const Instant now = parts_.now();
  const int64_t micros = std::max<int64_t>(now.micros - exchange.began.micros, 0);
  const std::string_view operation = exchange.route == nullptr ? kNoOperation : exchange.route->id;
  metrics_.count(operation, response.status, micros);
  if (!parts_.log) return;
  std::string line;
  text::JsonWriter json(line);
  json.begin_object();
  json.member("time", text::rfc3339(now, text::kUtc)).member("operation", operation);
  json.member("status", response.status);
  json.key("milliseconds").raw(micros_text(micros));
  json.member("request_id", exchange.id);
  json.member("caller", exchange.caller ? exchange.caller->pseudonym() : "nobody");
  json.end_object();
  parts_.log(line + "\n");
}

}  // namespace sekisho::http
