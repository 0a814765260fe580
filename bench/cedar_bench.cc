// Decides 20,000 requests over 10,000 entities in four levels (company, department, team, user;
// and folders with documents), with 20 and with 1,000 policies: by two names, by numbers, in bulk,
// and by the interpreter. Then how long it takes to parse 1,000 policies and take them into use.
// One line of JSON for each figure, in CPU time.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "cedar/authorizer.h"
#include "cedar/decision_snapshot.h"
#include "cedar/parser.h"

namespace {

using namespace sekisho::cedar;

constexpr int kUsers = 5'000;
constexpr int kDocuments = 3'989;
constexpr int kTeams = 500;  // and as many folders
constexpr int kDepartments = 10;
constexpr int kRequests = 20'000;
constexpr int kRuns = 15;

EntityUid uid(const char* type, int number) {
  return {type, fmt::format("{}-{:06d}", type, number)};
}

Entities make_entities() {
  Entities out;
  std::mt19937 random(1);
  const auto level = [&] { return Value::integer(static_cast<int64_t>(random() % 5)); };
  const auto user = [&] { return uid("User", static_cast<int>(random() % kUsers)); };
  out.put({uid("Company", 0)});
  for (int i = 0; i < kDepartments; ++i)
    out.put({uid("Department", i), {}, {}, {uid("Company", 0)}});
  for (int i = 0; i < kTeams; ++i) {
    out.put({uid("Team", i), {}, {}, {uid("Department", i % kDepartments)}});
    out.put({uid("Folder", i), {}, {}, {}});
  }
  for (int i = 0; i < kUsers; ++i) {
    out.put({uid("User", i), Value::record({{"level", level()}}), {}, {uid("Team", i % kTeams)}});
  }
  for (int i = 0; i < kDocuments; ++i) {
    out.put({uid("Document", i),
             Value::record({{"level", level()},
                            {"owner", Value::entity(user())},
                            {"locked", Value::boolean(random() % 8 == 0)}}),
             {},
             {uid("Folder", i % kTeams)}});
  }
  return out;
}

// Of every ten policies six let a team into a folder, three a department into one, and one is about
// everybody up to the tenth.
std::string make_policies(int count) {
  std::string text = R"(
    permit (principal is User, action, resource is Document) when { resource.owner == principal };
    forbid (principal, action == Action::"write", resource is Document) when { resource.locked };
  )";
  for (int i = 2; i < count; ++i) {
    const bool team = i % 10 < 7;
    text += fmt::format(
        "permit (principal in {}, action in [Action::\"read\", Action::\"write\"], resource in {}) "
        "when {{ resource.level <= principal.level }} unless {{ context.night && resource.level > "
        "2 }};\n",
        to_string(team ? uid("Team", i % kTeams) : uid("Department", i % kDepartments)),
        to_string(uid("Folder", i % kTeams)));
  }
  return text;
}

double cpu_nanos() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto nanos = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) * 1e9 + static_cast<double>(t.tv_usec) * 1e3;
  };
  return nanos(usage.ru_utime) + nanos(usage.ru_stime);
}

struct Figure {
  double median;
  double spread;
};

// CPU nanoseconds of one of `count` things that `work` does, over several runs.
template <class Work>
Figure measure(double count, int repeats, const Work& work) {
  std::vector<double> runs;
  for (int i = 0; i < kRuns; ++i) {
    const double began = cpu_nanos();
    for (int n = 0; n < repeats; ++n) work();
    runs.push_back((cpu_nanos() - began) / count / repeats);
  }
  std::ranges::sort(runs);
  return {runs[kRuns / 2], runs[kRuns * 3 / 4] - runs[kRuns / 4]};
}

void print(const std::string& metric, const char* unit, const Figure& figure) {
  fmt::print("{{\"metric\":\"cedar.{}\",\"unit\":\"{}\",\"median\":{:.3f},\"spread\":{:.3f}}}\n",
             metric, unit, figure.median, figure.spread);
}

struct Asked {
  std::vector<Request> requests;
  std::vector<DecisionSnapshot::Numbers> numbers;
};

// By users of teams that policies are about; two thirds ask for a document in the folder of their
// team's number, where such a policy may let them.
Asked make_requests(const DecisionSnapshot& snapshot, int policies, const PlainContext& context) {
  Asked out;
  std::mt19937 random(2);
  const Value day = Value::record({{"night", Value::boolean(false)}});
  for (int i = 0; i < kRequests; ++i) {
    const int team = static_cast<int>(random() % 1'000'000) % std::min(policies, kTeams);
    const int user = team + static_cast<int>(random() % 10) * kTeams;
    const int near = team + static_cast<int>(random() % 7) * kTeams;
    const int document = i % 3 == 0 ? static_cast<int>(random() % kDocuments) : near;
    const EntityUid action = {"Action", random() % 4 == 0 ? "write" : "read"};
    out.requests.push_back({uid("User", user), action, uid("Document", document), day});
    const Request& made = out.requests.back();
    out.numbers.push_back({*snapshot.find(made.principal), *snapshot.find(action),
                           *snapshot.find(made.resource), &context});
  }
  return out;
}

int bench_decisions(const Entities& entities, int policies) {
  const PolicySet set = parse_policies(make_policies(policies)).value();
  const auto snapshot = DecisionSnapshot::make(
      CompiledPolicies::compile(ValidatedPolicies::without_schema(set)), entities);
  auto context = snapshot->plain_context().value();
  context.set_bool(snapshot->context_slot("night").value(), false);
  const Asked asked = make_requests(*snapshot, policies, context);
  const TypeNumber user = *snapshot->type("User");
  const TypeNumber document = *snapshot->type("Document");

  // The outcomes are counted, so that they are needed, and compared between the ways.
  uint64_t by_name = 0;
  uint64_t by_number = 0;
  uint64_t in_bulk = 0;
  uint64_t differences = 0;
  const std::string suffix = fmt::format("_{}_policies", policies);
  print("names" + suffix, "ns", measure(kRequests, 10, [&] {
          for (int i = 0; i < kRequests; ++i) {
            const Request& request = asked.requests[i];
            by_name += snapshot
                           ->authorize({user, request.principal.id}, asked.numbers[i].action,
                                       {document, request.resource.id}, &context)
                           .allowed();
          }
        }));
  print("numbers" + suffix, "ns", measure(kRequests, 10, [&] {
          for (const auto& numbers : asked.numbers) {
            by_number += snapshot->authorize_ids(numbers).allowed();
          }
        }));
  std::vector<OutcomeId> outcomes(kRequests);
  const Figure bulk = measure(kRequests, 10, [&] {
    snapshot->authorize_bulk(asked.numbers, outcomes);
    for (const OutcomeId id : outcomes) in_bulk += id.allowed();
  });
  print("bulk" + suffix, "M decisions/CPU-s", {1e3 / bulk.median, 0});
  print("interpreter" + suffix, "ns", measure(200, 1, [&] {
          for (int i = 0; i < 200; ++i) {
            const Decision decision = is_authorized(set, asked.requests[i], entities).decision;
            differences += decision != outcomes[i].decision() ? 1 : 0;
          }
        }));
  return by_name == by_number && by_number == in_bulk && by_name != 0 && differences == 0 ? 0 : 1;
}

void bench_reload(const Entities& entities) {
  const std::string policies = make_policies(1'000);
  print("reload_1000_policies", "ms", [&] {
    const Figure nanos = measure(1, 1, [&] {
      (void)DecisionSnapshot::make(CompiledPolicies::compile(ValidatedPolicies::without_schema(
                                       parse_policies(policies).value())),
                                   entities);
    });
    return Figure{nanos.median / 1e6, nanos.spread / 1e6};
  }());
}

}  // namespace

int main() {
  const Entities entities = make_entities();
  const int failed = bench_decisions(entities, 20) + bench_decisions(entities, 1'000);
  bench_reload(entities);
  return failed;
}
