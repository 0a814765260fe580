#include "service/upload/uploads.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "crypto/random.h"
#include "crypto/sha256.h"
#include "text/encoding.h"
#include "text/json.h"
#include "text/time_format.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;
using text::JsonValue;

constexpr std::string_view kAbout = ".json";
constexpr std::string_view kData = ".data";
constexpr size_t kIdBytes = 16;
constexpr size_t kBlockBytes = size_t{1} << 20;

// A relative path of plain parts: it stays below whatever directory it is put in.
bool is_file_name(std::string_view name) {
  const bool control = std::ranges::any_of(
      name, [](char one) { return static_cast<unsigned char>(one) < 0x20 || one == 0x7F; });
  if (control || name.size() > kMaxUploadNameBytes || !text::valid_utf8(name)) return false;
  while (true) {
    const size_t end = std::min(name.find('/'), name.size());
    if (end == 0 || name.starts_with('.')) return false;
    if (name.substr(0, end).find('\\') != std::string_view::npos) return false;
    if (end == name.size()) return true;
    name.remove_prefix(end + 1);
  }
}

std::string about(const Upload& upload) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("id", upload.id).member("caller", upload.caller).member("name", upload.name);
  json.member("bytes", upload.bytes).member("sha256", upload.sha256);
  json.member("expires", upload.expires.micros).member("complete", upload.complete);
  json.end_object();
  return out;
}

Result<Upload> parse_about(std::string_view json, const std::string& file) {
  const Result<JsonValue> value = JsonValue::parse(json, file);
  if (!value) return std::unexpected(value.error());
  const auto string = [&](std::string_view name) {
    const JsonValue* found = value->find(name);
    return found == nullptr ? std::string() : std::string(found->as_string().value_or(""));
  };
  const auto number = [&](std::string_view name) {
    const JsonValue* found = value->find(name);
    return found == nullptr ? 0 : found->as_int().value_or(0);
  };
  const JsonValue* complete = value->find("complete");
  Upload out{.id = string("id"),
             .caller = string("caller"),
             .name = string("name"),
             .bytes = static_cast<uint64_t>(number("bytes")),
             .sha256 = string("sha256"),
             .expires = Instant{number("expires")},
             .complete = complete != nullptr && complete->as_bool() == true};
  if (out.id + std::string(kAbout) == file) return out;
  return fail(ErrorCode::kBadInput, "the file is about no upload", {file}, "Remove it.");
}

std::string data_of(std::string_view id) {
  return std::string(id) + std::string(kData);
}

}  // namespace

Uploads::Uploads(fs::path path, std::unique_ptr<tlog::Directory> directory,
                 std::function<Instant()> now, const UploadLimits& limits)
    : path_(std::move(path)),
      directory_(std::move(directory)),
      now_(std::move(now)),
      limits_(limits) {}

Result<std::unique_ptr<Uploads>> Uploads::open(const fs::path& path, std::function<Instant()> now,
                                               const UploadLimits& limits) {
  auto directory = tlog::make_and_open_private_directory(path.string());
  if (!directory) return std::unexpected(directory.error());
  auto out = std::make_unique<Uploads>(path, std::move(*directory), std::move(now), limits);
  if (auto read = out->read(); !read) return std::unexpected(read.error());
  return out;
}

Result<void> Uploads::read() {
  const Result<std::vector<std::string>> names = directory_->names();
  if (!names) return std::unexpected(names.error());
  for (const std::string& name : *names) {
    if (!name.ends_with(kAbout)) continue;
    const Result<std::string> text = tlog::read_whole(*directory_, name, kMaxUploadFileBytes);
    if (!text) return std::unexpected(text.error());
    Result<Upload> upload = parse_about(*text, name);
    if (!upload) return std::unexpected(upload.error());
    // Without data it was being dropped.
    if (const auto data = directory_->open(data_of(upload->id), tlog::OpenMode::kRead)) {
      const Result<uint64_t> size = (*data)->size();
      if (!size) return std::unexpected(size.error());
      upload->offset = *size;
      entries_[upload->id].upload = std::move(*upload);
    } else if (auto removed = directory_->remove(name); !removed) {
      return removed;
    }
  }
  return {};
}

Result<void> Uploads::keep(const Upload& upload) {
  return tlog::write_durably(*directory_, upload.id + std::string(kAbout), about(upload));
}

// What nobody has sent anything to for days.
void Uploads::drop_old() {
  const Instant now = now_();
  for (auto at = entries_.begin(); at != entries_.end();) {
    const auto one = at++;
    if (one->second.busy || one->second.upload.expires > now) continue;
    if (directory_->remove(data_of(one->first))) {
      [[maybe_unused]] const auto gone = directory_->remove(one->first + std::string(kAbout));
      entries_.erase(one);
    }
  }
}

Result<void> Uploads::room_for(const std::string& caller, uint64_t bytes) const {
  const auto too_much = [](std::string what) {
    return fail(ErrorCode::kLimit, std::move(what), {},
                "Wait until others are used, or drop them.");
  };
  if (bytes > limits_.file_bytes) {
    return fail(ErrorCode::kLimit, fmt::format("a file of {} bytes is too large", bytes), {},
                fmt::format("Divide it: a file may have {} bytes.", limits_.file_bytes));
  }
  uint64_t held = 0;
  uint64_t missing = 0;  // of all callers, that is still to come
  size_t count = 0;
  for (const auto& [id, entry] : entries_) {
    missing += entry.upload.bytes - std::min(entry.upload.offset, entry.upload.bytes);
    if (entry.upload.caller != caller) continue;
    held += entry.upload.bytes;
    ++count;
  }
  if (count >= limits_.caller_uploads || entries_.size() >= kMaxUploads)
    return too_much("there are too many uploads");
  if (held + bytes > limits_.caller_bytes)
    return too_much(fmt::format("{} bytes are uploaded already", held));
  std::error_code code;
  const fs::space_info space = fs::space(path_, code);
  if (code || space.available < limits_.spare_bytes ||
      space.available - limits_.spare_bytes < missing + bytes) {
    return fail(ErrorCode::kLimit, "the server's disk has no room for it", {},
                "Tell the administrator, or wait until other uploads are used.");
  }
  return {};
}

Result<Upload> Uploads::begin(const std::string& caller, const Description& description) {
  if (!is_file_name(description.name)) {
    return fail(ErrorCode::kUsage, fmt::format("`{}` is no name of a file", description.name), {},
                "Write a path without `..`, such as nol/nol_2024-10.csv.");
  }
  const std::lock_guard lock(mutex_);
  drop_old();
  if (auto room = room_for(caller, description.bytes); !room) return std::unexpected(room.error());
  Upload upload{.id = crypto::random_hex(kIdBytes),
                .caller = caller,
                .name = description.name,
                .bytes = description.bytes,
                .sha256 = description.sha256,
                .expires = {now_().micros + kUploadKeptSeconds * kMicrosPerSecond}};
  if (auto made = tlog::write_new(*directory_, data_of(upload.id), ""); !made)
    return std::unexpected(made.error());
  if (auto kept = keep(upload); !kept) return std::unexpected(kept.error());
  entries_[upload.id].upload = upload;
  return upload;
}

Result<Uploads::Entries::iterator> Uploads::known(std::string_view caller, std::string_view id) {
  const auto found = entries_.find(id);
  if (found != entries_.end() && found->second.upload.caller == caller) return found;
  return fail(ErrorCode::kNotFound, fmt::format("there is no upload `{}`", id));
}

Result<Upload> Uploads::find(std::string_view caller, std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(id);
  if (found != entries_.end() && found->second.upload.caller == caller) return found->second.upload;
  return fail(ErrorCode::kNotFound, fmt::format("there is no upload `{}`", id));
}

std::vector<Upload> Uploads::list(std::string_view caller) const {
  const std::lock_guard lock(mutex_);
  std::vector<Upload> out;
  for (const auto& [id, entry] : entries_) {
    if (entry.upload.caller == caller) out.push_back(entry.upload);
  }
  std::ranges::sort(out, {}, [](const Upload& one) { return std::pair(one.name, one.id); });
  return out;
}

Result<fs::path> Uploads::file(std::string_view caller, std::string_view id) const {
  const Result<Upload> upload = find(caller, id);
  if (!upload) return std::unexpected(upload.error());
  if (upload->complete) return path_ / data_of(id);
  return fail(ErrorCode::kUsage, fmt::format("`{}` has not arrived as a whole", upload->name), {},
              "Send the rest of it first.");
}

Result<void> Uploads::drop(std::string_view caller, std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = known(caller, id);
  if (!found) return std::unexpected(found.error());
  if ((*found)->second.busy) {
    return fail(ErrorCode::kUsage, "a piece of it is on its way", {}, "End that first.");
  }
  for (const std::string_view suffix : {kData, kAbout}) {
    if (auto removed = directory_->remove(std::string(id) + std::string(suffix)); !removed)
      return removed;
  }
  entries_.erase(*found);
  return {};
}

Result<std::unique_ptr<Uploads::Writer>> Uploads::write(std::string_view caller,
                                                        std::string_view id, uint64_t offset) {
  const std::lock_guard lock(mutex_);
  const auto found = known(caller, id);
  if (!found) return std::unexpected(found.error());
  Entry& entry = (*found)->second;
  if (entry.upload.complete) return fail(ErrorCode::kUsage, "all of it has arrived");
  if (entry.busy) return fail(ErrorCode::kUsage, "another piece of it is on its way");
  if (offset != entry.upload.offset) {
    return fail(ErrorCode::kUsage, fmt::format("{} bytes have arrived", entry.upload.offset), {},
                "Send the bytes from there on.");
  }
  auto file = directory_->open(data_of(id), tlog::OpenMode::kWrite);
  if (!file) return std::unexpected(file.error());
  entry.busy = true;
  return std::make_unique<Writer>(*this, entry.upload, std::move(*file));
}

Upload Uploads::arrived(const Upload& now) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_.find(now.id)->second;
  entry.upload = now;
  entry.upload.expires = {now_().micros + kUploadKeptSeconds * kMicrosPerSecond};
  entry.busy = false;
  return entry.upload;
}

Result<bool> Uploads::is_what_was_said(const Upload& upload) const {
  const auto file = directory_->open(data_of(upload.id), tlog::OpenMode::kRead);
  if (!file) return std::unexpected(file.error());
  crypto::Sha256 hash;
  std::string block(kBlockBytes, '\0');
  for (uint64_t at = 0; at < upload.bytes;) {
    const Result<size_t> got = (*file)->read(at, std::span(block));
    if (!got) return std::unexpected(got.error());
    if (*got == 0) return false;
    hash.update(std::string_view(block).substr(0, *got));
    at += *got;
  }
  return hash.hex() == upload.sha256;
}

// All of it has arrived. It is still busy, so that nobody writes to it while it is hashed.
Result<Upload> Uploads::end(Upload upload) {
  const auto ended = [&]() -> Result<void> {
    const Result<bool> same = is_what_was_said(upload);
    if (!same) return std::unexpected(same.error());
    if (*same) {
      upload.complete = true;
      auto kept = keep(upload);
      upload.complete = kept.has_value();
      return kept;
    }
    if (auto made = tlog::write_new(*directory_, data_of(upload.id), ""); !made)
      return std::unexpected(made.error());
    upload.offset = 0;
    return fail(ErrorCode::kBadInput, "the file does not have the hash that was said", {},
                "Compute it again, or send the file again from its beginning.");
  }();
  upload = arrived(upload);
  if (!ended) return std::unexpected(ended.error());
  return upload;
}

Uploads::Writer::Writer(Uploads& uploads, Upload upload, std::unique_ptr<tlog::File> file)
    : uploads_(uploads), upload_(std::move(upload)), file_(std::move(file)) {}

Uploads::Writer::~Writer() {
  if (file_ != nullptr) uploads_.arrived(upload_);
}

Result<void> Uploads::Writer::append(std::string_view bytes) {
  if (bytes.size() > upload_.bytes - upload_.offset) {
    return fail(ErrorCode::kLimit, fmt::format("the file was said to have {} bytes", upload_.bytes),
                {}, "Begin another upload that says how many it has.");
  }
  if (auto written = file_->write(upload_.offset, bytes); !written) return written;
  upload_.offset += bytes.size();
  return {};
}

Result<Upload> Uploads::Writer::finish() {
  if (auto synced = file_->sync(); !synced) return std::unexpected(synced.error());
  file_.reset();
  if (upload_.offset == upload_.bytes) return uploads_.end(upload_);
  return uploads_.arrived(upload_);
}

std::string upload_json(const Upload& upload) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object();
  json.member("upload", upload.id).member("name", upload.name).member("bytes", upload.bytes);
  json.member("sha256", upload.sha256).member("offset", upload.offset);
  json.member("complete", upload.complete);
  json.member("expires", text::rfc3339(upload.expires, text::kUtc)).end_object();
  return out;
}

Result<Upload> upload_whole(Uploads& uploads, const std::string& caller, const std::string& name,
                            std::string_view bytes) {
  const Result<Upload> begun =
      uploads.begin(caller, {name, bytes.size(), crypto::sha256_hex(bytes)});
  if (!begun) return begun;
  const auto writer = uploads.write(caller, begun->id, 0);
  if (!writer) return std::unexpected(writer.error());
  if (auto written = (*writer)->append(bytes); !written) return std::unexpected(written.error());
  return (*writer)->finish();
}

}  // namespace sekisho::service
