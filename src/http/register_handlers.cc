#include <fmt/format.h>

#include <algorithm>

#include "http/handlers.h"
#include "http/masking.h"
#include "service/own/own_system.h"
#include "service/registers/coming.h"
#include "service/registers/masked_facts.h"
#include "service/store/register_history.h"
#include "store/change_log.h"

// The registers that the store remembers, and imports into it.
namespace sekisho::http {
namespace {

using service::PreparedImport;

constexpr int kPositionBits = 32;  // of a cursor; the change stands above them
constexpr uint64_t kPositions = uint64_t{1} << kPositionBits;

store::FactOrder order_named(std::string_view name) {
  if (name == "key") return store::FactOrder::kSubject;
  if (name == "from") return store::FactOrder::kFrom;
  if (name == "until") return store::FactOrder::kUntil;
  return store::FactOrder::kNumber;
}

// All that decides what stands in a list, but for the change, which the position tells.
std::string list_of(const Call& call, std::initializer_list<std::string_view> arguments) {
  std::string out(call.route.id);
  for (const std::string_view name : arguments) out += "\n" + call.arguments.text(name);
  return out;
}

Response import_response(const PreparedImport& import, std::string_view preview, int status = 200) {
  Response out = json_response(prepared_import_json(import, preview) + "\n", status);
  out.etag = import.tag();
  out.cache_control = "private, no-cache";
  out.headers.push_back({"Location", "/api/v1/imports/" + import.id});
  return out;
}

Answer import_answer(const Result<PreparedImport>& import, int status) {
  if (import) return import_response(*import, {}, status);
  return std::unexpected(import.error().code == ErrorCode::kNotFound ? fault_of(import.error())
                                                                     : conflict_of(import.error()));
}

office::Thing thing_of(const PreparedImport& import) {
  office::Thing out{.kind = office::ThingKind::kRegister, .id = import.id};
  out.actors = {import.caller};
  out.of_consequence = !import.grounds.empty();
  if (!import.approved_by.empty()) out.approved_by = {import.approved_by};
  out.decision_number = import.approval;
  return out;
}

// The import of the call, as the client has seen it where it says what it has seen.
std::expected<PreparedImport, Fault> seen_import(const Call& call) {
  const auto import = call.services.imports->find(call.arguments.text("import"));
  if (!import)
    return std::unexpected(
        Fault{.problem = Problem::kNotFound, .detail = "there is no such import"});
  const std::string if_match = call.arguments.text("If-Match");
  if (!if_match.empty() && !names_tag(if_match, import->tag()))
    return std::unexpected(Fault{.problem = Problem::kChangedMeanwhile});
  return *import;
}

}  // namespace

Answer list_registers(const Call& call) {
  Result<std::string> out = call.services.ledger->view(service::registers_json);
  if (!out) return std::unexpected(fault_of(out.error()));
  return json_response(std::move(*out));
}

// Pages of one list show what was known when the first one was asked for.
Answer list_facts(const Call& call) {
  const std::string list = list_of(call, {"register", "key", "as_of", "known_at", "sort"});
  const auto position = cursor_position(call, list);
  if (!position) return std::unexpected(position.error());
  std::string sort = call.arguments.text("sort");
  const bool descending = sort.starts_with('-');
  if (descending) sort.erase(0, 1);
  service::AsOfQuestion question{.table = call.arguments.text("register"),
                                 .subject = call.arguments.text("key"),
                                 .as_of = call.arguments.text("as_of"),
                                 .known_at = call.arguments.text("known_at"),
                                 .order = order_named(sort),
                                 .descending = descending,
                                 .from = *position % kPositions,
                                 .most = *call.arguments.number("limit")};
  if (!call.arguments.text("cursor").empty())
    question.change = static_cast<int64_t>(*position >> kPositionBits);
  if (!service::is_register(question.table))
    return refuse(Problem::kNotFound, "there is no such register");
  auto answer = call.services.ledger->view([&](const store::StoreView& store) {
    return service::registers_as_of(store, question, call.now, call.services.facts);
  });
  if (!answer) return std::unexpected(fault_of(answer.error()));
  const auto shown = Mask::of(call, office::ThingKind::kRegister, question.table);
  if (!shown) return std::unexpected(shown.error());
  if (shown->masks()) mask(*answer, shown->pseudonyms());
  const uint64_t next = question.from + answer->facts.size();
  const bool more = next < answer->total && next < kPositions;
  return json_response(as_of_json(
      *answer,
      more ? cursor_text(list, static_cast<uint64_t>(answer->change) << kPositionBits | next)
           : std::string()));
}

Answer get_fact(const Call& call) {
  const service::HistoryQuestion question{
      call.arguments.text("key"), call.arguments.text("register"), call.arguments.text("known_at")};
  if (!service::is_register(question.table))
    return refuse(Problem::kNotFound, "there is no such register");
  auto history = call.services.ledger->view(
      [&](const store::StoreView& store) { return service::history_of(store, question); });
  if (!history) return std::unexpected(fault_of(history.error()));
  const auto shown = Mask::of(call, office::ThingKind::kRegister, question.table);
  if (!shown) return std::unexpected(shown.error());
  if (shown->masks()) mask(*history, shown->pseudonyms());
  return json_response(history_json(*history));
}

Answer list_coming(const Call& call) {
  const std::string list = list_of(call, {"table", "until"});
  const auto position = cursor_position(call, list);
  if (!position) return std::unexpected(position.error());
  const auto database = call.services.ledger->connect();
  if (!database) return std::unexpected(fault_of(database.error()));
  const auto newest = store::newest_change(**database);
  if (!newest) return std::unexpected(fault_of(newest.error()));
  // A store that knows nothing yet is no mistake of whoever asks.
  if (*newest == 0) {
    service::Coming nothing;
    nothing.revision = "change.0";
    return json_response(service::coming_json(nothing));
  }
  const auto knowledge = call.services.knowledge->now();
  if (!knowledge) return std::unexpected(fault_of(knowledge.error()));
  const service::ComingQuestion question{call.arguments.text("table"), call.arguments.text("until"),
                                         *position, *call.arguments.number("limit")};
  Result<void> counted;
  const auto sessions = [&](const std::string& person) -> uint64_t {
    service::People& people = *call.services.people;
    const auto running = people.sessions.of(people.user_of(person), call.now);
    if (!running) counted = std::unexpected(running.error());
    return running ? running->size() : 0;
  };
  auto coming = service::what_is_coming(**database, **knowledge, question, call.now, sessions);
  if (!counted) return std::unexpected(fault_of(counted.error()));
  if (!coming) return std::unexpected(fault_of(coming.error()));
  const auto shown = Mask::of(call, office::ThingKind::kRegister, kAllRegisters);
  if (!shown) return std::unexpected(shown.error());
  if (shown->masks()) mask(*coming, shown->pseudonyms());
  const uint64_t next = *position + coming->events.size();
  return json_response(
      coming_json(*coming, next < coming->total ? cursor_text(list, next) : std::string()));
}

Answer prepare_import(const Call& call) {
  std::vector<std::string> uploads;
  for (const text::JsonValue& upload : call.body.find("uploads")->items())
    uploads.emplace_back(upload.as_string().value_or(""));
  return import_answer(call.services.imports->prepare(call.caller, uploads, call.text("effective"),
                                                      *call.services.jobs),
                       202);
}

Answer prepare_own_import(const Call& call) {
  const auto lists = service::own_lists(*call.services.people);
  if (!lists) return std::unexpected(fault_of(lists.error()));
  std::vector<std::string> uploads;
  for (const auto& [name, rows] : {std::pair{"systems", &lists->systems},
                                   {"accounts", &lists->accounts},
                                   {"entitlements", &lists->entitlements}}) {
    const auto upload =
        service::upload_whole(*call.services.uploads, call.caller,
                              fmt::format("{}/{}.csv", service::kOwnSystem, name), *rows);
    if (!upload) return std::unexpected(conflict_of(upload.error()));
    uploads.push_back(upload->id);
  }
  return import_answer(
      call.services.imports->prepare(call.caller, uploads, {}, *call.services.jobs), 202);
}

// The cursor counts from the oldest, so that new ones move nothing.
Answer list_imports(const Call& call) {
  const auto older = cursor_position(call, call.route.id);
  if (!older) return std::unexpected(older.error());
  const std::vector<PreparedImport> all = call.services.imports->list();
  const uint64_t left =
      call.arguments.text("cursor").empty() ? all.size() : std::min<uint64_t>(*older, all.size());
  const uint64_t shown = std::min<uint64_t>(left, *call.arguments.number("limit"));
  std::string out = "{\"items\":[";
  for (uint64_t i = all.size() - left; i < all.size() - left + shown; ++i) {
    if (out.back() != '[') out += ',';
    out += prepared_import_json(all[i], {});
  }
  out += "]";
  if (shown < left)
    out += fmt::format(",\"next\":\"{}\"", cursor_text(call.route.id, left - shown));
  return json_response(out + "}\n");
}

Answer get_import(const Call& call) {
  const auto import = seen_import(call);
  if (!import) return std::unexpected(import.error());
  const auto preview = call.services.imports->preview(import->id);
  if (!preview) return import_response(*import, {});
  const auto shown = Mask::of(call, office::ThingKind::kRegister, import->id);
  if (!shown) return std::unexpected(shown.error());
  return import_response(*import, shown->masks() ? service::without_samples(*preview) : *preview);
}

Answer compare_import_again(const Call& call) {
  const auto import = seen_import(call);
  if (!import) return std::unexpected(import.error());
  return import_answer(
      call.services.imports->compare_again(import->id, call.caller, *call.services.jobs), 202);
}

Answer drop_import(const Call& call) {
  const auto import = seen_import(call);
  if (!import) return std::unexpected(import.error());
  if (auto dropped = call.services.imports->drop(import->id); !dropped)
    return std::unexpected(conflict_of(dropped.error()));
  return Response{.status = 204, .content_type = {}};
}

Answer approve_import(const Call& call) {
  const auto import = seen_import(call);
  if (!import) return std::unexpected(import.error());
  if (auto allowed = call.may(office::Action::kApprove, thing_of(*import)); !allowed)
    return std::unexpected(allowed.error());
  return import_answer(
      call.services.imports->approve(import->id, call.caller, call.text("approval")), 200);
}

Answer apply_import(const Call& call) {
  const auto import = seen_import(call);
  if (!import) return std::unexpected(import.error());
  const auto current = call.services.imports->is_current(*import);
  if (!current) return std::unexpected(fault_of(current.error()));
  if (import->state == service::ImportState::kShown && !*current) {
    return std::unexpected(
        Fault{.problem = Problem::kChangedMeanwhile,
              .detail = "the registers changed since the import was compared with them",
              .help = "Compare it again with POST /api/v1/imports/" + import->id +
                      "/preview, and look at what it would change now."});
  }
  office::Thing thing = thing_of(*import);
  if (!call.text("approval").empty()) thing.decision_number = call.text("approval");
  // Of one that lacks a second person the import itself says what it lacks.
  if (!thing.of_consequence || !thing.approved_by.empty() || !thing.decision_number.empty()) {
    if (auto allowed = call.may(office::Action::kApply, thing); !allowed)
      return std::unexpected(allowed.error());
  }
  return import_answer(call.services.imports->apply(
                           import->id, {call.caller, call.text("reason"), call.text("approval")},
                           *call.services.jobs),
                       202);
}

}  // namespace sekisho::http
