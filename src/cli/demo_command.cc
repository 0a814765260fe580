#include <fmt/format.h>

#include "cli/command_list.h"
#include "demo/demo.h"
#include "text/number.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "What it writes into --out, all of it made up:\n"
    "  README.txt      what to type and what to look at, in three minutes; read it first\n"
    "  register/       who was who, when; logs/: a year of accesses of four systems\n"
    "  correction/     a later list that withdraws one plausible accusation\n"
    "  truth/          what really happened, to check a review with\n\n"
    "The same --accesses and --seed give the same files on every machine.\n\n"
    "Example:\n"
    "  sekisho demo --out demo --accesses 100000\n"
    "  sekisho review --registers demo/register --logs demo/logs --out demo/review\n";

class DemoCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.option("--out", out_, "DIR", "an empty or new directory, or an earlier demo", true);
    arguments.option("--accesses", accesses_, "N", "accesses in all logs, 1000 to 100000000");
    arguments.option("--seed", seed_, "N", "another seed, another utility");
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto summary = written(console);
    if (!summary) return std::unexpected(summary.error());
    console.out(fmt::format(
        "a made-up utility in {}: {} accesses in {} MB of logs, {} people, {} "
        "supply points\n",
        out_, text::with_thousands(summary->accesses), summary->bytes / 1'000'000,
        text::with_thousands(summary->people), text::with_thousands(summary->supply_points)));
    console.out(
        fmt::format("read {0}/README.txt, then type\n"
                    "  sekisho review --registers {0}/register --logs {0}/logs "
                    "--out {0}/review\n",
                    out_));
    return ExitCode::kNothingFound;
  }

 private:
  Result<demo::DemoSummary> written(Console& console) const {
    Progress progress(console, "demo");
    return demo::write_demo(
        {.out = out_, .accesses = accesses_, .seed = seed_}, [&](const demo::DemoProgress& now) {
          // The bytes to come follow from the lines to come.
          const double done = static_cast<double>(now.lines) / static_cast<double>(now.lines_total);
          const auto total = done > 0 ? static_cast<double>(now.bytes) / done : 0.0;
          progress.update(now.bytes, static_cast<uint64_t>(total), now.lines);
        });
  }

  std::string out_;
  uint64_t accesses_ = 1'000'000;
  uint64_t seed_ = 1;
};

}  // namespace

std::unique_ptr<Command> make_demo_command() {
  return std::make_unique<DemoCommand>();
}

}  // namespace sekisho::cli
