#include <fmt/format.h>

#include <array>

#include "casework/case_rows.h"
#include "casework/inquiry.h"
#include "crypto/random.h"
#include "crypto/sha256.h"
#include "http/casework_calls.h"
#include "service/asked.h"
#include "service/casework/casework_json.h"
#include "service/casework/desk.h"
#include "service/casework/review_findings.h"
#include "text/base64.h"
#include "text/json_writer.h"
#include "text/number.h"
#include "text/time_format.h"

// Inquiries: asked by the department, answered by a user or by whoever has a one-time link.
namespace sekisho::http {
namespace {

using casework::Inquiry;
using casework::Journal;

constexpr size_t kLinkBytes = 32;

std::string new_link() {
  std::array<unsigned char, kLinkBytes> random{};
  crypto::fill_random(random);
  return text::base64url_encode({reinterpret_cast<const char*>(random.data()), random.size()});
}

casework::Letter letter_of(const Call& call, const std::string& link) {
  return {call.japanese ? "行為規制担当部署" : "Conduct-regulation department", link};
}

std::string letter(const Call& call, const Inquiry& inquiry, const std::string& link) {
  return call.japanese ? casework::letter_ja(inquiry, letter_of(call, link))
                       : casework::letter_en(inquiry, letter_of(call, link));
}

std::expected<Inquiry, Fault> inquiry_by(
    const Call& call, const std::function<Result<Inquiry>(store::Database&)>& look) {
  Inquiry out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    Result<Inquiry> found = look(database);
    if (!found) return std::unexpected(found.error());
    out = std::move(*found);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

std::expected<Inquiry, Fault> find(const Call& call) {
  const auto id = number_of(call, "inquiry");
  if (!id) return std::unexpected(id.error());
  return inquiry_by(
      call, [&](store::Database& database) { return casework::find_inquiry(database, *id); });
}

std::expected<Inquiry, Fault> linked(const Call& call) {
  const std::string hash = crypto::sha256_hex(call.arguments.text("link"));
  return inquiry_by(
      call, [&](store::Database& database) { return casework::linked_inquiry(database, hash); });
}

// What somebody does with the inquiry of the path, and how it is then.
Answer acted(const Call& call, const std::function<Result<void>(Journal&, const Inquiry&)>& work) {
  const auto before = find(call);
  if (!before) return std::unexpected(before.error());
  const auto done = act(call, [&](Journal& journal) { return work(journal, *before); });
  if (!done) return std::unexpected(done.error());
  auto after = find(call);
  if (!after) return std::unexpected(after.error());
  const auto mask = mask_of_case(call, std::to_string(after->case_id));
  if (!mask) return std::unexpected(mask.error());
  return json_response(shown(std::move(*after), *mask) + "\n");
}

std::expected<Instant, Fault> bound(const Call& call, std::string_view member, Instant otherwise) {
  const std::string text = call.text(member);
  if (text.empty()) return otherwise;
  const Result<Instant> at = service::asked_instant(text);
  if (!at) return std::unexpected(fault_of(at.error()));
  return *at;
}

// A case as whoever asks has seen it, and what must not be named of it.
struct About {
  casework::SeenCase seen;
  std::vector<std::string> forbidden;
};

std::expected<About, Fault> about(const Call& call) {
  const auto id = number_of(call, "case");
  if (!id) return std::unexpected(id.error());
  casework::Case one;
  std::vector<casework::CaseFinding> findings;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    Result<casework::Case> found = casework::find_case(database, *id);
    if (!found) return std::unexpected(found.error());
    one = std::move(*found);
    auto all = casework::findings_of(database, *id);
    if (!all) return std::unexpected(all.error());
    findings = std::move(*all);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto seen = seen_revision(call, one.revision);
  if (!seen) return std::unexpected(seen.error());
  auto forbidden = service::records_and_suppliers(*call.services.reviews, one.review, findings);
  if (!forbidden) return std::unexpected(fault_of(forbidden.error()));
  return About{{*id, *seen}, std::move(*forbidden)};
}

}  // namespace

Answer inquire(const Call& call) {
  const auto which = about(call);
  if (!which) return std::unexpected(which.error());
  casework::Question question;
  question.kind = *casework::addressee_named(call.text("to"));
  question.addressee = call.text("addressee");
  question.subject = call.text("subject");
  // The letter names whom it is about.
  if (Mask::is_masked(question.subject)) {
    return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  }
  question.question = call.text("question");
  question.due = call.text("due");
  question.named_user = call.text("user");
  question.forbidden = which->forbidden;
  for (const auto& [member, instant] :
       {std::pair{"from", &question.during.from}, std::pair{"until", &question.during.until}}) {
    const auto at = bound(call, member, *instant);
    if (!at) return std::unexpected(at.error());
    *instant = *at;
  }
  const std::string link = question.named_user.empty() ? new_link() : "";
  if (!link.empty()) question.link_sha256 = crypto::sha256_hex(link);
  int64_t id = 0;
  const auto done = act(call, [&](Journal& journal) -> Result<void> {
    const Result<int64_t> made = casework::ask(journal, which->seen, question);
    if (!made) return std::unexpected(made.error());
    id = *made;
    return {};
  });
  if (!done) return std::unexpected(done.error());
  const auto made = inquiry_by(
      call, [&](store::Database& database) { return casework::find_inquiry(database, id); });
  if (!made) return std::unexpected(made.error());
  const auto mask = mask_of_case(call, std::to_string(made->case_id));
  if (!mask) return std::unexpected(mask.error());
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().key("inquiry").raw(shown(*made, *mask));
  if (!link.empty()) json.member("link", link);
  json.member("letter", casework::letter_en(*made, letter_of(call, link)));
  json.member("letter_ja", casework::letter_ja(*made, letter_of(call, link))).end_object();
  Response response = json_response(out + "\n", 201);
  response.headers.push_back({"Location", fmt::format("/api/v1/inquiries/{}", id)});
  return response;
}

Answer list_inquiries(const Call& call) {
  const std::string about_case = call.arguments.text("case");
  const std::string state = call.arguments.text("state");
  const auto mask = mask_of_case(call, about_case.empty() ? kAllCases : about_case);
  if (!mask) return std::unexpected(mask.error());
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const int64_t id = text::parse_i64(about_case).value_or(0);
    auto all = casework::list_inquiries(database, id, state);
    if (!all) return std::unexpected(all.error());
    for (Inquiry& one : *all) items.push_back(shown(std::move(one), *mask));
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return page_of(call, fmt::format("inquiries {} {}", about_case, state), items);
}

Answer get_inquiry(const Call& call) {
  auto one = find(call);
  if (!one) return std::unexpected(one.error());
  const auto mask = mask_of_case(call, std::to_string(one->case_id));
  if (!mask) return std::unexpected(mask.error());
  const int64_t revision = one->revision;
  return tagged(shown(std::move(*one), *mask), revision, 200, mask->masks());
}

Answer get_letter(const Call& call) {
  const auto one = find(call);
  if (!one) return std::unexpected(one.error());
  const auto mask = mask_of_case(call, std::to_string(one->case_id));
  if (!mask) return std::unexpected(mask.error());
  if (mask->masks()) return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  return Response{.body = letter(call, *one, "")};
}

Answer remind(const Call& call) {
  return acted(call, casework::note_reminder);
}

Answer withdraw_inquiry(const Call& call) {
  return acted(call, [&](Journal& journal, const Inquiry& inquiry) {
    return casework::withdraw(journal, inquiry, call.text("reason"));
  });
}

Answer list_own_inquiries(const Call& call) {
  std::vector<std::string> items;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    const auto all = casework::list_inquiries(database, 0, "open");
    if (!all) return std::unexpected(all.error());
    for (const Inquiry& one : *all) {
      if (one.named_user != call.caller) continue;
      const Result<Inquiry> whole = casework::find_inquiry(database, one.id);
      if (!whole) return std::unexpected(whole.error());
      items.push_back(service::inquiry_json(*whole));
    }
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return json_response(list_json(items));
}

// Whoever is not asked learns nothing of it, not even that it exists.
Answer answer_inquiry(const Call& call) {
  const auto one = find(call);
  if (one && one->named_user != call.caller) {
    return refuse(Problem::kNotFound, "the caller is not asked this");
  }
  return acted(call, [&](Journal& journal, const Inquiry& inquiry) {
    return casework::answer(journal, inquiry, call.text("text"));
  });
}

Answer open_link(const Call& call) {
  const auto one = linked(call);
  if (!one) return std::unexpected(one.error());
  std::string out;
  text::JsonWriter json(out);
  json.begin_object().member("inquiry", std::to_string(one->id));
  json.member("addressee", one->addressee).member("subject", one->subject);
  json.member("question", one->question).member("due", one->due);
  json.key("looks").begin_array();
  for (const casework::Look& look : one->looks) {
    json.begin_object().member("time", text::rfc3339(look.at, text::kUtc));
    json.member("system", look.system).end_object();
  }
  json.end_array().end_object();
  return json_response(out + "\n");
}

// The record cannot name who answers by a link: whoever it is says so, and that stands in the step.
Answer answer_link(const Call& call) {
  const auto one = linked(call);
  if (!one) return std::unexpected(one.error());
  const auto done = call.services.desk->act({"answer-link", call.now}, [&](Journal& journal) {
    return casework::answer(journal, *one, call.text("text"), call.text("name"));
  });
  if (!done) return std::unexpected(conflict_of(done.error()));
  return json_response(fmt::format("{{\"inquiry\":\"{}\",\"state\":\"answered\"}}\n", one->id));
}

}  // namespace sekisho::http
