#include "cedar_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

namespace sekisho::bench {
namespace {

using namespace cedar;

constexpr int kTeams = 500;  // and as many folders
constexpr int kDepartments = 10;

constexpr const char* kOfficeSchema = R"(
entity Company; entity Department in [Company]; entity Team in [Department]; entity Folder;
entity User in [Team] { level: Long };
entity Document in [Folder] { level: Long, owner: User, locked: Bool };
action read, write appliesTo { principal: User, resource: Document, context: { night: Bool } };
)";

EntityUid uid(const char* type, int number) {
  return {type, fmt::format("{}-{:06d}", type, number)};
}

std::string office_policies(int count) {
  std::string text = R"(
permit (principal is User, action, resource is Document) when { resource.owner == principal };
forbid (principal, action == Action::"write", resource is Document) when { resource.locked };
)";
  for (int i = 2; i < count; ++i) {
    const bool team = i % 10 < 7;
    const EntityUid group = team ? uid("Team", i % kTeams) : uid("Department", i % kDepartments);
    text += fmt::format(
        "permit (principal in {}, action in [Action::\"read\", Action::\"write\"], resource in "
        "{})\n"
        "when {{ resource.level <= principal.level }}\n"
        "unless {{ context.night && resource.level > 2 }};\n",
        to_string(group), to_string(uid("Folder", i % kTeams)));
  }
  return text;
}

std::string json_of(const EntityUid& entity) {
  return fmt::format(R"({{"type":"{}","id":"{}"}})", entity.type, entity.id);
}

// Of what the cases consist of; no text of theirs needs escaping.
std::string json_of(const Value& value) {
  std::string out;
  const auto separate = [&] {
    if (out.size() > 1) out += ',';
  };
  switch (value.kind()) {
    case ValueKind::kBool:
      return value.as_bool() ? "true" : "false";
    case ValueKind::kLong:
      return std::to_string(value.as_long());
    case ValueKind::kString:
      return '"' + value.as_string() + '"';
    case ValueKind::kEntity:
      return R"({"__entity":)" + json_of(value.as_entity()) + '}';
    case ValueKind::kSet:
      out = "[";
      for (const Value& element : value.elements()) {
        separate();
        out += json_of(element);
      }
      return out + ']';
    default:
      out = "{";
      for (const auto& [name, field] : value.fields()) {
        separate();
        out += '"' + name + "\":" + json_of(field);
      }
      return out + '}';
  }
}

}  // namespace

Case office_case(int entities, int policies, int requests) {
  Case out;
  out.name = fmt::format("office {} policies, {} entities", policies, entities);
  out.schema = kOfficeSchema;
  out.policies = office_policies(policies);
  const int left = entities - 1 - kDepartments - 2 * kTeams;
  const int users = left * 5 / 9;
  const int documents = left - users;
  std::mt19937 random(1);
  const auto below = [&](int end) {
    return static_cast<int>(random() % static_cast<unsigned>(end));
  };
  out.entities.put({uid("Company", 0)});
  for (int i = 0; i < kDepartments; ++i) {
    out.entities.put({uid("Department", i), {}, {}, {uid("Company", 0)}});
  }
  for (int i = 0; i < kTeams; ++i) {
    out.entities.put({uid("Team", i), {}, {}, {uid("Department", i % kDepartments)}});
    out.entities.put({uid("Folder", i)});
  }
  for (int i = 0; i < users; ++i) {
    out.entities.put({uid("User", i),
                      Value::record({{"level", Value::integer(below(5))}}),
                      {},
                      {uid("Team", i % kTeams)}});
  }
  for (int i = 0; i < documents; ++i) {
    out.entities.put({uid("Document", i),
                      Value::record({{"level", Value::integer(below(5))},
                                     {"owner", Value::entity(uid("User", below(users)))},
                                     {"locked", Value::boolean(below(8) == 0)}}),
                      {},
                      {uid("Folder", i % kTeams)}});
  }
  const Value day = Value::record({{"night", Value::boolean(false)}});
  for (int i = 0; i < requests; ++i) {
    const int team = below(std::min(policies, kTeams));
    const int user = team + below(users / kTeams) * kTeams;
    const int near = team + below(documents / kTeams) * kTeams;
    const int document = i % 3 == 0 ? below(documents) : near;
    out.requests.push_back({uid("User", user),
                            {"Action", below(4) == 0 ? "write" : "read"},
                            uid("Document", document),
                            day});
  }
  return out;
}

void write_case(const Case& made, const std::string& directory) {
  std::filesystem::create_directories(directory);
  const auto open = [&](const char* name) { return std::ofstream(directory + '/' + name); };
  open("policies.cedar") << made.policies;
  if (!made.schema.empty()) open("schema") << made.schema;
  std::ofstream entities = open("entities.json");
  const char* separator = "[\n";
  for (const auto& [name, entity] : made.entities.all()) {
    entities << separator << R"({"uid":)" << json_of(name) << R"(,"attrs":)"
             << json_of(entity.attributes) << R"(,"parents":[)";
    for (size_t i = 0; i < entity.parents.size(); ++i) {
      entities << (i == 0 ? "" : ",") << json_of(entity.parents[i]);
    }
    entities << "]}";
    separator = ",\n";
  }
  entities << "]\n";
  std::ofstream requests = open("requests.json");
  separator = "[\n";
  for (const Request& request : made.requests) {
    requests << separator << R"({"principal":)" << json_of(request.principal) << R"(,"action":)"
             << json_of(request.action) << R"(,"resource":)" << json_of(request.resource)
             << R"(,"context":)" << json_of(request.context) << '}';
    separator = ",\n";
  }
  requests << "]\n";
  const Request& request = made.requests.front();
  std::ofstream first = open("first");
  for (const EntityUid* part : {&request.principal, &request.action, &request.resource}) {
    first << part->type << '\n' << part->id << '\n';
  }
  first << json_of(request.context) << '\n';
}

}  // namespace sekisho::bench
