#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "cli/console.h"

namespace sekisho::cli {

// What a command ends with. Documented in `sekisho --help`; scripts rely on the numbers.
enum class ExitCode : int {
  kNothingFound = 0,  // all went well, and there is nothing to report
  kFindings = 1,      // all went well, and there is something to look at
  kUsage = 2,         // the command line makes no sense
  kBadInput = 3,      // an input does not say what it should
  kIo = 4,            // the operating system refused a read or a write
  kInternal = 5,      // a bug
};

// The exit code for an error of `code`.
ExitCode exit_code_of(ErrorCode code);

// Declares the options of a command. Each call binds a target that parsing fills in; targets must
// outlive the parse. What is said in `help` is what `--help` prints.
class Arguments {
 public:
  virtual ~Arguments() = default;
  // `--name VALUE`; `value` is the placeholder in the help ("DIR", "TIME").
  virtual void option(std::string_view name, std::string& target, std::string_view value,
                      std::string_view help, bool required = false) = 0;
  virtual void option(std::string_view name, std::optional<std::string>& target,
                      std::string_view value, std::string_view help) = 0;
  // One that may be given several times; `several`: also with several values at once.
  virtual void option(std::string_view name, std::vector<std::string>& target,
                      std::string_view value, std::string_view help, bool several = false) = 0;
  virtual void option(std::string_view name, uint64_t& target, std::string_view value,
                      std::string_view help) = 0;
  // `--name VALUE`, where VALUE is one of `choices`.
  virtual void choice(std::string_view name, std::string& target,
                      const std::vector<std::string>& choices, std::string_view help) = 0;
  // `--name`
  virtual void flag(std::string_view name, bool& target, std::string_view help) = 0;
  // A positional argument.
  virtual void positional(std::string_view name, std::string& target, std::string_view help,
                          bool required = true) = 0;
  virtual void positionals(std::string_view name, std::vector<std::string>& target,
                           std::string_view help) = 0;
  // Examples and explanations printed below the options.
  virtual void footer(std::string_view text) = 0;
};

// A subcommand, made anew for each run of the program.
class Command {
 public:
  virtual ~Command() = default;
  virtual void declare(Arguments& arguments) = 0;
  // Runs after parsing. An error is printed by the caller, with its help.
  virtual Result<ExitCode> run(Console& console) = 0;
};

// An entry of the one list of commands (commands.cc). `path` is {"review"} or {"register",
// "check"}.
struct CommandEntry {
  std::vector<std::string> path;
  std::string summary;
  std::unique_ptr<Command> (*make)();
};

const std::vector<CommandEntry>& commands();

// Parses the arguments, runs a command, prints its error. Returns the process's exit code.
int run_program(int argc, const char* const* argv, Console& console);

}  // namespace sekisho::cli
