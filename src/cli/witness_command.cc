#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "http/serve.h"
#include "service/clock.h"
#include "service/evidence/witness.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kInitFooter =
    "A witness (第三者による記録確認) cosigns the checkpoints of logs that it knows, so that none "
    "of them can\n"
    "tell two stories. It sees hashes only. DIR gets its secret key, of mode 0600, and one file\n"
    "for each log (docs/formats/witness.md).\n\n"
    "The line on standard output is the verifier key: give it to those who are to count on this\n"
    "witness, to stand in their policy files (docs/formats/quorum.md).\n\n"
    "Exit codes: 0 made, 2 usage, among it a place where a witness is already.\n\n"
    "Example:\n"
    "  sekisho witness init witness --name witness.example.com/audit\n";

constexpr std::string_view kAddLogFooter =
    "VKEY is the line that `sekisho evidence init` prints. Get it from the log's people in a way\n"
    "that nobody else can change. Another key of the same log is added to the first. The witness\n"
    "must not run meanwhile.\n\n"
    "Example:\n"
    "  sekisho witness add-log witness example.com/log+6fff7812+AZHabXCULagus7S8vScBLkGZ...\n";

constexpr std::string_view kServeFooter =
    "It answers C2SP tlog-witness, `POST /add-checkpoint`, until SIGTERM or SIGINT. What it signs\n"
    "is on the disk before it answers. It speaks plain HTTP: put a proxy with TLS before it where\n"
    "others reach it. Standard output gets one line, its address.\n\n"
    "Exit codes: 0 stopped, 2 usage, 3 what it knows of a log is damaged, 4 the disk failed.\n\n"
    "Example:\n"
    "  sekisho witness serve witness --listen 127.0.0.1:8090\n";

constexpr std::string_view kStatusFooter =
    "Exit codes: 0 all is well, 1 a log signed two trees of one size: it tells two stories.\n\n"
    "Example:\n"
    "  sekisho witness status witness --json\n";

class WitnessInitCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "a directory for the witness");
    arguments.option("--name", name_, "NAME",
                     "its name for ever, such as witness.example.com/audit", true);
    declare_language(arguments, language_);
    arguments.footer(kInitFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto key = service::begin_witness(directory_, name_);
    if (!key) return std::unexpected(key.error());
    console.out(key->to_string() + "\n");
    console.err(fmt::format("{}sekisho witness add-log {} VKEY\n",
                            is_japanese(language_)
                                ? "上は記録確認者の検証鍵です。\n次: "
                                : "Above is the verifier key of the witness.\nNext: ",
                            directory_));
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_, name_, language_;
};

class WitnessAddLogCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the witness");
    arguments.positional("VKEY", key_, "a verifier key of the log");
    declare_language(arguments, language_);
    arguments.footer(kAddLogFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto origin = service::add_log_to_witness(directory_, key_);
    if (!origin) return std::unexpected(origin.error());
    console.err(fmt::format(
        fmt::runtime(is_japanese(language_) ? "証跡 `{}` をこの鍵で確認します。\n"
                                            : "The witness knows the log `{}` by this key.\n"),
        *origin));
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_, key_, language_;
};

class WitnessServeCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the witness");
    arguments.option("--listen", address_, "ADDRESS:PORT", "where; port 0 takes a free one");
    arguments.footer(kServeFooter);
  }
  Result<ExitCode> run(Console& console) override {
    auto witness = service::open_witness(directory_);
    if (!witness) return std::unexpected(witness.error());
    const auto server =
        http::WitnessServer::listen(std::move(*witness), address_, service::clock_now);
    if (!server) return std::unexpected(server.error());
    if (auto told = console.out_at_once(fmt::format("http://{}\n", (*server)->address())); !told)
      return std::unexpected(told.error());
    if (auto ended = (*server)->run(); !ended) return std::unexpected(ended.error());
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_;
  std::string address_ = "127.0.0.1:8090";
};

class WitnessStatusCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the witness; it may run");
    arguments.flag("--json", json_, "for programs");
    declare_language(arguments, language_);
    arguments.footer(kStatusFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto status = service::read_witness(directory_);
    if (!status) return std::unexpected(status.error());
    console.out(json_ ? witness_json(*status) : witness_text(*status, is_japanese(language_)));
    return has_fork(*status) ? ExitCode::kFindings : ExitCode::kNothingFound;
  }

 private:
  std::string directory_, language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_witness_init_command() {
  return std::make_unique<WitnessInitCommand>();
}
std::unique_ptr<Command> make_witness_add_log_command() {
  return std::make_unique<WitnessAddLogCommand>();
}
std::unique_ptr<Command> make_witness_serve_command() {
  return std::make_unique<WitnessServeCommand>();
}
std::unique_ptr<Command> make_witness_status_command() {
  return std::make_unique<WitnessStatusCommand>();
}

}  // namespace sekisho::cli
