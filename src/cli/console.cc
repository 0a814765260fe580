#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace sekisho::cli {
namespace {

constexpr auto kShowEvery = std::chrono::milliseconds(100);

bool no_color() {
  const char* value = std::getenv("NO_COLOR");
  return value != nullptr && *value != '\0';
}

std::string_view code_of(Console::Style style) {
  switch (style) {
    case Console::Style::kPlain:
      return "";
    case Console::Style::kBold:
      return "\x1b[1m";
    case Console::Style::kDim:
      return "\x1b[2m";
    case Console::Style::kRed:
      return "\x1b[31m";
    case Console::Style::kYellow:
      return "\x1b[33m";
    case Console::Style::kGreen:
      return "\x1b[32m";
  }
  return "";
}

std::string as_duration(double seconds) {
  const int64_t whole = std::lround(seconds);
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02} h", whole / 3600, whole / 60 % 60);
}

}  // namespace

Console::Console(std::FILE* out, std::FILE* err, std::FILE* in)
    : out_(out),
      err_(err),
      in_(in),
      in_is_terminal_(isatty(fileno(in)) == 1),
      out_is_terminal_(isatty(fileno(out)) == 1),
      err_is_terminal_(isatty(fileno(err)) == 1),
      colours_(out_is_terminal_ && !no_color()) {}

void Console::out(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), out_);
}

void Console::err(std::string_view text) {
  std::fflush(out_);
  std::fwrite(text.data(), 1, text.size(), err_);
}

Result<void> Console::flush_out() {
  if (std::fflush(out_) == 0) return {};
  return fail(ErrorCode::kIo,
              fmt::format("cannot write standard output: {}", std::strerror(errno)));
}

Result<size_t> Console::read_some(std::span<char> into) {
  while (true) {
    const ssize_t got = ::read(fileno(in_), into.data(), into.size());
    if (got >= 0) return static_cast<size_t>(got);
    if (errno == EINTR) continue;
    return fail(ErrorCode::kIo,
                fmt::format("cannot read standard input: {}", std::strerror(errno)));
  }
}

Result<std::string> Console::read_input(uint64_t limit) {
  std::string out;
  std::array<char, 65536> buffer{};
  while (const size_t got = std::fread(buffer.data(), 1, buffer.size(), in_)) {
    out.append(buffer.data(), got);
    if (out.size() > limit) {
      return fail(ErrorCode::kLimit, fmt::format("standard input has more than {} bytes", limit));
    }
  }
  if (std::ferror(in_) != 0) return fail(ErrorCode::kIo, "cannot read standard input");
  return out;
}

std::string Console::styled(std::string_view text, Style style) const {
  if (!colours_ || style == Style::kPlain) return std::string(text);
  return fmt::format("{}{}\x1b[0m", code_of(style), text);
}

void Console::out_verdict(std::string_view text, bool good) {
  const size_t end = std::min(text.find('\n'), text.size());
  out(styled(text.substr(0, end), good ? Style::kGreen : Style::kRed));
  out(text.substr(end));
}

Progress::Progress(Console& console, std::string_view title)
    : console_(console), title_(title), start_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  finish();
}

void Progress::update(uint64_t bytes_done, uint64_t bytes_total, uint64_t lines_done) {
  if (!console_.err_is_terminal()) return;
  const auto now = std::chrono::steady_clock::now();
  if (visible_ && now - shown_ < kShowEvery) return;
  shown_ = now;
  visible_ = true;
  const double seconds = std::max(1e-3, std::chrono::duration<double>(now - start_).count());
  std::string line =
      fmt::format("\r\x1b[K{}: {:.1f} MB", title_, static_cast<double>(bytes_done) / 1e6);
  if (bytes_total != 0) line += fmt::format(" of {:.1f}", static_cast<double>(bytes_total) / 1e6);
  if (lines_done != 0) {
    line += fmt::format(", {:.2f} M lines, {:.2f} M lines/s", static_cast<double>(lines_done) / 1e6,
                        static_cast<double>(lines_done) / 1e6 / seconds);
  }
  if (bytes_total > bytes_done && bytes_done != 0) {
    const double left =
        seconds * static_cast<double>(bytes_total - bytes_done) / static_cast<double>(bytes_done);
    line += ", " + as_duration(left) + " left";
  }
  console_.err(line);
}

void Progress::finish() {
  if (visible_) console_.err("\r\x1b[K");
  visible_ = false;
}

}  // namespace sekisho::cli
