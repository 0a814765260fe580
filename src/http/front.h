#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "crypto/certificate.h"
#include "http/message.h"
#include "http/words.h"
#include "identity/throttle.h"

namespace sekisho::http {

// How browsers reach the server, and what they keep of it. Immutable; any number of threads.
class Front {
 public:
  struct Options {
    // What browsers have in their address bar, `https://sekisho.example`. Empty: plain HTTP on this
    // machine, for which cookies cannot be secure and are named so that nobody takes them for it.
    std::string origin = {};
    // Whether a proxy of ours stands before the server, sets X-Forwarded-For, and takes the other
    // headers below away from what clients send.
    bool behind_proxy = false;
    // The issuers of ID cards. With them the proxy tells of a certificate whose owner TLS proved in
    // X-Client-Certificate, percent-encoded PEM. Without: that header is nobody's.
    std::optional<crypto::CertificateTrust> cards = {};
  };
  explicit Front(Options options) : options_(std::move(options)) {}

  // Whether a header, by its name in lower case, is believed because the proxy sets it.
  static bool is_the_proxys(std::string_view header);
  // Where clients reach the server, `https://sekisho.example`: its origin, else as the request
  // says.
  std::string base_of(const Request& request) const;
  // The address that a request came from, as the proxy tells it where there is one.
  std::string address_of(const Request& request) const;
  // Where somebody speaks from, the device and the card that they have.
  identity::Origin origin_of(const Request& request, Instant now) const;
  // The terminal that the proxy tells of, because the connection proved it; empty: it does not.
  std::string terminal_of(const Request& request) const;
  // The token of the session that a browser sends; empty: none.
  std::string session_token(const Request& request) const;

  // Of an answer: what the browser is to keep until it closes, or to forget.
  Header keep_session(std::string_view token) const;
  Header forget_session() const;
  // For the gates, which stand under the same host.
  static Header keep_gate_session(std::string_view token);
  static Header forget_gate_session();
  // For 90 days.
  Header keep_device(std::string_view token) const;

  // What speaks against a request with a session's cookie being its owner's wish: another site
  // sent it, or a form. Nothing where all is well.
  std::optional<Words> forged(const Request& request) const;
  // The same of a request without a session: whether another site sent it.
  std::optional<Words> foreign(const Request& request) const;

 private:
  std::string session_cookie() const;
  std::string device_cookie() const;
  std::string attributes() const;

  Options options_;
};

// That whoever wrote the request is a program of this API and no form of a page: browsers let no
// page of another site send it without being asked (CORS).
inline constexpr std::string_view kClientHeader = "sekisho-client";

}  // namespace sekisho::http
