#include <fmt/format.h>

#include <algorithm>

#include "cli/command_list.h"
#include "cli/policy_arguments.h"
#include "service/policy/policy_format.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It lays out policies (*.cedar) and schemas (*.cedarschema) and keeps every comment. The "
    "meaning\n"
    "does not change, and laying out twice changes nothing. Without --check and --write the result "
    "of\n"
    "one file is printed.\n\n"
    "Exit codes: 0 done, or nothing to change; 1 with --check, a file would change; 2 usage; 3 a "
    "file\n"
    "that does not parse.\n\n"
    "Examples:\n"
    "  echo 'permit(principal,action,resource)when{context.n>1};' | sekisho policy format -\n"
    "  sekisho policy format --check policies\n"
    "  sekisho policy format --write my-policies\n";

class PolicyFormatCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positionals("PATH", request_.paths, "files, folders, or - for standard input");
    arguments.flag("--check", check_, "name the files that would change");
    arguments.flag("--write", write_, "change the files");
    arguments.option("--width", width_, "N", "bytes a line, where it can be kept (default: 100)");
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (auto ok = need_paths(request_.paths); !ok) return std::unexpected(ok.error());
    if (check_ && write_)
      return fail(ErrorCode::kUsage, "--check and --write are given together", {}, "Choose one.");
    const auto width = whole_number("--width", width_);
    if (!width) return std::unexpected(width.error());
    if (*width) request_.width = **width;
    const auto input = input_for(console, request_.paths);
    if (!input) return std::unexpected(input.error());
    request_.standard_input = *input;
    const auto files = service::format_policy_files(request_);
    if (!files) return std::unexpected(files.error());
    if (!check_ && !write_) return print(console, *files);
    for (const service::FormattedFile& file : *files) {
      if (file.changed())
        console.out(fmt::format("{}: {}\n", file.name, write_ ? "changed" : "would change"));
    }
    if (write_) {
      if (auto ok = service::write_formatted(*files); !ok) return std::unexpected(ok.error());
      return ExitCode::kNothingFound;
    }
    return std::ranges::any_of(*files, &service::FormattedFile::changed) ? ExitCode::kFindings
                                                                         : ExitCode::kNothingFound;
  }

 private:
  static Result<ExitCode> print(Console& console,
                                const std::vector<service::FormattedFile>& files) {
    if (files.size() != 1) {
      return fail(ErrorCode::kUsage, fmt::format("{} files cannot be printed", files.size()), {},
                  "Use --check to name those that would change, or --write to change them.");
    }
    console.out(files.front().after);
    return ExitCode::kNothingFound;
  }

  service::PolicyFormatRequest request_;
  std::optional<std::string> width_;
  bool check_ = false;
  bool write_ = false;
};

}  // namespace

std::unique_ptr<Command> make_policy_format_command() {
  return std::make_unique<PolicyFormatCommand>();
}

}  // namespace sekisho::cli
