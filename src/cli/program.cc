#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <map>

#include "cli/command.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kAbout =
    "Sekisho (関所): the checkpoint between a network utility and its affiliates.\n"
    "It decides who may look at whose contracts, and re-judges old access logs by the same rules.";

constexpr std::string_view kExitCodes =
    "\nExit codes: 0 nothing found, 1 findings, 2 usage, 3 bad input, 4 reading or writing "
    "failed,\n"
    "5 a bug of the program.\n\n"
    "A first look:  sekisho demo --out demo && sekisho review --registers demo/register \\\n"
    "                 --logs demo/logs --out demo/review\n";

class CliArguments final : public Arguments {
 public:
  explicit CliArguments(CLI::App& app) : app_(app) {}

  void option(std::string_view name, std::string& target, std::string_view value,
              std::string_view help, bool required) override {
    auto* added = app_.add_option(std::string(name), target, std::string(help));
    added->type_name(std::string(value));
    if (required) added->required();
    if (!target.empty()) added->capture_default_str();
  }
  void option(std::string_view name, std::optional<std::string>& target, std::string_view value,
              std::string_view help) override {
    app_.add_option(std::string(name), target, std::string(help))->type_name(std::string(value));
  }
  void option(std::string_view name, std::vector<std::string>& target, std::string_view value,
              std::string_view help, bool several) override {
    app_.add_option(std::string(name), target, std::string(help))
        ->type_name(std::string(value))
        ->allow_extra_args(several);
  }
  void option(std::string_view name, uint64_t& target, std::string_view value,
              std::string_view help) override {
    app_.add_option(std::string(name), target, std::string(help))
        ->type_name(std::string(value))
        ->capture_default_str();
  }
  void choice(std::string_view name, std::string& target, const std::vector<std::string>& choices,
              std::string_view help) override {
    app_.add_option(std::string(name), target, std::string(help))
        ->check(CLI::IsMember(choices))
        ->type_name("")
        ->capture_default_str();
  }
  void flag(std::string_view name, bool& target, std::string_view help) override {
    app_.add_flag(std::string(name), target, std::string(help));
  }
  void positional(std::string_view name, std::string& target, std::string_view help,
                  bool required) override {
    auto* added = app_.add_option(std::string(name), target, std::string(help))->type_name("");
    if (required) added->required();
  }
  void positionals(std::string_view name, std::vector<std::string>& target,
                   std::string_view help) override {
    app_.add_option(std::string(name), target, std::string(help))->type_name("");
  }
  void footer(std::string_view text) override { app_.footer(std::string(text)); }

 private:
  CLI::App& app_;
};

// The groups between the program and its commands ("register" of "register check").
const std::map<std::string, std::string>& group_summaries() {
  static const std::map<std::string, std::string> summaries{
      {"register", "look at the registers, and keep them in a store"},
      {"report", "papers for the committee, the suppliers and the regulator, as PDF or XLSX"},
      {"store", "registers that remember: what held when, and since when it was known"},
      {"source", "look at how a log or a register file is read"},
      {"policy", "look at the barrier's rules"},
      {"archive", "log files that were reviewed, sealed beside the record"},
      {"hold", "keep data from being erased"},
      {"evidence", "the record: append to it, read it, prove and verify it"},
      {"witness", "vouch for the records of others"},
  };
  return summaries;
}

// The app of an entry's group, made where it is not there yet.
CLI::App* group_of(CLI::App& app, const CommandEntry& entry,
                   std::map<std::string, CLI::App*>& groups) {
  CLI::App* at = &app;
  std::string path;
  for (size_t i = 0; i + 1 < entry.path.size(); ++i) {
    path += entry.path[i] + " ";
    CLI::App*& group = groups[path];
    if (group == nullptr) {
      const auto summary = group_summaries().find(entry.path[i]);
      group = at->add_subcommand(entry.path[i],
                                 summary == group_summaries().end() ? "" : summary->second);
      group->require_subcommand(1);
    }
    at = group;
  }
  return at;
}

struct Declared {
  CLI::App* app;
  std::unique_ptr<Command> command;
  std::unique_ptr<CliArguments> arguments;
};

// CLI11 answers `--help` and `--version` with exceptions of exit code 0.
int report(const CLI::App& app, const CLI::ParseError& error, Console& console) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = app.exit(error, out, err);
  console.out(out.str());
  console.err(err.str());
  return code == 0 ? 0 : static_cast<int>(ExitCode::kUsage);
}

int run_command(Command& command, Console& console) {
  const Result<ExitCode> ended = command.run(console);
  if (ended) return static_cast<int>(*ended);
  console.err("sekisho: " + to_string(ended.error()) + "\n");
  return static_cast<int>(exit_code_of(ended.error().code));
}

}  // namespace

ExitCode exit_code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return ExitCode::kUsage;
    case ErrorCode::kBadInput:
    case ErrorCode::kNotFound:
    case ErrorCode::kLimit:
    case ErrorCode::kUnsupported:
      return ExitCode::kBadInput;
    case ErrorCode::kIo:
      return ExitCode::kIo;
    case ErrorCode::kInternal:
      return ExitCode::kInternal;
  }
  return ExitCode::kInternal;
}

int run_program(int argc, const char* const* argv, Console& console) {
  CLI::App app{std::string(kAbout), "sekisho"};
  app.set_version_flag("--version", SEKISHO_VERSION);
  app.require_subcommand(1);
  app.footer(std::string(kExitCodes));
  std::vector<Declared> declared;
  std::map<std::string, CLI::App*> groups;
  for (const CommandEntry& entry : commands()) {
    CLI::App* sub = group_of(app, entry, groups)->add_subcommand(entry.path.back(), entry.summary);
    Declared one{sub, entry.make(), std::make_unique<CliArguments>(*sub)};
    one.command->declare(*one.arguments);
    declared.push_back(std::move(one));
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return report(app, error, console);
  }
  for (Declared& one : declared) {
    if (one.app->parsed()) return run_command(*one.command, console);
  }
  return static_cast<int>(ExitCode::kUsage);
}

}  // namespace sekisho::cli
