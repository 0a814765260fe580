#include "logs/segment_source.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sekisho::logs {
namespace {

Error placed(Error error, const SealedLog& sealed, uint64_t line) {
  error.place = {sealed.name, line};
  if (error.help.empty())
    error.help = "`sekisho archive verify` tells everything that was changed.";
  return error;
}

class SegmentSource final : public ByteSource {
 public:
  SegmentSource(std::unique_ptr<SegmentBytes> bytes, SealedLog sealed,
                std::optional<crypto::SecretKey> key)
      : bytes_(std::move(bytes)), sealed_(std::move(sealed)), key_(std::move(key)) {}

  Result<void> open() {
    Result<SegmentReader> reader =
        SegmentReader::open(*bytes_, sealed_.seal.hash, key_ ? &*key_ : nullptr);
    if (!reader) return std::unexpected(placed(reader.error(), sealed_, 1));
    reader_.emplace(std::move(*reader));
    return {};
  }

  Result<size_t> read(std::span<char> out) override {
    size_t written = 0;
    while (written < out.size()) {
      if (used_ == frame_.size()) {
        const Result<bool> more = next_frame();
        if (!more) return std::unexpected(more.error());
        if (!*more) break;
      }
      const size_t size = std::min(out.size() - written, frame_.size() - used_);
      std::memcpy(out.data() + written, frame_.data() + used_, size);
      used_ += size;
      written += size;
    }
    done_ += written;
    return written;
  }

  // In proportion, where the file was received packed.
  uint64_t bytes_read() const override {
    if (done_ >= sealed_.seal.bytes) return sealed_.received_bytes;
    return static_cast<uint64_t>(static_cast<double>(done_) /
                                 static_cast<double>(sealed_.seal.bytes) *
                                 static_cast<double>(sealed_.received_bytes));
  }
  std::string sha256() override { return sealed_.received_sha256; }
  // What is cut off or damaged is not sealed.
  const std::optional<FileProblem>& problem() const override { return no_problem_; }

 private:
  Result<bool> next_frame() {
    if (next_ == reader_->frames() || reader_->row(next_).kind != FrameKind::kLines) return false;
    const uint64_t line = reader_->row(next_).first_line;
    Result<std::string> frame = reader_->frame(next_++);
    if (!frame) return std::unexpected(placed(frame.error(), sealed_, line));
    frame_ = std::move(*frame);
    used_ = 0;
    return true;
  }

  const std::unique_ptr<SegmentBytes> bytes_;
  const SealedLog sealed_;
  const std::optional<crypto::SecretKey> key_;
  const std::optional<FileProblem> no_problem_;
  std::optional<SegmentReader> reader_;
  uint64_t next_ = 0;  // frame
  std::string frame_;
  size_t used_ = 0;    // of `frame_`
  uint64_t done_ = 0;  // bytes that were handed over
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_segment_source(std::unique_ptr<SegmentBytes> bytes,
                                                        SealedLog sealed,
                                                        std::optional<crypto::SecretKey> key) {
  auto source =
      std::make_unique<SegmentSource>(std::move(bytes), std::move(sealed), std::move(key));
  if (const Result<void> opened = source->open(); !opened) return std::unexpected(opened.error());
  return source;
}

}  // namespace sekisho::logs
