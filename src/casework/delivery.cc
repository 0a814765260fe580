#include "casework/delivery.h"

#include <fmt/format.h>

#include <algorithm>

#include "text/time_format.h"

namespace sekisho::casework {
namespace {

constexpr size_t kHashDigits = 64;

Thing thing_of(int64_t id) {
  return {ThingKind::kDelivery, id};
}

Result<void> check_slip(const Slip& slip) {
  for (const auto& [what, text] : {std::pair{"system", &slip.system},
                                   {"file", &slip.file},
                                   {"extracted_by", &slip.extracted_by}}) {
    if (auto ok = check_name(what, *text); !ok) return ok;
  }
  if (auto ok = check_text("query", slip.query); !ok) return ok;
  if (slip.period.empty() || slip.period.from == kBeginning || slip.period.until == kForever) {
    return fail(ErrorCode::kBadInput, "the period of the slip is none", {},
                "Say from when until when the log was extracted.");
  }
  if (slip.counted < 0) return fail(ErrorCode::kBadInput, "the count of the slip is none");
  if (slip.sha256.size() != kHashDigits)
    return fail(ErrorCode::kBadInput, "the hash of the slip is no SHA-256");
  return {};
}

// Why one delivery cannot take the place of another; empty: it can.
std::string not_correctable(const Delivery& other, const Slip& slip) {
  if (other.state != DeliveryState::kArchived)
    return fmt::format("delivery {} is {}", other.id, name_of(other.state));
  if (other.corrected_by != 0)
    return fmt::format("delivery {} was corrected by delivery {}", other.id, other.corrected_by);
  if (other.slip.system != slip.system || other.slip.file != slip.file)
    return fmt::format("delivery {} is of `{}`", other.id, other.slip.file);
  return {};
}

Result<Delivery> receiving(store::Database& database, int64_t id) {
  Result<Delivery> out = find_delivery(database, id);
  if (out && out->state != DeliveryState::kReceiving)
    return not_now(fmt::format("delivery {} is {}", id, name_of(out->state)));
  return out;
}

void write_received(text::JsonWriter& json, const Received& received) {
  json.member("sha256", received.sha256).member("bytes", received.bytes);
  json.member("lines", received.lines).member("records", received.records);
  json.member("rejects", received.rejects);
  if (!received.segment.empty()) json.member("segment", received.segment);
}

Result<void> store_received(store::Database& database, const Delivery& delivery) {
  const Received& received = delivery.received;
  std::optional<Instant> from, until;
  if (!received.period.empty()) {
    from = received.period.from;
    until = received.period.until;
  }
  const auto done = database.run(
      "UPDATE delivery SET state = $1, same_as = $2, sha256 = $3, bytes = $4, lines = $5, "
      "records = $6, rejects = $7, received_from = $8, received_until = $9, segment = $10, "
      "refusal = $11, detail = $12 WHERE id = $13",
      name_of(delivery.state), delivery.same_as, std::string_view(received.sha256), received.bytes,
      received.lines, received.records, received.rejects, from, until,
      std::string_view(received.segment), name_of(delivery.refusal),
      std::string_view(delivery.detail), delivery.id);
  if (!done) return std::unexpected(done.error());
  return {};
}

// Deliveries that are read in the same way and have accesses of the same time, but for the one that
// this one corrects.
Result<void> find_overlaps(store::Database& database, const Delivery& delivery,
                           std::vector<Difference>& out) {
  const Received& received = delivery.received;
  if (received.period.empty()) return {};
  return database.query(
      [&](const store::ResultRow& row) -> Result<void> {
        out.push_back({DifferenceKind::kOverlap, row.integer(0), 0,
                       std::min(received.period.until.micros, row.integer(2)) -
                           std::max(received.period.from.micros, row.integer(1))});
        return {};
      },
      "SELECT id, received_from, received_until FROM delivery WHERE system = $1 AND profile = $2 "
      "AND state = 'archived' AND corrected_by = 0 AND id <> $3 AND id <> $4 "
      "AND received_from < $5 AND received_until > $6 ORDER BY id",
      std::string_view(delivery.slip.system), std::string_view(delivery.profile), delivery.id,
      delivery.slip.corrects, received.period.until, received.period.from);
}

Result<void> store_differences(store::Database& database, int64_t id,
                               const std::vector<Difference>& differences) {
  int64_t place = 0;
  for (const Difference& one : differences) {
    const auto done = database.run(
        "INSERT INTO delivery_difference (delivery_id, place, kind, other, stated, found) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        id, place++, name_of(one.kind), one.other, one.stated, one.found);
    if (!done) return std::unexpected(done.error());
  }
  return {};
}

// Writes what became of a delivery, and the step that says so.
Result<void> settle(Journal& journal, const Delivery& delivery,
                    const std::vector<Difference>& differences) {
  store::Database& database = journal.database();
  if (auto done = store_received(database, delivery); !done) return done;
  if (auto done = store_differences(database, delivery.id, differences); !done) return done;
  const auto noted =
      journal.add(thing_of(delivery.id), name_of(delivery.state), [&](text::JsonWriter& json) {
        write_received(json, delivery.received);
        if (delivery.same_as != 0) json.member("same_as", delivery.same_as);
        if (delivery.refusal != Refusal::kNone) {
          json.member("refusal", name_of(delivery.refusal)).member("detail", delivery.detail);
        }
        json.key("differences").begin_array();
        for (const Difference& one : differences) {
          json.begin_object().member("kind", name_of(one.kind)).member("other", one.other);
          json.member("stated", one.stated).member("found", one.found).end_object();
        }
        json.end_array();
      });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace

std::vector<Difference> reconcile(const Slip& slip, const Received& received) {
  std::vector<Difference> out;
  if (slip.counted != received.records)
    out.push_back({DifferenceKind::kCount, 0, slip.counted, received.records});
  if (!received.period.empty()) {
    if (received.period.from < slip.period.from) {
      out.push_back(
          {DifferenceKind::kPeriod, 0, slip.period.from.micros, received.period.from.micros});
    }
    if (slip.period.until < received.period.until) {
      out.push_back(
          {DifferenceKind::kPeriod, 0, slip.period.until.micros, received.period.until.micros});
    }
  }
  if (received.rejects > 0) out.push_back({DifferenceKind::kRejects, 0, 0, received.rejects});
  return out;
}

Result<int64_t> hand_in(Journal& journal, const Slip& slip, const std::string& profile,
                        const std::string& upload) {
  if (auto ok = check_slip(slip); !ok) return std::unexpected(ok.error());
  store::Database& database = journal.database();
  if (slip.corrects != 0) {
    const Result<Delivery> other = find_delivery(database, slip.corrects);
    if (!other) return std::unexpected(other.error());
    if (std::string why = not_correctable(*other, slip); !why.empty())
      return not_now(std::move(why), "A log is corrected by one of the same name.");
  }
  const Result<int64_t> id = next_id(database, "SELECT MAX(id) FROM delivery");
  if (!id) return std::unexpected(id.error());
  const std::string thing = name_of(thing_of(*id));
  const auto done = database.run(
      "INSERT INTO delivery (id, thing, system, file, profile, upload, state, extracted_by, query, "
      "period_from, period_until, counted, stated_sha256, corrects, corrected_by, same_as, sha256, "
      "bytes, lines, records, rejects, received_from, received_until, segment, refusal, detail, "
      "handed_in_by, handed_in_at) VALUES ($1, $2, $3, $4, $5, $6, 'receiving', $7, $8, $9, $10, "
      "$11, $12, $13, 0, 0, '', 0, 0, 0, 0, NULL, NULL, '', '', '', $14, $15)",
      *id, std::string_view(thing), std::string_view(slip.system), std::string_view(slip.file),
      std::string_view(profile), std::string_view(upload), std::string_view(slip.extracted_by),
      std::string_view(slip.query), slip.period.from, slip.period.until, slip.counted,
      std::string_view(slip.sha256), slip.corrects, std::string_view(journal.author().by),
      journal.author().now);
  if (!done) return std::unexpected(done.error());
  const auto noted = journal.add(thing_of(*id), "handed-in", [&](text::JsonWriter& json) {
    json.member("system", slip.system).member("file", slip.file).member("profile", profile);
    json.member("extracted_by", slip.extracted_by).member("query", slip.query);
    json.member("from", text::rfc3339(slip.period.from, text::kUtc));
    json.member("until", text::rfc3339(slip.period.until, text::kUtc));
    json.member("counted", slip.counted).member("sha256", slip.sha256);
    if (slip.corrects != 0) json.member("corrects", slip.corrects);
  });
  if (!noted) return std::unexpected(noted.error());
  return *id;
}

Result<Meeting> meet(store::Database& database, const Delivery& delivery,
                     const std::string& sha256) {
  const Slip& slip = delivery.slip;
  if (sha256 != slip.sha256) {
    return Meeting{0, Refusal::kHash,
                   fmt::format("the slip says {}, and {} arrived", slip.sha256, sha256)};
  }
  const auto same = database.number(
      "SELECT MIN(id) FROM delivery WHERE system = $1 AND sha256 = $2 AND state = 'archived'",
      std::string_view(slip.system), std::string_view(sha256));
  if (!same) return std::unexpected(same.error());
  if (*same) return Meeting{.same_as = **same};
  if (slip.corrects != 0) {
    const Result<Delivery> other = find_delivery(database, slip.corrects);
    if (!other) return std::unexpected(other.error());
    std::string why = not_correctable(*other, slip);
    return Meeting{0, why.empty() ? Refusal::kNone : Refusal::kCorrects, std::move(why)};
  }
  const auto there = database.number(
      "SELECT MAX(id) FROM delivery WHERE file = $1 AND state = 'archived' AND corrected_by = 0",
      std::string_view(slip.file));
  if (!there) return std::unexpected(there.error());
  if (!*there) return Meeting{};
  return Meeting{0, Refusal::kName, fmt::format("delivery {} is of `{}`", **there, slip.file)};
}

Result<void> archive(Journal& journal, int64_t id, const Received& received) {
  store::Database& database = journal.database();
  Result<Delivery> delivery = receiving(database, id);
  if (!delivery) return std::unexpected(delivery.error());
  delivery->state = DeliveryState::kArchived;
  delivery->received = received;
  std::vector<Difference> differences = reconcile(delivery->slip, received);
  if (auto done = find_overlaps(database, *delivery, differences); !done) return done;
  if (const int64_t other = delivery->slip.corrects; other != 0) {
    differences.push_back({DifferenceKind::kCorrects, other, 0, 0});
    const auto done =
        database.run("UPDATE delivery SET corrected_by = $1 WHERE id = $2", id, other);
    if (!done) return std::unexpected(done.error());
    const auto noted = journal.add(thing_of(other), "corrected",
                                   [&](text::JsonWriter& json) { json.member("by_delivery", id); });
    if (!noted) return std::unexpected(noted.error());
  }
  return settle(journal, *delivery, differences);
}

Result<void> note_known(Journal& journal, int64_t id, int64_t same_as) {
  Result<Delivery> delivery = receiving(journal.database(), id);
  if (!delivery) return std::unexpected(delivery.error());
  const Result<Delivery> other = find_delivery(journal.database(), same_as);
  if (!other) return std::unexpected(other.error());
  delivery->state = DeliveryState::kKnown;
  delivery->same_as = same_as;
  delivery->received = other->received;
  return settle(journal, *delivery, reconcile(delivery->slip, delivery->received));
}

Result<void> refuse(Journal& journal, int64_t id, const Received& received, Refusal refusal,
                    const std::string& detail) {
  Result<Delivery> delivery = receiving(journal.database(), id);
  if (!delivery) return std::unexpected(delivery.error());
  delivery->state = DeliveryState::kRefused;
  delivery->received = received;
  delivery->refusal = refusal;
  delivery->detail = detail;
  return settle(journal, *delivery, {});
}

Result<void> note_copy(Journal& journal, int64_t id, const Copy& copy) {
  store::Database& database = journal.database();
  const Result<Delivery> delivery = find_delivery(database, id);
  if (!delivery) return std::unexpected(delivery.error());
  if (delivery->state != DeliveryState::kArchived)
    return not_now(fmt::format("delivery {} is {}", id, name_of(delivery->state)));
  const auto place =
      database.number("SELECT COUNT(*) FROM delivery_copy WHERE delivery_id = $1", id);
  if (!place) return std::unexpected(place.error());
  const auto done = database.run(
      "INSERT INTO delivery_copy (delivery_id, place, sha256, bytes, lines, only_delivered, "
      "only_copy, segment, obtained_by, obtained_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
      "$10)",
      id, place->value_or(0), std::string_view(copy.sha256), copy.bytes, copy.lines,
      copy.only_delivered, copy.only_copy, std::string_view(copy.segment),
      std::string_view(journal.author().by), journal.author().now);
  if (!done) return std::unexpected(done.error());
  const auto noted = journal.add(thing_of(id), "compared", [&](text::JsonWriter& json) {
    json.member("sha256", copy.sha256).member("bytes", copy.bytes).member("lines", copy.lines);
    json.member("only_delivered", copy.only_delivered).member("only_copy", copy.only_copy);
    if (!copy.segment.empty()) json.member("segment", copy.segment);
  });
  if (!noted) return std::unexpected(noted.error());
  return {};
}

}  // namespace sekisho::casework
