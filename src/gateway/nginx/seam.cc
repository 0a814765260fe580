#include "gateway/nginx/seam.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/file.h"
#include "crypto/key_file.h"
#include "crypto/random.h"
#include "crypto/secret_key.h"
#include "gateway/gate.h"
#include "gateway/limits.h"
#include "gateway/mapped_facts.h"
#include "gateway/spool_connection.h"
#include "mask/limits.h"
#include "session/limits.h"
#include "text/base64.h"

namespace {

using namespace sekisho;
using namespace sekisho::gateway;

std::string_view view(sekisho_text text) {
  return {text.data, text.size};
}
std::string string(sekisho_text text) {
  return std::string(view(text));
}
sekisho_text seam(std::string_view text) {
  return {text.data(), text.size()};
}

// How long a worker waits until it looks again for the table of sessions that no server made.
constexpr int64_t kBetweenTriesMicros = kMicrosPerSecond;

// None where no file is named.
Result<std::optional<crypto::SecretKey>> read_pseudonym_key(const std::string& path) {
  if (path.empty()) return std::nullopt;
  auto key = crypto::read_key_file(path);
  if (!key) return std::unexpected(key.error());
  return std::move(*key);
}

Result<session::JwsSigner> read_signer(const std::string& path) {
  const auto key = crypto::read_key_file(path);
  if (!key) return std::unexpected(key.error());
  crypto::Ed25519Seed seed{};
  std::ranges::copy(key->secret(), seed.begin());
  auto signer = crypto::Ed25519Key::from_seed(seed);
  crypto::wipe(seed.data(), seed.size());
  return session::JwsSigner(std::move(signer));
}

template <class Parsed, class Parse>
Result<Parsed> read_parsed(const std::string& path, uint64_t limit, Parse parse) {
  auto text = read_file(path, limit);
  if (!text) return std::unexpected(text.error());
  return parse(*text, path);
}

// Gates of one process share what they decide by, and what they remember of it.
Result<std::shared_ptr<MappedFacts>> facts_in(const std::string& directory) {
  static std::map<std::string, std::weak_ptr<MappedFacts>> opened;
  if (auto known = opened[directory].lock()) return known;
  auto facts = MappedFacts::open(directory);
  if (!facts) return std::unexpected(facts.error());
  std::shared_ptr<MappedFacts> out = std::move(*facts);
  opened[directory] = out;
  return out;
}

// SHA-256 of the certificate itself, without the text around it.
std::optional<crypto::Digest> fingerprint(std::string_view pem) {
  constexpr std::string_view kBegin = "-----BEGIN CERTIFICATE-----";
  if (!pem.starts_with(kBegin)) return std::nullopt;
  pem.remove_prefix(kBegin.size());
  std::string base64(pem.substr(0, pem.find('-')));
  std::erase_if(base64, [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == ' '; });
  const auto der = text::base64_decode(base64);
  if (!der || der->empty()) return std::nullopt;
  return crypto::sha256(*der);
}

}  // namespace

struct sekisho_gate {
  std::string name;
  Routes routes;
  std::shared_ptr<MappedFacts> facts;
  mask::Places places;
  session::JwsKeys keys;
  session::JwsSigner signer;
  std::optional<crypto::SecretKey> pseudonyms;
  std::string sessions_path;
  SpoolConnection spool;
  IdentityMint identities{signer, name};
  Gate gate;
  std::optional<session::SessionCheck> sessions = {};
  Instant tried = kBeginning;

  sekisho_gate(std::string its_name, Routes its_routes, std::shared_ptr<MappedFacts> its_facts,
               mask::Places its_places, session::JwsKeys its_keys, session::JwsSigner its_signer,
               std::optional<crypto::SecretKey> its_pseudonyms, const sekisho_settings& settings)
      : name(std::move(its_name)),
        routes(std::move(its_routes)),
        facts(std::move(its_facts)),
        places(std::move(its_places)),
        keys(std::move(its_keys)),
        signer(std::move(its_signer)),
        pseudonyms(std::move(its_pseudonyms)),
        sessions_path(string(settings.sessions)),
        spool(string(settings.spool)),
        gate({.name = name,
              .desk = {string(settings.contact), string(settings.login)},
              .routes = &routes,
              .places = &places,
              .facts = facts.get(),
              .spool = &spool,
              .identities = &identities,
              .pseudonyms = pseudonyms ? &*pseudonyms : nullptr}) {}

  static Result<std::unique_ptr<sekisho_gate>> load(const sekisho_settings& settings);

  // A server that starts after the worker makes the table of sessions then.
  void find_sessions(Instant now) {
    if (sessions || now < shifted(tried, kBetweenTriesMicros)) return;
    tried = now;
    auto opened = session::SessionView::open(sessions_path);
    if (!opened) return;
    sessions.emplace(keys, std::move(*opened));
    gate.use_sessions(&*sessions);
  }
};

Result<std::unique_ptr<sekisho_gate>> sekisho_gate::load(const sekisho_settings& settings) {
  auto routes = read_parsed<Routes>(string(settings.routes), kMaxRoutesFileBytes, Routes::parse);
  if (!routes) return std::unexpected(routes.error());
  if (routes->system() != view(settings.system)) {
    return fail(ErrorCode::kBadInput, "the routes are of the system `" + routes->system() + "`",
                {.file = string(settings.routes)});
  }
  auto facts = facts_in(string(settings.facts));
  if (!facts) return std::unexpected(facts.error());
  auto places =
      read_parsed<mask::Places>(string(settings.masks), mask::kMaxPlacesFileBytes,
                                [&](std::string_view text, const std::string& file) {
                                  return mask::Places::parse(text, file, (*facts)->vocabulary());
                                });
  if (!places) return std::unexpected(places.error());
  auto keys = read_parsed<session::JwsKeys>(string(settings.session_keys),
                                            session::kMaxKeyFileBytes, session::JwsKeys::parse);
  if (!keys) return std::unexpected(keys.error());
  auto signer = read_signer(string(settings.identity_key));
  if (!signer) return std::unexpected(signer.error());
  auto pseudonyms = read_pseudonym_key(string(settings.pseudonym_key));
  if (!pseudonyms) return std::unexpected(pseudonyms.error());
  return std::make_unique<sekisho_gate>(string(settings.name), std::move(*routes),
                                        std::move(*facts), std::move(*places), std::move(*keys),
                                        std::move(*signer), std::move(*pseudonyms), settings);
}

struct sekisho_exchange {
  explicit sekisho_exchange(sekisho_gate& its_gate) : gate(its_gate), exchange(its_gate.gate) {}

  sekisho_gate& gate;
  Exchange exchange;
  std::string out, type;
  std::optional<Page> page = {};
};

extern "C" {

sekisho_gate* sekisho_load(const sekisho_settings* settings, char* error, size_t error_size) {
  std::string why;
  try {
    auto gate = sekisho_gate::load(*settings);
    if (gate) return gate->release();
    why = to_string(gate.error());
  } catch (const std::exception&) {
    why = "no memory, or a failure that nobody expected";
  }
  const size_t size = std::min(why.size(), error_size - 1);
  std::memcpy(error, why.data(), size);
  error[size] = '\0';
  return nullptr;
}

void sekisho_unload(sekisho_gate* gate) {
  const std::unique_ptr<sekisho_gate> owned(gate);
}

int sekisho_wake_fd(const sekisho_gate* gate) {
  return gate->spool.wake_fd();
}

void sekisho_hand_over(sekisho_gate* gate) {
  gate->spool.hand_over();
}

void sekisho_woken(sekisho_gate* gate) {
  gate->spool.take_news();
}

sekisho_exchange* sekisho_exchange_new(sekisho_gate* gate) {
  try {
    return std::make_unique<sekisho_exchange>(*gate).release();
  } catch (const std::exception&) {
    return nullptr;
  }
}

void sekisho_exchange_free(sekisho_exchange* exchange) {
  const std::unique_ptr<sekisho_exchange> owned(exchange);
}

int sekisho_begin(sekisho_exchange* exchange, const sekisho_head* head, int64_t now) {
  const Instant at{now};
  try {
    exchange->gate.find_sessions(at);
    return static_cast<int>(
        exchange->exchange.begin({.method = view(head->method),
                                  .target = view(head->target),
                                  .cookies = view(head->cookies),
                                  .has_body = head->has_body != 0,
                                  .content_type = view(head->content_type),
                                  .content_encoding = view(head->content_encoding),
                                  .accept = view(head->accept),
                                  .address = view(head->address),
                                  .terminal = view(head->terminal),
                                  .card = fingerprint(view(head->certificate))},
                                 at));
  } catch (const std::exception&) {
    return SEKISHO_REFUSE;
  }
}

int sekisho_take_body(sekisho_exchange* exchange, sekisho_text body, int64_t now) {
  return static_cast<int>(exchange->exchange.take_body(view(body), Instant{now}));
}

int sekisho_look(sekisho_exchange* exchange, int64_t now) {
  return static_cast<int>(exchange->exchange.look(Instant{now}));
}

int sekisho_fate(sekisho_exchange* exchange, const sekisho_answer* answer) {
  return static_cast<int>(
      exchange->exchange.answer({.status = answer->status,
                                 .has_body = answer->has_body != 0,
                                 .is_static = exchange->exchange.is_static(),
                                 .content_type = view(answer->content_type),
                                 .content_encoding = view(answer->content_encoding),
                                 .content_range = view(answer->content_range)},
                                view(answer->location)));
}

int sekisho_hold(sekisho_exchange* exchange, sekisho_text bytes) {
  return exchange->exchange.hold(view(bytes)) ? 1 : 0;
}

int sekisho_end_of_held(sekisho_exchange* exchange, int64_t now) {
  return static_cast<int>(exchange->exchange.end_of_held(Instant{now}));
}

int sekisho_push(sekisho_exchange* exchange, sekisho_text bytes, sekisho_text* out) {
  exchange->out.clear();
  if (!exchange->exchange.push(view(bytes), exchange->out)) return 0;
  *out = seam(exchange->out);
  return 1;
}

int sekisho_finish(sekisho_exchange* exchange, sekisho_text* out) {
  exchange->out.clear();
  if (!exchange->exchange.finish(exchange->out)) return 0;
  *out = seam(exchange->out);
  return 1;
}

sekisho_text sekisho_held(sekisho_exchange* exchange) {
  exchange->out = exchange->exchange.take_held();
  return seam(exchange->out);
}

sekisho_text sekisho_identity(const sekisho_exchange* exchange) {
  return seam(exchange->exchange.identity());
}

sekisho_text sekisho_reference(const sekisho_exchange* exchange) {
  return seam(exchange->exchange.reference());
}

sekisho_text sekisho_reason(const sekisho_exchange* exchange) {
  return seam(exchange->exchange.reason());
}

int sekisho_page(sekisho_exchange* exchange, sekisho_text* type, sekisho_text* body) {
  if (!exchange->page) exchange->page = exchange->exchange.page();
  *type = seam(exchange->page->content_type);
  *body = seam(exchange->page->body);
  return exchange->page->status;
}

const char* sekisho_page_policy(void) {
  return page_policy().c_str();
}

int sekisho_is_static(const sekisho_exchange* exchange) {
  return exchange->exchange.is_static() ? 1 : 0;
}

int sekisho_passes_upstream(const sekisho_exchange* exchange, sekisho_text name) {
  try {
    return passes_upstream(view(name), exchange->exchange.is_static()) ? 1 : 0;
  } catch (const std::exception&) {
    return 0;
  }
}

int sekisho_passes_downstream(const sekisho_exchange* exchange, sekisho_text name,
                              sekisho_text value) {
  try {
    return exchange->exchange.passes_downstream(view(name), view(value)) ? 1 : 0;
  } catch (const std::exception&) {
    return 0;
  }
}

int sekisho_is_masked(const sekisho_exchange* exchange) {
  return exchange->exchange.answer_kind() == Answer::kMasked ? 1 : 0;
}

sekisho_text sekisho_type_downstream(sekisho_exchange* exchange, sekisho_text type) {
  try {
    exchange->type = mask::form_in_words(view(type));
  } catch (const std::exception&) {
    exchange->type.clear();
  }
  return seam(exchange->type);
}

sekisho_text sekisho_cookies_upstream(sekisho_exchange* exchange, sekisho_text header) {
  try {
    exchange->out = without_cookie(view(header), session::kGateCookie);
  } catch (const std::exception&) {
    exchange->out.clear();
  }
  return seam(exchange->out);
}

size_t sekisho_max_mapped_body(void) {
  return kMaxMappedBodyBytes;
}

}  // extern "C"
