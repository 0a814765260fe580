#include "barrier/open_world.h"

#include <algorithm>
#include <utility>

namespace sekisho::barrier {
namespace {

const PersonFacts kNobody{};
const TerminalFacts kNoTerminal{};

}  // namespace

std::unique_ptr<const OpenWorld> open_world_of(const reg::Register& registers,
                                               const Situation& situation, const Open& open) {
  Situation shown = situation;
  if (open.terminal) {
    shown.terminal = &kNoTerminal;
    shown.custodian = &kNobody;
  }
  if (open.person) shown.person = &kNobody;
  if (open.record) shown.record = {.kind = RecordKind::kOther, .supplier = {}};
  World world = world_of(registers, shown);

  auto out = std::make_unique<OpenWorld>();
  cedar::PartialRequest& request = out->request;
  request.action.uid = world.request.action;
  request.principal = {.uid = world.request.principal};
  request.resource = {.uid = world.request.resource};
  if (open.person) {
    request.principal = {.type = "Person"};
    request.unknown_context.insert({"contractors", "formerContractors", "mandated"});
  }
  if (open.terminal) request.unknown_context.insert("terminal");
  // Of somebody to whom nothing is lent it is known that there is none.
  const bool may_be_lent =
      open.person || std::ranges::any_of(situation.person->grants, [&](const GrantedPair& pair) {
        return pair.account == situation.account->account;
      });
  if (may_be_lent && (open.person || open.terminal || open.record))
    request.unknown_context.insert("disasterArea");
  cedar::Value::Fields fields;
  for (const auto& field : world.request.context.fields()) {
    if (!request.unknown_context.contains(field.first)) fields.push_back(field);
  }
  request.context = cedar::Value::record(std::move(fields));

  for (const auto& [uid, entity] : world.entities.all()) {
    const bool stands_for_open =
        (open.terminal && uid.type == "Terminal") || (open.record && uid == world.request.resource);
    if (!stands_for_open) out->known.put(entity);
  }
  if (open.record) {
    const cedar::Entity* record = world.entities.find(world.request.resource);
    request.resource = {.type = "Record"};
    request.resource.attributes =
        cedar::Value::record({{"system", *record->attributes.find("system")}});
  }
  out->entities.known = &out->known;
  out->entities.others = true;
  return out;
}

}  // namespace sekisho::barrier
