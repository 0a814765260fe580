#include <fmt/format.h>

#include <random>
#include <utility>

#include "cedar_cases.h"

namespace sekisho::bench {
namespace {

using namespace cedar;
using Uids = std::vector<EntityUid>;

// Two things are connected about as often as in the paper.
constexpr double kConnected = 0.05;

class Chance {
 public:
  explicit Chance(int seed) : random_(static_cast<unsigned>(seed)) {}
  bool connects() { return std::bernoulli_distribution(kConnected)(random_); }
  int below(int end) { return std::uniform_int_distribution(0, end - 1)(random_); }
  template <class T>
  const T& of(const std::vector<T>& all) {
    return all[static_cast<size_t>(below(static_cast<int>(all.size())))];
  }
  // Each of them with the chance of a connection.
  Uids some(const char* type, int size) {
    Uids out;
    for (int i = 0; i < size; ++i) {
      if (connects()) out.push_back({type, fmt::format("{} {}", type, i)});
    }
    return out;
  }

 private:
  std::mt19937 random_;
};

EntityUid uid(const char* type, int number) {
  return {type, fmt::format("{} {}", type, number)};
}

Value set_of(const Uids& uids) {
  std::vector<Value> values;
  for (const EntityUid& one : uids) values.push_back(Value::entity(one));
  return Value::set(std::move(values));
}

void append(Uids& to, const Uids& more) {
  to.insert(to.end(), more.begin(), more.end());
}

constexpr const char* kDrivePolicies = R"(
permit (principal, action in [Action::"read", Action::"write", Action::"share", Action::"give"],
        resource is File)
when { principal.files.contains(resource) };
permit (principal, action in [Action::"read", Action::"write", Action::"share"], resource is File)
when { resource in principal.folders };
permit (principal, action == Action::"read", resource is File) when { resource in principal.sees };
permit (principal, action == Action::"read", resource is File) when { resource.open };
permit (principal, action == Action::"create", resource == Drive::"drive");
)";

// A role is a group that a repository or an organisation names.
constexpr const char* kCodePolicies = R"(
permit (principal, action in [Action::"pull", Action::"fork"], resource is Repository)
when { principal in resource.readers };
permit (principal, action == Action::"label", resource is Repository)
when { principal in resource.triagers };
permit (principal, action == Action::"push", resource is Repository)
when { principal in resource.writers };
permit (principal, action == Action::"close", resource is Repository)
when { principal in resource.maintainers };
permit (principal, action in [Action::"invite", Action::"rename", Action::"archive"],
        resource is Repository)
when { principal in resource.admins };
permit (principal, action in [Action::"pull", Action::"fork"], resource is Repository)
when { principal in resource.owner.readers };
permit (principal, action == Action::"push", resource is Repository)
when { principal in resource.owner.writers };
permit (principal, action in [Action::"close", Action::"invite", Action::"rename"],
        resource is Repository)
when { principal in resource.owner.admins };
)";

constexpr const char* kTodoPolicies = R"(
permit (principal, action in [Action::"add list", Action::"show lists"], resource == App::"todo");
permit (principal, action, resource is List) when { resource.owner == principal };
permit (principal, action == Action::"show list", resource is List)
when { principal in resource.readers || principal in resource.editors };
permit (principal, action in [Action::"edit list", Action::"add task", Action::"edit task"],
        resource is List)
when { principal in resource.editors };
)";

}  // namespace

Case drive_case(int size, int seed) {
  Case out{.name = fmt::format("gdrive {}", size), .policies = kDrivePolicies};
  Chance chance(seed);
  for (int i = 0; i < size; ++i) {
    const EntityUid own_view = uid("UserView", i);
    Uids views;
    for (int group = 0; group < size; ++group) {
      if (chance.connects()) views.push_back(uid("GroupView", group));
    }
    out.entities.put(
        {uid("User", i), Value::record({{"files", set_of(chance.some("File", size))},
                                        {"folders", set_of(chance.some("Folder", size))},
                                        {"sees", Value::entity(own_view)}})});
    out.entities.put({own_view});
    // Whatever a group may see, its members may: the group's view lies in each member's.
    for (const EntityUid& view : views) {
      const Entity* known = out.entities.find(view);
      Entity changed = known != nullptr ? *known : Entity{view};
      changed.parents.push_back(own_view);
      out.entities.put(std::move(changed));
    }
  }
  const auto seen_by = [&] {
    Uids parents = chance.some("UserView", size);
    append(parents, chance.some("GroupView", size));
    return parents;
  };
  for (int i = 0; i < size; ++i) {
    Uids parents = chance.some("Folder", i);  // only in earlier ones, so that no circle closes
    append(parents, seen_by());
    out.entities.put({uid("Folder", i), {}, {}, std::move(parents)});
    parents = chance.some("Folder", size);
    append(parents, seen_by());
    out.entities.put({uid("File", i),
                      Value::record({{"open", Value::boolean(chance.below(2) == 0)}}),
                      {},
                      std::move(parents)});
  }
  const std::vector<std::string> actions = {"read", "write", "share", "give"};
  for (int i = 0; i < kPaperRequests; ++i) {
    out.requests.push_back({uid("User", chance.below(size)),
                            {"Action", chance.of(actions)},
                            uid("File", chance.below(size))});
  }
  return out;
}

Case code_case(int size, int seed) {
  Case out{.name = fmt::format("github {}", size), .policies = kCodePolicies};
  Chance chance(seed);
  const std::vector<std::string> roles = {"readers", "triagers", "writers", "maintainers",
                                          "admins"};
  const std::vector<std::string> wide_roles = {"readers", "writers", "admins"};
  const auto role_in = [](const char* type, int number, const std::string& role) {
    return EntityUid{"Role", fmt::format("{} {} {}", type, number, role)};
  };
  const auto some_roles = [&](const char* type, const std::vector<std::string>& of) {
    Uids out_roles;
    for (int i = 0; i < size; ++i) {
      if (chance.connects()) out_roles.push_back(role_in(type, i, chance.of(of)));
    }
    return out_roles;
  };
  for (int i = 0; i < size; ++i) {
    Value::Fields fields;
    for (const std::string& role : wide_roles) {
      fields.emplace_back(role, Value::entity(role_in("Organisation", i, role)));
      out.entities.put({role_in("Organisation", i, role)});
    }
    out.entities.put({uid("Organisation", i), Value::record(std::move(fields))});
    fields = {{"owner", Value::entity(uid("Organisation", chance.below(size)))}};
    for (const std::string& role : roles) {
      fields.emplace_back(role, Value::entity(role_in("Repository", i, role)));
      out.entities.put({role_in("Repository", i, role)});
    }
    out.entities.put({uid("Repository", i), Value::record(std::move(fields))});
    Uids parents = chance.some("Team", i);
    append(parents, some_roles("Repository", roles));
    out.entities.put({uid("Team", i), {}, {}, std::move(parents)});
    parents = chance.some("Team", size);
    append(parents, some_roles("Repository", roles));
    append(parents, some_roles("Organisation", wide_roles));
    out.entities.put({uid("User", i), {}, {}, std::move(parents)});
  }
  const std::vector<std::string> actions = {"pull",  "fork",   "label",  "push",
                                            "close", "invite", "rename", "archive"};
  for (int i = 0; i < kPaperRequests; ++i) {
    out.requests.push_back({uid("User", chance.below(size)),
                            {"Action", chance.of(actions)},
                            uid("Repository", chance.below(size))});
  }
  return out;
}

Case todo_case(int size, int seed) {
  Case out{.name = fmt::format("tinytodo {}", size), .policies = kTodoPolicies};
  Chance chance(seed);
  out.entities.put({{"App", "todo"}});
  for (int i = 0; i < size; ++i) {
    const EntityUid readers = uid("Readers", i);
    const EntityUid editors = uid("Editors", i);
    out.entities.put({readers});
    out.entities.put({editors});
    out.entities.put({uid("List", i),
                      Value::record({{"owner", Value::entity(uid("User", chance.below(size)))},
                                     {"readers", Value::entity(readers)},
                                     {"editors", Value::entity(editors)}}),
                      {},
                      {{"App", "todo"}}});
    Uids parents = chance.some("Team", i);
    append(parents, chance.some("Readers", size));
    append(parents, chance.some("Editors", size));
    out.entities.put({uid("Team", i), {}, {}, parents});
    append(parents, chance.some("Team", size));
    out.entities.put({uid("User", i), {}, {}, std::move(parents)});
  }
  const std::vector<std::string> actions = {"show list", "edit list", "add task", "edit task",
                                            "delete list"};
  for (const std::string& action : actions) out.entities.put({{"Action", action}});
  for (int i = 0; i < kPaperRequests; ++i) {
    out.requests.push_back({uid("User", chance.below(size)),
                            {"Action", chance.of(actions)},
                            uid("List", chance.below(size))});
  }
  return out;
}

}  // namespace sekisho::bench
