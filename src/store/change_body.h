#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/change.h"

// A change with all that it is made of, as it stands encrypted beside the evidence log
// (docs/formats/store.md, "The body of a change"): one line of JSON that says what it is, a line a
// step, and then the files of the import byte for byte. A store is rebuilt from these.
namespace sekisho::store {

struct ProfileText {
  std::string name;
  std::string sha256;
  std::string text;
};

// A file's bytes; those that several profiles read are there once.
struct SealedContent {
  std::string sha256;
  uint64_t bytes = 0;
};

struct ChangeBody {
  Change change;  // a recorded one, whose steps' files are numbered from 1
  std::vector<ProfileText> profiles;
  std::vector<SealedContent> contents;  // in the order in which their bytes follow
};

// A step as its line in a body.
std::string line_of(const Step& step);

using Put = std::function<Result<void>(std::string_view)>;

// Everything but the files' bytes, which the caller puts behind it.
Result<void> write_body(const ChangeBody& body, const Put& put);

// Takes a body in pieces of any size. Not thread-safe.
class BodyReader {
 public:
  // `take_content` is told the bytes of contents[index], in order.
  using TakeContent = std::function<Result<void>(size_t index, std::string_view bytes)>;
  explicit BodyReader(TakeContent take_content) : take_content_(std::move(take_content)) {}

  // kBadInput where it is no body of a change, kLimit where a line is too long.
  Result<void> add(std::string_view bytes);
  // What was read; kBadInput where something is missing at the end.
  Result<ChangeBody> finish();

 private:
  Result<void> take_line(std::string_view line);
  Result<void> read_head(std::string_view line);
  Result<void> read_step(std::string_view line);
  Result<void> take_bytes(std::string_view bytes);

  TakeContent take_content_;
  ChangeBody body_;
  std::string line_;  // so far
  bool has_head_ = false;
  uint64_t steps_left_ = 0;
  size_t content_ = 0;         // that comes next
  uint64_t content_left_ = 0;  // of it
};

}  // namespace sekisho::store
