// What bench/cedar measures of ours; cedar_bench.py runs it and, beside it, the peers.
//
//   cedar_parts decide DIR       writes each case to DIR/NUMBER and prints its figures, then
//   reloads cedar_parts first DIR        reads one such case, decides its first request, prints the
//   decision cedar_parts scale ENTITIES   one case of that size, alone because its memory is
//   measured
//
// Figures are lines of JSON; CPU time unless they say otherwise.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <x86intrin.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "cedar/authorizer.h"
#include "cedar/current_snapshot.h"
#include "cedar/entities_json.h"
#include "cedar/parser.h"
#include "cedar/schema_text.h"
#include "cedar_cases.h"

namespace {

using namespace sekisho;
using namespace sekisho::cedar;
using Snapshot = std::shared_ptr<const DecisionSnapshot>;
using Numbers = DecisionSnapshot::Numbers;

constexpr int kRuns = 21;
constexpr double kRunNanos = 5e6;   // a run is made about this long
constexpr double kMostNanos = 1e9;  // all runs together, but for three of them

double thread_nanos() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

double wall_nanos() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

struct Figure {
  double median = 0;
  double spread = 0;
};

Figure of_runs(std::vector<double> runs) {
  std::ranges::sort(runs);
  return {runs[runs.size() / 2], (runs[runs.size() * 3 / 4] - runs[runs.size() / 4]) / 2};
}

// CPU nanoseconds for one of the `count` things that `work` does.
Figure measure(double count, const std::function<void()>& work) {
  const double began = thread_nanos();
  work();
  const double once = thread_nanos() - began;
  const int repeats = std::max(1, static_cast<int>(kRunNanos / once));
  const int most = std::clamp(static_cast<int>(kMostNanos / once), 3, kRuns);
  std::vector<double> runs;
  for (int i = 0; i < most; ++i) {
    const double start = thread_nanos();
    for (int n = 0; n < repeats; ++n) work();
    runs.push_back((thread_nanos() - start) / count / repeats);
  }
  return of_runs(std::move(runs));
}

std::string name_of_case;

void print(const std::string& metric, const char* unit, const Figure& figure,
           const std::string& more = {}) {
  fmt::print(R"({{"metric":"cedar.{}","unit":"{}","median":{:.2f},"spread":{:.2f},"case":"{}"{}}})",
             metric, unit, figure.median, figure.spread, name_of_case, more);
  fmt::print("\n");
  std::fflush(stdout);
}

// Millions a CPU second of what takes so many nanoseconds.
Figure rate(const Figure& nanos) {
  return {1e3 / nanos.median, 1e3 / nanos.median * nanos.spread / nanos.median};
}

Snapshot snapshot_of(const std::string& policies, const std::string& schema,
                     const Entities& entities) {
  PolicySet set = parse_policies(policies).value();
  const auto validated =
      schema.empty()
          ? ValidatedPolicies::without_schema(std::move(set))
          : ValidatedPolicies::check(std::move(set), parse_schema(schema).value()).value();
  return DecisionSnapshot::make(CompiledPolicies::compile(validated), entities);
}

// The requests by number, with contexts of their own where they differ.
struct Asked {
  std::vector<Numbers> numbers;
  PlainContexts contexts;
};

// The names side by side, as they would stand in what a server has just read.
struct Names {
  Names(const DecisionSnapshot& snapshot, const std::vector<Request>& requests) {
    for (const Request& request : requests) text += request.principal.id + request.resource.id;
    size_t at = 0;
    const auto next = [&](const EntityUid& uid) {
      const std::string_view id = std::string_view(text).substr(at, uid.id.size());
      at += uid.id.size();
      return DecisionSnapshot::Name{snapshot.type(uid.type).value(), id};
    };
    for (const Request& request : requests) {
      principals.push_back(next(request.principal));
      resources.push_back(next(request.resource));
    }
  }
  std::string text;
  std::vector<DecisionSnapshot::Name> principals;
  std::vector<DecisionSnapshot::Name> resources;
};

void fill(const DecisionSnapshot& snapshot, const Value& record, PlainContext& context) {
  for (const auto& [name, value] : record.fields()) {
    if (const auto slot = snapshot.context_slot(name)) context.set_value(*slot, value);
  }
}

Asked asked_of(const DecisionSnapshot& snapshot, const std::vector<Request>& requests) {
  Asked out{{}, snapshot.plain_contexts().value()};
  const Value* last = nullptr;
  const PlainContext* context = nullptr;
  for (const Request& request : requests) {
    const auto action = snapshot.find(request.action);
    if (!action) continue;
    if (last == nullptr || *last != request.context) {
      PlainContext& added = out.contexts.add();
      fill(snapshot, request.context, added);
      context = &added;
      last = &request.context;
    }
    out.numbers.push_back({snapshot.find(request.principal).value(), *action,
                           snapshot.find(request.resource).value(), context});
  }
  return out;
}

// The time of single calls by the time stamp counter, less what reading it takes: the percentiles
// over all requests of each one's median of several calls, so that what counts is the request and
// not who else uses the machine; beside it those of all calls, interruptions included.
void print_percentiles(const char* metric, size_t count, const std::function<void(size_t)>& call) {
  constexpr size_t kCalls = 21;
  const double wall = wall_nanos();
  const uint64_t ticks = __rdtsc();
  std::vector<uint32_t> empty;
  std::vector<uint32_t> all;  // call by call
  unsigned core = 0;
  const auto timed = [&](const auto& work) {
    _mm_lfence();
    const uint64_t start = __rdtsc();
    _mm_lfence();
    work();
    return __rdtscp(&core) - start;
  };
  all.reserve(count * kCalls);
  for (size_t i = 0; i < kCalls; ++i) {
    for (size_t n = 0; n < count; ++n) {
      if (i == 0) empty.push_back(static_cast<uint32_t>(timed([] {})));
      all.push_back(static_cast<uint32_t>(timed([&] { call(n); })));
    }
  }
  const double per_tick = (wall_nanos() - wall) / static_cast<double>(__rdtsc() - ticks);
  std::vector<uint32_t> medians;
  for (size_t n = 0; n < count; ++n) {
    std::array<uint32_t, kCalls> calls{};
    for (size_t i = 0; i < kCalls; ++i) calls[i] = all[i * count + n];
    std::ranges::sort(calls);
    medians.push_back(calls[kCalls / 2]);
  }
  std::ranges::sort(empty);
  std::ranges::sort(all);
  std::ranges::sort(medians);
  const auto at = [&](const std::vector<uint32_t>& sorted, double part) {
    const auto index = static_cast<size_t>(static_cast<double>(sorted.size() - 1) * part);
    const uint32_t floor = empty[empty.size() / 2];
    return static_cast<double>(sorted[index] - std::min(sorted[index], floor)) * per_tick;
  };
  print(metric, "ns", {at(medians, 0.99)},
        fmt::format(R"(,"of":"requests, by the wall time of single calls","p50":{:.0f},)"
                    R"("max":{:.0f},"p99_of_all_calls":{:.0f},"p999_of_all_calls":{:.0f})",
                    at(medians, 0.5), at(medians, 1), at(all, 0.99), at(all, 0.999)));
}

uint64_t counted = 0;  // outcomes, so that they are needed

// The decisions of all requests, as `1` and `0`, the same by every way to ask.
std::string decisions_of(const DecisionSnapshot& snapshot, const bench::Case& made,
                         const Asked& asked) {
  std::string out;
  std::vector<OutcomeId> outcomes(asked.numbers.size());
  snapshot.authorize_bulk(asked.numbers, outcomes);
  for (size_t i = 0; i < made.requests.size(); ++i) {
    const OutcomeId whole = snapshot.authorize(made.requests[i]);
    if (whole != outcomes[i] || whole != snapshot.authorize_ids(asked.numbers[i])) {
      fmt::print(stderr, "{}: request {} has several outcomes\n", made.name, i);
      std::exit(1);
    }
    out += whole.allowed() ? '1' : '0';
  }
  return out;
}

void compare_with_interpreter(const bench::Case& made, const std::string& decisions) {
  const PolicySet policies = parse_policies(made.policies).value();
  const size_t count = std::min<size_t>(made.requests.size(), 200);
  std::string interpreted;
  const auto work = [&] {
    interpreted.clear();
    for (size_t i = 0; i < count; ++i) {
      const Answer answer = is_authorized(policies, made.requests[i], made.entities);
      interpreted += answer.decision == Decision::kAllow ? '1' : '0';
    }
  };
  print("interpreter", "ns", measure(static_cast<double>(count), work));
  if (interpreted != decisions.substr(0, count)) {
    fmt::print(stderr, "{}: the interpreter decides otherwise\n", made.name);
    std::exit(1);
  }
}

void decide(const bench::Case& made, const std::string& directory) {
  name_of_case = made.name;
  bench::write_case(made, directory);
  const Snapshot snapshot = snapshot_of(made.policies, made.schema, made.entities);
  for (const Request& request : made.requests) {
    if (!snapshot->find(request.action)) {
      fmt::print(stderr, "no policy is about {}\n", to_string(request.action));
      std::exit(1);
    }
  }
  const Asked asked = asked_of(*snapshot, made.requests);
  const std::string decisions = decisions_of(*snapshot, made, asked);
  std::ofstream(directory + "/decisions") << decisions;

  const auto count = static_cast<double>(made.requests.size());
  const Names names(*snapshot, made.requests);
  const auto by_name = [&](size_t i) {
    counted += snapshot
                   ->authorize(names.principals[i], asked.numbers[i].action, names.resources[i],
                               asked.numbers[i].context)
                   .allowed();
  };
  print("names", "ns", measure(count, [&] {
          for (size_t i = 0; i < made.requests.size(); ++i) by_name(i);
        }));
  print_percentiles("names_p99", made.requests.size(), by_name);
  print("numbers", "ns", measure(count, [&] {
          for (const Numbers& one : asked.numbers) {
            counted += snapshot->authorize_ids(one).allowed();
          }
        }));
  std::vector<OutcomeId> outcomes(asked.numbers.size());
  print("bulk", "M decisions/CPU-s", rate(measure(count, [&] {
          snapshot->authorize_bulk(asked.numbers, outcomes);
          for (const OutcomeId id : outcomes) counted += id.allowed();
        })));
  print("request", "ns",
        measure(count,
                [&] {
                  for (const Request& request : made.requests) {
                    counted += snapshot->authorize(request).allowed();
                  }
                }),
        fmt::format(R"(,"of":"requests as the peers get them","directory":"{}")", directory));
  PlainContext context = snapshot->plain_context().value();
  print("fill_context", "ns", measure(count, [&] {
          for (const Request& request : made.requests) {
            context.clear();
            fill(*snapshot, request.context, context);
          }
        }));
  compare_with_interpreter(made, decisions);
}

// How often the scheduler took this thread off its processor.
long interruptions() {
  rusage usage{};
  getrusage(RUSAGE_THREAD, &usage);
  return usage.ru_nivcsw;
}

// The longest time between two decisions of a reader, in microseconds, while `work` runs; but for
// those in which the scheduler had given the processor to somebody else.
double longest_pause(const CurrentSnapshot& current, const Request& request,
                     const std::function<void()>& work) {
  constexpr double kWorthAsking = 2e3;
  std::atomic<bool> running = true;
  std::atomic<bool> started = false;
  double longest = 0;
  std::thread reader([&] {
    uint64_t allowed = 0;
    long known = interruptions();
    double last = wall_nanos();
    while (running) {
      allowed += current.load()->authorize(request).allowed();
      double now = wall_nanos();
      if (now - last > kWorthAsking && started) {
        const long interrupted = interruptions();
        if (interrupted == known) longest = std::max(longest, now - last);
        known = interrupted;
        now = wall_nanos();
      }
      last = now;
      started = true;
    }
    counted += allowed;
  });
  while (!started) std::this_thread::yield();
  work();
  running = false;
  reader.join();
  return longest / 1e3;
}

int reload(int entities) {
  const bench::Case made = bench::office_case(entities, 1'000, 1);
  name_of_case = made.name;
  const Schema schema = parse_schema(made.schema).value();
  const PolicySet parsed = parse_policies(made.policies).value();
  const auto validated = ValidatedPolicies::check(parsed, schema).value();
  const auto in_millis = [](const Figure& nanos) {
    return Figure{nanos.median / 1e6, nanos.spread / 1e6};
  };
  const auto part = [&](const char* what, const std::function<void()>& work) {
    print("reload", "ms", in_millis(measure(1, work)), fmt::format(R"(,"of":"{}")", what));
  };
  part("parse", [&] { (void)parse_policies(made.policies).value(); });
  part("validate", [&] { (void)ValidatedPolicies::check(parsed, schema).value(); });
  part("compile and fold entities",
       [&] { (void)DecisionSnapshot::make(CompiledPolicies::compile(validated), made.entities); });
  part("parse, validate, compile and fold entities",
       [&] { (void)snapshot_of(made.policies, made.schema, made.entities); });

  CurrentSnapshot current(snapshot_of(made.policies, made.schema, made.entities));
  const auto reloads = [&] {
    for (int i = 0; i < 20; ++i) {
      current.publish(snapshot_of(made.policies, made.schema, made.entities));
    }
  };
  std::vector<double> quiet;
  std::vector<double> busy;
  for (int i = 0; i < 5; ++i) {
    busy.push_back(longest_pause(current, made.requests.front(), reloads));
    // The same work by the other thread, but nothing is swapped.
    quiet.push_back(longest_pause(current, made.requests.front(), [&] {
      for (int n = 0; n < 20; ++n) {
        (void)snapshot_of(made.policies, made.schema, made.entities);
      }
    }));
  }
  print("reload_pause", "us", of_runs(busy),
        fmt::format(R"(,"of":"wall, longest of a reader","without_swap":{:.2f})",
                    of_runs(quiet).median));
  return 0;
}

std::string contents(const std::string& path) {
  std::stringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

int first(const std::string& directory) {
  std::ifstream input(directory + "/first");
  Request request;
  std::string context;
  for (std::string* part :
       {&request.principal.type, &request.principal.id, &request.action.type, &request.action.id,
        &request.resource.type, &request.resource.id, &context}) {
    std::getline(input, *part);
  }
  request.context = parse_context_json(context).value();
  const Entities entities = parse_entities_json(contents(directory + "/entities.json")).value();
  const Snapshot snapshot = snapshot_of(contents(directory + "/policies.cedar"),
                                        contents(directory + "/schema"), entities);
  fmt::print("{}\n", snapshot->authorize(request).allowed() ? '1' : '0');
  return 0;
}

double resident_mb() {
  std::ifstream status("/proc/self/statm");
  double pages = 0;
  status >> pages >> pages;
  return pages * 4096 / 1e6;
}

int scale(int entities) {
  bench::Case made = bench::office_case(entities, 20, 20'000);
  name_of_case = made.name;
  const double before = resident_mb();
  const double start = thread_nanos();
  const Snapshot snapshot = snapshot_of(made.policies, made.schema, made.entities);
  print("fold", "s", {(thread_nanos() - start) / 1e9});
  print("snapshot_memory", "MB", {resident_mb() - before},
        fmt::format(R"(,"entities":{},"with_source_mb":{:.0f})", entities, resident_mb()));
  made.entities = {};
  const Asked asked = asked_of(*snapshot, made.requests);
  const auto count = static_cast<double>(made.requests.size());
  const Names names(*snapshot, made.requests);
  print("names", "ns", measure(count, [&] {
          for (size_t i = 0; i < made.requests.size(); ++i) {
            counted += snapshot
                           ->authorize(names.principals[i], asked.numbers[i].action,
                                       names.resources[i], asked.numbers[i].context)
                           .allowed();
          }
        }));
  print("numbers", "ns", measure(count, [&] {
          for (const Numbers& one : asked.numbers) {
            counted += snapshot->authorize_ids(one).allowed();
          }
        }));
  return 0;
}

int decide_all(const std::string& directory, const std::string& only) {
  std::vector<std::function<bench::Case()>> cases;
  for (const int policies : {20, 100, 1'000, 10'000}) {
    // The peers walk every policy.
    const int requests = policies == 20 ? 20'000 : policies < 10'000 ? 2'000 : 300;
    cases.emplace_back([=] { return bench::office_case(10'000, policies, requests); });
  }
  for (const int size : {5, 50}) {
    cases.emplace_back([=] { return bench::drive_case(size, size); });
    cases.emplace_back([=] { return bench::code_case(size, size); });
    cases.emplace_back([=] { return bench::todo_case(size, size); });
  }
  cases.emplace_back([] { return bench::barrier_case(SEKISHO_ROOT "/policies", 20'000); });
  for (size_t i = 0; i < cases.size(); ++i) {
    const bench::Case made = cases[i]();
    if (made.name.find(only) == std::string::npos) continue;
    decide(made, fmt::format("{}/{:02}", directory, i));
  }
  return counted == 0 ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 2 ? argv[1] : "";
  if (what == "decide") return decide_all(argv[2], argc > 3 ? argv[3] : "");
  if (what == "reload") return reload(std::stoi(argv[2]));
  if (what == "first") return first(argv[2]);
  if (what == "scale") return scale(std::stoi(argv[2]));
  fmt::print(stderr, "usage: cedar_parts decide|reload|first|scale WHAT [CASE]\n");
  return 2;
}
