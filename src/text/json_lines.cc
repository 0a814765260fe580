#include "text/json_lines.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "text/encoding.h"
#include "text/json_pointer.h"
#include "text/json_scan.h"
#include "text/limits.h"

namespace sekisho::text {
namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;

// The pointers as a tree: a node is a place in a record, its children the places below.
struct Node {
  std::string key;
  std::optional<size_t> index;  // the key as an array index
  std::vector<uint32_t> children;
  std::vector<uint32_t> fields;  // the pointers that end here
  uint64_t seen_in = 0;          // the last record that had this place
};

struct RecordState {
  std::vector<Node> nodes;
  size_t pointer_count = 0;
  uint64_t record = 0;
  std::string unescaped;  // reserved before use, so that views into it hold
  std::string key;
  std::string reason;

  uint32_t child(uint32_t node, std::string_view wanted) const {
    for (const uint32_t candidate : nodes[node].children) {
      if (nodes[candidate].key == wanted) return candidate;
    }
    return kNone;
  }
  uint32_t child_at(uint32_t node, size_t index) const {
    for (const uint32_t candidate : nodes[node].children) {
      if (nodes[candidate].index == index) return candidate;
    }
    return kNone;
  }
  void add(std::string_view pointer, uint32_t field);
};

// One record on its way through the scanner.
class RecordWalk {
 public:
  RecordWalk(RecordState& state, std::string_view line, std::span<JsonField> out)
      : state_(state), scan_(line), out_(out), line_size_(line.size()) {}

  bool run() {
    if (!place(0, 0)) return false;
    return scan_.at_end() || scan_.fail("text behind the end of the record");
  }
  const JsonScanner& scanner() const { return scan_; }

 private:
  bool place(uint32_t node, size_t depth);
  bool object(uint32_t node, size_t depth);
  bool array(uint32_t node, size_t depth);
  std::string_view content(const JsonRawString& string);

  bool below(uint32_t node, size_t depth) {
    return node == kNone ? scan_.skip_value(depth) : place(node, depth);
  }

  RecordState& state_;
  JsonScanner scan_;
  std::span<JsonField> out_;
  size_t line_size_;
};

std::string_view RecordWalk::content(const JsonRawString& string) {
  if (!string.escaped) return string.raw;
  // No content is longer than its escaped form, so the whole record's fits without moving.
  state_.unescaped.reserve(line_size_);
  const size_t begin = state_.unescaped.size();
  append_unescaped(string.raw, state_.unescaped);
  return std::string_view(state_.unescaped).substr(begin);
}

bool RecordWalk::place(uint32_t index, size_t depth) {
  Node& node = state_.nodes[index];
  if (node.seen_in == state_.record) return scan_.fail("an asked-for key occurs twice");
  node.seen_in = state_.record;
  JsonField field;
  const char first = scan_.peek();
  const char* const begin = scan_.position();
  switch (first) {
    case '"': {
      JsonRawString string;
      if (!scan_.string(string)) return false;
      field.kind = JsonField::Kind::kString;
      if (!node.fields.empty()) field.text = content(string);
      break;
    }
    case '{':
      if (!object(index, depth + 1)) return false;
      field.kind = JsonField::Kind::kContainer;
      break;
    case '[':
      if (!array(index, depth + 1)) return false;
      field.kind = JsonField::Kind::kContainer;
      break;
    default:
      if (!scan_.skip_value(depth)) return false;
      field.kind = first == 'n'                   ? JsonField::Kind::kNull
                   : first == 't' || first == 'f' ? JsonField::Kind::kBool
                                                  : JsonField::Kind::kNumber;
  }
  if (field.kind != JsonField::Kind::kString) {
    field.text = {begin, static_cast<size_t>(scan_.position() - begin)};
  }
  for (const uint32_t pointer : node.fields) out_[pointer] = field;
  return true;
}

bool RecordWalk::object(uint32_t node, size_t depth) {
  if (depth > kMaxJsonDepth) return scan_.fail("nested too deep");
  scan_.step();
  if (scan_.peek() == '}') {
    scan_.step();
    return true;
  }
  while (true) {
    if (scan_.peek() != '"') return scan_.fail("expected a key");
    JsonRawString key;
    if (!scan_.string(key)) return false;
    std::string_view name = key.raw;
    if (key.escaped) {
      state_.key.clear();
      append_unescaped(key.raw, state_.key);
      name = state_.key;
    }
    const uint32_t child = state_.child(node, name);
    if (!scan_.expect(':', "expected `:`") || !below(child, depth)) return false;
    const char next = scan_.peek();
    if (next != ',' && next != '}') return scan_.fail("expected `,` or `}`");
    scan_.step();
    if (next == '}') return true;
  }
}

bool RecordWalk::array(uint32_t node, size_t depth) {
  if (depth > kMaxJsonDepth) return scan_.fail("nested too deep");
  scan_.step();
  if (scan_.peek() == ']') {
    scan_.step();
    return true;
  }
  for (size_t index = 0;; ++index) {
    if (!below(state_.child_at(node, index), depth)) return false;
    const char next = scan_.peek();
    if (next != ',' && next != ']') return scan_.fail("expected `,` or `]`");
    scan_.step();
    if (next == ']') return true;
  }
}

void RecordState::add(std::string_view pointer, uint32_t field) {
  uint32_t node = 0;
  while (!pointer.empty()) {
    const size_t end = std::min(pointer.find('/', 1), pointer.size());
    const std::string token = *json_pointer_token(pointer.substr(1, end - 1));
    pointer.remove_prefix(end);
    uint32_t next = child(node, token);
    if (next == kNone) {
      next = static_cast<uint32_t>(nodes.size());
      Node& made = nodes.emplace_back();
      made.key = token;
      made.index = json_pointer_index(token);
      nodes[node].children.push_back(next);
    }
    node = next;
  }
  nodes[node].fields.push_back(field);
}

}  // namespace

struct JsonLineReader::State : RecordState {};

JsonLineReader::JsonLineReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
JsonLineReader::JsonLineReader(JsonLineReader&&) noexcept = default;
JsonLineReader& JsonLineReader::operator=(JsonLineReader&&) noexcept = default;
JsonLineReader::~JsonLineReader() = default;

Result<JsonLineReader> JsonLineReader::compile(std::span<const std::string> pointers) {
  if (pointers.size() > kMaxJsonPointers) {
    return fail(ErrorCode::kLimit, "too many JSON pointers");
  }
  auto state = std::make_unique<State>();
  state->nodes.emplace_back();
  state->pointer_count = pointers.size();
  for (size_t i = 0; i < pointers.size(); ++i) {
    const std::string& pointer = pointers[i];
    const auto levels = static_cast<size_t>(std::count(pointer.begin(), pointer.end(), '/'));
    if ((!pointer.empty() && pointer.front() != '/') || !json_pointer_token(pointer) ||
        levels > kMaxJsonDepth) {
      return fail(ErrorCode::kUsage, "`" + pointer + "` is not a JSON pointer", {},
                  "A pointer is empty or begins with `/`, such as `/user/id`; `~` is written `~0` "
                  "and `/` inside a key `~1`.");
    }
    state->add(pointer, static_cast<uint32_t>(i));
  }
  return JsonLineReader(std::move(state));
}

bool JsonLineReader::read(std::string_view line, std::span<JsonField> out) {
  State& state = *state_;
  SEKISHO_INVARIANT(out.size() >= state.pointer_count);
  std::fill(out.begin(), out.end(), JsonField{});
  state.reason.clear();
  state.unescaped.clear();
  ++state.record;
  if (line.size() > kMaxJsonLineBytes) {
    state.reason = "the record is too long";
  } else if (!valid_utf8(line)) {
    state.reason = "bytes that are not UTF-8";
  } else {
    RecordWalk walk(state, line, out);
    if (walk.run()) return true;
    state.reason = "invalid JSON at byte " + std::to_string(walk.scanner().offset() + 1) + ": " +
                   walk.scanner().reason();
  }
  std::fill(out.begin(), out.end(), JsonField{});
  return false;
}

std::string_view JsonLineReader::reason() const {
  return state_->reason;
}

}  // namespace sekisho::text
