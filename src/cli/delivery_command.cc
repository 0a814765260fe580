#include <fmt/format.h>

#include "casework/delivery.h"
#include "cli/command_list.h"
#include "cli/terminal_arguments.h"
#include "service/asked.h"
#include "service/deliveries/deliveries.h"
#include "service/evidence/evidence_list.h"
#include "service/file_hash.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kListFooter =
    "Logs that were handed in with their slips (ログ抽出・受領票), the newest first: of which "
    "system,\n"
    "what became of it, under which name, for which time, how many lines. --from and --until: "
    "whose\n"
    "slip covers some of that time. A server may have the store.\n\n"
    "Exit codes: 0 there are none; 1 there are some; 2 usage.\n\n"
    "Example:\n"
    "  sekisho delivery list --store data/store --system nol --from 2024-10-01 --until "
    "2024-11-01\n";
constexpr std::string_view kShowFooter =
    "One delivery: how it differs from its slip and from others, and every step. A server may "
    "have\n"
    "the store.\n\n"
    "Exit codes: 0 shown; 2 usage; 3 there is no such delivery.\n\n"
    "Example:\n"
    "  sekisho delivery show 7 --store data/store --json\n";
constexpr std::string_view kHandInFooter =
    "Hands a log in with its slip: the file is reconciled with what the slip says and sealed in "
    "the\n"
    "archive, byte for byte. Its name below the logs says which profile reads it. --counted and\n"
    "--sha256 are what was true at the source; without --sha256 the slip says what the file "
    "says.\n";
constexpr std::string_view kHandInExample =
    "  sekisho delivery hand-in NOL_202410.csv --name nol/NOL_202410.csv --system nol "
    "--extracted-by P000042 --query \"select …\" --from 2024-10-01 --until 2024-11-01 "
    "--counted 118000 --store data/store --by P000042\n";

class DeliveryListCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.option("--system", filter_.system, "SYSTEM", "of this system only");
    arguments.option("--state", filter_.state, "STATE", "receiving, archived, known or refused");
    arguments.option("--from", from_, "TIME", "a time or a date of Japan");
    arguments.option("--until", until_, "TIME", "and the time before which");
    arguments.footer(kListFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto during = service::asked_period(from_, until_);
    if (!during) return std::unexpected(during.error());
    filter_.during = *during;
    const auto all = looking_.look(
        [&](store::Database& database) { return casework::list_deliveries(database, filter_); });
    if (!all) return std::unexpected(all.error());
    console.out(looking_.json() ? service::deliveries_json(*all)
                                : service::deliveries_text(*all, looking_.japanese()));
    return all->empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  LookingArguments looking_;
  casework::DeliveryFilter filter_;
  std::string from_, until_;
};

class DeliveryShowCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DELIVERY", number_, "its number");
    looking_.declare(arguments);
    arguments.footer(kShowFooter);
  }
  Result<ExitCode> run(Console& console) override {
    return looking_.show(console, number_, service::shown_delivery, service::delivery_text);
  }

 private:
  LookingArguments looking_;
  std::string number_;
};

// Shows how far the reading of a log is.
class Shown final : public service::JobWatch {
 public:
  explicit Shown(Progress& progress) : progress_(progress) {}
  void progress(const service::Progress& now) override {
    progress_.update(now.bytes, now.bytes_of, now.lines);
  }
  bool unwanted() const override { return false; }

 private:
  Progress& progress_;
};

class DeliveryHandInCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("FILE", file_, "the log");
    arguments.option("--name", name_, "NAME", "below the logs, such as nol/NOL_202410.csv", true);
    arguments.option("--system", slip_.system, "SYSTEM", "whose log it is", true);
    arguments.option("--extracted-by", slip_.extracted_by, "CODE", "who extracted it", true);
    arguments.option("--query", slip_.query, "TEXT", "by which it was extracted", true);
    arguments.option("--from", from_, "TIME", "for which time: a time or a date of Japan", true);
    arguments.option("--until", until_, "TIME", "and until when", true);
    arguments.option("--counted", counted_, "N", "records at the source (default: 0)");
    arguments.option("--sha256", slip_.sha256, "HASH",
                     "of the file at the source (default: of the file as it is here)");
    arguments.option("--corrects", corrects_, "DELIVERY", "the delivery whose place it takes");
    arguments.option("--profiles", profiles_, "DIR",
                     "how files are read (default: the shipped sources)");
    acting_.declare(arguments);
    arguments.footer(fmt::format("{}{}Example:\n{}", kHandInFooter, kActingFooter, kHandInExample));
  }
  Result<ExitCode> run(Console& console) override {
    if (auto understood = understand(); !understood) return std::unexpected(understood.error());
    auto desk = acting_.open();
    if (!desk) return std::unexpected(desk.error());
    const office::Thing thing{
        .kind = office::ThingKind::kDelivery, .id = "new", .system = slip_.system};
    if (auto may = (*desk)->may(office::Action::kDeliver, thing); !may)
      return std::unexpected(may.error());
    service::Deliveries deliveries({.directory = {},
                                    .profiles = profiles_,
                                    .ledger = &(*desk)->ledger(),
                                    .uploads = nullptr,
                                    .desk = &(*desk)->desk(),
                                    .now = [now = (*desk)->now()] { return now; }});
    Progress progress(console, "log");
    Shown shown(progress);
    const auto handed = deliveries.hand_in_file((*desk)->pseudonym(), file_, name_, slip_, shown);
    progress.finish();
    if (!handed) return std::unexpected(handed.error());
    return acting_.show(console, **desk, *handed, service::shown_delivery, service::delivery_text);
  }

 private:
  Result<void> understand() {
    for (const auto& [text, bound] :
         {std::pair{&from_, &slip_.period.from}, std::pair{&until_, &slip_.period.until}}) {
      const auto instant = service::asked_instant(*text);
      if (!instant) return std::unexpected(instant.error());
      *bound = *instant;
    }
    slip_.counted = static_cast<int64_t>(counted_);
    slip_.corrects = static_cast<int64_t>(corrects_);
    if (!slip_.sha256.empty()) return {};
    auto hash = service::sha256_of_file(file_);
    if (!hash) return std::unexpected(hash.error());
    slip_.sha256 = std::move(*hash);
    return {};
  }

  ActingArguments acting_;
  casework::Slip slip_;
  std::string file_, name_, from_, until_, profiles_;
  uint64_t counted_ = 0, corrects_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_delivery_hand_in_command() {
  return std::make_unique<DeliveryHandInCommand>();
}
std::unique_ptr<Command> make_delivery_list_command() {
  return std::make_unique<DeliveryListCommand>();
}
std::unique_ptr<Command> make_delivery_show_command() {
  return std::make_unique<DeliveryShowCommand>();
}

}  // namespace sekisho::cli
