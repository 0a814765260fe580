#include "service/registers/register_imports.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "crypto/random.h"
#include "service/registers/limits.h"
#include "service/registers/prepared_import_file.h"
#include "store/change_log.h"
#include "store/outbox.h"
#include "text/json_members.h"
#include "tlog/file_system.h"

namespace sekisho::service {
namespace {

namespace fs = std::filesystem;

constexpr size_t kIdBytes = 8;
constexpr std::string_view kAbout = "import.json";
constexpr std::string_view kPreview = "preview.json";
constexpr std::string_view kFiles = "register";  // as the command line has it: names begin so

std::unexpected<Error> usage(std::string message, std::string help) {
  return fail(ErrorCode::kUsage, std::move(message), {}, std::move(help));
}

std::unexpected<Error> unusable(const fs::path& place, const std::error_code& code) {
  return fail(ErrorCode::kIo,
              fmt::format("cannot write below `{}`: {}", place.string(), code.message()));
}

Result<void> write_whole(const fs::path& directory, std::string_view name, std::string_view bytes) {
  const auto open = tlog::open_directory(directory.string());
  if (!open) return std::unexpected(open.error());
  return tlog::write_durably(**open, name, bytes);
}

Result<std::string> read_file(const fs::path& directory, std::string_view name) {
  const auto open = tlog::open_directory(directory.string());
  if (!open) return std::unexpected(open.error());
  return tlog::read_whole(**open, name, kMaxImportFileBytes);
}

}  // namespace

Result<std::unique_ptr<RegisterImports>> RegisterImports::open(Parts parts) {
  const fs::path directory = parts.directory;
  if (auto made = tlog::make_and_open_private_directory(directory.string()); !made)
    return std::unexpected(made.error());
  std::error_code code;
  auto out = std::make_unique<RegisterImports>(std::move(parts));
  for (fs::directory_iterator at(directory, code), end; !code && at != end; at.increment(code)) {
    if (auto read = out->read_one(at->path().filename().string()); !read)
      return std::unexpected(read.error());
  }
  if (code) return unusable(directory, code);
  return out;
}

Result<void> RegisterImports::read_one(const std::string& id) {
  const Result<std::string> text = read_file(place_of(id), kAbout);
  if (!text && text.error().code == ErrorCode::kNotFound) {  // it was never told of
    std::error_code ignored;
    fs::remove_all(place_of(id), ignored);
    return {};
  }
  if (!text) return std::unexpected(text.error());
  Result<PreparedImport> import = parse_prepared_import(*text, id);
  if (!import) return std::unexpected(import.error());
  imports_[id] = std::move(*import);
  return {};
}

fs::path RegisterImports::place_of(std::string_view id) const {
  return parts_.directory / id;
}

// Written before anybody is told.
Result<PreparedImport> RegisterImports::keep(PreparedImport next) {
  ++next.version;
  if (auto kept = write_whole(place_of(next.id), kAbout, prepared_import_file(next)); !kept)
    return std::unexpected(kept.error());
  const std::lock_guard lock(mutex_);
  return imports_[next.id] = std::move(next);
}

// What says that it is there goes first, so that after a crash it is not there half.
Result<void> RegisterImports::drop(std::string_view id) {
  const std::lock_guard acting(acting_);
  const Result<PreparedImport> import = known(id);
  if (!import) return std::unexpected(import.error());
  if (import->state != ImportState::kShown && import->state != ImportState::kFailed)
    return usage(fmt::format("the import is {}", name_of(import->state)),
                 "Only what was shown or failed can be dropped.");
  std::error_code code;
  fs::remove(place_of(id) / kAbout, code);
  if (code) return unusable(place_of(id) / kAbout, code);
  {
    const std::lock_guard lock(mutex_);
    imports_.erase(imports_.find(id));
  }
  fs::remove_all(place_of(id), code);  // what stays is removed when it is opened next
  return {};
}

std::optional<PreparedImport> RegisterImports::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found = imports_.find(id);
  return found == imports_.end() ? std::nullopt : std::optional(found->second);
}

Result<PreparedImport> RegisterImports::known(std::string_view id) const {
  if (auto found = find(id)) return *found;
  return fail(ErrorCode::kNotFound, fmt::format("there is no import `{}`", id));
}

std::vector<PreparedImport> RegisterImports::list() const {
  const std::lock_guard lock(mutex_);
  std::vector<PreparedImport> out;
  for (const auto& [id, import] : imports_) out.push_back(import);
  std::ranges::sort(out, [](const PreparedImport& one, const PreparedImport& other) {
    return std::pair(one.prepared, one.id) > std::pair(other.prepared, other.id);
  });
  return out;
}

Result<std::string> RegisterImports::preview(std::string_view id) const {
  const Result<PreparedImport> import = known(id);
  if (!import) return std::unexpected(import.error());
  return read_file(place_of(id), kPreview);
}

Result<bool> RegisterImports::is_current(const PreparedImport& import) const {
  bool current = false;
  auto read = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    const Result<int64_t> newest = store::newest_change(database);
    if (!newest) return std::unexpected(newest.error());
    current = *newest == import.base;
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return current;
}

// Links them under their names: nothing is copied. On the disk when it returns.
Result<void> RegisterImports::take_files(PreparedImport& import,
                                         const std::vector<std::string>& uploads) {
  const fs::path files = place_of(import.id) / kFiles;
  if (auto made = make_directories(files); !made) return made;
  std::set<std::string> names;
  for (const std::string& id : uploads) {
    const Result<Upload> upload = parts_.uploads->find(import.caller, id);
    if (!upload) return std::unexpected(upload.error());
    const Result<fs::path> data = parts_.uploads->file(import.caller, id);
    if (!data) return std::unexpected(data.error());
    if (!names.insert(upload->name).second)
      return usage(fmt::format("`{}` is there twice", upload->name), "Import each file once.");
    const fs::path to = files / upload->name;
    if (auto made = make_directories(to.parent_path()); !made) return made;
    std::error_code code;
    fs::create_hard_link(*data, to, code);
    if (code) return unusable(to, code);
    if (auto synced = sync_name(to); !synced) return synced;
    import.files.push_back({upload->name, upload->sha256, upload->bytes});
  }
  return {};
}

Result<PreparedImport> RegisterImports::submit(PreparedImport next, const std::string& kind,
                                               const std::string& caller,
                                               const std::string& request, Jobs& jobs) {
  const Result<Job> job = jobs.submit({kind, request, caller});
  if (!job) return std::unexpected(job.error());
  next.job = job->id;
  next.error.clear();
  return keep(std::move(next));
}

Result<PreparedImport> RegisterImports::prepare(const std::string& caller,
                                                const std::vector<std::string>& uploads,
                                                const std::string& effective, Jobs& jobs) {
  if (uploads.empty()) return usage("no upload is named", "Name those that make up the import.");
  if (uploads.size() > kMaxImportUploads)
    return usage("there are too many uploads", fmt::format("Name at most {}.", kMaxImportUploads));
  const std::lock_guard acting(acting_);
  {
    const std::lock_guard lock(mutex_);
    if (imports_.size() >= kMaxImports)
      return fail(ErrorCode::kLimit, "there are too many imports", {}, "Tell the administrator.");
  }
  PreparedImport import;
  import.id = crypto::random_hex(kIdBytes);
  import.caller = caller;
  import.prepared = parts_.now();
  import.effective = effective;
  auto taken = take_files(import, uploads);
  std::error_code ignored;
  if (!taken) {
    fs::remove_all(place_of(import.id), ignored);
    return std::unexpected(taken.error());
  }
  const auto kept = keep(import);
  if (!kept) return kept;
  for (const std::string& id : uploads) {
    if (auto dropped = parts_.uploads->drop(caller, id); !dropped)
      return std::unexpected(dropped.error());
  }
  return submit(*kept, std::string(kPreviewJob), caller, prepared_import_request(import.id, {}),
                jobs);
}

Result<PreparedImport> RegisterImports::compare_again(std::string_view id,
                                                      const std::string& caller, Jobs& jobs) {
  const std::lock_guard acting(acting_);
  Result<PreparedImport> import = known(id);
  if (!import) return import;
  if (import->state != ImportState::kShown && import->state != ImportState::kFailed) {
    return usage(fmt::format("the import is {}", name_of(import->state)),
                 "Only one that was shown or failed is compared again.");
  }
  import->state = ImportState::kComparing;
  import->approved_by.clear();
  import->approval.clear();
  return submit(std::move(*import), std::string(kPreviewJob), caller,
                prepared_import_request(id, {}), jobs);
}

Result<PreparedImport> RegisterImports::approve(std::string_view id, const std::string& caller,
                                                const std::string& number) {
  const std::lock_guard acting(acting_);
  Result<PreparedImport> import = known(id);
  if (!import) return import;
  if (import->state != ImportState::kShown)
    return usage(fmt::format("the import is {}", name_of(import->state)),
                 "Only one that was shown can be approved.");
  if (import->caller == caller)
    return usage("whoever prepares an import cannot approve it", "Ask somebody else.");
  import->approved_by = caller;
  import->approval = number;
  return keep(std::move(*import));
}

Result<PreparedImport> RegisterImports::apply(std::string_view id, const Decision& decision,
                                              Jobs& jobs) {
  const std::lock_guard acting(acting_);
  Result<PreparedImport> import = known(id);
  if (!import) return import;
  if (import->state != ImportState::kShown)
    return usage(fmt::format("the import is {}", name_of(import->state)),
                 "Only one that was shown can be applied.");
  const Result<bool> current = is_current(*import);
  if (!current) return std::unexpected(current.error());
  if (!*current)
    return usage("the registers changed since it was compared", "Compare it again, and look.");
  if (!decision.approval.empty()) import->approval = decision.approval;
  const store::Consent consent{decision.caller, decision.reason, import->approved_by,
                               import->approval};
  if (auto checked = check_consent(consent); !checked) return std::unexpected(checked.error());
  if (!import->grounds.empty() && !has_second_person(consent)) {
    return usage("a second person is needed: " + import->grounds.front(),
                 "Let somebody else approve it, or give the number of a decision.");
  }
  import->state = ImportState::kApplying;
  return submit(std::move(*import), std::string(kImportJob), decision.caller,
                prepared_import_request(id, consent), jobs);
}

RegisterImport RegisterImports::request_of(const PreparedImport& import) const {
  RegisterImport out;
  out.places = {(place_of(import.id) / kFiles).string()};
  out.profiles = parts_.profiles.string();
  out.effective = import.effective;
  return out;
}

Result<std::string> RegisterImports::run(const Job& job, JobWatch& watch) {
  const Result<text::JsonValue> request = text::JsonValue::parse(job.request, job.id);
  if (!request) return std::unexpected(request.error());
  const Result<PreparedImport> import = [&] {
    const std::lock_guard acting(acting_);  // whoever submitted the job has written that down
    return known(text::text_member(*request, "import"));
  }();
  if (!import) return std::unexpected(import.error());
  const bool applies = job.kind == kImportJob;
  auto done =
      applies ? change(*import,
                       {text::text_member(*request, "by"), text::text_member(*request, "reason"),
                        text::text_member(*request, "approved_by"),
                        text::text_member(*request, "approval")},
                       watch)
              : compare(*import, watch);
  if (done) return import->id;
  // A change that somebody may have made meanwhile is looked for when the job runs again.
  PreparedImport failed = *import;
  failed.state = ImportState::kFailed;
  failed.error = to_string(done.error());
  if (auto kept = keep(std::move(failed)); !kept) return std::unexpected(kept.error());
  return std::unexpected(done.error());
}

Result<void> RegisterImports::compare(PreparedImport import, JobWatch& watch) {
  ImportPreview preview;
  auto read = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    const Result<int64_t> newest = store::newest_change(database);
    if (!newest) return std::unexpected(newest.error());
    import.base = *newest;
    auto compared = preview_import(
        database, parts_.ledger->directory(), request_of(import), parts_.now(),
        [&](uint64_t bytes, uint64_t of) { watch.progress({"registers", bytes, of}); });
    if (!compared) return std::unexpected(compared.error());
    preview = std::move(*compared);
    return {};
  });
  if (!read) return read;
  if (watch.unwanted()) return usage("the comparison was cancelled", "Compare it again.");
  const std::string shown = import_json(preview, nullptr, kMaxPreviewSamples);
  if (auto written = write_whole(place_of(import.id), kPreview, shown); !written) return written;
  import.hash = preview.hash;
  import.nothing = preview.nothing;
  import.grounds = preview.grounds;
  import.state = ImportState::kShown;
  const auto kept = keep(std::move(import));
  return kept ? Result<void>() : std::unexpected(kept.error());
}

// Whether an attempt before this one recorded the change, and nobody noted it.
Result<bool> RegisterImports::find_done(PreparedImport& import) {
  auto read = parts_.ledger->read([&](store::Database& database) -> Result<void> {
    const auto changes = store::changes_from(database, import.base + 1);
    if (!changes) return std::unexpected(changes.error());
    const auto found = std::ranges::find(*changes, import.hash, &store::Change::preview);
    if (found == changes->end()) return {};
    import.change = found->id;
    const auto entry = store::entry_of_change(database, found->id);
    if (!entry) return std::unexpected(entry.error());
    import.entry = static_cast<uint64_t>(entry->value_or(0));
    return {};
  });
  if (!read) return std::unexpected(read.error());
  return import.change != 0;
}

Result<void> RegisterImports::change(PreparedImport import, const store::Consent& consent,
                                     JobWatch& watch) {
  const Result<bool> done = find_done(import);
  if (!done) return std::unexpected(done.error());
  if (!*done) {
    const auto session = StoreSession::on(*parts_.ledger);
    if (!session) return std::unexpected(session.error());
    if ((*session)->newest_change() != import.base)
      return usage("the registers changed since it was compared", "Compare it again, and look.");
    RegisterImport request = request_of(import);
    request.consent = consent;
    request.consent.pseudonyms = true;
    request.expected = import.hash;
    const auto imported = import_registers(
        **session, request, parts_.now(),
        [&](uint64_t bytes, uint64_t of) { watch.progress({"registers", bytes, of}); });
    if (!imported) return std::unexpected(imported.error());
    import.change = imported->change;
    import.entry = imported->entry;
  }
  import.state = ImportState::kApplied;
  const auto kept = keep(import);
  if (!kept) return std::unexpected(kept.error());
  parts_.knowledge->look();
  // The files stand in the body of the change from now on.
  std::error_code ignored;
  fs::remove_all(place_of(import.id) / kFiles, ignored);
  return {};
}

}  // namespace sekisho::service
