#include "service/evidence/evidence_body.h"

#include <fmt/format.h>

#include "evidence/beside.h"
#include "evidence/store.h"
#include "evidence/store_reader.h"
#include "text/json.h"

namespace sekisho::service {
namespace {

using evidence::Beside;
using evidence::KeyId;
using evidence::Vault;

constexpr size_t kReadBytes = size_t{1} << 16;

// The log is needed to know what was destroyed, and goes with what stands beside it.
struct Opened {
  std::unique_ptr<evidence::StoreReader> log;
  std::unique_ptr<Beside> beside;
};

Result<Opened> open(const EvidencePlace& place, Vault::Access access) {
  Result<evidence::StoreReader> log = evidence::StoreReader::open(place.directory);
  if (!log) return std::unexpected(log.error());
  Opened out{std::make_unique<evidence::StoreReader>(std::move(*log)), nullptr};
  Result<std::unique_ptr<Beside>> beside = Beside::open(
      evidence::store_at(place.directory, place.private_directory), place.master, access, *out.log);
  if (!beside) return std::unexpected(beside.error());
  out.beside = std::move(*beside);
  return out;
}

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

Result<KeyId> key_of(const BodyPut& request) {
  const bool of_class = !request.retention_class.empty() || !request.month.empty();
  if (of_class == !request.subject.empty()) {
    return usage("a body is encrypted under one key", "Name --subject, or --class with --month.");
  }
  const Result<KeyId> key = of_class ? KeyId::of_class(request.retention_class, request.month)
                                     : KeyId::of_person(request.subject);
  if (!key) return usage(key.error().message, key.error().help);
  return key;
}

}  // namespace

Result<std::string> put_body(const BodyPut& request,
                             const std::function<Result<size_t>(std::span<char>)>& read) {
  const Result<KeyId> key = key_of(request);
  if (!key) return std::unexpected(key.error());
  // A destruction that was cut off behind its entry may be in the journal alone: whoever opens the
  // store publishes it. Once the vault is ours, nobody destroys a key, and others may write the
  // log.
  Result<std::unique_ptr<evidence::Store>> store = evidence::Store::open(
      evidence::store_at(request.place.directory, request.place.private_directory));
  if (!store) return std::unexpected(store.error());
  const Result<Opened> opened = open(request.place, Vault::Access::kWrite);
  if (!opened) return std::unexpected(opened.error());
  store->reset();
  Result<evidence::BodyWriter> writer = opened->beside->bodies().begin(*key);
  if (!writer) return std::unexpected(writer.error());
  std::string buffer(kReadBytes, '\0');
  while (true) {
    const Result<size_t> got = read(buffer);
    if (!got) return std::unexpected(got.error());
    if (*got == 0) break;
    if (auto done = writer->append(std::string_view(buffer).substr(0, *got)); !done)
      return std::unexpected(done.error());
  }
  const Result<evidence::BodyReference> reference = writer->finish();
  if (!reference) return std::unexpected(reference.error());
  std::string json;
  text::JsonWriter out(json);
  out.begin_object()
      .member("hash", reference->hash)
      .member("bytes", reference->bytes)
      .member("key", reference->key.text())
      .end_object();
  return json;
}

Result<BodyShown> show_body(const EvidencePlace& place, uint64_t index,
                            const std::function<Result<void>(std::string_view)>& take) {
  const Result<Opened> opened = open(place, Vault::Access::kRead);
  if (!opened) return std::unexpected(opened.error());
  const auto proved = opened->log->prove(index);
  if (!proved) return std::unexpected(proved.error());
  const Result<text::JsonValue> entry = text::JsonValue::parse(proved->entry);
  const text::JsonValue* const body = entry ? entry->find("body") : nullptr;
  if (body == nullptr) {
    return usage(fmt::format("entry {} has no body", index),
                 "`sekisho evidence show` shows the entry itself.");
  }
  const auto text = [&](std::string_view name) -> std::string {
    const text::JsonValue* const value = body->find(name);
    return std::string(value == nullptr ? "" : value->as_string().value_or(""));
  };
  const Result<KeyId> key = KeyId::parse(text("key"));
  if (!key) {
    return usage(fmt::format("the body of entry {} is under no key of this vault", index),
                 "Ask whoever wrote the entry where it is.");
  }
  const text::JsonValue* const bytes = body->find("bytes");
  const Result<evidence::BodyAnswer> answer = opened->beside->bodies().read(
      {text("hash"), *key, bytes == nullptr ? 0 : bytes->as_uint().value_or(0)}, take);
  if (!answer) return std::unexpected(answer.error());
  return BodyShown{std::string(name_of(answer->state)), answer->reason};
}

std::string body_text(const BodyShown& shown, bool japanese) {
  std::string_view state = shown.state;
  if (japanese && state == "erased") state = "消去済み";
  if (japanese && state == "missing") state = "所在不明";
  if (japanese && state == "damaged") state = "損傷";
  return fmt::format("{}: {}\n", state, shown.reason);
}

Result<std::vector<std::string>> pseudonyms_of(const EvidencePlace& place,
                                               const std::vector<std::string>& people) {
  // The first one needs a vault to be made; afterwards it is enough to read.
  Result<Opened> opened = open(place, Vault::Access::kRead);
  if (!opened && opened.error().code == ErrorCode::kNotFound)
    opened = open(place, Vault::Access::kWrite);
  if (!opened) return std::unexpected(opened.error());
  std::vector<std::string> out;
  for (const std::string& person : people) out.push_back(opened->beside->vault().pseudonym(person));
  return out;
}

}  // namespace sekisho::service
