#include "service/store/evidence_fold.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "crypto/sha256.h"
#include "evidence/key_id.h"
#include "register/file_loader.h"
#include "store/change_log.h"
#include "store/outbox.h"
#include "store/supply_writer.h"
#include "text/json.h"
#include "text/number.h"
#include "tlog/tree_hash.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

constexpr std::string_view kRevision = "change.";

std::string_view text_at(const JsonValue& value, std::string_view pointer) {
  const JsonValue* const found = value.at_pointer(pointer);
  return found == nullptr ? "" : found->as_string().value_or("");
}

// An entry of a change, or nothing.
struct ChangeEntry {
  uint64_t index = 0;
  std::string bytes;
  int64_t change = 0;
  evidence::BodyReference body;
};

std::optional<ChangeEntry> change_entry(uint64_t index, std::string_view bytes) {
  if (bytes.find("\"on\":\"fact\"") == std::string_view::npos) return std::nullopt;
  const Result<JsonValue> entry = JsonValue::parse(bytes);
  if (!entry || text_at(*entry, "/kind") != "act" || text_at(*entry, "/on") != "fact")
    return std::nullopt;
  const std::string_view revision = text_at(*entry, "/facts_revision");
  const Result<evidence::KeyId> key = evidence::KeyId::parse(text_at(*entry, "/body/key"));
  if (!revision.starts_with(kRevision) || !key) return std::nullopt;
  const auto change = text::parse_i64(revision.substr(kRevision.size()));
  const JsonValue* const size = entry->at_pointer("/body/bytes");
  if (!change || size == nullptr || !size->as_uint()) return std::nullopt;
  return ChangeEntry{index,
                     std::string(bytes),
                     *change,
                     {std::string(text_at(*entry, "/body/hash")), *key, *size->as_uint()}};
}

// The sealed files of one change, in a directory that goes with it.
class UnsealedFiles {
 public:
  explicit UnsealedFiles(fs::path directory) : directory_(std::move(directory)) {}
  UnsealedFiles(const UnsealedFiles&) = delete;
  UnsealedFiles& operator=(const UnsealedFiles&) = delete;
  ~UnsealedFiles() {
    std::error_code ignored;
    fs::remove_all(directory_, ignored);
  }
  fs::path path(size_t index) const { return directory_ / std::to_string(index); }

  Result<void> take(size_t index, std::string_view bytes) {
    std::error_code failed;
    fs::create_directories(directory_, failed);
    fs::permissions(directory_, fs::perms::owner_all, failed);
    if (index != open_) {
      out_ = std::ofstream(path(index), std::ios::binary | std::ios::trunc);
      open_ = index;
    }
    out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out_.flush();
    if (out_) return {};
    return fail(ErrorCode::kIo, "cannot write a file", {path(index).string()});
  }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);
  fs::path directory_;
  std::ofstream out_;
  size_t open_ = kNone;
};

class Folder {
 public:
  Folder(store::Database& into, const store::SupplyFiles& segments, evidence::StoreReader& log,
         evidence::Beside& beside)
      : into_(into), segments_(segments), log_(log), beside_(beside) {}

  Result<Folded> run(const HeardBytes& heard) {
    std::vector<ChangeEntry> entries;
    auto visited = log_.visit(0, log_.size(), [&](uint64_t index, std::string_view bytes) {
      if (auto entry = change_entry(index, bytes)) entries.push_back(std::move(*entry));
      return true;
    });
    if (!visited) return std::unexpected(visited.error());
    uint64_t total = 0;
    uint64_t done = 0;
    for (const ChangeEntry& entry : entries) total += entry.body.bytes;
    for (const ChangeEntry& entry : entries) {
      if (auto proved = log_.prove(entry.index); !proved) return std::unexpected(proved.error());
      if (auto folded = fold(entry); !folded) {
        Error error = folded.error();
        error.message = fmt::format("change {}: {}", entry.change, error.message);
        return std::unexpected(std::move(error));
      }
      done += entry.body.bytes;
      if (heard) heard(done, total);
    }
    return std::move(out_);
  }

 private:
  Result<void> fold(const ChangeEntry& entry) {
    UnsealedFiles files(segments_.directory() /
                        fmt::format("unsealed-{}-{}.tmp", ::getpid(), entry.change));
    store::BodyReader reader(
        [&](size_t index, std::string_view bytes) { return files.take(index, bytes); });
    const auto answer = beside_.bodies().read(
        entry.body, [&](std::string_view bytes) { return reader.add(bytes); });
    if (!answer) return std::unexpected(answer.error());
    if (answer->state == evidence::BodyState::kErased) return note_erased(entry);
    if (answer->state != evidence::BodyState::kWhole) {
      return fail(ErrorCode::kBadInput,
                  fmt::format("its body is {}: {}", name_of(answer->state), answer->reason), {},
                  "Bring record.private back from its backup.");
    }
    Result<store::ChangeBody> body = reader.finish();
    if (!body) return std::unexpected(body.error());
    if (body->change.id != entry.change) {
      return fail(ErrorCode::kBadInput, "its body is that of another change");
    }
    if (auto restored = store::restore_change(into_, body->change); !restored) return restored;
    for (const store::NewSegment& segment : body->change.segments) {
      if (auto made = make_segment(segment, *body, files); !made) return made;
    }
    ++out_.changes;
    return put_entry(entry);
  }

  Result<void> note_erased(const ChangeEntry& entry) {
    out_.erased.insert(entry.change);
    const Result<JsonValue> json = JsonValue::parse(entry.bytes);
    const auto time = json ? evidence::entry_time(text_at(*json, "/time")) : std::nullopt;
    store::Change change;
    change.id = entry.change;
    change.recorded_at = time.value_or(Instant{});
    change.consent.reason = json ? text_at(*json, "/reason") : "";
    change.preview = json ? text_at(*json, "/after") : "";
    if (auto restored = store::restore_change(into_, change); !restored) return restored;
    return put_entry(entry);
  }

  Result<void> put_entry(const ChangeEntry& entry) {
    const auto put = store::put_in_outbox(
        into_, {0, entry.change, entry.bytes,
                crypto::to_hex(crypto::view(tlog::leaf_hash(entry.bytes))), entry.index});
    return put ? Result<void>() : std::unexpected(put.error());
  }

  // Reads the sealed files again, as the import did.
  Result<void> make_segment(const store::NewSegment& stated, const store::ChangeBody& body,
                            const UnsealedFiles& files) {
    const auto text = std::ranges::find(body.profiles, stated.profile, &store::ProfileText::name);
    if (text == body.profiles.end()) return fail(ErrorCode::kBadInput, "it has no profile");
    const auto profile = reg::parse_register_profile(text->text, text->name);
    if (!profile) return std::unexpected(profile.error());
    if (!*profile) return fail(ErrorCode::kBadInput, "its profile is none of a register");
    reg::Register rows;
    reg::LoadReport report;
    std::vector<reg::SupplySource> sources;
    for (const store::ImportedFile& file : body.change.files) {
      if (file.read.profile != stated.profile) continue;
      const auto content =
          std::ranges::find(body.contents, file.read.sha256, &store::SealedContent::sha256);
      if (content == body.contents.end()) return fail(ErrorCode::kBadInput, "a file is missing");
      const auto index = static_cast<size_t>(content - body.contents.begin());
      const auto number = static_cast<uint32_t>(sources.size());
      sources.push_back({file.read.name, file.read.sha256});
      auto loaded = reg::load_file({files.path(index), file.read.name, &**profile, nullptr, {}},
                                   reg::rows_into(rows, (*profile)->table, number), report);
      if (!loaded) return loaded;
    }
    rows.supply.seal();
    return write_segment(stated, **profile, rows, sources, body.change.id);
  }

  Result<void> write_segment(const store::NewSegment& stated, const reg::RegisterProfile& profile,
                             const reg::Register& rows,
                             const std::vector<reg::SupplySource>& sources, int64_t change) {
    std::shared_ptr<const reg::SupplySegment> base;
    if (profile.import.mode == reg::ImportMode::kDelta) {
      const auto standing = store::standing_segments(into_, change - 1, stated.profile);
      if (!standing) return std::unexpected(standing.error());
      if (!standing->empty()) {
        auto opened = segments_.open(standing->front().segment.sha256);
        if (!opened) return std::unexpected(opened.error());
        base = std::move(*opened);
      }
    }
    const fs::path path = segments_.unfinished(fmt::format("fold-{}", ::getpid()));
    const auto written =
        store::write_supply(path, {rows.supply, rows.entity_codes, sources}, base.get());
    if (!written) return std::unexpected(written.error());
    if (written->sha256 != stated.sha256) {
      std::error_code ignored;
      fs::remove(path, ignored);
      return fail(ErrorCode::kBadInput, "its files give another supply segment", {},
                  "Use the version of Sekisho that imported them.");
    }
    return segments_.keep(path, stated.sha256);
  }

  store::Database& into_;
  const store::SupplyFiles& segments_;
  evidence::StoreReader& log_;
  evidence::Beside& beside_;
  Folded out_;
};

}  // namespace

Result<Folded> fold_evidence(const StorePlace& place, const store::StoreDirectory& directory,
                             store::Database& into, const store::SupplyFiles& segments,
                             const HeardBytes& heard) {
  const evidence::StorePlace record = evidence::store_at(directory.record());
  Result<evidence::StoreReader> log = evidence::StoreReader::open(record.directory);
  if (!log) return std::unexpected(log.error());
  if (log->size() == 0) return Folded{};  // it may have no vault yet
  const Result<std::unique_ptr<evidence::Beside>> beside =
      evidence::Beside::open(record, place.master, evidence::Vault::Access::kRead, *log);
  if (!beside) return std::unexpected(beside.error());
  return Folder(into, segments, *log, **beside).run(heard);
}

}  // namespace sekisho::service
