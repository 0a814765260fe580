#include <fmt/format.h>

#include <algorithm>

#include "casework/case_work.h"
#include "crypto/sha256.h"
#include "http/casework_calls.h"
#include "http/masking.h"
#include "service/casework/casework_json.h"
#include "service/casework/desk.h"
#include "text/base64.h"

// Files that people add to cases: kept encrypted beside the record, named by their hash.
namespace sekisho::http {
namespace {

using casework::Attachment;

std::expected<std::vector<Attachment>, Fault> attachments(const Call& call) {
  const auto id = number_of(call, "case");
  if (!id) return std::unexpected(id.error());
  std::vector<Attachment> out;
  const auto done = read(call, [&](store::Database& database) -> Result<void> {
    if (auto found = casework::seen_case(database, {*id, {}}); !found) {
      return std::unexpected(found.error());
    }
    auto all = casework::attachments_of(database, *id);
    if (!all) return std::unexpected(all.error());
    out = std::move(*all);
    return {};
  });
  if (!done) return std::unexpected(done.error());
  return out;
}

}  // namespace

Answer list_attachments(const Call& call) {
  const auto all = attachments(call);
  if (!all) return std::unexpected(all.error());
  std::vector<std::string> items;
  for (const Attachment& one : *all) items.push_back(service::attachment_json(one));
  return json_response(list_json(items));
}

// The file is kept before the step names it; a file that no step names is nobody's.
Answer attach(const Call& call) {
  const auto id = number_of(call, "case");
  if (!id) return std::unexpected(id.error());
  const std::optional<std::string> bytes = text::base64_decode(call.text("content"));
  if (!bytes) return refuse(Problem::kInvalidRequest, "`/content` is no base64");
  int64_t revision = 0;
  const auto found = read(call, [&](store::Database& database) -> Result<void> {
    const auto one = casework::seen_case(database, {*id, {}});
    if (!one) return std::unexpected(one.error());
    revision = one->revision;
    return {};
  });
  if (!found) return std::unexpected(found.error());
  const auto seen = seen_revision(call, revision);
  if (!seen) return std::unexpected(seen.error());
  const auto body = call.services.desk->keep(*bytes, call.now);
  if (!body) return std::unexpected(fault_of(body.error()));
  const Attachment file{call.text("name"),
                        call.text("media"),
                        static_cast<int64_t>(bytes->size()),
                        crypto::sha256_hex(*bytes),
                        body->hash,
                        body->key.text(),
                        static_cast<int64_t>(body->bytes)};
  const auto done = act(call, [&](casework::Journal& journal) {
    return casework::attach(journal, {*id, *seen}, file);
  });
  if (!done) return std::unexpected(done.error());
  Response out = json_response(service::attachment_json(file) + "\n", 201);
  out.headers.push_back(
      {"Location", fmt::format("/api/v1/cases/{}/attachments/{}", *id, file.sha256)});
  return out;
}

// It may name anybody: whoever wants to read it states a purpose, as with the line of a finding. A
// file to be saved, whatever it says that it is: nobody's browser shows it.
Answer get_attachment(const Call& call) {
  const auto all = attachments(call);
  if (!all) return std::unexpected(all.error());
  const auto found = std::ranges::find(*all, call.arguments.text("sha256"), &Attachment::sha256);
  if (found == all->end()) return refuse(Problem::kNotFound, "the case has no such file");
  const auto mask = Mask::of(call, office::ThingKind::kCase, call.arguments.text("case"));
  if (!mask) return std::unexpected(mask.error());
  if (mask->masks()) return std::unexpected(Fault{.problem = Problem::kUnmaskingNeeded});
  const auto key = evidence::KeyId::parse(found->body_key);
  if (!key) return std::unexpected(fault_of(key.error()));
  Result<std::string> bytes =
      call.services.desk->kept({found->body, *key, static_cast<uint64_t>(found->body_bytes)});
  if (!bytes) return std::unexpected(fault_of(bytes.error()));
  Response out{.content_type = "application/octet-stream", .body = std::move(*bytes)};
  out.cache_control = "private, no-store";
  out.etag = fmt::format("\"{}\"", found->sha256);
  out.headers.push_back({"Content-Disposition", "attachment"});
  return out;
}

}  // namespace sekisho::http
