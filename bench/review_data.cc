// review_data --out DIR --lines N [--points N] [--seed S] [--peer]: a made-up utility for
// bench/review and bench/server.
//
// Writes DIR/register and DIR/logs/nol/NOL_202204.csv …, a year of monthly files in the layout of
// sources/logs/nol.toml: CP932, CRLF, about 107 bytes a line, every tenth date in an era, every
// fiftieth account in full width, one line in five thousand broken. With --peer also, for a program
// that does not know CP932, DIR/peer/register and DIR/peer/logs, the same lines in UTF-8, and
// DIR/peer/clean: one form of date, no full width, no broken line. Memory does not depend on the
// number of lines; the same seed gives the same bytes. --points asks for more supply points in the
// registers than the 300,000 that are looked at.
#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

#include "review_world.h"
#include "text/civil.h"
#include "text/encoding.h"

namespace {

using namespace sekisho;
using bench::Look;
using bench::Random;
using bench::World;

constexpr uint64_t kStrayPerMyriad = 70;
constexpr size_t kBufferBytes = 1 << 20;
constexpr uint64_t kMaxPoints = 100'000'000;

// The words of a line, in one encoding.
struct Words {
  std::string header, view, login, done, refused, line_end;
  void (*append_wide)(std::string_view ascii, std::string& out);
};

// Append digits and letters in full width.
void append_wide_cp932(std::string_view ascii, std::string& out) {
  for (const char c : ascii) {
    const bool digit = '0' <= c && c <= '9';
    out += '\x82';
    out += static_cast<char>(digit ? 0x4F + (c - '0') : 0x60 + ((c & ~0x20) - 'A'));
  }
}
void append_wide_utf8(std::string_view ascii, std::string& out) {
  for (const char c : ascii) {
    const bool digit = '0' <= c && c <= '9';
    out += "\xEF\xBC";
    out += static_cast<char>(digit ? 0x90 + (c - '0') : 0xA1 + ((c & ~0x20) - 'A'));
  }
}

Words utf8_words() {
  return {"アクセス日時,利用者ＩＤ,端末番号,画面ＩＤ,操作,お客さま番号,供給地点特定番号,結果",
          "\"照会, 詳細\"",
          "ログイン",
          "正常",
          "拒否",
          "\n",
          append_wide_utf8};
}

Words cp932_words() {
  Words words = utf8_words();
  for (std::string* word :
       {&words.header, &words.view, &words.login, &words.done, &words.refused}) {
    *word = text::to_cp932(*word).value();
  }
  words.line_end = "\r\n";
  words.append_wide = append_wide_cp932;
  return words;
}

struct File {
  std::ofstream stream;
  std::string text;

  void open(const std::filesystem::path& path, const Words& words) {
    close();
    std::filesystem::create_directories(path.parent_path());
    stream.open(path, std::ios::binary | std::ios::trunc);
    text.append(words.header).append(words.line_end);
  }
  void wrote() {
    if (text.size() >= kBufferBytes) flush();
  }
  void flush() {
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  }
  bool close() {
    if (!stream.is_open()) return true;
    flush();
    stream.close();
    return !stream.fail();
  }
};

// What stands in a line, as text in ASCII.
struct Line {
  text::CivilTime time;
  std::string point, customer;
  uint64_t screen = 1;
  bool era = false, wide = false;
};

class Logs {
 public:
  Logs(const World& world, std::filesystem::path out, uint64_t seed, bool peer)
      : world_(world), out_(std::move(out)), random_(seed, 7), peer_(peer) {}

  bool write(uint64_t lines) {
    const Period year = World::year();
    const int64_t days = (year.until.micros - year.from.micros) / kMicrosPerDay;
    bool good = true;
    for (uint64_t i = 0; i < lines && good; ++i) {
      // Evenly over the days, and over thirteen hours of each.
      const auto whole = static_cast<__int128>(i) * days * 46'800 / static_cast<__int128>(lines);
      const auto seconds = static_cast<int64_t>(whole);
      const Instant t = shifted(year.from, seconds / 46'800 * kMicrosPerDay +
                                               (27'000 + seconds % 46'800) * kMicrosPerSecond);
      const bool stray = random_.below(10'000) < kStrayPerMyriad;
      add(stray ? world_.stray(random_, strays_++, t) : world_.ordinary(random_, t), t);
      good = static_cast<bool>(log_.stream) && (!peer_ || (copy_.stream && clean_.stream));
    }
    return log_.close() && copy_.close() && clean_.close() && good;
  }

 private:
  void add(const Look& look, Instant t) {
    line_.time = text::to_civil(t, text::kJst);
    if (line_.time.month != month_) next_file();
    line_.point.clear();
    line_.customer.clear();
    line_.screen = 1;
    if (look.point != Look::kNoPoint) {
      world_.append_point(look.point, line_.point);
      world_.append_customer(look.point, line_.customer);
      line_.screen = 200 + look.point % 7;
    }
    line_.era = random_.chance(1, 10);
    line_.wide = random_.chance(1, 50);
    append_line(look, line_, words_, log_);
    const bool broken = random_.chance(1, 5000);
    const uint64_t how = random_.below(4);
    if (broken) append_broken(how, words_, log_);
    if (!peer_) return;
    append_line(look, line_, plain_, copy_);
    if (broken) append_broken(how, plain_, copy_);
    line_.era = line_.wide = false;
    append_line(look, line_, plain_, clean_);
  }

  void next_file() {
    month_ = line_.time.month;
    const std::string name = fmt::format("NOL_{}{:02}.csv", line_.time.year, month_);
    log_.open(out_ / "logs" / "nol" / name, words_);
    if (!peer_) return;
    copy_.open(out_ / "peer" / "logs" / name, plain_);
    clean_.open(out_ / "peer" / "clean" / name, plain_);
  }

  void append_line(const Look& look, const Line& line, const Words& words, File& file) {
    std::string& out = file.text;
    const text::CivilTime& t = line.time;
    const auto end = std::back_inserter(out);
    if (line.era) {
      fmt::format_to(end, "R{}.{}.{}", t.year - 2018, t.month, t.day);
    } else {
      fmt::format_to(end, "{}/{:02}/{:02}", t.year, t.month, t.day);
    }
    fmt::format_to(end, " {:02}:{:02}:{:02},", t.hour, t.minute, t.second);
    const auto append = [&](std::string_view ascii) {
      line.wide ? words.append_wide(ascii, out) : void(out += ascii);
    };
    append(world_.account(look.account));
    fmt::format_to(end, ",{},NOL-{},", world_.terminal(look.terminal), line.screen);
    out.append(line.point.empty() ? words.login : words.view).append(",");
    append(line.customer);
    out.append(",").append(line.point).append(",");
    out.append(look.refused ? words.refused : words.done).append(words.line_end);
    file.wrote();
  }

  static void append_broken(uint64_t how, const Words& words, File& file) {
    static constexpr std::array<std::string_view, 4> kBroken{
        "", "2022/10/05 12:00:00,k0000001", "2022/13/45 99:99:99,x,y,z,a,b,c,d",
        "2022/10/05 12:00:00,k0000001,KTD-PC-000001,NOL-2"};
    file.text.append(kBroken[how]).append(words.line_end);
  }

  const World& world_;
  std::filesystem::path out_;
  Random random_;
  bool peer_;
  Words words_ = cp932_words();
  Words plain_ = utf8_words();
  File log_, copy_, clean_;
  Line line_;
  int month_ = 0;
  uint64_t strays_ = 0;
};

int fail_with(const std::string& message) {
  std::fprintf(stderr, "review_data: %s\n", message.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::filesystem::path out;
  uint64_t lines = 0;
  uint64_t points = World::kPoints;
  uint64_t seed = 1;
  bool peer = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    if (option == "--peer") {
      peer = true;
      continue;
    }
    if (i + 1 == argc) return fail_with(fmt::format("`{}` needs a value", option));
    const std::string_view value = argv[++i];
    uint64_t* number = option == "--lines"    ? &lines
                       : option == "--points" ? &points
                       : option == "--seed"   ? &seed
                                              : nullptr;
    if (option == "--out") {
      out = value;
    } else if (number == nullptr ||
               std::from_chars(value.data(), value.data() + value.size(), *number).ec !=
                   std::errc()) {
      return fail_with(fmt::format("`{} {}` is no option", option, value));
    }
  }
  if (out.empty() || lines == 0) return fail_with("give --out DIR and --lines N");
  if (points < World::kPoints || points > kMaxPoints) {
    return fail_with(fmt::format("--points is {} to {}", World::kPoints, kMaxPoints));
  }
  const World world(seed, static_cast<uint32_t>(points));
  const std::filesystem::path plain = peer ? out / "peer" / "register" : std::filesystem::path();
  const Result<void> written = world.write_registers(out / "register", plain);
  if (!written) return fail_with(to_string(written.error()));
  if (!Logs(world, out, seed, peer).write(lines)) return fail_with("cannot write the logs");
  return 0;
}
