#include "office/question.h"

#include <fmt/format.h>

#include "office/limits.h"

namespace sekisho::office {
namespace {

using cedar::Entity;
using cedar::EntityUid;
using cedar::Value;

Value set_of(std::string_view type, const std::set<std::string>& ids) {
  Value::Elements elements;
  for (const std::string& id : ids) {
    elements.push_back(Value::entity({std::string(type), id}));
  }
  return Value::set(std::move(elements));
}

Value set_of_texts(const std::set<std::string>& texts) {
  Value::Elements elements;
  for (const std::string& text : texts) elements.push_back(Value::string(text));
  return Value::set(std::move(elements));
}

Value moment(Instant instant) {
  return Value::datetime(instant.micros / 1000);
}

std::vector<EntityUid> uids_of(const std::set<Role>& roles) {
  std::vector<EntityUid> out;
  for (const Role role : roles) out.push_back({"Role", std::string(name_of(role))});
  return out;
}

Entity person(const Caller& caller) {
  Value::Fields fields{{"employer", Value::string(caller.employer)},
                       {"administers", set_of("System", caller.administers)},
                       {"approves", Value::boolean(caller.approves)},
                       {"deputies", Value::set({})}};
  if (caller.assignment_ends) {
    fields.emplace_back("assignmentEnds", moment(*caller.assignment_ends));
  }
  return {.uid = {"Person", caller.id},
          .attributes = Value::record(std::move(fields)),
          .parents = uids_of(caller.roles)};
}

// Only what deputies are asked about.
Entity person(const Superior& superior) {
  return {.uid = {"Person", superior.id},
          .attributes = Value::record({{"employer", Value::string("")},
                                       {"administers", Value::set({})},
                                       {"approves", Value::boolean(superior.approves)},
                                       {"deputies", set_of("Person", superior.deputies)}}),
          .parents = uids_of(superior.roles)};
}

Entity entity_of(const Thing& thing) {
  Value::Fields fields{{"actors", set_of("Person", thing.actors)},
                       {"about", set_of("Person", thing.about)},
                       {"ofConsequence", Value::boolean(thing.of_consequence)},
                       {"approvedBy", set_of("Person", thing.approved_by)},
                       {"decisionNumber", Value::string(thing.decision_number)},
                       {"awaitsReading", set_of("Person", thing.awaits_reading)}};
  if (!thing.system.empty()) {
    fields.emplace_back("system", Value::entity({"System", thing.system}));
  }
  return {.uid = {std::string(name_of(thing.kind)), thing.id},
          .attributes = Value::record(std::move(fields))};
}

size_t names_in(const Caller& caller, const Thing& thing) {
  const size_t deputies = caller.stands_in_for ? caller.stands_in_for->deputies.size() : 0;
  return caller.administers.size() + caller.fresh.size() + deputies + thing.actors.size() +
         thing.about.size() + thing.approved_by.size() + thing.awaits_reading.size();
}

}  // namespace

Result<std::pair<cedar::Request, cedar::Entities>> question_of(const Caller& caller, Action action,
                                                               const Thing& thing) {
  if (names_in(caller, thing) > kMaxNames) {
    return fail(ErrorCode::kLimit,
                fmt::format("a question names at most {} people and systems", kMaxNames));
  }
  cedar::Entities entities;
  Value::Fields context{{"now", moment(caller.now)},
                        {"fresh", set_of_texts(caller.fresh)},
                        {"purpose", Value::string(caller.purpose)}};
  if (caller.stands_in_for) {
    context.emplace_back("standsInFor", Value::entity({"Person", caller.stands_in_for->id}));
    entities.put(person(*caller.stands_in_for));
  }
  // Whoever claims to stand in for themselves is judged as what they are.
  entities.put(person(caller));
  Entity resource = entity_of(thing);
  cedar::Request request{.principal = {"Person", caller.id},
                         .action = {"Action", std::string(name_of(action))},
                         .resource = resource.uid,
                         .context = Value::record(std::move(context))};
  entities.put(std::move(resource));
  return std::pair(std::move(request), std::move(entities));
}

}  // namespace sekisho::office
