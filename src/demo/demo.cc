#include "demo/demo.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "demo/cast.h"
#include "demo/file.h"
#include "demo/incidents.h"
#include "demo/log_lines.h"
#include "demo/registers.h"
#include "demo/story.h"
#include "demo/supply.h"
#include "demo/traffic.h"
#include "demo/truth.h"
#include "demo/world.h"

namespace sekisho::demo {
namespace {

using namespace demo;

constexpr uint64_t kPlanStream = 0x2001;
constexpr uint64_t kLineStream = 0x9001;
constexpr uint64_t kAccessesPerBrokenLine = 4000;
constexpr int kDaysBeforeBroken = 13;

// A demo is never written over somebody's files: the directory must be empty, missing, or show the
// README.txt of an earlier demo.
Result<void> check_directory(const std::filesystem::path& out) {
  std::error_code error;
  if (!std::filesystem::exists(out, error)) return {};
  const std::string help = "Choose another directory for --out, or remove this one.";
  if (!std::filesystem::is_directory(out, error)) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` is not a directory", out.string()), {}, help);
  }
  if (std::filesystem::is_empty(out, error)) return {};
  std::ifstream readme(out / "README.txt");
  std::string title;
  if (std::getline(readme, title) && title == story_title()) return {};
  return fail(ErrorCode::kUsage, fmt::format("`{}` holds files that are no demo", out.string()), {},
              help);
}

Result<void> check_accesses(uint64_t accesses) {
  if (accesses >= kDemoAccessesMin && accesses <= kDemoAccessesMax) return {};
  return fail(
      ErrorCode::kUsage,
      fmt::format("`{}` accesses: from {} to {}", accesses, kDemoAccessesMin, kDemoAccessesMax), {},
      "Pass a number in these bounds as --accesses.");
}

// Writes the logs and gathers the truth along the way.
class LogRun {
 public:
  LogRun(const DemoOptions& options, const World& world, const Supply& supply,
         const Traffic& traffic, const std::function<void(const DemoProgress&)>& progress,
         DemoSummary& summary)
      : options_(options),
        traffic_(traffic),
        progress_(progress),
        summary_(summary),
        lines_(world, supply),
        at_first_(options.out / "as-known-then/truth", world, supply, Truth::Known::kAtFirst,
                  options.flush_bytes),
        corrected_(options.out / "truth", world, supply, Truth::Known::kCorrected,
                   options.flush_bytes) {}

  Result<void> write() {
    for (size_t s = 0; s < kSourceCount; ++s) {
      if (auto written = write_source(static_cast<Source>(s)); !written) return written;
    }
    summary_.violations = at_first_.violations();
    summary_.undetermined = at_first_.undetermined();
    const Truth::Example& accusation = at_first_.example(Label::kWithdrawn);
    summary_.accusation_file = accusation.file;
    summary_.accusation_first_line = accusation.line;
    summary_.accusation_lines = accusation.events;
    if (auto finished = at_first_.finish(); !finished) return finished;
    return corrected_.finish();
  }

  const Truth& at_first() const { return at_first_; }

 private:
  Result<void> write_source(Source source) {
    int day = 0;
    for (int month = 0; month < kMonthCount; ++month) {
      const std::string name = log_file_name(source, month);
      OutFile file(options_.out / name, options_.flush_bytes);
      const std::string header = log_header(source);
      file.text() += header;
      uint64_t line = header.empty() ? 0 : 1;
      bool broken_yet = false;
      const int first_day = day;
      for (; day < kDayCount && month_of(day) == month; ++day) {
        write_day(source, day, first_day + kDaysBeforeBroken, name, file, line, broken_yet);
        report(file.bytes(), line);
      }
      if (auto closed = file.close(); !closed) return closed;
      summary_.bytes += file.bytes();
      summary_.lines += line;
    }
    return {};
  }

  // From `broken_from` on, the first access of the month is followed by a broken line.
  void write_day(Source source, int day, int broken_from, const std::string& name, OutFile& file,
                 uint64_t& line, bool& broken_yet) {
    Random random(options_.seed,
                  kLineStream + static_cast<uint64_t>(source) * 1000 + static_cast<uint64_t>(day));
    for (const Event& event : traffic_.day(source, day)) {
      lines_.append(source, event, random, file.text());
      ++line;
      at_first_.add(source, name, line, event);
      corrected_.add(source, name, line, event);
      // At least one broken line a month where there is traffic: the smallest demo has some, too.
      const bool due = day >= broken_from && !std::exchange(broken_yet, true);
      if (random.chance(1, kAccessesPerBrokenLine) || due) {
        lines_.append_broken(source, event, random, file.text());
        ++line;
        at_first_.add_broken(source);
        corrected_.add_broken(source);
      }
      file.wrote();
    }
  }

  void report(uint64_t bytes_of_file, uint64_t lines_of_file) const {
    if (!progress_) return;
    progress_({.bytes = summary_.bytes + bytes_of_file,
               .lines = summary_.lines + lines_of_file,
               .lines_total = options_.accesses});
  }

  const DemoOptions& options_;
  const Traffic& traffic_;
  const std::function<void(const DemoProgress&)>& progress_;
  DemoSummary& summary_;
  LogLines lines_;
  Truth at_first_, corrected_;
};

Result<void> make_directories(const std::filesystem::path& out) {
  for (const std::string_view name : {"register", "correction"}) {
    std::error_code error;
    std::filesystem::create_directories(out / name, error);
    if (error) {
      return fail(ErrorCode::kIo,
                  fmt::format("cannot make `{}`: {}", (out / name).string(), error.message()), {},
                  "Check that the directory above it may be written.");
    }
  }
  // The title first: a directory that was left half-written can be written again.
  return write_file(out / "README.txt", std::string(story_title()) + "\n");
}

// Everything that happens in the made-up utility except its ordinary traffic.
struct Production {
  Production(uint64_t accesses, uint64_t seed)
      : sizes(accesses),
        world(seed),
        supply(seed, sizes.points),
        cast(world, sizes),
        plan{world, supply, cast, sizes, Random(seed, kPlanStream), {}} {
    plan_contract_desk(plan);
    accusation = plan_accusation(plan);
    plan_call_centre(plan);
    plan_settings(plan);
    plan_renewables(plan);
    plan_quiet_changes(plan);
    plan_contradictions(plan);
    cast.rest_at_work();
  }
  Production(const Production&) = delete;
  Production& operator=(const Production&) = delete;

  Sizes sizes;
  World world;
  Supply supply;
  Cast cast;
  Plan plan;
  Accusation accusation;
};

Result<void> write_all(const DemoOptions& options, const Production& made,
                       const std::function<void(const DemoProgress&)>& progress,
                       DemoSummary& summary) {
  if (auto done = make_directories(options.out); !done) return done;
  const World& world = made.world;
  if (auto done = write_registers(options.out, world, made.supply, options.flush_bytes); !done) {
    return done;
  }
  const Traffic traffic(world, made.supply, made.plan.events, options.accesses, options.seed);
  LogRun run(options, world, made.supply, traffic, progress, summary);
  if (auto done = run.write(); !done) return done;
  const std::string order = transfer_order(world, made.accusation);
  if (auto done = write_file(options.out / "correction/transfer_order.txt", order); !done) {
    return done;
  }
  return write_file(options.out / "README.txt",
                    story(world, made.accusation, run.at_first(), summary));
}

}  // namespace

Result<DemoSummary> write_demo(const DemoOptions& options,
                               const std::function<void(const DemoProgress&)>& progress) {
  if (auto checked = check_accesses(options.accesses); !checked) {
    return std::unexpected(checked.error());
  }
  if (auto checked = check_directory(options.out); !checked) {
    return std::unexpected(checked.error());
  }
  const Production made(options.accesses, options.seed);
  DemoSummary summary{.accesses = options.accesses,
                      .people = made.world.people.size(),
                      .supply_points = made.supply.size(),
                      .accused = made.world.people[made.accusation.person.value].code};
  if (auto written = write_all(options, made, progress, summary); !written) {
    return std::unexpected(written.error());
  }
  return summary;
}

}  // namespace sekisho::demo
