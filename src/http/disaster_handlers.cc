#include <fmt/format.h>

#include <algorithm>

#include "disaster/disaster.h"
#include "disaster/irregularity.h"
#include "http/casework_calls.h"
#include "http/disaster_calls.h"
#include "service/disaster/disaster_json.h"

// Disasters by office: declared, approved, extended, lifted; and what is irregular.
namespace sekisho::http {
namespace {

using casework::Journal;
using disaster::DeskFacts;
using disaster::Opening;
using disaster::OpeningWish;

const disaster::DisasterRules& rules_of(const Call& call) {
  return call.services.disasters->rules();
}

std::expected<service::ShownDisaster, Fault> shown(const Call& call, int64_t id) {
  service::ShownDisaster out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = service::shown_disaster(database, rules_of(call), id, call.now);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

Answer answer_of(const Call& call, int64_t id, int status = 200) {
  const auto found = shown(call, id);
  if (!found) return std::unexpected(found.error());
  Response out =
      tagged_by_content(service::disaster_json(*found, call.now), found->disaster.revision, status);
  if (status == 201) out.headers.push_back({"Location", fmt::format("/api/v1/disasters/{}", id)});
  return out;
}

std::expected<OpeningWish, Fault> wish_of(const text::JsonValue& body, const std::string& number) {
  OpeningWish out{.office = text_of(body, "office"), .areas = {}, .systems = {}};
  const auto from = time_of(body, "from");
  if (!from) return std::unexpected(from.error());
  out.from = *from;
  const auto until = time_of(body, "until");
  if (!until) return std::unexpected(until.error());
  out.until = until->value_or(kForever);
  for (const auto& [member, list] :
       {std::pair{"areas", &out.areas}, std::pair{"systems", &out.systems}}) {
    for (const text::JsonValue& one : body.find(member)->items())
      list->emplace_back(one.as_string().value_or(""));
  }
  out.number = text_of(body, "number");
  if (out.number.empty()) out.number = number;
  return out;
}

// Whoever opens one needs a second person or a number; without either it waits for somebody.
std::expected<void, Fault> may_open(const Call& call, const std::string& number,
                                    const Opening* opening) {
  office::Thing thing{.kind = office::ThingKind::kDisaster, .decision_number = number};
  if (opening != nullptr) {
    thing.id = std::to_string(opening->id);
    thing.actors = {opening->declared_by};
    thing.approved_by = {call.caller};
  }
  const auto demands = call.may(office::Action::kOpenDisaster, thing);
  if (!demands) return std::unexpected(demands.error());
  return {};
}

std::expected<Opening, Fault> opening_of(const Call& call) {
  const auto id = number_of(call, "opening");
  if (!id) return std::unexpected(id.error());
  Opening out;
  int64_t revision = 0;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = disaster::find_opening(database, *id);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    const auto at = casework::revision_of(database, disaster::thing_of_disaster(out.disaster));
    if (!at) return std::unexpected(at.error());
    revision = *at;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  if (auto seen = check_seen(call, revision); !seen) return std::unexpected(seen.error());
  return out;
}

}  // namespace

Answer list_disasters(const Call& call) {
  const std::string state = call.arguments.text("state");
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = disaster::list_disasters(database);
    if (!all) return std::unexpected(all.error());
    for (const disaster::Disaster& one : *all) {
      const bool over = std::ranges::all_of(one.openings, [&](const Opening& opening) {
        return opening.state(call.now) == disaster::OpeningState::kOver;
      });
      if (!state.empty() && over != (state == "over")) continue;
      const auto found = service::shown_disaster(database, rules_of(call), one.id, call.now);
      if (!found) return std::unexpected(found.error());
      items.push_back(service::disaster_json(*found, call.now));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("disasters {}", state), items);
}

Answer get_disaster(const Call& call) {
  const auto id = number_of(call, "disaster");
  if (!id) return std::unexpected(id.error());
  return answer_of(call, *id);
}

Answer get_disaster_history(const Call& call) {
  const auto id = number_of(call, "disaster");
  if (!id) return std::unexpected(id.error());
  return history_of(call, disaster::thing_of_disaster(*id));
}

Answer declare_disaster(const Call& call) {
  std::vector<OpeningWish> wishes;
  const std::string number = call.text("number");
  for (const text::JsonValue& one : call.body.find("openings")->items()) {
    auto wish = wish_of(one, number);
    if (!wish) return std::unexpected(wish.error());
    if (!wish->number.empty()) {
      if (auto may = may_open(call, wish->number, nullptr); !may)
        return std::unexpected(may.error());
    }
    wishes.push_back(std::move(*wish));
  }
  int64_t made = 0;
  const auto done = act_at_desk(
      call, "disaster declared", number, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
        const auto id = disaster::declare(journal, facts, call.text("name"), wishes);
        if (!id) return std::unexpected(id.error());
        made = *id;
        return {};
      });
  if (!done) return std::unexpected(done.error());
  return answer_of(call, made, 201);
}

Answer open_office(const Call& call) {
  const auto id = number_of(call, "disaster");
  if (!id) return std::unexpected(id.error());
  const auto wish = wish_of(call.body, {});
  if (!wish) return std::unexpected(wish.error());
  if (!wish->number.empty()) {
    if (auto may = may_open(call, wish->number, nullptr); !may) return std::unexpected(may.error());
  }
  const auto done = act_at_desk(call, "disaster opened by an office", wish->number,
                                [&](Journal& journal, DeskFacts& facts) -> Result<void> {
                                  const auto opened =
                                      disaster::open_office(journal, facts, *id, *wish);
                                  if (!opened) return std::unexpected(opened.error());
                                  return {};
                                });
  if (!done) return std::unexpected(done.error());
  return answer_of(call, *id);
}

Answer approve_opening(const Call& call) {
  const auto opening = opening_of(call);
  if (!opening) return std::unexpected(opening.error());
  const std::string number = call.text("number");
  if (auto may = may_open(call, number, &*opening); !may) return std::unexpected(may.error());
  const auto done =
      act_at_desk(call, "disaster approved", number, [&](Journal& journal, DeskFacts& facts) {
        return disaster::approve(journal, facts, opening->id, number);
      });
  if (!done) return std::unexpected(done.error());
  return answer_of(call, opening->disaster);
}

Answer extend_opening(const Call& call) {
  const auto opening = opening_of(call);
  if (!opening) return std::unexpected(opening.error());
  const auto until = time_of(call.body, "until");
  if (!until) return std::unexpected(until.error());
  const std::string number = call.text("number");
  if (auto may = may_open(call, number, &*opening); !may) return std::unexpected(may.error());
  const auto done =
      act_at_desk(call, "disaster extended", number, [&](Journal& journal, DeskFacts& facts) {
        return disaster::extend(journal, facts, opening->id, until->value_or(kForever),
                                call.text("reason"), number);
      });
  if (!done) return std::unexpected(done.error());
  return answer_of(call, opening->disaster);
}

Answer lift_opening(const Call& call) {
  const auto opening = opening_of(call);
  if (!opening) return std::unexpected(opening.error());
  const auto done =
      act_at_desk(call, "disaster lifted", {}, [&](Journal& journal, DeskFacts& facts) {
        return disaster::lift(journal, facts, rules_of(call), opening->id, lifting_of(call));
      });
  if (!done) return std::unexpected(done.error());
  // Without a grace everything ends now.
  if (const auto settled = call.services.disasters->settle(call.now); !settled)
    return std::unexpected(fault_of(settled.error()));
  return answer_of(call, opening->disaster);
}

Answer list_irregularities(const Call& call) {
  const int64_t about = filter_of(call, "disaster");
  const std::string state = call.arguments.text("state");
  std::vector<std::string> items;
  int64_t open = 0;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = disaster::irregularities(database, rules_of(call), call.now, about);
    if (!all) return std::unexpected(all.error());
    for (const disaster::Irregularity& one : *all) {
      if (!one.closed) ++open;
      if (state.empty() || one.closed.has_value() == (state == "closed"))
        items.push_back(service::irregularity_json(one));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("irregularities {} {}", about, state), items,
                 fmt::format(",\"open\":{}", open));
}

Answer close_irregularity(const Call& call) {
  const std::string name = call.arguments.text("irregularity");
  std::string json;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    if (auto closed =
            disaster::close_irregularity(journal, rules_of(call), name, call.text("reason"));
        !closed) {
      return closed;
    }
    const auto all = disaster::irregularities(journal.database(), rules_of(call), call.now);
    if (!all) return std::unexpected(all.error());
    const auto found = std::ranges::find(*all, name, &disaster::Irregularity::name);
    if (found != all->end()) json = service::irregularity_json(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(json + "\n");
}

}  // namespace sekisho::http
