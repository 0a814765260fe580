#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/evidence_arguments.h"
#include "cli/language.h"
#include "service/evidence/evidence_body.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kBodyFooter =
    "The body that an entry refers to, decrypted, on standard output, for who has the vault.\n\n"
    "Exit codes: 0 it was shown; 1 it was erased; 3 it is missing or damaged.\n\n"
    "Example:\n"
    "  sekisho evidence body record 120\n";
constexpr std::string_view kPutFooter =
    "Encrypts standard input and keeps it beside the record. What is printed is the member `body`\n"
    "of the entry that is to name it; it is printed when the body is durable. The record must not "
    "be\n"
    "written at the moment that it begins.\n\n"
    "Example:\n"
    "  sekisho evidence put record --class wheeling --month 2026-11 < answer.json\n";
constexpr std::string_view kPseudonymFooter =
    "How people appear in the record: the same person always under the same pseudonym, which says\n"
    "nothing without the vault.\n\n"
    "Example:\n"
    "  sekisho evidence pseudonym record T-10023\n";

class EvidenceBodyCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, place_);
    arguments.positional("INDEX", index_, "the entry's");
    declare_language(arguments, language_);
    arguments.footer(kBodyFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto index = text::parse_u64(index_);
    if (!index) return fail(ErrorCode::kUsage, fmt::format("`{}` is no index of an entry", index_));
    const auto shown = service::show_body(place_, *index, [&](std::string_view bytes) {
      console.out(bytes);
      return Result<void>();
    });
    if (!shown) return std::unexpected(shown.error());
    if (auto flushed = console.flush_out(); !flushed) return std::unexpected(flushed.error());
    if (shown->state == "whole") return ExitCode::kNothingFound;
    console.err(service::body_text(*shown, is_japanese(language_)));
    return shown->state == "erased" ? ExitCode::kFindings : ExitCode::kBadInput;
  }

 private:
  service::EvidencePlace place_;
  std::string index_, language_;
};

class EvidencePutCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, request_.place);
    arguments.option("--subject", request_.subject, "PSEUDONYM", "about which employee");
    arguments.option("--class", request_.retention_class, "NAME", "of which class of data");
    arguments.option("--month", request_.month, "YYYY-MM", "about which month");
    arguments.footer(kPutFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto body =
        service::put_body(request_, [&](std::span<char> into) { return console.read_some(into); });
    if (!body) return std::unexpected(body.error());
    console.out(*body + "\n");
    return ExitCode::kNothingFound;
  }

 private:
  service::BodyPut request_;
};

class EvidencePseudonymCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_place(arguments, place_);
    arguments.positionals("PERSON", people_, "as the registers have them");
    arguments.footer(kPseudonymFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto pseudonyms = service::pseudonyms_of(place_, people_);
    if (!pseudonyms) return std::unexpected(pseudonyms.error());
    for (const std::string& pseudonym : *pseudonyms) console.out(pseudonym + "\n");
    return ExitCode::kNothingFound;
  }

 private:
  service::EvidencePlace place_;
  std::vector<std::string> people_;
};

}  // namespace

std::unique_ptr<Command> make_evidence_body_command() {
  return std::make_unique<EvidenceBodyCommand>();
}
std::unique_ptr<Command> make_evidence_put_command() {
  return std::make_unique<EvidencePutCommand>();
}
std::unique_ptr<Command> make_evidence_pseudonym_command() {
  return std::make_unique<EvidencePseudonymCommand>();
}

}  // namespace sekisho::cli
