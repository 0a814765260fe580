#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/office/office_questions.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kExplainFooter =
    "It asks the policies about Sekisho itself (policies/office) whether somebody with a role may "
    "do\n"
    "something, and says why and with which duties. Nothing is assumed: what is not said is not "
    "so.\n"
    "Whoever asks is called `me`.\n\n"
    "Exit codes: 0 allowed, 1 denied, 2 usage, 3 policies that do not say what they should.\n\n"
    "Examples:\n"
    "  sekisho office explain --role internal-audit --action view --on Case\n"
    "  sekisho office explain --role conduct-regulation --action unmask --on Case \\\n"
    "      --fresh unmask --purpose 'an answer to the regulator'\n"
    "  sekisho office explain --role conduct-regulation --action approve --on PolicySet \\\n"
    "      --fresh policy-change --in-place-of ken --lang ja\n";

class OfficeExplainCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--role", question_.roles, "ROLE", "a role that they have; several may be");
    arguments.option("--action", question_.action, "ACTION", "what they want to do", true);
    arguments.option("--on", question_.thing, "THING", "with what: Review, Case, Register, …",
                     true);
    arguments.choice("--employer", question_.employer,
                     {"operator", "affiliate", "affiliate-it", "contractor", "assessor"},
                     "whose orders they work under (default: operator)");
    arguments.option("--administers", question_.administers, "SYSTEM", "a system of theirs");
    arguments.option("--system", question_.system, "SYSTEM", "of which the thing is");
    arguments.flag("--approves", question_.approves, "they have authority to approve");
    arguments.option("--in-place-of", question_.in_place_of, "PERSON",
                     "as the registered deputy of somebody with authority");
    arguments.flag("--own-act", question_.own_act, "they made it what it is");
    arguments.flag("--about-oneself", question_.about_oneself, "it is about themselves");
    arguments.flag("--small", question_.small, "it is not of consequence");
    arguments.option("--approved-by", question_.approved_by, "PERSON", "somebody approved it");
    arguments.option("--decision-number", question_.decision_number, "NUMBER",
                     "of the decision taken in the company's own workflow");
    arguments.flag("--read-later", question_.read_later, "a deputy decided in their place");
    arguments.option("--fresh", question_.fresh, "PURPOSE",
                     "they proved anew who they are: export, unmask, policy-change, account");
    arguments.option("--purpose", question_.purpose, "TEXT", "what they say it is for");
    arguments.option("--assignment-ends", question_.assignment_ends, "TIME",
                     "until when an assessor may look");
    arguments.option("--policies", question_.policies, "DIR",
                     "other policies than the shipped ones");
    arguments.flag("--json", json_, "print the answer as JSON, in both languages");
    declare_language(arguments, language_);
    arguments.footer(kExplainFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto answer = service::ask_office(question_, service::clock_now());
    if (!answer) return std::unexpected(answer.error());
    const bool allowed = answer->decision.allowed;
    if (json_) {
      console.out(service::office_answer_json(*answer));
    } else {
      console.out_verdict(service::office_answer_text(*answer, is_japanese(language_)), allowed);
    }
    return allowed ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

 private:
  service::OfficeQuestion question_;
  std::string language_;
  bool json_ = false;
};

constexpr std::string_view kTableFooter =
    "Every action is asked of the policies for every role, first when nothing is missing, then "
    "once\n"
    "for each thing that could be: a fresh proof, a purpose, a second person. The letters say "
    "what\n"
    "must not be missing.\n\n"
    "Examples:\n"
    "  sekisho office table --lang ja\n"
    "  sekisho office table --policies my-policies/office --json\n";

class OfficeTableCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--policies", policies_, "DIR", "other policies than the shipped ones");
    arguments.flag("--json", json_, "print the table as JSON");
    declare_language(arguments, language_);
    arguments.footer(kTableFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto table = json_ ? service::office_table_json(policies_)
                             : service::office_table_text(policies_, is_japanese(language_));
    if (!table) return std::unexpected(table.error());
    console.out(*table);
    return ExitCode::kNothingFound;
  }

 private:
  std::string policies_, language_;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_office_explain_command() {
  return std::make_unique<OfficeExplainCommand>();
}
std::unique_ptr<Command> make_office_table_command() {
  return std::make_unique<OfficeTableCommand>();
}

}  // namespace sekisho::cli
