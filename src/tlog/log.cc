#include "tlog/log.h"

#include "tlog/log_pipeline.h"

namespace sekisho::tlog {

Log::Log(std::unique_ptr<LogPipeline> pipeline) : pipeline_(std::move(pipeline)) {}
Log::~Log() = default;

Result<void> Log::create(const LogPlace& place, const SignerKey& key, const LogOptions& options) {
  return create_log_directory(place, key, options.segment_bytes);
}

Result<std::unique_ptr<Log>> Log::open(const LogPlace& place, std::vector<SignerKey> signers,
                                       const LogOptions& options) {
  Result<LogDirectory> directory =
      open_log_directory(place, std::move(signers), options.segment_bytes);
  if (!directory) return std::unexpected(directory.error());
  return std::make_unique<Log>(
      std::make_unique<LogPipeline>(place, std::move(*directory), options));
}

Result<uint64_t> Log::append(std::string_view entry) {
  return append(std::span(&entry, 1));
}

Result<uint64_t> Log::append(std::span<const std::string_view> entries) {
  return pipeline_->append(entries);
}

Result<uint64_t> Log::submit(std::span<const std::string_view> entries) {
  return pipeline_->submit(entries);
}
Result<void> Log::wait(uint64_t size) {
  return pipeline_->wait(size);
}
Result<Checkpoint> Log::publish() {
  return pipeline_->publish();
}
Result<Checkpoint> Log::add_key(SignerKey key) {
  return pipeline_->add_key(std::move(key));
}
Result<Checkpoint> Log::retire_key(uint32_t id) {
  return pipeline_->retire_key(id);
}
Result<Checkpoint> Log::freeze() {
  return pipeline_->freeze();
}
Result<bool> Log::add_cosignatures(const Note& cosigned, std::span<const VerifierKey> witnesses) {
  return pipeline_->add_cosignatures(cosigned, witnesses);
}
uint64_t Log::durable() const {
  return pipeline_->durable();
}
Checkpoint Log::published() const {
  return pipeline_->published();
}

}  // namespace sekisho::tlog
