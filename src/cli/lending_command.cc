#include <fmt/format.h>

#include "base/file.h"
#include "cli/command_list.h"
#include "cli/desk_command.h"
#include "service/clock.h"
#include "service/disaster/disaster_text.h"
#include "service/disaster/sheets.h"

// What is lent to helpers.
namespace sekisho::cli {
namespace {

using casework::Journal;
using disaster::DeskFacts;
using office::Action;
using office::ThingKind;

constexpr std::string_view kLendFooter =
    "Lends an ID and a terminal to a named helper (応援者), in one act. Without --person they get "
    "a\n"
    "code of their own. With --paper, what was lent on paper before: --from is when.\n";
constexpr std::string_view kLendExample =
    "  sekisho disaster lend 1 --terminal SJN-T00001 --account nol/dr1 --name '応援 太郎' \\\n"
    "    --employer OTHER --store data/store --by P000301\n";
constexpr std::string_view kSlipFooter =
    "Writes the slip (貸出票) of a lending: as A4 where FILE ends in .pdf, otherwise as text. It "
    "holds\n"
    "no secret.\n";
constexpr std::string_view kSlipExample =
    "  sekisho disaster slip 1 --out slip.pdf --store data/store --by P000301\n";
constexpr std::string_view kCodeFooter =
    "Makes the one-time code with which the helper enrols, and prints its sheet, to be handed "
    "over\n"
    "apart from the slip. It is shown once; another one takes --again with the reason.\n";
constexpr std::string_view kCodeExample =
    "  sekisho disaster code 1 --number 2026-118 --store data/store --by P000301\n";
constexpr std::string_view kHandOverFooter =
    "Notes that the slip, or with --code the sheet with the code, was handed over.\n";
constexpr std::string_view kHandOverExample =
    "  sekisho disaster hand-over 1 --store data/store --by P000301\n";
constexpr std::string_view kExtendFooter =
    "Moves the end of a lending to a later time, within its office's period.\n";
constexpr std::string_view kExtendExample =
    "  sekisho disaster extend-lending 1 --until 2026-09-20 --reason 応援の延長 --store data/store "
    "\\\n"
    "    --by P000301\n";
constexpr std::string_view kLendingsFooter =
    "Lendings, the newest first, with what contradicts those that were on paper. A server may have "
    "the\n"
    "store.\n\n"
    "Exit codes: 0 there are none; 1 there are some; 2 usage.\n\n"
    "Example:\n"
    "  sekisho disaster lendings --opening 1 --store data/store\n";
constexpr std::string_view kEndFooter =
    "Ends a lending after the grace: the helper's duty is over (応援終了).\n";
constexpr std::string_view kEndExample =
    "  sekisho disaster end 1 --reason 応援終了 --grace 0 --store data/store --by P000301\n";
constexpr std::string_view kDeletedFooter =
    "Notes that the ID of a lending was deleted in its own system, by whom and when: the proof "
    "goes\n"
    "into the record.\n";
constexpr std::string_view kDeletedExample =
    "  sekisho disaster deleted 1 --deleted-by 配電システム管理者 --store data/store --by "
    "P000301\n";

class DisasterLendCommand final : public DeskCommand {
  std::string_view about() const override { return kLendFooter; }
  std::string_view example() const override { return kLendExample; }
  void declare_more(Arguments& arguments) override {
    arguments.positional("OPENING", opening_, "the number of the office's opening");
    arguments.option("--terminal", wish_.terminal, "CODE", "of the pool", true);
    arguments.option("--account", wish_.account, "SYSTEM/ACCOUNT", "of the pool", true);
    arguments.option("--person", wish_.person, "CODE", "their code in the registers");
    arguments.option("--name", wish_.name, "TEXT", "their name", true);
    arguments.option("--kana", wish_.kana, "TEXT", "カナ");
    arguments.option("--employer", wish_.employer, "CODE", "their company", true);
    arguments.option("--contract", wish_.contract, "CODE", "非常災害対応の業務委託");
    arguments.option("--dispatch", wish_.dispatch, "TEXT", "派遣");
    arguments.option("--seat", wish_.seat, "TEXT", "座席");
    arguments.option("--from", from_, "TIME", "from when (default: now)");
    arguments.option("--until", until_, "TIME", "until when");
    arguments.option("--paper", paper_, "TEXT", "it was lent on paper: where the paper is");
    arguments.option("--returned", returned_, "TIME", "and when the terminal came back");
  }
  Result<std::string> act(DisasterDesk& desk, Console&) override {
    if (auto may = desk.may(Action::kLend, ThingKind::kGrant); !may)
      return std::unexpected(may.error());
    const auto opening = number_named(opening_);
    if (!opening) return std::unexpected(opening.error());
    const auto from = asked_time(from_), until = asked_time(until_),
               returned = asked_time(returned_);
    for (const auto& one : {from, until, returned}) {
      if (!one) return std::unexpected(one.error());
    }
    wish_.from = *from;
    wish_.until = *until;
    if (!paper_.empty()) wish_.paper = {.note = paper_, .returned = *returned};
    int64_t made = 0;
    const auto done =
        desk.act("lent to a helper", {}, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
          const auto id = disaster::lend(journal, facts, desk.rules(), *opening, wish_);
          if (!id) return std::unexpected(id.error());
          made = *id;
          return {};
        });
    if (!done) return std::unexpected(done.error());
    return lending(desk, made);
  }
  disaster::LendingWish wish_;
  std::string opening_, from_, until_, paper_, returned_;
};

// What is done with one lending.
class LendingCommand : public DeskCommand {
 protected:
  explicit LendingCommand(Action action) : action_(action) {}
  void declare_more(Arguments& arguments) final {
    arguments.positional("LENDING", lending_, "its number");
    declare_rest(arguments);
  }
  Result<std::string> act(DisasterDesk& desk, Console&) final {
    if (auto may = desk.may(action_, ThingKind::kGrant); !may) return std::unexpected(may.error());
    const auto id = number_named(lending_);
    if (!id) return std::unexpected(id.error());
    return act_on(desk, *id);
  }
  virtual void declare_rest(Arguments& arguments) = 0;
  virtual Result<std::string> act_on(DisasterDesk& desk, int64_t id) = 0;
  // The lending as it is after `done`.
  Result<std::string> after(const Result<void>& done, DisasterDesk& desk, int64_t id) const {
    if (!done) return std::unexpected(done.error());
    return lending(desk, id);
  }

 private:
  const Action action_;
  std::string lending_;
};

class DisasterSlipCommand final : public LendingCommand {
 public:
  DisasterSlipCommand() : LendingCommand(Action::kLend) {}

 private:
  std::string_view about() const override { return kSlipFooter; }
  std::string_view example() const override { return kSlipExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--out", out_, "FILE", "where to (default: as text, here)");
  }
  Result<std::string> act_on(DisasterDesk& desk, int64_t id) override {
    const service::SheetWish wish{
        .lending = id, .pdf = out_.ends_with(".pdf"), .japanese = japanese()};
    std::string bytes;
    const auto done = desk.act({}, {}, [&](Journal& journal, DeskFacts&) -> Result<void> {
      auto made = service::slip(journal.database(), wish, journal.author().now);
      if (!made) return std::unexpected(made.error());
      bytes = std::move(*made);
      return disaster::note(journal, id, "slip-printed");
    });
    if (!done) return std::unexpected(done.error());
    if (out_.empty()) return bytes;
    if (auto written = write_file(out_, bytes); !written) return std::unexpected(written.error());
    return std::string();
  }
  std::string out_;
};

class DisasterCodeCommand final : public LendingCommand {
 public:
  DisasterCodeCommand() : LendingCommand(Action::kLend) {}

 private:
  std::string_view about() const override { return kCodeFooter; }
  std::string_view example() const override { return kCodeExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--number", number_, "NUMBER", "of the decision (決裁番号)", true);
    arguments.option("--again", again_, "TEXT", "why another code is needed");
  }
  Result<std::string> act_on(DisasterDesk& desk, int64_t id) override {
    const auto code = desk.disasters().issue_code(desk.author(), {id, number_, again_});
    if (!code) return std::unexpected(code.error());
    const service::SheetWish wish{.lending = id, .japanese = japanese()};
    return desk.look<std::string>([&](store::Database& database) {
      return service::code_sheet(database, wish, *code, desk.desk().now());
    });
  }
  std::string number_, again_;
};

class DisasterHandOverCommand final : public LendingCommand {
 public:
  DisasterHandOverCommand() : LendingCommand(Action::kLend) {}

 private:
  std::string_view about() const override { return kHandOverFooter; }
  std::string_view example() const override { return kHandOverExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.flag("--code", code_, "the sheet with the code, not the slip");
    arguments.option("--to", to_, "TEXT", "to whom, where it was not the helper");
    arguments.option("--at", at_, "TIME", "when (default: now)");
  }
  Result<std::string> act_on(DisasterDesk& desk, int64_t id) override {
    const auto at = asked_time(at_);
    if (!at) return std::unexpected(at.error());
    const auto sheet = code_ ? disaster::Sheet::kCode : disaster::Sheet::kSlip;
    return after(desk.act({}, {},
                          [&](Journal& journal, DeskFacts&) {
                            return disaster::hand_over(journal, id, sheet, to_, *at);
                          }),
                 desk, id);
  }
  std::string to_, at_;
  bool code_ = false;
};

class DisasterExtendLendingCommand final : public LendingCommand {
 public:
  DisasterExtendLendingCommand() : LendingCommand(Action::kLend) {}

 private:
  std::string_view about() const override { return kExtendFooter; }
  std::string_view example() const override { return kExtendExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--until", until_, "TIME", "until when", true);
    arguments.option("--reason", reason_, "TEXT", "why", true);
  }
  Result<std::string> act_on(DisasterDesk& desk, int64_t id) override {
    const auto until = asked_time(until_);
    if (!until) return std::unexpected(until.error());
    return after(desk.act("lending extended", {},
                          [&](Journal& journal, DeskFacts& facts) {
                            return disaster::extend_lending(journal, facts, desk.rules(), id,
                                                            until->value_or(kForever), reason_);
                          }),
                 desk, id);
  }
  std::string until_, reason_;
};

class DisasterLendingsCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    looking_.declare(arguments);
    arguments.option("--opening", opening_, "N", "of this office's opening only");
    arguments.footer(kLendingsFooter);
  }
  Result<ExitCode> run(Console& console) override {
    const auto rules = service::load_disaster_rules({});
    if (!rules) return std::unexpected(rules.error());
    const auto all = looking_.look([&](store::Database& database) {
      return disaster::list_lendings(database, {.opening = static_cast<int64_t>(opening_)});
    });
    if (!all) return std::unexpected(all.error());
    const Instant now = service::clock_now();
    if (!looking_.json()) {
      console.out(service::lendings_text(*all, now, looking_.japanese()));
    } else {
      const auto plain = [](std::string_view name) { return std::string(name); };
      for (const disaster::Lending& one : *all)
        console.out(service::lending_json(one, *rules, now, plain) + "\n");
    }
    return all->empty() ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  LookingArguments looking_;
  uint64_t opening_ = 0;
};

class DisasterEndCommand final : public LendingCommand {
 public:
  DisasterEndCommand() : LendingCommand(Action::kTakeBack) {}

 private:
  std::string_view about() const override { return kEndFooter; }
  std::string_view example() const override { return kEndExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--reason", reason_, "TEXT", "why", true);
    arguments.option("--grace", grace_, "MINUTES", "in which what is under way may be finished");
  }
  Result<std::string> act_on(DisasterDesk& desk, int64_t id) override {
    disaster::Lifting ending{.reason = reason_};
    if (grace_) {
      const auto minutes = number_or_zero(*grace_);
      if (!minutes) return std::unexpected(minutes.error());
      ending.grace_minutes = *minutes;
    }
    return after(desk.act("lending ended", {},
                          [&](Journal& journal, DeskFacts& facts) {
                            return disaster::end_lending(journal, facts, desk.rules(), id, ending);
                          }),
                 desk, id);
  }
  std::string reason_;
  std::optional<std::string> grace_;
};

class DisasterDeletedCommand final : public LendingCommand {
 public:
  DisasterDeletedCommand() : LendingCommand(Action::kTakeBack) {}

 private:
  std::string_view about() const override { return kDeletedFooter; }
  std::string_view example() const override { return kDeletedExample; }
  void declare_rest(Arguments& arguments) override {
    arguments.option("--deleted-by", by_whom_, "TEXT", "who deleted it", true);
    arguments.option("--at", at_, "TIME", "when (default: now)");
  }
  Result<std::string> act_on(DisasterDesk& desk, int64_t id) override {
    const auto at = asked_time(at_);
    if (!at) return std::unexpected(at.error());
    return after(desk.act({}, {},
                          [&](Journal& journal, DeskFacts&) {
                            return disaster::note_deletion(journal, id, by_whom_, *at);
                          }),
                 desk, id);
  }
  std::string by_whom_, at_;
};

}  // namespace

std::unique_ptr<Command> make_disaster_code_command() {
  return std::make_unique<DisasterCodeCommand>();
}
std::unique_ptr<Command> make_disaster_deleted_command() {
  return std::make_unique<DisasterDeletedCommand>();
}
std::unique_ptr<Command> make_disaster_end_command() {
  return std::make_unique<DisasterEndCommand>();
}
std::unique_ptr<Command> make_disaster_extend_lending_command() {
  return std::make_unique<DisasterExtendLendingCommand>();
}
std::unique_ptr<Command> make_disaster_lendings_command() {
  return std::make_unique<DisasterLendingsCommand>();
}
std::unique_ptr<Command> make_disaster_hand_over_command() {
  return std::make_unique<DisasterHandOverCommand>();
}
std::unique_ptr<Command> make_disaster_lend_command() {
  return std::make_unique<DisasterLendCommand>();
}
std::unique_ptr<Command> make_disaster_slip_command() {
  return std::make_unique<DisasterSlipCommand>();
}

}  // namespace sekisho::cli
