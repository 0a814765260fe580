#include <fmt/format.h>

#include "cli/command_list.h"
#include "http/serve.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It serves what everybody may have of a record, under the names that C2SP tlog-tiles gives:\n"
    "checkpoint, tiles, entry bundles, and ours: cosigned, keys, frozen, timestamps. Tiles never\n"
    "change and may be kept by proxies; nothing else in DIR is ever served. With --hashes-only\n"
    "there are no entries and no time stamps: enough for a witness or a mirror of hashes.\n\n"
    "Entries hold commitments and pseudonyms; who may read them is your decision. It speaks plain\n"
    "HTTP until SIGTERM or SIGINT: put a proxy with TLS before it. Standard output gets one line,\n"
    "its address. It may run beside `sekisho evidence append`.\n\n"
    "Exit codes: 0 stopped, 2 usage, 3 there is no record, 4 nobody may listen there.\n\n"
    "Examples:\n"
    "  sekisho evidence serve record --listen 127.0.0.1:8080\n"
    "  sekisho evidence serve record --listen 127.0.0.1:8081 --hashes-only\n";

class EvidenceServeCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", directory_, "the record, made by `sekisho evidence init`");
    arguments.option("--listen", address_, "ADDRESS:PORT", "where; port 0 takes a free one");
    arguments.flag("--hashes-only", options_.hashes_only, "no entries and no time stamps");
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto server = http::serve_log(directory_, address_, options_);
    if (!server) return std::unexpected(server.error());
    if (auto told = console.out_at_once(fmt::format("http://{}\n", (*server)->address())); !told)
      return std::unexpected(told.error());
    (*server)->run(true);
    return ExitCode::kNothingFound;
  }

 private:
  std::string directory_;
  std::string address_ = "127.0.0.1:8080";
  http::LogRoutesOptions options_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_serve_command() {
  return std::make_unique<EvidenceServeCommand>();
}

}  // namespace sekisho::cli
