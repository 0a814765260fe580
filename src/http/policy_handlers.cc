#include <fmt/format.h>

#include <algorithm>

#include "http/casework_calls.h"
#include "service/asked.h"
#include "service/rulebook/policy_set_json.h"
#include "service/rulebook/rule_book.h"

// The policies that are judged by, and how others come into force.
namespace sekisho::http {
namespace {

using service::DraftState;
using service::PolicyDraft;
using service::SeenDraft;

std::unexpected<Fault> draft_fault(const Error& error) {
  return std::unexpected(conflict_of(error));
}

// The draft of the path, as the client has seen it where it says what it has seen.
std::expected<PolicyDraft, Fault> draft_in(const Call& call) {
  const auto id = number_of(call, "draft");
  if (!id) return std::unexpected(id.error());
  const Result<PolicyDraft> found = call.services.rules->draft(*id);
  if (!found) return draft_fault(found.error());
  if (found->state == DraftState::kInstalled)
    return refuse(Problem::kNotFound, fmt::format("there is no policy draft {}", *id));
  if (const auto seen = seen_revision(call, found->revision); !seen)
    return std::unexpected(seen.error());
  return *found;
}

SeenDraft seen(const PolicyDraft& draft) {
  return {draft.id, draft.revision};
}

office::Thing thing_of(const PolicyDraft& draft) {
  office::Thing out{.kind = office::ThingKind::kPolicySet,
                    .id = std::to_string(draft.id),
                    .actors = draft.actors};
  if (!draft.approval.by.empty()) out.approved_by = {draft.approval.by};
  if (!draft.awaits_reading.empty()) out.awaits_reading = {draft.awaits_reading};
  return out;
}

Answer draft_answer(const Call& call, int64_t id, int status = 200) {
  service::RuleBook& rules = *call.services.rules;
  const Result<PolicyDraft> draft = rules.draft(id);
  if (!draft) return draft_fault(draft.error());
  const auto files = rules.files(id);
  if (!files) return draft_fault(files.error());
  auto base = rules.files_of_version(draft->base);
  // Another installed set took its place meanwhile, and nothing was applied: all of it is new.
  if (!base && base.error().code == ErrorCode::kNotFound) base = service::PolicyBundle{};
  if (!base) return draft_fault(base.error());
  const auto check = rules.check(*files);
  if (!check) return draft_fault(check.error());
  Response out =
      tagged(fmt::format("{{\"draft\":{},\"changes\":{},\"check\":{},\"files\":{}}}",
                         service::draft_json(*draft), service::bundle_changes_json(*base, *files),
                         service::bundle_check_json(*check), service::bundle_json(*files)),
             draft->revision, status);
  if (status == 201)
    out.headers.push_back({"Location", fmt::format("/api/v1/policy-drafts/{}", id)});
  return out;
}

// What somebody does with the draft of the path, if the office lets them; and how it is then.
Answer step(const Call& call, office::Action action,
            const std::function<Result<void>(casework::Journal&, const SeenDraft&)>& work,
            const std::string& stands_in_for = {}) {
  const auto draft = draft_in(call);
  if (!draft) return std::unexpected(draft.error());
  const auto allowed = call.may(action, thing_of(*draft), stands_in_for);
  if (!allowed) return std::unexpected(allowed.error());
  const auto done = call.services.rules->act(
      {call.caller, call.now},
      [&](casework::Journal& journal) { return work(journal, seen(*draft)); });
  if (!done) return draft_fault(done.error());
  call.services.knowledge->look();
  return draft_answer(call, draft->id);
}

service::RuleBook::Wish wish_of(const Call& call) {
  service::RuleBook::Wish out{.title = call.text("title"),
                              .from_installed = call.text("begins_with") == "installed"};
  out.change.removed = texts_of(call, "removed");
  if (const text::JsonValue* files = call.body.find("files")) {
    for (const text::JsonValue& one : files->items()) {
      out.change.files.push_back({std::string(*one.find("name")->as_string()),
                                  std::string(*one.find("text")->as_string())});
    }
  }
  return out;
}

std::string applied_json(const std::vector<PolicyDraft>& sets, size_t index) {
  std::optional<Instant> until;
  if (index + 1 < sets.size()) until = sets[index + 1].from;
  return service::applied_set_json(sets[index], until);
}

}  // namespace

// What questions are answered by now, and what comes.
Answer list_policies(const Call& call) {
  service::RuleBook& rules = *call.services.rules;
  const auto sets = rules.sets();
  if (!sets) return std::unexpected(fault_of(sets.error()));
  const auto place = rules.in_force(call.now);
  if (!place) return std::unexpected(fault_of(place.error()));
  const auto policies = service::policies_json(*place);
  if (!policies) return std::unexpected(fault_of(policies.error()));
  const auto installed = rules.installed();
  if (!installed) return std::unexpected(fault_of(installed.error()));
  std::string in_force =
      fmt::format(R"({{"version":"{}","origin":"installed"}})", installed->version);
  std::vector<std::string> coming;
  for (size_t i = 0; i < sets->size(); ++i) {
    const PolicyDraft& one = (*sets)[i];
    if (one.state != DraftState::kApplied) continue;
    if (*one.from > call.now) {
      coming.push_back(applied_json(*sets, i));
    } else {
      in_force = applied_json(*sets, i);
    }
  }
  Response out = json_response(
      fmt::format("{{\"in_force\":{},\"coming\":{},\"installed\":\"{}\",\"policies\":{}}}\n",
                  in_force, array_json(coming), installed->version, *policies));
  out.cache_control = "private, no-cache";
  return out;
}

Answer list_policy_sets(const Call& call) {
  const auto sets = call.services.rules->sets();
  if (!sets) return std::unexpected(fault_of(sets.error()));
  std::vector<std::string> items;
  for (size_t i = sets->size(); i > 0; --i) items.push_back(applied_json(*sets, i - 1));
  // The newest stands first: a page is of those that were there when its list began.
  return page_of(call, fmt::format("policy sets {}", items.size()), items);
}

Answer get_policy_set(const Call& call) {
  service::RuleBook& rules = *call.services.rules;
  const std::string version = call.arguments.text("version");
  const auto files = rules.files_of_version(version);
  if (!files) return std::unexpected(fault_of(files.error()));
  const auto place = rules.place_of(version);
  if (!place) return std::unexpected(fault_of(place.error()));
  const auto policies = service::policies_json(*place);
  if (!policies) return std::unexpected(fault_of(policies.error()));
  return json_response(fmt::format("{{\"version\":\"{}\",\"policies\":{},\"files\":{}}}\n", version,
                                   *policies, service::bundle_json(*files)));
}

Answer list_policy_drafts(const Call& call) {
  const auto drafts = call.services.rules->drafts();
  if (!drafts) return std::unexpected(fault_of(drafts.error()));
  std::vector<std::string> items;
  for (const PolicyDraft& one : *drafts) items.push_back(service::draft_json(one));
  return page_of(call, fmt::format("policy drafts {}", items.size()), items);
}

Answer draft_policies(const Call& call) {
  const Result<int64_t> id = call.services.rules->draft({call.caller, call.now}, wish_of(call));
  if (!id) return draft_fault(id.error());
  return draft_answer(call, *id, 201);
}

Answer get_policy_draft(const Call& call) {
  const auto draft = draft_in(call);
  if (!draft) return std::unexpected(draft.error());
  return draft_answer(call, draft->id);
}

Answer revise_policies(const Call& call) {
  const auto draft = draft_in(call);
  if (!draft) return std::unexpected(draft.error());
  service::RuleBook::Wish wish = wish_of(call);
  if (wish.title.empty()) wish.title = draft->title;
  const auto done = call.services.rules->revise({call.caller, call.now}, seen(*draft), wish);
  if (!done) return draft_fault(done.error());
  return draft_answer(call, draft->id);
}

// What a change of a draft would come to. Nothing is kept of it, so it needs no proof of a person.
Answer try_policies(const Call& call) {
  const auto draft = draft_in(call);
  if (!draft) return std::unexpected(draft.error());
  service::RuleBook& rules = *call.services.rules;
  auto files = rules.files(draft->id);
  if (files) files = service::changed(std::move(*files), wish_of(call).change);
  if (!files) return draft_fault(files.error());
  const auto check = rules.check(*files);
  if (!check) return draft_fault(check.error());
  return json_response(service::bundle_check_json(*check) + "\n");
}

Answer propose_policies(const Call& call) {
  return step(call, office::Action::kDraft,
              [&](casework::Journal& journal, const SeenDraft& draft) {
                return service::propose(journal, draft, call.text("reason"));
              });
}

Answer approve_policies(const Call& call) {
  const service::DraftApproval approval{call.text("number"), call.text("stands_in_for")};
  return step(
      call, office::Action::kApprove,
      [&](casework::Journal& journal, const SeenDraft& draft) {
        return service::approve(journal, draft, approval);
      },
      approval.stands_in_for);
}

Answer return_policies(const Call& call) {
  return step(
      call, office::Action::kSendBack,
      [&](casework::Journal& journal, const SeenDraft& draft) {
        return service::send_back(journal, draft, call.text("reason"));
      },
      call.text("stands_in_for"));
}

Answer read_policies(const Call& call) {
  return step(call, office::Action::kReadLater,
              [&](casework::Journal& journal, const SeenDraft& draft) {
                return service::read_later(journal, draft);
              });
}

Answer withdraw_policies(const Call& call) {
  return step(call, office::Action::kDraft,
              [&](casework::Journal& journal, const SeenDraft& draft) {
                return service::withdraw(journal, draft, call.text("reason"));
              });
}

Answer apply_policies(const Call& call) {
  const auto draft = draft_in(call);
  if (!draft) return std::unexpected(draft.error());
  service::Application application{.number = call.text("number")};
  if (!call.text("from").empty()) {
    const Result<Instant> from = service::asked_instant(call.text("from"));
    if (!from) return std::unexpected(fault_of(from.error()));
    application.from = *from;
  }
  office::Thing thing = thing_of(*draft);
  thing.decision_number = application.number;
  if (auto allowed = call.may(office::Action::kApply, thing); !allowed)
    return std::unexpected(allowed.error());
  const auto done = call.services.rules->apply({call.caller, call.now}, seen(*draft), application);
  if (!done) return draft_fault(done.error());
  call.services.knowledge->look();
  return draft_answer(call, draft->id);
}

Answer get_policy_draft_history(const Call& call) {
  const auto draft = draft_in(call);
  if (!draft) return std::unexpected(draft.error());
  return history_of(call, {casework::ThingKind::kPolicyDraft, draft->id});
}

}  // namespace sekisho::http
