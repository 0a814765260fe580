#include <cstdint>
#include <optional>

#include "cli/command_list.h"
#include "cli/language.h"
#include "cli/store_arguments.h"
#include "service/clock.h"
#include "service/store/fact_change.h"
#include "service/store/register_history.h"
#include "service/store/register_import.h"
#include "store/store_view.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kImportFooter =
    "Compares the rows of register files with what the store knows, and does what follows as one\n"
    "change with one entry in the record: facts are added, corrected, ended or withdrawn, as the\n"
    "profile's [import] says (docs/formats/register-profile.md). --preview only shows it, with a\n"
    "hash; with --expect HASH nothing else than that is done. Where more than one of a hundred\n"
    "facts of a register would end, a second person is needed: --approved-by, or --approval.\n"
    "The files are kept beside the record, encrypted. Importing them again changes nothing.\n\n"
    "Exit codes: 0 done, or nothing to do; 1 rows could not be read, facts contradict one\n"
    "another, or no profile claims a file; with --preview also: something would change.\n\n"
    "Examples:\n"
    "  sekisho register import register --store store --preview\n"
    "  sekisho register import register --store store --by 1234 --reason '月次取込'\n";
constexpr std::string_view kHistoryFooter =
    "Every version of the facts about a code: what it said, for which period, who recorded it\n"
    "when and why, and what took its place. An account is SYSTEM/ACCOUNT.\n\n"
    "Examples:\n"
    "  sekisho register history P000123 --store store\n"
    "  sekisho register history nol/k00123 --store store --register accounts --json\n";
constexpr std::string_view kAsOfFooter =
    "What a register said about a time (--as-of), as it was known at another one (--known-at):\n"
    "a transfer that was reported late was not known on its day.\n\n"
    "Examples:\n"
    "  sekisho register as-of assignments P000123 --store store --as-of 2023-10-05\n"
    "  sekisho register as-of assignments P000123 --store store --as-of 2023-10-05 --known-at "
    "2023-10-06\n";
constexpr std::string_view kCorrectFooter =
    "A fact is otherwise than it was known. The version before stays in its history. A later full\n"
    "import of a file that was not corrected takes this back, and its preview shows so.\n\n"
    "Example:\n"
    "  sekisho register correct 123 --store store --set until=2023-10-01 --by 1234 --reason "
    "'発令訂正'\n";
constexpr std::string_view kWithdrawFooter =
    "A fact never held. It stays in its history.\n\n"
    "Example:\n"
    "  sekisho register withdraw 123 --store store --by 1234 --reason '発令取消'\n";

class RegisterImportCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positionals("FILE", request_.places, "register files, or directories of them");
    declare_store(arguments, request_.store);
    arguments.flag("--preview", preview_, "show what would change, and change nothing");
    arguments.option("--expect", request_.expected, "HASH", "only what the preview showed");
    declare_consent(arguments, request_.consent);
    arguments.option("--effective", request_.effective, "TIME",
                     "when facts end whose row is absent (default: today)");
    arguments.option("--profiles", request_.profiles, "DIR",
                     "how files are read (default: the shipped sources)");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kImportFooter);
  }

  Result<ExitCode> run(Console& console) override {
    if (request_.places.empty()) {
      return fail(ErrorCode::kUsage, "no file is named", {},
                  "Name register files, or a directory of them; see --help.");
    }
    Progress progress(console, "registers");
    const service::HeardBytes heard = [&](uint64_t bytes, uint64_t of) {
      progress.update(bytes, of, 0);
    };
    service::ImportDone done;
    if (preview_) {
      auto preview = service::preview_import(request_, service::clock_now(), heard);
      if (!preview) return std::unexpected(preview.error());
      done.preview = std::move(*preview);
    } else {
      auto imported = service::import_registers(request_, service::clock_now(), heard);
      if (!imported) return std::unexpected(imported.error());
      done = std::move(*imported);
    }
    progress.finish();
    const service::ImportDone* const shown = preview_ ? nullptr : &done;
    console.out(json_ ? service::import_json(done.preview, shown)
                      : service::import_text(done.preview, shown, is_japanese(language_)));
    const service::ImportPreview& seen = done.preview;
    const bool to_look_at = !seen.rejected.empty() || !seen.contradictions.empty() ||
                            !seen.unclaimed.empty() || (preview_ && !seen.nothing);
    return to_look_at ? ExitCode::kFindings : ExitCode::kNothingFound;
  }

 private:
  service::RegisterImport request_;
  std::string language_;
  bool preview_ = false;
  bool json_ = false;
};

class RegisterHistoryCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("KEY", question_.subject, "a code, SYSTEM/ACCOUNT, or a supply point");
    declare_store(arguments, store_);
    arguments.option("--register", question_.table, "NAME", "of this register only");
    arguments.option("--known-at", question_.known_at, "TIME",
                     "what was known then (default: now)");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kHistoryFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto history = store::with_store(store_.directory, [&](const store::StoreView& store) {
      return service::history_of(store, question_);
    });
    if (!history) return std::unexpected(history.error());
    console.out(json_ ? service::history_json(*history)
                      : service::history_text(*history, is_japanese(language_)));
    return ExitCode::kNothingFound;
  }

 private:
  service::StorePlace store_;
  service::HistoryQuestion question_;
  std::string language_;
  bool json_ = false;
};

class RegisterAsOfCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("REGISTER", question_.table, "its name, such as assignments");
    arguments.positional("KEY", question_.subject, "a code, SYSTEM/ACCOUNT, or a supply point",
                         false);
    declare_store(arguments, store_);
    arguments.option("--as-of", question_.as_of, "TIME", "what held then (default: now)");
    arguments.option("--known-at", question_.known_at, "TIME",
                     "what was known then (default: now)");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kAsOfFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto answer = store::with_store(store_.directory, [&](const store::StoreView& store) {
      return service::registers_as_of(store, question_, service::clock_now());
    });
    if (!answer) return std::unexpected(answer.error());
    console.out(json_ ? service::as_of_json(*answer)
                      : service::as_of_text(*answer, is_japanese(language_)));
    return ExitCode::kNothingFound;
  }

 private:
  service::StorePlace store_;
  service::AsOfQuestion question_;
  std::string language_;
  bool json_ = false;
};

Result<int64_t> fact_named(const std::string& text) {
  const std::optional<uint64_t> number = text::parse_u64(text);
  if (number && *number <= uint64_t{INT64_MAX}) return static_cast<int64_t>(*number);
  return fail(ErrorCode::kUsage, "`" + text + "` is not the number of a fact", {},
              "`sekisho register history` shows the numbers.");
}

class RegisterCorrectCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("FACT", fact_, "its number in `register history`");
    arguments.option("--set", request_.set, "FIELD=VALUE",
                     "what is otherwise; `from` and `until` are the period");
    declare_store(arguments, request_.store);
    declare_consent(arguments, request_.consent);
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kCorrectFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const Result<int64_t> fact = fact_named(fact_);
    if (!fact) return std::unexpected(fact.error());
    request_.fact = *fact;
    const auto changed = service::correct_fact(request_, service::clock_now());
    if (!changed) return std::unexpected(changed.error());
    console.out(json_ ? service::changed_json(*changed)
                      : service::changed_text(*changed, is_japanese(language_)));
    return ExitCode::kNothingFound;
  }

 private:
  service::FactCorrection request_;
  std::string fact_, language_;
  bool json_ = false;
};

class RegisterWithdrawCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("FACT", fact_, "its number in `register history`");
    declare_store(arguments, request_.store);
    declare_consent(arguments, request_.consent);
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kWithdrawFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const Result<int64_t> fact = fact_named(fact_);
    if (!fact) return std::unexpected(fact.error());
    request_.fact = *fact;
    const auto changed = service::withdraw_fact(request_, service::clock_now());
    if (!changed) return std::unexpected(changed.error());
    console.out(json_ ? service::changed_json(*changed)
                      : service::changed_text(*changed, is_japanese(language_)));
    return ExitCode::kNothingFound;
  }

 private:
  service::FactWithdrawal request_;
  std::string fact_, language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_register_import_command() {
  return std::make_unique<RegisterImportCommand>();
}
std::unique_ptr<Command> make_register_history_command() {
  return std::make_unique<RegisterHistoryCommand>();
}
std::unique_ptr<Command> make_register_as_of_command() {
  return std::make_unique<RegisterAsOfCommand>();
}
std::unique_ptr<Command> make_register_correct_command() {
  return std::make_unique<RegisterCorrectCommand>();
}
std::unique_ptr<Command> make_register_withdraw_command() {
  return std::make_unique<RegisterWithdrawCommand>();
}

}  // namespace sekisho::cli
