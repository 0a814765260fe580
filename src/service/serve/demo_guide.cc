#include "service/serve/demo_guide.h"

#include <fstream>
#include <utility>

#include "text/json.h"
#include "text/json_members.h"

namespace sekisho::service {

namespace {

constexpr size_t kMaxGuideBytes = 4096;

}  // namespace

std::optional<DemoGuide> demo_guide(const DataPlaces& places) {
  std::ifstream in(places.root() / "guide.json", std::ios::binary);
  if (!in) return std::nullopt;
  std::string json(kMaxGuideBytes, '\0');
  in.read(json.data(), static_cast<std::streamsize>(json.size()));
  json.resize(static_cast<size_t>(in.gcount()));
  const Result<text::JsonValue> value = text::JsonValue::parse(json, "guide.json");
  if (!value) return std::nullopt;
  DemoGuide out;
  const std::pair<const char*, std::string*> members[] = {
      {"before", &out.before}, {"after", &out.after}, {"registers", &out.registers},
      {"system", &out.system}, {"time", &out.time},   {"file", &out.file},
      {"line", &out.line}};
  for (const auto& [name, text] : members) {
    *text = text::text_member(*value, name);
    if (text->empty()) return std::nullopt;
  }
  return out;
}

}  // namespace sekisho::service
