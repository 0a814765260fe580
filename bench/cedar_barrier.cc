#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <utility>

#include "cedar_cases.h"

namespace sekisho::bench {
namespace {

using namespace cedar;

constexpr int kPeople = 3'000;
constexpr int kRecords = 10'000;
constexpr int kSystems = 4;
constexpr int kContractors = 8;
constexpr int kSharedAccounts = 100;

EntityUid uid(const char* type, int number) {
  return {type, fmt::format("{}-{:06d}", type, number)};
}
EntityUid company(int number) {
  return uid("LegalEntity", number);
}
// Company 0 is the T&D company, the next ones are contractors, the last one has nothing to do here.
constexpr int kStranger = kContractors + 1;

Value entities_of(const std::vector<EntityUid>& uids) {
  std::vector<Value> values;
  for (const EntityUid& one : uids) values.push_back(Value::entity(one));
  return Value::set(std::move(values));
}

std::string contents(const std::filesystem::path& path) {
  std::stringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

// Person, account and terminal of one number belong together.
class Utility {
 public:
  explicit Utility(Entities& out) : out_(out) {
    for (int i = 0; i <= kStranger; ++i) {
      const char* kind = i == 0 ? "tdso" : i == kStranger ? "retailer" : "contractor";
      out_.put({company(i), Value::record({{"kind", Value::string(kind)}})});
    }
    for (int i = 0; i < kSystems; ++i) {
      out_.put({uid("System", i), Value::record({{"operator", Value::entity(company(0))},
                                                 {"separation", Value::string("logical")}})});
    }
    for (int i = 0; i < kPeople; ++i) add_person(i);
    for (int i = 0; i < kRecords; ++i) {
      out_.put({uid("Record", i),
                Value::record({{"system", Value::entity(system_of(i))},
                               {"kind", Value::string("supply_point")},
                               {"supplier", Value::entity(company(kStranger))}}),
                {},
                {system_of(i)}});
    }
    for (int i = 0; i < kSharedAccounts; ++i) {
      std::vector<EntityUid> users;
      for (int n = 0; n < 5; ++n) users.push_back(uid("Person", below(kPeople)));
      add_account(kPeople + i, "shared", users, nullptr, false);
    }
  }

  Request request() {
    const int number = below(100);
    const int person = below(kPeople);
    // Of a hundred looks three are with a shared account and two at somebody else's terminal.
    const int account = number < 3 ? kPeople + below(kSharedAccounts) : person;
    const int terminal = number == 3 || number == 4 ? below(kPeople) : person;
    const int record = below(kRecords / kSystems) * kSystems + account % kSystems;
    std::vector<EntityUid> contractors;
    if (employers_[static_cast<size_t>(person)] != 0 &&
        employers_[static_cast<size_t>(person)] != kStranger) {
      contractors.push_back(company(employers_[static_cast<size_t>(person)]));
    }
    std::vector<EntityUid> mandated = contractors;
    mandated.push_back(company(0));
    return {uid("Person", person),
            {"Action", below(5) == 0 ? "search" : "view"},
            uid("Record", record),
            Value::record({{"account", Value::entity(uid("Account", account))},
                           {"terminal", Value::entity(uid("Terminal", terminal))},
                           {"contractors", entities_of(contractors)},
                           {"formerContractors", entities_of({})},
                           {"mandated", entities_of(mandated)}})};
  }

 private:
  static EntityUid system_of(int number) { return uid("System", number % kSystems); }
  int below(int end) { return std::uniform_int_distribution(0, end - 1)(random_); }

  void add_person(int i) {
    const int lot = below(100);
    const int employer = lot < 80 ? 0 : lot < 97 ? 1 + below(kContractors) : kStranger;
    employers_.push_back(employer);
    // Some of those from elsewhere help in a disaster.
    const bool helps = employer == kStranger && below(2) == 0;
    std::vector<Value> grants;
    if (helps) {
      grants.push_back(Value::record({{"account", Value::entity(uid("Account", i))},
                                      {"terminal", Value::entity(uid("Terminal", i))}}));
    }
    const EntityUid person = uid("Person", i);
    out_.put({person, Value::record({{"employers", entities_of({company(employer)})},
                                     {"formerEmployers", entities_of({})},
                                     {"grants", Value::set(std::move(grants))}})});
    add_account(i, "personal", {}, &person, helps);
    Value::Fields fields{{"registered", Value::boolean(below(100) != 0)},
                         {"everBorrowers", entities_of({})},
                         {"custodian", Value::entity(person)},
                         {"zone", Value::string("office")},
                         {"owner", Value::entity(company(employer))}};
    if (below(20) == 0) fields.emplace_back("borrower", Value::entity(company(1)));
    out_.put({uid("Terminal", i), Value::record(std::move(fields))});
  }

  void add_account(int i, const char* kind, const std::vector<EntityUid>& users,
                   const EntityUid* holder, bool lent) {
    std::vector<Value> roles;
    if (below(50) != 0) roles.push_back(Value::string("inquiry"));
    Value::Fields fields{
        {"system", Value::entity(system_of(i))},      {"kind", Value::string(kind)},
        {"inForce", Value::boolean(below(100) != 0)}, {"users", entities_of(users)},
        {"roles", Value::set(std::move(roles))},      {"formerlyEntitled", Value::boolean(false)},
        {"lentForDisasters", Value::boolean(lent)}};
    if (holder != nullptr) fields.emplace_back("holder", Value::entity(*holder));
    out_.put({uid("Account", i), Value::record(std::move(fields))});
  }

  Entities& out_;
  std::mt19937 random_{1};
  std::vector<int> employers_;
};

}  // namespace

Case barrier_case(const std::string& policies, int requests) {
  Case out;
  out.name = "default barrier";
  out.schema = contents(policies + "/barrier.cedarschema");
  std::vector<std::filesystem::path> files;
  for (const auto& file : std::filesystem::directory_iterator(policies + "/barrier")) {
    if (file.path().extension() == ".cedar") files.push_back(file.path());
  }
  std::ranges::sort(files);
  for (const auto& file : files) out.policies += contents(file);
  Utility utility(out.entities);
  out.entities.put({{"Action", "use"}});
  for (const char* action : {"view", "search"}) {
    out.entities.put({{"Action", action}, {}, {}, {{"Action", "use"}}});
  }
  for (int i = 0; i < requests; ++i) out.requests.push_back(utility.request());
  return out;
}

}  // namespace sekisho::bench
