#include <fmt/format.h>

#include <functional>

#include "cli/command_list.h"
#include "cli/facts_arguments.h"
#include "cli/language.h"
#include "service/review/review_summary.h"
#include "service/review/run_review.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "What it writes into --out:\n"
    "  report.html       one page for people, Japanese and English; open it first\n"
    "  findings.csv      every access that no rule permits, or that people must look at\n"
    "  findings.xlsx     the same for people; undetermined.csv: what the facts cannot decide\n"
    "  rejects.csv       every line that could not be read, with its bytes\n"
    "  scope.json        who saw how many contracts of how many suppliers, by system and route\n"
    "  coverage.json     what was received, day by day; run.json: from what it was made\n"
    "  footprints.ndjson every decision, once for all accesses that the rules cannot tell apart\n"
    "  kept.ndjson       with --keep: what a later run with --since needs not read again\n"
    "  changes.csv       with --before: what an earlier run found otherwise; with --since: and "
    "why\n"
    "  verdicts.csv      with --verdicts: looks that what was known then judges otherwise\n\n"
    "With --since the results are the same as without, byte for byte: after a correction of a\n"
    "register, or with other policies, only those logs are read on which something may change.\n\n"
    "Examples:\n"
    "  sekisho review --registers register --logs logs --out out\n"
    "  sekisho review --registers register --logs logs --out out --keep\n"
    "  sekisho review --store store --logs logs --out out\n"
    "  sekisho review --registers register --archive record --out out\n"
    "  sekisho review --registers register --logs logs --out out --from 2022-10-01 --until "
    "2023-04-01\n"
    "  sekisho review --registers corrected --logs logs --since out --out out2\n"
    "  sekisho review --reproduce out/run.json\n";

// Runs the work with a line of progress for the registers and one for the logs.
template <class Done>
Done with_progress(Console& console, const std::function<Done(const service::Heard&)>& work) {
  Progress registers(console, "registers");
  Progress logs(console, "logs");
  return work([&](const service::Progress& now) {
    (now.step == "logs" ? logs : registers).update(now.bytes, now.bytes_of, now.lines);
  });
}

class ReviewCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    declare_facts(arguments, facts_);
    arguments.option("--logs", logs_, "DIR", "the access logs, a folder a system");
    arguments.option("--archive", archive_, "DIR",
                     "a record whose archive takes the place of --logs");
    arguments.option("--private", archive_private_, "DIR2",
                     "where its keys and segments stand (default: DIR.private)");
    arguments.option("--master", archive_master_, "FILE", "the master key of its vault");
    arguments.option("--out", out_, "DIR", "where the results go");
    arguments.option("--from", from_, "TIME", "examine accesses from then on");
    arguments.option("--until", until_, "TIME", "examine accesses before then");
    arguments.option("--jobs", jobs_, "N", "threads (0: one a processor)");
    arguments.option("--before", before_, "DIR", "compare with the results of an earlier run");
    arguments.option("--since", since_, "DIR",
                     "go on from an earlier run: read only logs on which something may change");
    arguments.flag("--keep", keep_, "write what a later run with --since goes on from");
    arguments.flag("--verdicts", verdicts_,
                   "of a store: also judge every look by what was known at its own instant");
    arguments.option("--reproduce", reproduce_, "RUN.JSON",
                     "run a review again and compare, byte for byte");
    arguments.flag("--data-only", data_only_,
                   "write the files that programs read, not report.html and findings.xlsx");
    arguments.flag("--json", json_, "print the summary as JSON");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    return reproduce_.empty() ? review(console) : reproduce(console);
  }

 private:
  Result<ExitCode> review(Console& console) {
    Result<service::ReviewPlaces> places = places_of(facts_, logs_);
    if (!places) return std::unexpected(places.error());
    if (logs_.empty() == archive_.empty()) {
      return fail(ErrorCode::kUsage, "name the logs, or an archive, and not both", {},
                  "Give --logs DIR or --archive DIR; see --help.");
    }
    places->archive = archive_;
    places->archive_private = archive_private_;
    places->archive_master = archive_master_;
    if (out_.empty()) {
      return fail(ErrorCode::kUsage, "--out is missing", {},
                  "Name a directory for the results; see --help.");
    }
    const service::ReviewOptions options{
        *places, out_,   from_, until_,     static_cast<unsigned>(jobs_),
        before_, since_, keep_, data_only_, verdicts_};
    using Reviewed = Result<std::unique_ptr<service::ReviewResult>>;
    const Reviewed result = with_progress<Reviewed>(
        console, [&](const service::Heard& heard) { return service::run_review(options, heard); });
    if (!result) return std::unexpected(result.error());
    console.out(json_ ? service::summary_json(**result)
                      : service::summary_text(**result, out_, is_japanese(language_)));
    const review::Figures& total = (*result)->scope.total;
    const bool found = total.violations + total.attempts + total.doubtful + total.undetermined > 0;
    return found ? ExitCode::kFindings : ExitCode::kNothingFound;
  }

  Result<ExitCode> reproduce(Console& console) {
    using Done = Result<service::Reproduction>;
    const Done done = with_progress<Done>(console, [&](const service::Heard& heard) {
      const service::ReviewPlaces places{facts_.registers, logs_,        facts_.profiles,
                                         facts_.policies,  facts_.store, facts_.known_at};
      return service::reproduce(reproduce_, places, static_cast<unsigned>(jobs_), heard);
    });
    if (!done) return std::unexpected(done.error());
    for (const std::string& difference : done->differences) {
      console.out("input differs: " + difference + "\n");
    }
    for (const std::string& name : done->changed) console.out("output differs: " + name + "\n");
    if (done->same) console.out("reproduced: every output is the same, byte for byte\n");
    return done->same ? ExitCode::kNothingFound : ExitCode::kFindings;
  }

  FactsArguments facts_;
  std::string archive_, archive_private_, archive_master_;
  std::string logs_, out_, from_, until_, reproduce_, before_, since_;
  std::string language_;
  uint64_t jobs_ = 0;
  bool keep_ = false;
  bool data_only_ = false;
  bool verdicts_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_review_command() {
  return std::make_unique<ReviewCommand>();
}

}  // namespace sekisho::cli
