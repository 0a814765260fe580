#include <fmt/format.h>

#include "cli/command_list.h"
#include "cli/desk_command.h"
#include "disaster/disaster.h"
#include "disaster/irregularity.h"
#include "service/asked.h"
#include "service/clock.h"
#include "service/disaster/disaster_text.h"

// Disasters by office, and what is irregular.
namespace sekisho::cli {
namespace {

using casework::Journal;
using disaster::DeskFacts;
using office::Action;
using office::ThingKind;

constexpr std::string_view kDeclareFooter =
    "Declares a disaster (非常災害) for one office. With --number, of the company's own decision, "
    "it is\n"
    "open at once; without it somebody else approves it (`disaster approve`). Without --until it "
    "is\n"
    "open until it is lifted. With --disaster a further office opens one that is declared.\n";
constexpr std::string_view kDeclareExample =
    "  sekisho disaster declare --name 台風12号 --office 熊本配電事業所 --area 熊本県 --system nol "
    "\\\n"
    "    --number 2026-118 --store data/store --by P000301\n";
constexpr std::string_view kApproveFooter =
    "Stands by an office's opening that somebody else declared: from now on the office lends.\n";
constexpr std::string_view kApproveExample =
    "  sekisho disaster approve 1 --store data/store --by P000302\n";
constexpr std::string_view kExtendFooter =
    "Moves the end of an office's period to a later time; without --until it ends when it is "
    "lifted.\n"
    "By somebody else than who declared it, or with the number of a decision.\n";
constexpr std::string_view kExtendExample =
    "  sekisho disaster extend 1 --until 2026-09-20 --reason 復旧の長期化 --store data/store --by "
    "P000302\n";
constexpr std::string_view kLiftFooter =
    "Lifts a disaster for an office: after the grace every grant ends, with log-ins and "
    "sessions.\n";
constexpr std::string_view kLiftExample =
    "  sekisho disaster lift 1 --reason 復旧完了 --grace 15 --store data/store --by P000301\n";
constexpr std::string_view kListFooter =
    "Disasters and their offices, the newest first. A server may have the store.\n\n"
    "Exit codes: 0 there are none; 1 there are some; 2 usage.\n\n"
    "Example:\n"
    "  sekisho disaster list --store data/store\n";
constexpr std::string_view kIrregularFooter =
    "What was not returned or not deleted in time, what is missing, what paper contradicts. A "
    "server\n"
    "may have the store. Use outside the period stands in reviews (`outside-disaster`).\n\n"
    "Exit codes: 0 nothing is open; 1 something is; 2 usage.\n\n"
    "Example:\n"
    "  sekisho disaster irregular --store data/store\n";
constexpr std::string_view kCloseFooter =
    "Closes an irregularity, by its name in `disaster irregular`, with the reason. The\n"
    "conduct-regulation department does.\n";
constexpr std::string_view kCloseExample =
    "  sekisho disaster close lending-2-terminal --reason 紛失届を受理 --store data/store --by "
    "P000123\n";

Result<Instant> until_of(const std::string& text) {
  if (text.empty()) return kForever;
  return service::asked_instant(text);
}

class DisasterDeclareCommand final : public DeskCommand {
  std::string_view about() const override { return kDeclareFooter; }
  std::string_view example() const override { return kDeclareExample; }
  void declare_more(Arguments& arguments) override {
    arguments.option("--name", name_, "TEXT", "its name");
    arguments.option("--disaster", disaster_, "N", "the disaster that a further office opens");
    arguments.option("--office", wish_.office, "OFFICE", "事業所", true);
    arguments.option("--area", wish_.areas, "TEXT",
                     "the beginning of addresses, or two digits; may be repeated");
    arguments.option("--system", wish_.systems, "SYSTEM", "for which; may be repeated");
    arguments.option("--from", from_, "TIME", "from when (default: now)");
    arguments.option("--until", until_, "TIME", "until when (default: until it is lifted)");
    arguments.option("--number", wish_.number, "NUMBER", "of the decision (決裁番号)");
  }
  Result<std::string> act(DisasterDesk& desk, Console&) override {
    const auto until = until_of(until_);
    if (!until) return std::unexpected(until.error());
    wish_.until = *until;
    if (!from_.empty()) {
      const auto from = service::asked_instant(from_);
      if (!from) return std::unexpected(from.error());
      wish_.from = *from;
    }
    // Without a number it is a proposal, for which the role is enough.
    const std::string number = wish_.number.empty() ? "proposed" : wish_.number;
    const auto may = desk.desk().may(Action::kOpenDisaster,
                                     {.kind = ThingKind::kDisaster, .decision_number = number});
    if (!may) return std::unexpected(may.error());
    auto id = static_cast<int64_t>(disaster_);
    const auto done = desk.act(
        "disaster declared", wish_.number, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
          const auto made = disaster_ == 0 ? disaster::declare(journal, facts, name_, {wish_})
                                           : disaster::open_office(journal, facts, id, wish_);
          if (!made) return std::unexpected(made.error());
          if (disaster_ == 0) id = *made;
          return {};
        });
    if (!done) return std::unexpected(done.error());
    return disaster(desk, id);
  }

  disaster::OpeningWish wish_;
  std::string name_, from_, until_;
  uint64_t disaster_ = 0;
};

// What is done with one office's opening.
class OpeningCommand : public DeskCommand {
 protected:
  void declare_more(Arguments& arguments) final {
    arguments.positional("OPENING", opening_, "the number of the office's opening");
    declare_rest(arguments);
  }
  Result<std::string> act(DisasterDesk& desk, Console&) final {
    const auto id = number_named(opening_);
    if (!id) return std::unexpected(id.error());
    const auto about = disaster_of(desk, *id);
    if (!about) return std::unexpected(about.error());
    if (auto done = act_on(desk, *id); !done) return std::unexpected(done.error());
    return disaster(desk, *about);
  }
  virtual void declare_rest(Arguments& arguments) = 0;
  virtual Result<void> act_on(DisasterDesk& desk, int64_t opening) = 0;

 private:
  std::string opening_;
};

class DisasterApproveCommand final : public OpeningCommand {
  std::string_view about() const override { return kApproveFooter; }
  std::string_view example() const override { return kApproveExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--number", number_, "NUMBER", "of a decision (決裁番号)");
  }
  Result<void> act_on(DisasterDesk& desk, int64_t opening) override {
    if (auto may = may_open(desk, opening, number_); !may) return may;
    return desk.act("disaster approved", number_, [&](Journal& journal, DeskFacts& facts) {
      return disaster::approve(journal, facts, opening, number_);
    });
  }
  std::string number_;
};

class DisasterExtendCommand final : public OpeningCommand {
  std::string_view about() const override { return kExtendFooter; }
  std::string_view example() const override { return kExtendExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--until", until_, "TIME", "until when");
    arguments.option("--reason", reason_, "TEXT", "why", true);
    arguments.option("--number", number_, "NUMBER", "of a decision (決裁番号)");
  }
  Result<void> act_on(DisasterDesk& desk, int64_t opening) override {
    if (auto may = may_open(desk, opening, number_); !may) return may;
    const auto until = until_of(until_);
    if (!until) return std::unexpected(until.error());
    return desk.act("disaster extended", number_, [&](Journal& journal, DeskFacts& facts) {
      return disaster::extend(journal, facts, opening, *until, reason_, number_);
    });
  }
  std::string until_, reason_, number_;
};

class DisasterLiftCommand final : public OpeningCommand {
  std::string_view about() const override { return kLiftFooter; }
  std::string_view example() const override { return kLiftExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--reason", reason_, "TEXT", "why", true);
    arguments.option("--grace", grace_, "MINUTES", "in which what is under way may be finished");
  }
  Result<void> act_on(DisasterDesk& desk, int64_t opening) override {
    if (auto may = desk.may(Action::kCloseDisaster, ThingKind::kDisaster); !may) return may;
    disaster::Lifting lifting{.reason = reason_};
    if (grace_) {
      const auto minutes = number_or_zero(*grace_);
      if (!minutes) return std::unexpected(minutes.error());
      lifting.grace_minutes = *minutes;
    }
    return desk.act("disaster lifted", {}, [&](Journal& journal, DeskFacts& facts) {
      return disaster::lift(journal, facts, desk.rules(), opening, lifting);
    });
  }
  std::string reason_;
  std::optional<std::string> grace_;
};

class DisasterCloseCommand final : public DeskCommand {
  std::string_view about() const override { return kCloseFooter; }
  std::string_view example() const override { return kCloseExample; }
  void declare_more(Arguments& arguments) override {
    arguments.positional("IRREGULARITY", name_, "its name");
    arguments.option("--reason", reason_, "TEXT", "why it is closed", true);
  }
  Result<std::string> act(DisasterDesk& desk, Console&) override {
    if (auto may = desk.may(Action::kSettle, ThingKind::kDisaster); !may)
      return std::unexpected(may.error());
    std::vector<disaster::Irregularity> closed;
    const auto done = desk.act({}, {}, [&](Journal& journal, DeskFacts&) -> Result<void> {
      if (auto ok = disaster::close_irregularity(journal, desk.rules(), name_, reason_); !ok)
        return ok;
      auto all = disaster::irregularities(journal.database(), desk.rules(), journal.author().now);
      if (!all) return std::unexpected(all.error());
      closed = std::move(*all);
      std::erase_if(closed, [&](const auto& one) { return one.name != name_; });
      return {};
    });
    if (!done) return std::unexpected(done.error());
    return json() ? service::irregularity_json(closed.front()) + "\n"
                  : service::irregularities_text(closed, japanese());
  }
  std::string name_, reason_;
};

std::string lines(const std::vector<std::string>& items) {
  std::string out;
  for (const std::string& one : items) out += one + "\n";
  return out;
}

class DisasterListCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.footer(kListFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto rules = service::load_disaster_rules({});
    if (!rules) return std::unexpected(rules.error());
    const Instant now = service::clock_now();
    std::string said;
    const auto read = looking_.look([&](store::Database& database) -> Result<void> {
      const auto all = disaster::list_disasters(database);
      if (!all) return std::unexpected(all.error());
      for (const disaster::Disaster& one : *all) {
        const auto shown = service::shown_disaster(database, *rules, one.id, now);
        if (!shown) return std::unexpected(shown.error());
        said += looking_.json() ? service::disaster_json(*shown, now) + "\n"
                                : service::disaster_text(*shown, now, looking_.japanese());
      }
      return {};
    });
    if (!read) return std::unexpected(read.error());
    console.out(said);
    return said.empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  LookingArguments looking_;
};

class DisasterIrregularCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.option("--disaster", disaster_, "N", "of this disaster only");
    arguments.footer(kIrregularFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto rules = service::load_disaster_rules({});
    if (!rules) return std::unexpected(rules.error());
    const auto all = looking_.look([&](store::Database& database) {
      return disaster::irregularities(database, *rules, service::clock_now(),
                                      static_cast<int64_t>(disaster_));
    });
    if (!all) return std::unexpected(all.error());
    std::vector<std::string> items;
    bool open = false;
    for (const disaster::Irregularity& one : *all) {
      items.push_back(service::irregularity_json(one));
      open = open || !one.closed;
    }
    console.out(looking_.json() ? lines(items)
                                : service::irregularities_text(*all, looking_.japanese()));
    return open ? ExitCode::kFindings : ExitCode::kNothingFound;
  }

 private:
  LookingArguments looking_;
  uint64_t disaster_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_disaster_approve_command() {
  return std::make_unique<DisasterApproveCommand>();
}
std::unique_ptr<Command> make_disaster_close_command() {
  return std::make_unique<DisasterCloseCommand>();
}
std::unique_ptr<Command> make_disaster_declare_command() {
  return std::make_unique<DisasterDeclareCommand>();
}
std::unique_ptr<Command> make_disaster_extend_command() {
  return std::make_unique<DisasterExtendCommand>();
}
std::unique_ptr<Command> make_disaster_irregular_command() {
  return std::make_unique<DisasterIrregularCommand>();
}
std::unique_ptr<Command> make_disaster_lift_command() {
  return std::make_unique<DisasterLiftCommand>();
}
std::unique_ptr<Command> make_disaster_list_command() {
  return std::make_unique<DisasterListCommand>();
}

}  // namespace sekisho::cli
