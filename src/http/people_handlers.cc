#include <algorithm>

#include "http/handlers.h"
#include "http/identity_json.h"
#include "office/scope.h"
#include "service/asked.h"
#include "service/identity/admission.h"
#include "text/json_writer.h"

// Users, their roles, their recovery; and looks at personal data in plain.
namespace sekisho::http {
namespace {

using identity::UserId;
using service::Member;
using text::JsonValue;
using text::JsonWriter;

std::string_view name_of(identity::UserState state) {
  switch (state) {
    case identity::UserState::kInvited:
      return "invited";
    case identity::UserState::kActive:
      return "active";
    case identity::UserState::kDisabled:
      return "disabled";
  }
  return "";
}

std::string tag_of(const Member& member) {
  return "\"" + std::to_string(member.revision) + "\"";
}

void write_list(JsonWriter& json, std::string_view name, const std::vector<std::string>& words) {
  json.key(name).begin_array();
  for (const std::string& word : words) json.value(word);
  json.end_array();
}

void write_user(JsonWriter& json, const identity::User& user, const Member& member) {
  json.begin_object()
      .member("user", user.id.value)
      .member("login_name", user.login_name)
      .member("state", name_of(user.state))
      .member("employer", member.employer);
  write_list(json, "roles", member.roles);
  write_list(json, "administers", member.administers);
  json.member("approves", member.approves);
  write_list(json, "deputies", member.deputies);
  if (member.assignment_ends) json.member("assignment_ends", time_text(*member.assignment_ends));
  if (user.last_login != kBeginning) json.member("last_login", time_text(user.last_login));
  json.end_object();
}

struct Known {
  identity::User user;
  Member member;
};

// The user that the path names.
std::expected<Known, Fault> user_in(const Call& call) {
  const UserId id{call.arguments.text("user")};
  const auto user = call.services.people->storage.user(id);
  if (!user) return std::unexpected(fault_of(user.error()));
  if (!*user) return refuse(Problem::kNotFound);
  const auto member = call.services.people->members.find(id);
  if (!member) return std::unexpected(fault_of(member.error()));
  return Known{**user, member->value_or(Member{.user = id})};
}

Answer user_response(const Call& call, const UserId& id) {
  const auto user = call.services.people->storage.user(id);
  if (!user) return std::unexpected(fault_of(user.error()));
  const auto member = call.services.people->members.find(id);
  if (!member) return std::unexpected(fault_of(member.error()));
  if (!*user) return refuse(Problem::kNotFound);
  const Member known = member->value_or(Member{.user = id});
  std::string out;
  JsonWriter json(out);
  write_user(json, **user, known);
  Response response = json_response(std::move(out));
  response.etag = tag_of(known);
  return response;
}

// Nobody manages their own account.
std::expected<Demands, Fault> may_manage(const Call& call, const UserId& whose) {
  return call.may(office::Action::kManage, {.kind = office::ThingKind::kAccount,
                                            .id = whose.value,
                                            .system = std::string(service::kOwnSystem),
                                            .about = {whose.value}});
}

std::vector<std::string> list_in(const Call& call, std::string_view name,
                                 std::vector<std::string> usual = {}) {
  const JsonValue* const list = call.body.find(name);
  if (list == nullptr) return usual;
  std::vector<std::string> out;
  for (const JsonValue& one : list->items()) out.emplace_back(one.as_string().value_or(""));
  return out;
}

bool flag_in(const Call& call, std::string_view name, bool usual) {
  const JsonValue* const flag = call.body.find(name);
  return flag == nullptr ? usual : flag->as_bool().value_or(usual);
}

Result<std::optional<Instant>> time_in(const Call& call, std::string_view name,
                                       std::optional<Instant> usual) {
  if (call.body.find(name) == nullptr) return usual;
  const Result<Instant> at = service::asked_instant(call.text(name));
  if (!at) return std::unexpected(at.error());
  return *at;
}

std::string text_in(const Call& call, std::string_view name, const std::string& usual) {
  return call.body.find(name) == nullptr ? usual : call.text(name);
}

}  // namespace

Answer list_users(const Call& call) {
  const auto users = call.services.people->storage.users();
  if (!users) return std::unexpected(fault_of(users.error()));
  const auto members = call.services.people->members.all();
  if (!members) return std::unexpected(fault_of(members.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const identity::User& user : *users) {
    const auto member = std::ranges::find(*members, user.id, &Member::user);
    write_user(json, user, member == members->end() ? Member{.user = user.id} : *member);
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

Answer get_user(const Call& call) {
  return user_response(call, {call.arguments.text("user")});
}

Answer add_user(const Call& call) {
  service::People& people = *call.services.people;
  const UserId user = people.user_of(call.text("person"));
  if (auto may = may_manage(call, user); !may) return std::unexpected(may.error());
  const auto ends = time_in(call, "assignment_ends", std::nullopt);
  if (!ends) return std::unexpected(fault_of(ends.error()));
  const service::Admission admission{.login_name = call.text("login_name"),
                                     .person = call.text("person"),
                                     .employer = text_in(call, "employer", "operator"),
                                     .roles = list_in(call, "roles"),
                                     .administers = list_in(call, "administers"),
                                     .approves = flag_in(call, "approves", false),
                                     .assignment_ends = *ends,
                                     .by = {call.caller},
                                     .number = call.text("number")};
  const auto code = service::invite(people, admission, call.now);
  if (!code) return std::unexpected(conflict_of(code.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("user", user.value)
      .member("code", code->code)
      .member("ends", time_text(code->ends))
      .end_object();
  Response response = json_response(std::move(out), 201);
  response.headers.push_back({"Location", "/api/v1/users/" + user.value});
  return response;
}

Answer change_user(const Call& call) {
  service::People& people = *call.services.people;
  auto known = user_in(call);
  if (!known) return std::unexpected(std::move(known.error()));
  if (auto may = may_manage(call, known->user.id); !may) return std::unexpected(may.error());
  const std::string* const seen = call.request.header("if-match");
  if (seen != nullptr && !names_tag(*seen, tag_of(known->member))) {
    return refuse(Problem::kChangedMeanwhile);
  }
  const identity::Administration::Decision decision{{call.caller}, call.text("number")};
  Member member = known->member;
  member.roles = list_in(call, "roles", member.roles);
  member.administers = list_in(call, "administers", member.administers);
  member.deputies = list_in(call, "deputies", member.deputies);
  member.employer = text_in(call, "employer", member.employer);
  member.approves = flag_in(call, "approves", member.approves);
  const auto ends = time_in(call, "assignment_ends", member.assignment_ends);
  if (!ends) return std::unexpected(fault_of(ends.error()));
  member.assignment_ends = *ends;
  if (call.body.size() > (call.text("state").empty() ? 1U : 2U)) {
    if (auto put = people.members.put(member, decision, call.now); !put) {
      return std::unexpected(conflict_of(put.error()));
    }
  }
  if (call.text("state") == "disabled") {
    const auto disabled = people.administration.disable(decision, known->user.id, call.now);
    if (!disabled) return std::unexpected(conflict_of(disabled.error()));
  }
  return user_response(call, known->user.id);
}

Answer recover_user(const Call& call) {
  const auto known = user_in(call);
  if (!known) return std::unexpected(known.error());
  if (auto may = may_manage(call, known->user.id); !may) return std::unexpected(may.error());
  const auto recovery = call.services.people->administration.begin_recovery(
      {{call.caller}, call.text("number"), source_of(call)}, known->user.id, call.now);
  if (!recovery) return std::unexpected(conflict_of(recovery.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("recovery", recovery->value).end_object();
  return json_response(std::move(out), 201);
}

Answer approve_recovery(const Call& call) {
  const auto known = user_in(call);
  if (!known) return std::unexpected(known.error());
  if (auto may = may_manage(call, known->user.id); !may) return std::unexpected(may.error());
  service::People& people = *call.services.people;
  // The path and the body must mean the same person.
  const identity::ItemId id{call.text("recovery")};
  const auto recovery = people.storage.recovery(id);
  if (!recovery) return std::unexpected(fault_of(recovery.error()));
  if (!*recovery || (*recovery)->subject != known->user.id) return refuse(Problem::kNotFound);
  const auto code =
      people.administration.approve_recovery({call.caller}, id, call.now, source_of(call));
  if (!code) return std::unexpected(conflict_of(code.error()));
  return code_response(*code, 200);
}

Answer unmask(const Call& call) {
  const auto kind = office::thing_in_scope(call.text("thing"));
  if (!kind) return refuse(Problem::kInvalidRequest);
  Caller caller = *call.who;
  caller.office.purpose = call.text("purpose");
  const auto may = http::may(*call.services.office, caller, office::Action::kUnmask,
                             {.kind = *kind, .id = call.text("id")});
  if (!may) return std::unexpected(may.error());
  const auto begun = call.services.unmaskings->begin(
      *call.who->session,
      {std::string(office::name_of(*kind)), call.text("id"), caller.office.purpose}, call.now);
  if (!begun) return std::unexpected(fault_of(begun.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("unmasking", begun->id)
      .member("ends", time_text(begun->ends))
      .member("entry", begun->entry)
      .end_object();
  return json_response(std::move(out), 201);
}

}  // namespace sekisho::http
