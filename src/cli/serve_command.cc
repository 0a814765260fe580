#include <fmt/format.h>

#include <mutex>

#include "cli/command_list.h"
#include "cli/language.h"
#include "http/serve_api.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It answers the API that api/openapi.yaml describes and that it serves at /api/openapi.json.\n"
    "DIR is made where it does not exist. Below it lie registers/NAME and logs/NAME, which "
    "reviews\n"
    "and questions name, reviews/NAME with what reviews wrote, record/ with the evidence (made by\n"
    "`sekisho evidence init`), and the server's own jobs/ and answers/. One process holds DIR.\n\n"
    "Standard output gets two lines: its address, and the token that it takes until it ends. Send\n"
    "it as `Authorization: Bearer TOKEN`; it cannot be asked for again. Everybody else is denied.\n"
    "Standard error gets one line of JSON for each answer, with nobody's name in it.\n\n"
    "It speaks plain HTTP until SIGTERM or SIGINT: put a proxy with TLS before it when it listens\n"
    "beyond this machine. A job that runs at the end is interrupted and can be run again.\n\n"
    "Exit codes: 0 stopped, 2 usage, or somebody else holds DIR, 4 nobody may listen there.\n\n"
    "Examples:\n"
    "  sekisho serve --data data\n"
    "  sekisho serve --data data --listen 127.0.0.1:9000 --quiet\n";

class ServeCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--listen", options_.address, "ADDRESS:PORT",
                     "where; port 0 takes a free one");
    arguments.option("--data", data_, "DIR", "where everything is kept");
    arguments.option("--profiles", profiles_, "DIR",
                     "how files are read (default: the shipped sources)");
    arguments.option("--policies", policies_, "DIR",
                     "the barrier's rules (default: the shipped ones)");
    arguments.option("--rate", options_.requests_a_minute, "N", "requests a minute of one caller");
    arguments.flag("--quiet", quiet_, "no line for each answer");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    options_.data = data_;
    options_.profiles = profiles_;
    options_.policies = policies_;
    std::mutex mutex;  // answers end on several threads
    if (!quiet_) {
      options_.log = [&](std::string_view line) {
        const std::lock_guard lock(mutex);
        console.err(line);
      };
    }
    const auto server = http::ApiServer::listen(options_);
    if (!server) return std::unexpected(server.error());
    console.out(fmt::format(
        "http://{}\n{}{}\n", (*server)->address(),
        is_japanese(language_) ? "起動トークン: " : "start token: ", (*server)->start_token()));
    if (auto flushed = console.flush_out(); !flushed) return std::unexpected(flushed.error());
    (*server)->run(true);
    return ExitCode::kNothingFound;
  }

 private:
  http::ApiServerOptions options_{.address = "127.0.0.1:8080"};
  std::string data_ = "sekisho-data";
  std::string profiles_, policies_, language_;
  bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Command> make_serve_command() {
  return std::make_unique<ServeCommand>();
}

}  // namespace sekisho::cli
