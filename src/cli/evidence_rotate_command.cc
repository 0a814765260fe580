#include "cli/command_list.h"
#include "cli/language.h"
#include "service/clock.h"
#include "service/evidence/evidence_succession.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "It gives a record (証跡) another key, in two steps. First a new key signs every checkpoint\n"
    "besides the old one, so that who knows either can check the record: the new verifier key is\n"
    "printed, and stands in an entry that was appended before it signed anything. Give it to\n"
    "everybody who checks the record. When all of them have it, --finish ends the time of the old\n"
    "key, which is an entry too, and removes its file.\n\n"
    "Whoever may have got hold of the old key can sign with it for ever. Witnesses and what "
    "others\n"
    "have kept of the record say then which checkpoints are yours.\n\n"
    "Exit codes: 0 done, 2 usage, among it a step that does not follow the last one, 3 the record\n"
    "is damaged, 4 the disk refused.\n\n"
    "Example:\n"
    "  sekisho evidence rotate record > new-key.txt\n"
    "  sekisho evidence rotate record --finish\n";

class EvidenceRotateCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("DIR", place_.directory, "the record");
    arguments.option("--private", place_.private_directory, "DIR2",
                     "where the key and the guard stand (default: DIR.private)");
    arguments.flag("--finish", finish_, "the new key signs alone from now on");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto key = service::rotate_evidence(place_, finish_, service::clock_now());
    if (!key) return std::unexpected(key.error());
    console.out(*key + "\n");
    console.err(words());
    return ExitCode::kNothingFound;
  }

 private:
  std::string words() const {
    const bool japanese = is_japanese(language_);
    if (finish_) {
      return japanese ? "以後は上の鍵だけで署名します。古い鍵は廃棄しました。\n"
                      : "The key above signs alone; the old one is gone.\n";
    }
    return (japanese
                ? "上の鍵でも署名を始めました。証跡を検証するすべての人に渡してください。\n次: "
                : "The key above signs besides the old one. Give it to everybody who checks "
                  "the record.\nThen: ") +
           ("sekisho evidence rotate " + place_.directory + " --finish\n");
  }

  service::EvidencePlace place_;
  std::string language_;
  bool finish_ = false;
};

}  // namespace

std::unique_ptr<Command> make_evidence_rotate_command() {
  return std::make_unique<EvidenceRotateCommand>();
}

}  // namespace sekisho::cli
