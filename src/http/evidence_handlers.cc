#include <fmt/format.h>

#include "crypto/sha256.h"
#include "http/handlers.h"
#include "http/limits.h"
#include "service/evidence/evidence_list.h"
#include "service/evidence/evidence_prove.h"
#include "tlog/file_system.h"
#include "tlog/limits.h"

// The record: what stands in it, and how that is proved.
namespace sekisho::http {
namespace {

constexpr std::string_view kNoRecord = "the server has no record";

// An index that is not there is no mistake of the request's form.
Fault entry_fault(const Error& error) {
  Fault out = fault_of(error);
  if (error.code == ErrorCode::kUsage) out.problem = Problem::kNotFound;
  return out;
}

}  // namespace

Answer get_checkpoint(const Call& call) {
  const auto directory = tlog::open_directory(call.services.places->record().string());
  if (!directory) return refuse(Problem::kNotFound, std::string(kNoRecord));
  Result<std::string> text = tlog::read_whole(**directory, "checkpoint", tlog::kMaxNoteBytes);
  if (!text) return std::unexpected(fault_of(text.error()));
  Response response{.body = std::move(*text)};
  response.cache_control = "private, no-cache";
  response.etag = fmt::format("\"{}\"", crypto::sha256_hex(response.body).substr(0, 16));
  return response;
}

// At most so many are looked at for one page: a page may be empty and still have a `next`.
Answer list_entries(const Call& call) {
  const auto period =
      service::asked_period(call.arguments.text("from"), call.arguments.text("until"));
  if (!period) return std::unexpected(fault_of(period.error()));
  service::EvidenceList request{.directory = call.services.places->record().string(),
                                .person = call.arguments.text("person"),
                                .system = call.arguments.text("system"),
                                .kind = call.arguments.text("kind"),
                                .request = call.arguments.text("request"),
                                .period = *period,
                                .json = true};
  const std::string list =
      fmt::format("entries\n{}\n{}\n{}\n{}\n{} {}", request.person, request.system, request.kind,
                  request.request, period->from.micros, period->until.micros);
  const auto from = cursor_position(call, list);
  if (!from) return std::unexpected(from.error());
  request.from_index = *from;
  request.most_shown = *call.arguments.number("limit");
  request.most_examined = kEntriesExamined;
  std::string lines;
  const auto listed = service::list_evidence(
      request, [&](std::string_view some) { lines += some; }, [](uint64_t, uint64_t) {});
  if (!listed) return std::unexpected(fault_of(listed.error()));
  if (!lines.empty()) lines.pop_back();
  for (char& one : lines) {
    if (one == '\n') one = ',';  // of JSON Lines no other line break can stand
  }
  std::string out = fmt::format("{{\"items\":[{}],\"examined\":{}", lines, listed->examined);
  if (listed->next) out += fmt::format(",\"next\":\"{}\"", cursor_text(list, *listed->next));
  return json_response(out + "}\n");
}

Answer get_entry(const Call& call) {
  Result<std::string> entry = service::show_evidence(
      call.services.places->record().string(), {call.arguments.text("index")}, true, call.japanese);
  if (!entry) return std::unexpected(entry_fault(entry.error()));
  return json_response(std::move(*entry));
}

Answer get_proof(const Call& call) {
  Result<service::ProvedEvidence> proved =
      service::prove_evidence({.directory = call.services.places->record().string(),
                               .index = call.arguments.text("index"),
                               .out = {},
                               .entry_out = {}});
  if (!proved) return std::unexpected(entry_fault(proved.error()));
  return Response{.body = std::move(proved->receipt)};
}

}  // namespace sekisho::http
