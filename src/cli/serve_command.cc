#include <fmt/format.h>

#include <mutex>
#include <optional>

#include "base/file.h"
#include "cli/command_list.h"
#include "cli/language.h"
#include "http/serve_api.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr size_t kMaxPemBytes = size_t{64} << 20;
constexpr uint64_t kMaxPasswordDays = 3650;
constexpr std::string_view kFooter =
    "It answers the API that api/openapi.yaml describes and that it serves at /api/openapi.json.\n"
    "DIR is made where it does not exist. Below it lie registers/NAME and logs/NAME, which "
    "reviews\n"
    "and questions name, reviews/NAME with what reviews wrote, store/ with the people, what they\n"
    "do, and the evidence of it, and the server's own jobs/, answers/, uploads/ and imports/. One\n"
    "process holds DIR.\n"
    "For PostgreSQL run `sekisho store init DIR/store --database URL` first.\n\n"
    "Standard output gets its address, and on an empty machine a code with which the first\n"
    "administrator enrols within an hour. They invite everybody else; docs/roles.md says who may\n"
    "do what. Standard error gets one line of JSON for each answer, with nobody's name in it.\n\n"
    "It speaks plain HTTP until SIGTERM or SIGINT; with --tls HTTPS, by a certificate that it\n"
    "makes for this machine, whose fingerprint it prints, or by yours. For browsers elsewhere put\n"
    "a proxy with TLS before it, say with --origin what they have in their address bar, and with "
    "--behind-proxy "
    "that\n"
    "the proxy sets X-Forwarded-For. With --cards it tells of ID cards in X-Client-Certificate\n"
    "(percent-encoded PEM) and takes that header away from what clients send. A job that runs at "
    "the end runs again with the next start.\n\n"
    "With --gate it keeps what the gates of this machine decide by (docs/gate.md): DIR is made\n"
    "where it does not exist, and the group of nginx has to read it. With --spool the looks that\n"
    "they record come into the record. People who log in at --origin go on from there to the "
    "hosts\n"
    "of the systems that --gate-system names.\n\n"
    "Passwords: nobody has to change one by its age (NIST SP 800-63B), or with --password-days\n"
    "after so many days, where a rule of yours says so. --breached-passwords refuses those of a\n"
    "list: lines of SHA-1 as `Have I Been Pwned` orders them by hash, or packed\n"
    "(docs/formats/identity.md). With --no-apps a second factor is a card or a security key, and\n"
    "whoever has an app alone needs a recovery.\n\n"
    "Exit codes: 0 stopped, 2 usage, or somebody else holds DIR, 3 a list or a certificate is "
    "none,\n"
    "4 nobody may listen there.\n\n"
    "Examples:\n"
    "  sekisho serve --data data\n"
    "  sekisho serve --data data --listen 127.0.0.1:9000 --quiet\n"
    "  sekisho serve --data data --origin https://sekisho.example --behind-proxy --cards ca.pem\n";

class ServeCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--listen", options_.address, "ADDRESS:PORT",
                     "where; port 0 takes a free one");
    arguments.option("--socket", options_.socket, "PATH",
                     "a Unix socket as well, for programs of this machine");
    arguments.flag("--tls", options_.tls, "speak HTTPS, with no proxy before it");
    arguments.option("--certificate", certificate_, "FILE",
                     "of --tls, PEM, with those that issued it (default: one for this machine)");
    arguments.option("--key", key_, "FILE", "of the certificate, PEM");
    arguments.option("--data", data_, "DIR", "where everything is kept");
    arguments.option("--profiles", profiles_, "DIR",
                     "how files are read (default: the shipped sources)");
    arguments.option("--policies", policies_, "DIR",
                     "the barrier's rules (default: the shipped ones)");
    arguments.option("--spool", spool_, "DIR",
                     "the spool of a gate on this machine: its looks go into the record");
    arguments.option("--gate", gate_, "DIR",
                     "what gates decide by: it is kept there, facts and sessions");
    arguments.flag("--gate-many-terminals", many_terminals_,
                   "somebody's sessions at several terminals go on side by side");
    arguments.option("--gate-system", gate_systems_, "CODE=URL",
                     "a system behind a gate, and where browsers open it");
    arguments.option("--rate", options_.requests_a_minute, "N", "requests a minute of one caller");
    arguments.option("--origin", options_.front.origin, "URL",
                     "what browsers open, such as https://sekisho.example");
    arguments.flag("--behind-proxy", options_.front.behind_proxy,
                   "believe the headers that a proxy of yours sets");
    arguments.option("--cards", cards_, "FILE", "the issuers of ID cards, PEM");
    arguments.option("--revoked-cards", revoked_, "FILE", "their lists of revoked cards, PEM");
    arguments.option("--breached-passwords", breached_, "FILE", "passwords that nobody may take");
    arguments.option("--password-days", password_days_, "N",
                     "how long a password holds (default: as long as nobody else knows it)");
    arguments.flag("--no-apps", no_apps_, "no authenticator apps as second factors");
    arguments.option("--first-administrator", options_.first_administrator, "NAME",
                     "the login name of whoever invites all others");
    arguments.flag("--quiet", quiet_, "no line for each answer");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    options_.data = data_;
    options_.profiles = profiles_;
    options_.policies = policies_;
    options_.spool = spool_;
    options_.gate = gate_;
    options_.one_gate_terminal = !many_terminals_;
    options_.breached_passwords = breached_;
    options_.apps_allowed = !no_apps_;
    if (auto set = set_gate_systems(); !set) return std::unexpected(set.error());
    if (auto set = set_password_days(); !set) return std::unexpected(set.error());
    if (auto set = set_tls(); !set) return std::unexpected(set.error());
    if (auto read = read_cards(); !read) return std::unexpected(read.error());
    std::mutex mutex;  // answers end on several threads
    if (!quiet_) {
      options_.log = [&](std::string_view line) {
        const std::lock_guard lock(mutex);
        console.err(line);
      };
    }
    const auto server = http::ApiServer::listen(options_);
    if (!server) return std::unexpected(server.error());
    console.out(fmt::format("{}\n", where(**server)));
    if (const auto& first = (*server)->first_administrator(); first) {
      console.out(fmt::format(
          "{}: {} ({}: {})\n",
          is_japanese(language_) ? "最初の管理者の登録コード" : "code of the first administrator",
          first->code, is_japanese(language_) ? "ログイン名" : "login name",
          options_.first_administrator));
    }
    if (auto flushed = console.flush_out(); !flushed) return std::unexpected(flushed.error());
    (*server)->run(true);
    return ExitCode::kNothingFound;
  }

 private:
  // What browsers open, and by what they know that it is this server.
  std::string where(const http::ApiServer& server) const {
    const crypto::ServerCertificate* certificate = server.certificate();
    if (certificate == nullptr) return fmt::format("http://{}", server.address());
    return fmt::format("{}\n{}: {}", options_.front.origin,
                       is_japanese(language_) ? "証明書のSHA-256" : "SHA-256 of its certificate",
                       crypto::to_hex(crypto::view(certificate->fingerprint)));
  }

  Result<void> set_tls() {
    if (certificate_.empty() != key_.empty() || (!certificate_.empty() && !options_.tls)) {
      return fail(ErrorCode::kUsage, "--certificate and --key belong together, and to --tls");
    }
    if (!options_.tls) return {};
    if (options_.front.behind_proxy)
      return fail(ErrorCode::kUsage, "--tls is for a server with no proxy before it");
    if (auto read = read_certificate(); !read) return read;
    if (!options_.front.origin.empty()) return {};
    const std::string port = options_.address.substr(options_.address.rfind(':') + 1);
    if (!certificate_.empty() || port == "0") {
      return fail(ErrorCode::kUsage, "it is not known what browsers open", {},
                  "Say it with --origin https://NAME:PORT.");
    }
    options_.front.origin = "https://localhost:" + port;
    return {};
  }

  Result<void> read_certificate() {
    if (certificate_.empty()) return {};
    const Result<std::string> chain = read_file(certificate_, kMaxPemBytes);
    if (!chain) return std::unexpected(chain.error());
    const Result<std::string> key = read_file(key_, kMaxPemBytes);
    if (!key) return std::unexpected(key.error());
    auto certificate = crypto::read_server_certificate(*chain, *key);
    if (!certificate) return std::unexpected(certificate.error());
    options_.certificate = std::move(*certificate);
    return {};
  }

  Result<void> set_gate_systems() {
    for (const std::string& one : gate_systems_) {
      const size_t equals = one.find('=');
      const std::string address = equals == std::string::npos ? "" : one.substr(equals + 1);
      const bool is_host =
          address.starts_with("https://") && address.find('/', 8) == std::string::npos;
      if (equals == 0 || !is_host || address.size() == 8) {
        return fail(ErrorCode::kUsage, fmt::format("`{}` is no system and its address", one), {},
                    "Give its code and the host of its gate, without a path, such as "
                    "`nol=https://nol.example`.");
      }
      options_.gate_systems.push_back({one.substr(0, equals), address});
    }
    if (options_.gate_systems.empty() || (!gate_.empty() && !options_.front.origin.empty()))
      return {};
    return fail(ErrorCode::kUsage, "systems behind a gate need a gate and a host to log in at", {},
                "Give --gate and --origin as well.");
  }

  Result<void> set_password_days() {
    if (!password_days_) return {};
    const auto days = text::parse_u64(*password_days_);
    if (!days || *days == 0 || *days > kMaxPasswordDays) {
      return fail(ErrorCode::kUsage,
                  fmt::format("`{}` is no number of days that a password holds", *password_days_),
                  {}, fmt::format("Give 1 to {}, or leave --password-days out.", kMaxPasswordDays));
    }
    options_.passwords = identity::PasswordProfile::plan(static_cast<int>(*days));
    return {};
  }

  Result<void> read_cards() {
    if (cards_.empty()) return {};
    const Result<std::string> issuers = read_file(cards_, kMaxPemBytes);
    if (!issuers) return std::unexpected(issuers.error());
    const Result<std::string> revoked =
        revoked_.empty() ? Result<std::string>("") : read_file(revoked_, kMaxPemBytes);
    if (!revoked) return std::unexpected(revoked.error());
    Result<crypto::CertificateTrust> trust = crypto::CertificateTrust::parse(*issuers, *revoked);
    if (!trust) return std::unexpected(trust.error());
    options_.front.cards = std::move(*trust);
    return {};
  }

  http::ApiServerOptions options_{.address = "127.0.0.1:8080"};
  std::string data_ = "sekisho-data";
  std::string profiles_, policies_, spool_, gate_, cards_, revoked_, breached_, language_;
  std::string certificate_, key_;
  std::vector<std::string> gate_systems_;
  std::optional<std::string> password_days_;
  bool no_apps_ = false, quiet_ = false, many_terminals_ = false;
};

}  // namespace

std::unique_ptr<Command> make_serve_command() {
  return std::make_unique<ServeCommand>();
}

}  // namespace sekisho::cli
