#include <fmt/format.h>

#include <map>

#include "http/casework_calls.h"
#include "http/handlers.h"
#include "http/identity_json.h"
#include "text/json_writer.h"

// What people are told of their own account when they log in.
namespace sekisho::http {
namespace {

using text::JsonWriter;

// By which their owner knows whoever did it; empty: there is no such account.
Result<std::string> login_name_of(const Call& call, const identity::UserId& user) {
  const auto found = call.services.people->storage.user(user);
  if (!found) return std::unexpected(found.error());
  return *found ? (*found)->login_name : std::string();
}

std::string notice_json(const identity::Notice& notice, const std::string& login_name) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .member("notice", notice.id.value)
      .member("kind", identity::name_of(notice.kind))
      .member("time", time_text(notice.time));
  for (const auto& [name, value] : {std::pair{"factor", &notice.factor},
                                    {"name", &notice.name},
                                    {"by", &notice.by.value},
                                    {"by_login_name", &login_name},
                                    {"source", &notice.source}}) {
    if (!value->empty()) json.member(name, *value);
  }
  if (notice.acknowledged != kBeginning) {
    json.member("acknowledged", time_text(notice.acknowledged));
  }
  json.end_object();
  return out;
}

}  // namespace

Answer list_notices(const Call& call) {
  const identity::UserId& user = call.who->session->user;
  const auto notices = call.services.people->notices.of(user, call.now);
  if (!notices) return std::unexpected(fault_of(notices.error()));
  std::map<identity::UserId, std::string> names;
  std::vector<std::string> items;
  for (const identity::Notice& one : *notices) {
    auto known = names.find(one.by);
    if (known == names.end()) {
      Result<std::string> name = login_name_of(call, one.by);
      if (!name) return std::unexpected(fault_of(name.error()));
      known = names.emplace(one.by, std::move(*name)).first;
    }
    items.push_back(notice_json(one, known->second));
  }
  // The newest stands first: a page is of those that were there when its list began.
  return page_of(call, fmt::format("notices {} {}", user.value, items.size()), items);
}

Answer acknowledge_notice(const Call& call) {
  const auto done = call.services.people->notices.acknowledge(
      call.who->session->user, {call.arguments.text("notice")}, call.now);
  if (!done) return std::unexpected(fault_of(done.error()));
  if (!*done) return refuse(Problem::kNotFound);
  return Response{.status = 204, .content_type = {}};
}

Answer list_expiring(const Call& call) {
  const auto ending = call.services.people->notices.ending(call.who->session->user, call.now);
  if (!ending) return std::unexpected(fault_of(ending.error()));
  std::string out;
  JsonWriter json(out);
  json.begin_object().key("items").begin_array();
  for (const identity::Notices::Ending& one : *ending) {
    json.begin_object().member("kind", identity::name_of(one.kind));
    if (!one.id.value.empty()) json.member("id", one.id.value);
    if (!one.name.empty()) json.member("name", one.name);
    json.member("ends", time_text(one.ends)).end_object();
  }
  json.end_array().end_object();
  return json_response(std::move(out));
}

}  // namespace sekisho::http
