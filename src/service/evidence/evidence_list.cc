#include "service/evidence/evidence_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "evidence/entry.h"
#include "evidence/schema.h"
#include "evidence/store_reader.h"
#include "service/asked.h"
#include "service/evidence/evidence_text.h"
#include "text/json.h"
#include "text/nearest.h"
#include "text/number.h"

namespace sekisho::service {
namespace {

constexpr size_t kWriteBytes = size_t{1} << 16;

// Whether an entry says what is asked for. A record of another program is searched, too, by the
// members of its content.
class Filter {
 public:
  static Result<Filter> make(const EvidenceList& request) {
    const std::vector<std::string> pointers{
        "/time",    "/kind",           "/content/kind", "/system",        "/content/system",
        "/actor",   "/subject",        "/approval/by",  "/content/actor", "/content/subject",
        "/request", "/content/request"};
    Result<text::JsonLineReader> reader = text::JsonLineReader::compile(pointers);
    if (!reader) return std::unexpected(reader.error());
    return Filter(request, std::move(*reader));
  }

  bool fits(std::string_view entry) {
    if (all_) return true;
    if (!reader_.read(entry, fields_)) return false;
    if (request_.period != Period{}) {
      const std::optional<Instant> time = evidence::entry_time(fields_[0].text);
      if (!time || !request_.period.contains(*time)) return false;
    }
    return among(request_.kind, 1, 3) && among(request_.system, 3, 5) &&
           among(request_.person, 5, 10) && among(request_.request, 10, fields_.size());
  }

 private:
  Filter(const EvidenceList& request, text::JsonLineReader reader)
      : request_(request),
        reader_(std::move(reader)),
        all_(request.person.empty() && request.system.empty() && request.kind.empty() &&
             request.request.empty() && request.period == Period{}) {}

  bool among(std::string_view wanted, size_t from, size_t until) const {
    if (wanted.empty()) return true;
    return std::any_of(
        fields_.begin() + static_cast<ptrdiff_t>(from),
        fields_.begin() + static_cast<ptrdiff_t>(until), [&](const text::JsonField& field) {
          return field.kind == text::JsonField::Kind::kString && field.text == wanted;
        });
  }

  const EvidenceList& request_;
  text::JsonLineReader reader_;
  bool all_;
  std::array<text::JsonField, 12> fields_;
};

}  // namespace

Result<Period> asked_period(const std::string& from, const std::string& until) {
  Period period;
  for (const auto& [text, bound] :
       {std::pair(&from, &period.from), std::pair(&until, &period.until)}) {
    if (text->empty()) continue;
    const Result<Instant> instant = asked_instant(*text);
    if (!instant) return std::unexpected(instant.error());
    *bound = *instant;
  }
  if (!period.empty()) return period;
  return fail(ErrorCode::kUsage, "the period ends before it begins");
}

Result<uint64_t> asked_index(const std::string& text) {
  const std::optional<uint64_t> index = text::parse_u64(text);
  if (index && text::all_digits(text)) return *index;
  return fail(ErrorCode::kUsage, fmt::format("`{}` is no index of an entry", text), {},
              "Indices count from 0; `sekisho evidence tail` shows the last ones.");
}

Result<ListedEvidence> list_evidence(
    const EvidenceList& request, const std::function<void(std::string_view)>& write,
    const std::function<void(uint64_t bytes, uint64_t entries)>& progress) {
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(request.directory);
  if (!reader) return std::unexpected(reader.error());
  Result<Filter> filter = Filter::make(request);
  if (!filter) return std::unexpected(filter.error());
  const uint64_t size = reader->size();
  const uint64_t last = size - std::min(size, request.last.value_or(size));
  const uint64_t from = std::min(std::max(last, request.from_index), size);
  ListedEvidence listed;
  uint64_t bytes = 0;
  std::string out;
  auto done = reader->visit(from, size, [&](uint64_t index, std::string_view entry) {
    if (listed.shown >= request.most_shown || listed.examined >= request.most_examined) {
      listed.next = index;
      return false;
    }
    ++listed.examined;
    bytes += entry.size();
    if (filter->fits(entry)) {
      if (listed.shown++ == 0 && !request.json) out = entry_line_header(size, request.japanese);
      out += request.json ? entry_json(index, entry)
                          : entry_line(index, size, entry, request.japanese);
    }
    if (out.size() >= kWriteBytes) {
      write(out);
      out.clear();
    }
    if (listed.examined % 4096 == 0) progress(bytes, listed.examined);
    return true;
  });
  if (!done) return std::unexpected(done.error());
  write(out);
  return listed;
}

std::string search_summary(const ListedEvidence& listed, bool japanese) {
  const std::string shown = text::with_thousands(listed.shown);
  const std::string examined = text::with_thousands(listed.examined);
  return japanese ? fmt::format("{} 件中 {} 件\n", examined, shown)
                  : fmt::format("{} of {} entries\n", shown, examined);
}

Result<std::string> show_evidence(const std::string& directory,
                                  const std::vector<std::string>& indices, bool json,
                                  bool japanese) {
  Result<evidence::StoreReader> reader = evidence::StoreReader::open(directory);
  if (!reader) return std::unexpected(reader.error());
  const tlog::Checkpoint& checkpoint = reader->checkpoint();
  const std::string size = text::with_thousands(checkpoint.size);
  std::string out;
  for (const std::string& text : indices) {
    const Result<uint64_t> index = asked_index(text);
    if (!index) return std::unexpected(index.error());
    const Result<evidence::StoreReader::Proved> proved = reader->prove(*index);
    if (!proved) return std::unexpected(proved.error());
    if (json) {
      out += entry_json(*index, proved->entry);
      continue;
    }
    if (!out.empty()) out += '\n';
    out += japanese ? fmt::format("{} の記録 {}(記録確定点の {} 件に含まれることを確認済み)\n",
                                  checkpoint.origin, *index, size)
                    : fmt::format("entry {} of {}, proved to be among the {} of the checkpoint\n",
                                  *index, checkpoint.origin, size);
    out += entry_rows(proved->entry, japanese);
  }
  return out;
}

}  // namespace sekisho::service
