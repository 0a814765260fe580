#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/gate/check_gate.h"
#include "service/gate/record_looks.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kRecorderFooter =
    "The workers of a gate hand it what somebody looks at, and no answer leaves before that is on\n"
    "the disk: here, in DIR, which is made where it does not exist and is for its owner alone. "
    "One\n"
    "process has it. `sekisho serve --spool DIR` takes it over into the record, as the same "
    "user.\n\n"
    "Workers of this user and of root may come; name the user of nginx with --user. Standard\n"
    "output gets a line once it listens, standard error one for each worker that comes or goes.\n\n"
    "Where the disk is full or fails it ends, and the workers let nobody through until it runs\n"
    "again: let the service manager start it again. What was acknowledged is there.\n\n"
    "Exit codes: 0 stopped by SIGTERM or SIGINT, 2 usage, or somebody else has DIR or the socket,\n"
    "3 acknowledged entries are missing, 4 the disk refused.\n\n"
    "Example:\n"
    "  sekisho gate recorder --directory /var/lib/sekisho/spool \\\n"
    "    --socket /run/sekisho-gate/recorder.sock --user www-data\n";

class GateRecorderCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--directory", request_.directory, "DIR", "the spool", true);
    arguments.option("--socket", request_.socket, "PATH", "where workers come", true);
    arguments.option("--user", request_.users, "NAME", "whose workers may come, name or number");
    declare_language(arguments, language_);
    arguments.footer(kRecorderFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const std::string_view listens =
        is_japanese(language_) ? "記録を受け付けています: {}\n" : "it records: {}\n";
    Result<void> flushed;
    const auto done = service::record_looks(
        request_,
        [&] { flushed = console.out_at_once(fmt::format(fmt::runtime(listens), request_.socket)); },
        [&](std::string_view line) { console.err(fmt::format("{}\n", line)); });
    if (!done) return std::unexpected(done.error());
    if (!flushed) return std::unexpected(flushed.error());
    return ExitCode::kNothingFound;
  }

 private:
  service::RecorderRequest request_;
  std::string language_;
};

constexpr std::string_view kShowFooter =
    "It shows how much the spool of a gate holds, how much of that is in the record, and the last\n"
    "entries: index, time (Japan), verdict, system, action, person, terminal, records, reference\n"
    "number. Names stand there in plain. A recorder may write meanwhile; what was looked at less\n"
    "than a moment ago may be missing.\n\n"
    "Examples:\n"
    "  sekisho gate spool show /var/lib/sekisho/spool\n"
    "  sekisho gate spool show /var/lib/sekisho/spool -n 100 --json\n";

class GateSpoolShowCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", question_.directory, "the spool");
    arguments.option("-n", question_.last, "N", "so many entries");
    arguments.flag("--json", question_.json,
                   "print one JSON object a line: index, whether it is drained, entry");
    declare_language(arguments, language_);
    arguments.footer(kShowFooter);
  }

  Result<ExitCode> run(Console& console) override {
    question_.japanese = is_japanese(language_);
    const Result<std::string> text = service::show_spool(question_);
    if (!text) return std::unexpected(text.error());
    console.out(*text);
    return ExitCode::kNothingFound;
  }

 private:
  service::SpoolQuestion question_;
  std::string language_;
};

constexpr std::string_view kCheckFooter =
    "It says what a gate with these routes does with a request: which route fits, which action on\n"
    "which record it is and, by the facts that `sekisho serve --gate DIR` publishes in DIR/facts,\n"
    "whether that person may do it from there, by which rule, and what is masked. Nothing is "
    "asked\n"
    "of the system, and nothing recorded. TARGET is what stands in the request line.\n\n"
    "Exit codes: 0 it passes, 1 it does not, 2 usage, 3 a file does not say what it should, 4 a\n"
    "file cannot be read, or nobody has confirmed the facts for too long.\n\n"
    "Examples:\n"
    "  sekisho gate check /points/0900000000000000000017 --routes nol.routes.toml\n"
    "  sekisho gate check /points/0900000000000000000017 --routes nol.routes.toml \\\n"
    "    --facts /var/lib/sekisho/gate/facts --person P1 --address 10.0.0.1\n";

class GateCheckCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("TARGET", question_.target, "path and query of a request");
    arguments.option("--routes", question_.routes, "FILE", "what requests are about", true);
    arguments.option("--method", question_.method, "NAME", "of the request");
    arguments.option("--body", question_.body, "FILE", "of the request");
    arguments.option("--content-type", question_.content_type, "TYPE", "of its body");
    arguments.option("--facts", question_.facts, "DIR", "the facts that a server publishes");
    arguments.option("--person", question_.person, "CODE", "who asks, as the registers have it");
    arguments.option("--terminal", question_.terminal, "CODE", "from which terminal");
    arguments.option("--address", question_.address, "ADDRESS", "or from which address");
    arguments.option("--masks", question_.masks, "FILE", "where its answers hold which field");
    arguments.flag("--pseudonyms", question_.pseudonyms, "it has a sekisho_pseudonym_key");
    arguments.flag("--json", json_, "print one JSON object");
    declare_language(arguments, language_);
    arguments.footer(kCheckFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto answer = service::check_gate(question_, service::clock_now());
    if (!answer) return std::unexpected(answer.error());
    if (json_) {
      console.out(answer->json);
    } else {
      console.out(is_japanese(language_) ? answer->ja : answer->en);
    }
    return answer->passes ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::GateQuestion question_;
  std::string language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_gate_check_command() {
  return std::make_unique<GateCheckCommand>();
}
std::unique_ptr<Command> make_gate_recorder_command() {
  return std::make_unique<GateRecorderCommand>();
}
std::unique_ptr<Command> make_gate_spool_show_command() {
  return std::make_unique<GateSpoolShowCommand>();
}

}  // namespace sekisho::cli
