#include "service/review/review_report_lines.h"

#include <algorithm>
#include <optional>
#include <span>

#include "text/encoding.h"

namespace sekisho::service {
namespace {

std::string_view bytes_of(const logs::Block& block, logs::Slice slice) {
  return block.bytes.substr(slice.offset, slice.length);
}

// The line as UTF-8. The whole block tells its encoding better than a line does, unless something
// in it is broken.
std::string text_of(std::string_view raw, std::optional<text::Encoding> of_block) {
  const auto encoding = of_block ? of_block : text::sniff(raw).encoding;
  std::string out;
  if (!encoding || !text::append_utf8(*encoding, raw, out)) out.clear();
  return out;
}

// Takes the wanted lines out of one block.
void take_lines(const logs::Block& block, logs::Decoder& decoder, uint32_t file,
                std::span<const LinePlace> wanted, std::map<LinePlace, LogLine>& out) {
  logs::EventBlock events;
  std::vector<logs::Reject> rejects;
  decoder.decode(block, events, rejects);
  const text::Sniffed sniffed = text::sniff(block.bytes);
  for (const LinePlace& place : wanted) {
    const auto found = std::lower_bound(events.line.begin(), events.line.end(), place.second);
    if (found == events.line.end() || *found != place.second) continue;
    const auto row = static_cast<size_t>(found - events.line.begin());
    const auto symbol = [row](const logs::SymbolTable& table, const std::vector<uint32_t>& column) {
      return column[row] == logs::kNoSymbol ? std::string() : std::string(table.text(column[row]));
    };
    LogLine& line = out[{file, place.second}];
    line.raw = bytes_of(block, events.raw[row]);
    line.text = text_of(line.raw, sniffed.encoding);
    line.account = symbol(decoder.accounts(), events.account);
    line.terminal = symbol(decoder.terminals(), events.terminal);
    line.address = symbol(decoder.addresses(), events.address);
    line.outcome = events.outcome[row];
  }
}

void read_file_lines(const logs::LogFile& file, const logs::LogProfile& profile, uint32_t number,
                     std::span<const LinePlace> wanted, std::map<LinePlace, LogLine>& out) {
  if (file.path == "-") return;
  Result<logs::BlockReader> reader = logs::BlockReader::open(file, profile);
  if (!reader) return;
  logs::Decoder decoder(profile);
  while (!wanted.empty()) {
    const Result<logs::Block> block = reader->next();
    if (!block) return;
    const uint64_t last_line = reader->lines();
    const auto end = std::find_if(wanted.begin(), wanted.end(),
                                  [&](const LinePlace& place) { return place.second > last_line; });
    const auto here = static_cast<size_t>(end - wanted.begin());
    if (here > 0) take_lines(*block, decoder, number, wanted.first(here), out);
    wanted = wanted.subspan(here);
    if (block->last) return;
  }
}

}  // namespace

std::map<LinePlace, LogLine> read_log_lines(const ReviewResult& result,
                                            std::vector<LinePlace> places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::map<LinePlace, LogLine> out;
  for (size_t i = 0; i < places.size();) {
    size_t end = i;
    while (end < places.size() && places[end].first == places[i].first) ++end;
    const logs::LogFile& file = result.review.files[places[i].first].file;
    read_file_lines(file, result.context->sources.profiles[file.profile], places[i].first,
                    std::span(places).subspan(i, end - i), out);
    i = end;
  }
  return out;
}

std::optional<LogLine> read_log_line(const logs::LogFile& file, const logs::LogProfile& profile,
                                     uint64_t line) {
  std::map<LinePlace, LogLine> out;
  const LinePlace wanted{0, line};
  read_file_lines(file, profile, 0, {&wanted, 1}, out);
  if (out.empty()) return std::nullopt;
  return std::move(out.begin()->second);
}

}  // namespace sekisho::service
