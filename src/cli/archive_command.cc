#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/evidence_arguments.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/archive.h"
#include "service/evidence/archive_text.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kAddFooter =
    "Each log file that a profile claims is kept byte for byte in a segment of its own, "
    "compressed\n"
    "and encrypted under a key of its own, and a seal (改ざん検知記録) goes into the record: "
    "hashes,\n"
    "lines, period, system. A file that was sealed before is left alone.\n\n"
    "Exit codes: 0 everything is sealed, 1 some files could not be, or no profile claims them.\n\n"
    "Examples:\n"
    "  sekisho archive add record --logs logs\n"
    "  sekisho archive add record --logs logs --only 'nol/*_202210.csv'\n";
constexpr std::string_view kListFooter =
    "Every segment that the record says was sealed, and whether it is there, erased or missing.\n\n"
    "Example:\n"
    "  sekisho archive list record\n";
constexpr std::string_view kVerifyFooter =
    "Every byte of the archive is held against the record. What was changed is told by segment,\n"
    "log file and lines. Without the vault only hashes of encrypted bytes are looked at, which\n"
    "finds every change, too.\n\n"
    "Exit codes: 0 all is as it was sealed, 1 something is not.\n\n"
    "Example:\n"
    "  sekisho archive verify record\n";
constexpr std::string_view kExtractFooter =
    "The bytes of the log file as they were sealed, on standard output.\n\n"
    "Examples:\n"
    "  sekisho archive extract record 1f3a5c7e9b0d2f4a6c8e > NOL_202210.csv\n"
    "  sekisho archive extract record 1f3a5c7e9b0d2f4a6c8e --lines 120-140\n";

class ArchiveAddCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, request_.place);
    arguments.option("--logs", request_.logs, "DIR", "the access logs, a folder a system", true);
    arguments.option("--only", only_, "GLOB", "only files of that name below --logs");
    arguments.option("--profiles", request_.profiles, "DIR",
                     "how files are read (default: the shipped sources)");
    arguments.option("--class", request_.retention_class, "NAME",
                     "of retention (default: the policy's `segments`)");
    arguments.option("--retention", request_.retention, "FILE",
                     "the retention policy (default: the shipped one)");
    arguments.flag("--plain", request_.plain, "do not encrypt: such a segment cannot be erased");
    arguments.flag("--json", json_, "print what was sealed as JSON");
    declare_language(arguments, language_);
    arguments.footer(kAddFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (!only_.empty()) request_.only.push_back(only_);
    Progress progress(console, "archive");
    const auto added =
        service::add_to_archive(request_, service::clock_now(),
                                [&](uint64_t done, uint64_t of) { progress.update(done, of, 0); });
    progress.finish();
    if (!added) return std::unexpected(added.error());
    console.out(json_ ? service::added_json(*added)
                      : service::added_text(*added, is_japanese(language_)));
    return added->refused.empty() && added->unclaimed.empty() ? ExitCode::kNothingFound
                                                              : ExitCode::kFindings;
  }

 private:
  service::ArchiveAdd request_;
  std::string only_, language_;
  bool json_ = false;
};

class ArchiveListCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, place_);
    arguments.flag("--json", json_, "print it as JSON");
    declare_language(arguments, language_);
    arguments.footer(kListFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto segments = service::list_archive(place_);
    if (!segments) return std::unexpected(segments.error());
    console.out(json_ ? service::listed_json(*segments)
                      : service::listed_text(*segments, is_japanese(language_)));
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidencePlace place_;
  std::string language_;
  bool json_ = false;
};

class ArchiveVerifyCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, place_);
    arguments.flag("--json", json_, "print it as JSON");
    declare_language(arguments, language_);
    arguments.footer(kVerifyFooter);
  }

  Result<ExitCode> run(Console& console) override {
    Progress progress(console, "verify");
    const auto check = service::verify_archive(
        place_, [&](uint64_t done, uint64_t of) { progress.update(done, of, 0); });
    progress.finish();
    if (!check) return std::unexpected(check.error());
    console.out(json_ ? service::checked_json(*check)
                      : service::checked_text(*check, is_japanese(language_)));
    return check->damaged.empty() && check->strays.empty() ? ExitCode::kNothingFound
                                                           : ExitCode::kFindings;
  }

 private:
  service::EvidencePlace place_;
  std::string language_;
  bool json_ = false;
};

class ArchiveExtractCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, place_);
    arguments.positional("SEGMENT", segment_, "its id, as `sekisho archive list` shows it");
    arguments.option("--lines", lines_, "A-B", "only these lines, counted from 1");
    arguments.footer(kExtractFooter);
  }

  Result<ExitCode> run(Console& console) override {
    std::optional<service::LineRange> range;
    if (lines_) {
      const size_t dash = lines_->find('-');
      const auto first = text::parse_u64(lines_->substr(0, dash));
      const auto last =
          dash == std::string::npos ? first : text::parse_u64(lines_->substr(dash + 1));
      if (!first || !last) {
        return fail(ErrorCode::kUsage, fmt::format("`{}` are no lines", *lines_), {},
                    "Write two numbers, such as 120-140.");
      }
      range = {*first, *last};
    }
    const auto done = service::extract_lines(place_, segment_, range, [&](std::string_view bytes) {
      console.out(bytes);
      return Result<void>();
    });
    if (!done) return std::unexpected(done.error());
    if (auto flushed = console.flush_out(); !flushed) return std::unexpected(flushed.error());
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidencePlace place_;
  std::string segment_;
  std::optional<std::string> lines_;
};

}  // namespace

std::unique_ptr<Command> make_archive_add_command() {
  return std::make_unique<ArchiveAddCommand>();
}
std::unique_ptr<Command> make_archive_list_command() {
  return std::make_unique<ArchiveListCommand>();
}
std::unique_ptr<Command> make_archive_verify_command() {
  return std::make_unique<ArchiveVerifyCommand>();
}
std::unique_ptr<Command> make_archive_extract_command() {
  return std::make_unique<ArchiveExtractCommand>();
}

}  // namespace sekisho::cli
