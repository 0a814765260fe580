#include <optional>

#include "cli/command_list.h"
#include "cli/language.h"
#include "cli/store_arguments.h"
#include "service/store/store_rebuild.h"
#include "service/store/store_setup.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kInitFooter =
    "A store remembers what the registers said, since when, and who changed it. Without\n"
    "--database everything is in DIR: store.db (SQLite), segments, and the record, an evidence\n"
    "log with a line for each change, whose verifier key is printed. With --database the facts\n"
    "are in PostgreSQL 15; keep its password in ~/.pgpass.\n\n"
    "Examples:\n"
    "  sekisho store init store --origin example.com/registers\n"
    "  sekisho store init store --database postgresql://db.example/sekisho --origin "
    "example.com/registers\n";
constexpr std::string_view kStatusFooter =
    "Exit codes: 0 the store is as it should be, 1 its schema is an older one, or changes wait\n"
    "for their entry in the record: the next change, or `store migrate`, settles that.\n\n"
    "Example:\n  sekisho store status store\n";
constexpr std::string_view kMigrateFooter =
    "Makes a database fit this program, step by step; each step is done or not. --to goes to any\n"
    "schema, also back: what only the newer one keeps is lost then. Make a backup before.\n\n"
    "Example:\n  sekisho store migrate store\n";
constexpr std::string_view kBackupFooter =
    "Copies a SQLite database into one file while others go on. Copy DIR/segments, DIR/record and\n"
    "DIR/record.private after it: they only grow. For PostgreSQL use pg_dump.\n\n"
    "Example:\n  sekisho store backup store 2026-11-26.db\n";
constexpr std::string_view kRestoreFooter =
    "Puts a backup in the place of the database; what was there is kept as store.db.before. Run\n"
    "`sekisho store rebuild` if the record knows of later changes.\n\n"
    "Example:\n  sekisho store restore store 2026-11-26.db\n";

constexpr std::string_view kRebuildFooter =
    "Throws away what the database has and makes it again from the record and the bodies beside\n"
    "it: all of it, or nothing is changed. What the record says was erased stays away.\n\n"
    "Example:\n  sekisho store rebuild store\n";
constexpr std::string_view kVerifyFooter =
    "Holds every row and every supply segment of a store against what its record makes of it, and\n"
    "lists what differs. Erasures that the record names are no difference. Changes nothing. The\n"
    "record itself is for `sekisho evidence verify DIR/record`.\n\n"
    "Exit codes: 0 the store is what its evidence says, 1 something differs.\n\n"
    "Example:\n  sekisho store verify store\n";

class StoreInitCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", request_.directory, "a new directory for the store");
    arguments.option("--database", request_.database, "URL",
                     "keep facts in PostgreSQL: postgresql://HOST/NAME");
    arguments.option("--origin", request_.origin, "NAME",
                     "the name of the record, such as example.com/registers", true);
    arguments.footer(kInitFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const Result<std::string> key = service::begin_store(request_);
    if (!key) return std::unexpected(key.error());
    console.out(*key + "\n");
    return ExitCode::kNothingFound;
  }

 private:
  service::StoreInit request_;
};

class StoreStatusCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the store");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kStatusFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto status = service::store_status(place_);
    if (!status) return std::unexpected(status.error());
    console.out(json_ ? service::status_json(*status)
                      : service::status_text(*status, is_japanese(language_)));
    const bool settled = status->schema == status->newest_schema && status->waiting == 0;
    return settled ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::StorePlace place_;
  std::string language_;
  bool json_ = false;
};

class StoreMigrateCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the store");
    arguments.option("--to", to_, "N", "the schema to go to (default: the newest)");
    arguments.footer(kMigrateFooter);
  }
  Result<ExitCode> run(Console& console) override {
    std::optional<int> to;
    if (to_) {
      const std::optional<uint64_t> number = text::parse_u64(*to_);
      if (!number || *number > kMaxSchema) {
        return fail(ErrorCode::kUsage, "`" + *to_ + "` is no schema", {}, "Write a number.");
      }
      to = static_cast<int>(*number);
    }
    if (auto done = service::migrate_store(place_, to); !done) return std::unexpected(done.error());
    const auto status = service::store_status(place_);
    if (!status) return std::unexpected(status.error());
    console.out("schema " + std::to_string(status->schema) + "\n");
    return ExitCode::kNothingFound;
  }

 private:
  static constexpr uint64_t kMaxSchema = 9999;
  service::StorePlace place_;
  std::optional<std::string> to_;
};

class StoreRebuildCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the store");
    arguments.option("--master", place_.master, "FILE",
                     "the key that wraps all keys (default: in DIR/record.private)");
    arguments.footer(kRebuildFooter);
  }
  Result<ExitCode> run(Console& console) override {
    Progress progress(console, "rebuild");
    const auto rebuilt = service::rebuild_store(
        place_, [&](uint64_t bytes, uint64_t of) { progress.update(bytes, of, 0); });
    progress.finish();
    if (!rebuilt) return std::unexpected(rebuilt.error());
    console.out("changes " + std::to_string(rebuilt->changes) + ", erased " +
                std::to_string(rebuilt->erased.size()) + "\n");
    return ExitCode::kNothingFound;
  }

 private:
  service::StorePlace place_;
};

class StoreVerifyCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the store");
    arguments.option("--master", place_.master, "FILE",
                     "the key that wraps all keys (default: in DIR/record.private)");
    arguments.flag("--json", json_, "print everything as JSON");
    declare_language(arguments, language_);
    arguments.footer(kVerifyFooter);
  }
  Result<ExitCode> run(Console& console) override {
    Progress progress(console, "verify");
    const auto check = service::verify_store(
        place_, [&](uint64_t bytes, uint64_t of) { progress.update(bytes, of, 0); });
    progress.finish();
    if (!check) return std::unexpected(check.error());
    console.out(json_ ? service::check_json(*check)
                      : service::check_text(*check, is_japanese(language_)));
    return check->different == 0 ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::StorePlace place_;
  std::string language_;
  bool json_ = false;
};

// Both take DIR and FILE.
class StoreFileCommand final : public Command {
 public:
  using Work = Result<void> (*)(const service::StorePlace&, const std::string&);
  StoreFileCommand(Work work, std::string_view about, std::string_view footer)
      : work_(work), about_(about), footer_(footer) {}
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the store");
    arguments.positional("FILE", file_, about_);
    arguments.footer(footer_);
  }
  Result<ExitCode> run(Console&) override {
    if (auto done = work_(place_, file_); !done) return std::unexpected(done.error());
    return ExitCode::kNothingFound;
  }

 private:
  Work work_;
  std::string_view about_, footer_;
  service::StorePlace place_;
  std::string file_;
};

}  // namespace

std::unique_ptr<Command> make_store_init_command() {
  return std::make_unique<StoreInitCommand>();
}
std::unique_ptr<Command> make_store_status_command() {
  return std::make_unique<StoreStatusCommand>();
}
std::unique_ptr<Command> make_store_migrate_command() {
  return std::make_unique<StoreMigrateCommand>();
}
std::unique_ptr<Command> make_store_backup_command() {
  return std::make_unique<StoreFileCommand>(service::back_up_store, "a new file", kBackupFooter);
}
std::unique_ptr<Command> make_store_rebuild_command() {
  return std::make_unique<StoreRebuildCommand>();
}
std::unique_ptr<Command> make_store_verify_command() {
  return std::make_unique<StoreVerifyCommand>();
}
std::unique_ptr<Command> make_store_restore_command() {
  return std::make_unique<StoreFileCommand>(service::restore_store, "what `store backup` wrote",
                                            kRestoreFooter);
}

}  // namespace sekisho::cli
