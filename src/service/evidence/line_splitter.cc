#include "service/evidence/line_splitter.h"

#include <algorithm>

namespace sekisho::service {

void LineSplitter::keep(std::string_view part) {
  if (!cut_) begun_ += part;
  if (begun_.size() <= limit_) return;
  cut_ = true;
  begun_.resize(std::min(kept_, begun_.size()));
}

void LineSplitter::hand_on(std::string_view line, const Take& take) {
  const bool cut = cut_ || line.size() > limit_;
  if (cut) {
    line = line.substr(0, kept_);
  } else if (line.ends_with('\r')) {
    line.remove_suffix(1);
  }
  take(line, cut);
  begun_.clear();
  cut_ = false;
}

void LineSplitter::add(std::string_view piece, const Take& take) {
  while (true) {
    const size_t end = piece.find('\n');
    if (end == std::string_view::npos) return keep(piece);
    if (begun_.empty() && !cut_) {
      hand_on(piece.substr(0, end), take);
    } else {
      keep(piece.substr(0, end));
      hand_on(begun_, take);
    }
    piece.remove_prefix(end + 1);
  }
}

void LineSplitter::finish(const Take& take) {
  if (!begun_.empty() || cut_) hand_on(begun_, take);
}

}  // namespace sekisho::service
