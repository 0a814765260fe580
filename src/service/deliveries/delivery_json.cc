#include "service/deliveries/delivery_json.h"

#include "text/json_writer.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

using casework::Difference;
using casework::DifferenceKind;
using text::JsonWriter;

void say(JsonWriter& json, std::string_view key, Instant at) {
  json.member(key, text::rfc3339(at, text::kUtc));
}
// The number of a delivery, where there is one.
void say(JsonWriter& json, std::string_view key, int64_t delivery) {
  if (delivery != 0) json.member(key, std::to_string(delivery));
}

void write_slip(JsonWriter& json, const casework::Slip& slip, const ShownName& shown) {
  json.key("slip").begin_object().member("system", slip.system).member("file", slip.file);
  json.member("extracted_by", shown(slip.extracted_by)).member("query", slip.query);
  say(json, "from", slip.period.from);
  say(json, "until", slip.period.until);
  json.member("counted", slip.counted).member("sha256", slip.sha256);
  say(json, "corrects", slip.corrects);
  json.end_object();
}

void write_received(JsonWriter& json, const casework::Received& received) {
  if (received.sha256.empty()) return;
  json.key("received").begin_object().member("sha256", received.sha256);
  json.member("bytes", received.bytes).member("lines", received.lines);
  json.member("records", received.records).member("rejects", received.rejects);
  if (!received.period.empty()) {
    say(json, "from", received.period.from);
    say(json, "until", received.period.until);
  }
  if (!received.segment.empty()) json.member("segment", received.segment);
  json.end_object();
}

void write_difference(JsonWriter& json, const Difference& one) {
  json.begin_object().member("kind", name_of(one.kind));
  say(json, "delivery", one.other);
  switch (one.kind) {
    case DifferenceKind::kCount:
      json.member("stated", one.stated).member("found", one.found);
      break;
    case DifferenceKind::kPeriod:
      say(json, "stated", Instant{one.stated});
      say(json, "found", Instant{one.found});
      break;
    case DifferenceKind::kRejects:
      json.member("found", one.found);
      break;
    case DifferenceKind::kOverlap:
      json.member("found", one.found / kMicrosPerSecond);
      break;
    case DifferenceKind::kCorrects:
      break;
  }
  json.end_object();
}

void write_copy(JsonWriter& json, const casework::Copy& copy) {
  json.begin_object().member("sha256", copy.sha256).member("bytes", copy.bytes);
  json.member("lines", copy.lines).member("only_delivered", copy.only_delivered);
  json.member("only_copy", copy.only_copy);
  if (!copy.segment.empty()) json.member("segment", copy.segment);
  json.member("obtained_by", copy.obtained_by);
  say(json, "obtained_at", copy.obtained_at);
  json.end_object();
}

}  // namespace

std::string delivery_json(const casework::Delivery& delivery, const Reconciled* reconciled,
                          const ShownName& shown) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("delivery", std::to_string(delivery.id));
  json.member("revision", delivery.revision).member("state", name_of(delivery.state));
  write_slip(json, delivery.slip, shown);
  json.member("profile", delivery.profile);
  write_received(json, delivery.received);
  say(json, "same_as", delivery.same_as);
  say(json, "corrected_by", delivery.corrected_by);
  if (delivery.refusal != casework::Refusal::kNone) {
    json.member("refusal", name_of(delivery.refusal)).member("detail", delivery.detail);
  }
  json.member("handed_in_by", delivery.handed_in_by);
  say(json, "handed_in_at", delivery.handed_in_at);
  if (reconciled != nullptr) {
    json.key("differences").begin_array();
    for (const Difference& one : reconciled->differences) write_difference(json, one);
    json.end_array().key("copies").begin_array();
    for (const casework::Copy& one : reconciled->copies) write_copy(json, one);
    json.end_array();
  }
  json.end_object();
  return out;
}

std::string segment_json(const ListedSegment& segment) {
  const SealedSegment& sealed = segment.sealed;
  std::string out;
  JsonWriter json(out);
  json.begin_object().member("segment", sealed.id).member("entry", sealed.entry);
  json.member("system", sealed.system).member("file", sealed.file);
  json.member("lines", sealed.seal.lines).member("events", sealed.events);
  json.member("rejects", sealed.rejects).member("bytes", sealed.seal.bytes);
  json.member("hash", sealed.seal.hash).member("received", sealed.received_sha256);
  if (!sealed.period.empty()) {
    say(json, "from", sealed.period.from);
    say(json, "until", sealed.period.until);
  }
  json.member("state", name_of(segment.state)).end_object();
  return out;
}

}  // namespace sekisho::service
