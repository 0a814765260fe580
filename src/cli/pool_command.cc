#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "cli/command_list.h"
#include "cli/desk_command.h"
#include "disaster/pool.h"
#include "disaster/scan.h"
#include "service/disaster/disaster_text.h"

// Pools of terminals and IDs; what comes back, and stock-takes.
namespace sekisho::cli {
namespace {

using casework::Journal;
using disaster::DeskFacts;
using office::Action;
using office::ThingKind;

constexpr uint64_t kMaxCodeBytes = 1 << 20;

constexpr std::string_view kPrepareFooter =
    "Adds terminals of the register and IDs (SYSTEM/ACCOUNT) to the pool of an office. An ID of a "
    "pool\n"
    "is in no register until it is lent.\n";
constexpr std::string_view kPrepareExample =
    "  sekisho disaster prepare --office 熊本配電事業所 --terminal SJN-T00001 --account nol/dr1 "
    "\\\n"
    "    --store data/store --by P000301\n";
constexpr std::string_view kSetFooter =
    "Says what becomes of a terminal or an ID of a pool: ready once it was looked at, missing,\n"
    "or retired. An ID that was lent is deleted, and never ready again.\n";
constexpr std::string_view kSetExample =
    "  sekisho disaster set 1 --state ready --reason 点検済み --store data/store --by P000301\n";
constexpr std::string_view kPoolFooter =
    "Terminals and IDs of pools, and their state. A server may have the store.\n\n"
    "Exit codes: 0 there are none; 1 there are some; 2 usage.\n\n"
    "Example:\n"
    "  sekisho disaster pool --office 熊本配電事業所 --store data/store\n";
constexpr std::string_view kReturnFooter =
    "Takes back what was lent for an office's opening: codes, one a line, from FILE or standard "
    "input.\n"
    "Whoever returns the terminal early has no use of the ID any more. With --at, what was "
    "returned\n"
    "on paper before.\n";
constexpr std::string_view kReturnExample =
    "  sekisho disaster return 1 codes.txt --store data/store --by P000301\n";
constexpr std::string_view kStockFooter =
    "Takes stock of an office's pool (現品照合): codes of everything that is there, one a line, "
    "from\n"
    "FILE or standard input. What is not there is missing from now on.\n";
constexpr std::string_view kStockExample =
    "  sekisho disaster stock-take codes.txt --office 熊本配電事業所 --store data/store --by "
    "P000301\n";

Result<std::vector<std::string>> codes_from(const std::string& file, Console& console) {
  const Result<std::string> text =
      file.empty() ? console.read_input(kMaxCodeBytes) : read_file(file, kMaxCodeBytes);
  if (!text) return std::unexpected(text.error());
  return disaster::codes_in(*text);
}

class DisasterPrepareCommand final : public DeskCommand {
  std::string_view about() const override { return kPrepareFooter; }
  std::string_view example() const override { return kPrepareExample; }
  void declare_more(Arguments& arguments) override {
    arguments.option("--office", office_, "OFFICE", "事業所", true);
    arguments.option("--terminal", terminals_, "CODE", "a registered terminal; may be repeated");
    arguments.option("--account", accounts_, "SYSTEM/ACCOUNT", "an ID; may be repeated");
  }
  Result<std::string> act(DisasterDesk& desk, Console&) override {
    if (auto may = desk.may(Action::kLend, ThingKind::kGrant); !may)
      return std::unexpected(may.error());
    std::vector<disaster::PoolItem> pool;
    const auto done = desk.act({}, {}, [&](Journal& journal, DeskFacts&) -> Result<void> {
      using disaster::ItemKind;
      for (const auto& [kind, codes] : {std::pair{ItemKind::kTerminal, &terminals_},
                                        std::pair{ItemKind::kAccount, &accounts_}}) {
        for (const std::string& code : *codes) {
          const auto added = disaster::add_to_pool(journal, office_, kind, code);
          if (!added) return std::unexpected(added.error());
        }
      }
      auto all = disaster::list_pool(journal.database(), {.office = office_});
      if (!all) return std::unexpected(all.error());
      pool = std::move(*all);
      return {};
    });
    if (!done) return std::unexpected(done.error());
    if (!json()) return service::pool_text(pool, japanese());
    std::string out;
    for (const disaster::PoolItem& one : pool) out += service::pool_item_json(one) + "\n";
    return out;
  }
  std::string office_;
  std::vector<std::string> terminals_, accounts_;
};

class DisasterSetCommand final : public DeskCommand {
  std::string_view about() const override { return kSetFooter; }
  std::string_view example() const override { return kSetExample; }
  void declare_more(Arguments& arguments) override {
    arguments.positional("ITEM", item_, "its number in the pool");
    arguments.choice("--state", state_, {"ready", "missing", "retired"}, "what becomes of it");
    arguments.option("--reason", reason_, "TEXT", "why", true);
  }
  Result<std::string> act(DisasterDesk& desk, Console&) override {
    if (auto may = desk.may(Action::kTakeBack, ThingKind::kGrant); !may)
      return std::unexpected(may.error());
    const auto id = number_named(item_);
    if (!id) return std::unexpected(id.error());
    const auto* const state = std::ranges::find(disaster::kItemStates, state_);
    std::vector<disaster::PoolItem> now;
    const auto done = desk.act({}, {}, [&](Journal& journal, DeskFacts&) -> Result<void> {
      const auto set = disaster::set_state(
          journal, *id, static_cast<disaster::ItemState>(state - disaster::kItemStates.begin()),
          reason_);
      if (!set) return set;
      auto item = disaster::find_item(journal.database(), *id);
      if (!item) return std::unexpected(item.error());
      now = {std::move(*item)};
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return json() ? service::pool_item_json(now.front()) + "\n"
                  : service::pool_text(now, japanese());
  }
  std::string item_, state_ = "ready", reason_;
};

class DisasterPoolCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.option("--office", filter_.office, "OFFICE", "of this office only");
    arguments.option("--state", filter_.state, "STATE",
                     "ready, lent, to-check, missing or retired");
    arguments.footer(kPoolFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto pool = looking_.look(
        [&](store::Database& database) { return disaster::list_pool(database, filter_); });
    if (!pool) return std::unexpected(pool.error());
    if (!looking_.json()) {
      console.out(service::pool_text(*pool, looking_.japanese()));
    } else {
      for (const disaster::PoolItem& one : *pool) console.out(service::pool_item_json(one) + "\n");
    }
    return pool->empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  LookingArguments looking_;
  disaster::PoolFilter filter_;
};

class DisasterReturnCommand final : public DeskCommand {
  std::string_view about() const override { return kReturnFooter; }
  std::string_view example() const override { return kReturnExample; }
  void declare_more(Arguments& arguments) override {
    arguments.positional("OPENING", opening_, "the number of the office's opening");
    arguments.positional("FILE", file_, "codes, one a line (default: standard input)", false);
    arguments.option("--at", at_, "TIME", "when they came back, where that stands on paper");
  }
  Result<std::string> act(DisasterDesk& desk, Console& console) override {
    if (auto may = desk.may(Action::kTakeBack, ThingKind::kGrant); !may)
      return std::unexpected(may.error());
    const auto opening = number_named(opening_);
    if (!opening) return std::unexpected(opening.error());
    const auto at = asked_time(at_);
    if (!at) return std::unexpected(at.error());
    const auto codes = codes_from(file_, console);
    if (!codes) return std::unexpected(codes.error());
    disaster::Return taken;
    const auto done =
        desk.act("terminal returned", {}, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
          auto back = disaster::take_back(journal, facts, *opening, *codes, *at, at->has_value());
          if (!back) return std::unexpected(back.error());
          taken = std::move(*back);
          return {};
        });
    if (!done) return std::unexpected(done.error());
    return json() ? service::return_json(taken) + "\n" : service::return_text(taken, japanese());
  }
  std::string opening_, file_, at_;
};

class DisasterStockTakeCommand final : public DeskCommand {
  std::string_view about() const override { return kStockFooter; }
  std::string_view example() const override { return kStockExample; }
  void declare_more(Arguments& arguments) override {
    arguments.positional("FILE", file_, "codes, one a line (default: standard input)", false);
    arguments.option("--office", office_, "OFFICE", "事業所", true);
  }
  Result<std::string> act(DisasterDesk& desk, Console& console) override {
    if (auto may = desk.may(Action::kTakeBack, ThingKind::kGrant); !may)
      return std::unexpected(may.error());
    const auto codes = codes_from(file_, console);
    if (!codes) return std::unexpected(codes.error());
    disaster::StockTake stock;
    const auto done = desk.act({}, {}, [&](Journal& journal, DeskFacts&) -> Result<void> {
      auto taken = disaster::take_stock(journal, office_, *codes);
      if (!taken) return std::unexpected(taken.error());
      stock = std::move(*taken);
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return json() ? service::stock_take_json(stock) + "\n"
                  : service::stock_take_text(stock, japanese());
  }
  std::string file_, office_;
};

}  // namespace

std::unique_ptr<Command> make_disaster_pool_command() {
  return std::make_unique<DisasterPoolCommand>();
}
std::unique_ptr<Command> make_disaster_prepare_command() {
  return std::make_unique<DisasterPrepareCommand>();
}
std::unique_ptr<Command> make_disaster_return_command() {
  return std::make_unique<DisasterReturnCommand>();
}
std::unique_ptr<Command> make_disaster_set_command() {
  return std::make_unique<DisasterSetCommand>();
}
std::unique_ptr<Command> make_disaster_stock_take_command() {
  return std::make_unique<DisasterStockTakeCommand>();
}

}  // namespace sekisho::cli
