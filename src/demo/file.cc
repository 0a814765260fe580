#include "demo/file.h"

#include <system_error>
#include <utility>

namespace sekisho::demo::demo {

OutFile::OutFile(std::filesystem::path path, size_t flush_bytes)
    : path_(std::move(path)), flush_bytes_(flush_bytes) {
  std::error_code ignored;  // opening tells whether the directory is there
  std::filesystem::create_directories(path_.parent_path(), ignored);
  stream_.open(path_, std::ios::binary | std::ios::trunc);
}

void OutFile::flush() {
  stream_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
  flushed_bytes_ += text_.size();
  text_.clear();
}

Result<void> OutFile::close() {
  flush();
  stream_.close();
  if (stream_.fail()) {
    return fail(ErrorCode::kIo, "cannot write `" + path_.string() + "`", {},
                "Check that the directory may be written and that the disk has room.");
  }
  return {};
}

}  // namespace sekisho::demo::demo
