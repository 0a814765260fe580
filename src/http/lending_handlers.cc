#include <fmt/format.h>

#include "disaster/lending.h"
#include "http/casework_calls.h"
#include "http/disaster_calls.h"
#include "service/disaster/disaster_json.h"
#include "service/disaster/sheets.h"
#include "text/json_writer.h"
#include "text/time_format.h"

// What is lent to helpers: from the slip to the proof that the ID is deleted.
namespace sekisho::http {
namespace {

using casework::Journal;
using disaster::DeskFacts;
using disaster::Lending;

const disaster::DisasterRules& rules_of(const Call& call) {
  return call.services.disasters->rules();
}

std::string json_of(const Call& call, const Lending& lending, const Mask& mask) {
  return service::lending_json(lending, rules_of(call), call.now,
                               [&](std::string_view name) { return mask.shown(name); });
}

std::expected<Lending, Fault> find(const Call& call, int64_t id) {
  Lending out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto found = disaster::find_lending(database, id);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

std::expected<Lending, Fault> find(const Call& call) {
  const auto id = number_of(call, "lending");
  if (!id) return std::unexpected(id.error());
  return find(call, *id);
}

Answer answer_of(const Call& call, int64_t id, int status = 200) {
  const auto lending = find(call, id);
  if (!lending) return std::unexpected(lending.error());
  const auto mask = mask_of_lending(call, std::to_string(id));
  if (!mask) return std::unexpected(mask.error());
  Response out = tagged_by_content(json_of(call, *lending, *mask), lending->revision, status);
  if (status == 201) out.headers.push_back({"Location", fmt::format("/api/v1/lendings/{}", id)});
  return out;
}

// What somebody does with the lending of the path, and how it is then.
Answer acted(const Call& call, std::string_view ground,
             const std::function<Result<void>(Journal&, DeskFacts&, const Lending&)>& work) {
  const auto lending = find(call);
  if (!lending) return std::unexpected(lending.error());
  if (const auto seen = check_seen(call, lending->revision); !seen)
    return std::unexpected(seen.error());
  const auto done = act_at_desk(call, ground, {}, [&](Journal& journal, DeskFacts& facts) {
    return work(journal, facts, *lending);
  });
  if (!done) return std::unexpected(done.error());
  if (const auto settled = call.services.disasters->settle(call.now); !settled)
    return std::unexpected(fault_of(settled.error()));
  return answer_of(call, lending->id);
}

std::expected<disaster::LendingWish, Fault> wish_of(const Call& call) {
  disaster::LendingWish out{.terminal = call.text("terminal"),
                            .account = call.text("account"),
                            .person = call.text("person"),
                            .name = call.text("name"),
                            .kana = call.text("kana"),
                            .employer = call.text("employer"),
                            .contract = call.text("contract"),
                            .dispatch = call.text("dispatch"),
                            .seat = call.text("seat")};
  const auto from = time_of(call.body, "from");
  if (!from) return std::unexpected(from.error());
  out.from = *from;
  const auto until = time_of(call.body, "until");
  if (!until) return std::unexpected(until.error());
  out.until = *until;
  const text::JsonValue* const paper = call.body.find("paper");
  if (paper == nullptr) return out;
  const auto returned = time_of(*paper, "returned");
  if (!returned) return std::unexpected(returned.error());
  out.paper = {.note = text_of(*paper, "note"), .returned = *returned};
  return out;
}

Response sheet_response(std::string bytes, bool pdf) {
  Response out{.body = std::move(bytes)};
  if (pdf) out.content_type = "application/pdf";
  return out;
}

service::SheetWish sheet_of(const Call& call, int64_t lending) {
  return {.lending = lending,
          .pdf = call.text("format") == "pdf",
          .japanese = call.text("language") != "en"};
}

std::string code_json(const Lending& lending, const identity::EnrolmentCode& code,
                      const std::string& sheet) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("lending", std::to_string(lending.id));
  json.member("login_name", lending.what.person).member("code", code.code);
  json.member("ends", text::rfc3339(code.ends, text::kUtc)).member("sheet", sheet).end_object();
  return out + "\n";
}

}  // namespace

Answer lend(const Call& call) {
  const auto opening = number_of(call, "opening");
  if (!opening) return std::unexpected(opening.error());
  const auto wish = wish_of(call);
  if (!wish) return std::unexpected(wish.error());
  int64_t made = 0;
  const auto done = act_at_desk(
      call, "lent to a helper", {}, [&](Journal& journal, DeskFacts& facts) -> Result<void> {
        const auto id = disaster::lend(journal, facts, rules_of(call), *opening, *wish);
        if (!id) return std::unexpected(id.error());
        made = *id;
        return {};
      });
  if (!done) return std::unexpected(done.error());
  return answer_of(call, made, 201);
}

Answer list_lendings(const Call& call) {
  const disaster::LendingFilter filter{.disaster = filter_of(call, "disaster"),
                                       .opening = filter_of(call, "opening")};
  const std::string state = call.arguments.text("state");
  const auto mask = mask_of_lending(call, std::string(kAllCases));
  if (!mask) return std::unexpected(mask.error());
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = disaster::list_lendings(database, filter);
    if (!all) return std::unexpected(all.error());
    for (const Lending& one : *all) {
      const auto as_it_is = static_cast<size_t>(one.state(call.now));
      if (state.empty() || disaster::kLendingStates[as_it_is] == state)
        items.push_back(json_of(call, one, *mask));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("lendings {} {} {}", filter.disaster, filter.opening, state),
                 items);
}

Answer get_lending(const Call& call) {
  const auto id = number_of(call, "lending");
  if (!id) return std::unexpected(id.error());
  return answer_of(call, *id);
}

Answer get_lending_history(const Call& call) {
  const auto id = number_of(call, "lending");
  if (!id) return std::unexpected(id.error());
  const auto mask = mask_of_lending(call, std::to_string(*id));
  if (!mask) return std::unexpected(mask.error());
  return history_of(call, disaster::thing_of_lending(*id), mask->masks());
}

Answer print_slip(const Call& call) {
  const auto lending = find(call);
  if (!lending) return std::unexpected(lending.error());
  const service::SheetWish wish = sheet_of(call, lending->id);
  std::string bytes;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    auto made = service::slip(journal.database(), wish, call.now);
    if (!made) return std::unexpected(made.error());
    bytes = std::move(*made);
    return disaster::note(journal, lending->id, "slip-printed");
  });
  if (!done) return std::unexpected(done.error());
  return sheet_response(std::move(bytes), wish.pdf);
}

Answer issue_code(const Call& call) {
  const auto lending = find(call);
  if (!lending) return std::unexpected(lending.error());
  const auto code = call.services.disasters->issue_code(
      {call.caller, call.now}, {lending->id, call.text("number"), call.text("again")});
  if (!code) return std::unexpected(conflict_of(code.error()));
  const service::SheetWish wish = sheet_of(call, lending->id);
  std::string sheet;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    auto made = service::code_sheet(database, wish, *code, call.now);
    if (!made) return std::unexpected(made.error());
    sheet = std::move(*made);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  if (call.text("format") == "json") return json_response(code_json(*lending, *code, sheet));
  return sheet_response(std::move(sheet), wish.pdf);
}

Answer hand_over_sheet(const Call& call) {
  const auto at = time_of(call.body, "at");
  if (!at) return std::unexpected(at.error());
  const auto sheet = call.text("what") == "slip" ? disaster::Sheet::kSlip : disaster::Sheet::kCode;
  return acted(call, {}, [&](Journal& journal, DeskFacts&, const Lending& lending) {
    return disaster::hand_over(journal, lending.id, sheet, call.text("to"), *at);
  });
}

Answer extend_lending(const Call& call) {
  const auto until = time_of(call.body, "until");
  if (!until) return std::unexpected(until.error());
  return acted(call, "lending extended",
               [&](Journal& journal, DeskFacts& facts, const Lending& lending) -> Result<void> {
                 if (!*until) {
                   return fail(ErrorCode::kBadInput, "a lending always has an end", {},
                               "Say until when.");
                 }
                 return disaster::extend_lending(journal, facts, rules_of(call), lending.id,
                                                 **until, call.text("reason"));
               });
}

Answer end_lending(const Call& call) {
  return acted(
      call, "lending ended", [&](Journal& journal, DeskFacts& facts, const Lending& lending) {
        return disaster::end_lending(journal, facts, rules_of(call), lending.id, lifting_of(call));
      });
}

Answer note_deletion(const Call& call) {
  const auto at = time_of(call.body, "at");
  if (!at) return std::unexpected(at.error());
  return acted(call, {}, [&](Journal& journal, DeskFacts&, const Lending& lending) {
    return disaster::note_deletion(journal, lending.id, call.text("deleted_by"), *at);
  });
}

}  // namespace sekisho::http
