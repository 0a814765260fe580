#include "service/source/source_export.h"

#include <string>
#include <vector>

#include "base/file.h"
#include "logs/decoder.h"
#include "logs/ocsf.h"
#include "logs/reader.h"

namespace sekisho::service {
namespace {

constexpr uint64_t kMaxProfileBytes = 1 << 20;

std::string_view text_of(const logs::SymbolTable& symbols, uint32_t symbol) {
  return symbol == logs::kNoSymbol ? std::string_view() : symbols.text(symbol);
}

void append_block(const logs::LogProfile& profile, const std::string& file,
                  const logs::Decoder& decoder, const logs::Block& block,
                  const logs::EventBlock& events, std::string& out) {
  for (size_t i = 0; i < events.size(); ++i) {
    std::string scratch;
    const std::string_view object = decoder.object_key(block, events.object[i], scratch);
    const std::string customer = decoder.text(block, events.customer[i]);
    logs::append_ocsf(out, {.time = events.time[i],
                            .system = profile.system,
                            .system_title = profile.title,
                            .account = text_of(decoder.accounts(), events.account[i]),
                            .terminal = text_of(decoder.terminals(), events.terminal[i]),
                            .address = text_of(decoder.addresses(), events.address[i]),
                            .action = events.action[i],
                            .outcome = events.outcome[i],
                            .object_kind = events.object_kind[i],
                            .object = object,
                            .customer = customer,
                            .items = profile.item_sets[events.items[i]],
                            .file = file,
                            .line = events.line[i],
                            .raw = block.bytes.substr(events.raw[i].offset, events.raw[i].length)});
  }
}

}  // namespace

Result<SourceExport> export_source(const std::filesystem::path& profile_path,
                                   const std::filesystem::path& log,
                                   const std::function<void(std::string_view)>& write) {
  const Result<std::string> toml = read_file(profile_path, kMaxProfileBytes);
  if (!toml) return std::unexpected(toml.error());
  const Result<logs::LogProfile> profile = logs::parse_log_profile(*toml, profile_path.string());
  if (!profile) return std::unexpected(profile.error());
  Result<logs::BlockReader> reader = logs::BlockReader::open({log, log.string(), 0, 0}, *profile);
  if (!reader) return std::unexpected(reader.error());
  logs::Decoder decoder(*profile);
  logs::EventBlock events;
  std::vector<logs::Reject> rejects;
  logs::LineCounts counts;
  std::string out;
  for (bool last = false; !last;) {
    const Result<logs::Block> block = reader->next();
    if (!block) return std::unexpected(block.error());
    last = block->last;
    counts += decoder.decode(*block, events, rejects);
    out.clear();
    append_block(*profile, log.string(), decoder, *block, events, out);
    write(out);
  }
  return SourceExport{counts.lines, counts.header_lines, counts.event_lines, counts.reject_lines};
}

}  // namespace sekisho::service
