// How fast documents are masked, in GB a CPU-second, made up in memory: JSON of customers, CSV in
// both encodings, free text of notes, HTML of a list; beside them memcpy as the limit, and jq and
// sed doing the same to the same bytes in the same run (left out, and said so, where they are
// missing). One line of JSON for each figure.
#include <fmt/format.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/file.h"
#include "mask/masker.h"
#include "policy/limits.h"
#include "text/encoding.h"

namespace {

using namespace sekisho;
using namespace sekisho::mask;

constexpr size_t kBytes = 64u << 20;     // of a document that is masked
constexpr size_t kPeerBytes = 8u << 20;  // of one that a peer is given
constexpr size_t kChunk = 16u << 10;     // of what arrives at once
constexpr size_t kRounds = 5;

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double children_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Rate {
  double median = 0, spread = 0;
};

Rate rate_of(std::vector<double> rates) {
  std::ranges::sort(rates);
  return {rates[rates.size() / 2], (rates.back() - rates.front()) / 2};
}

std::string phone(size_t i) {
  return fmt::format("09{}-{:04}-{:04}", i % 10, i * 7919 % 10'000, i * 104'729 % 10'000);
}

std::string customer(size_t i) {
  return fmt::format(
      R"({{"id":{},"name":"髙橋 一郎","kana":"タカハシ イチロウ","phone":"{}","address":"福岡県福岡市中央区渡辺通{}丁目{}番{}号","supply_point":"09{:020}","supplier":"アルソネ電力","contract":{{"type":"従量電灯B","capacity":"{}A","since":"2019-04-01"}},"usage":[{},{},{}],"outage":"復旧済み","notes":"折り返し希望、夕方以降"}})",
      7'000'000 + i, phone(i), i % 9 + 1, i % 40 + 1, i % 30 + 1, i * 7919, i % 6 * 10 + 10,
      i % 400, i % 350, i % 300);
}

std::string json(size_t bytes) {
  std::string out = "{\"page\":1,\"customers\":[";
  for (size_t i = 0; out.size() < bytes; ++i) out += (i == 0 ? "\n" : ",\n") + customer(i);
  return out + "\n]}\n";
}

std::string csv(size_t bytes) {
  std::string out =
      "お客さま番号,氏名,電話番号,住所,供給地点特定番号,小売電気事業者,契約種別,使用量,"
      "復旧状況\r\n";
  for (size_t i = 0; out.size() < bytes; ++i) {
    out += fmt::format(
        "{},髙橋 "
        "一郎,{},\"福岡県福岡市中央区渡辺通{}-{}\",09{:020},アルソネ電力,従量電灯B,{},復旧済み\r\n",
        7'000'000 + i, phone(i), i % 9 + 1, i % 40 + 1, i * 7919, i % 400);
  }
  return out;
}

std::string notes(size_t bytes) {
  std::string out;
  for (size_t i = 0; out.size() < bytes; ++i) {
    out += fmt::format("{}時頃に停電の申出あり。引込線を確認し、復旧済みとお伝えした。", i % 24);
    if (i % 3 == 0) out += fmt::format("折り返しは{}まで。", phone(i));
    if (i % 5 == 0)
      out += fmt::format("場所は福岡県福岡市中央区渡辺通{}-{}。", i % 9 + 1, i % 40 + 1);
    if (i % 7 == 0) out += fmt::format("地点番号０９{:020}、連絡先 k{:05}@example.co.jp", i, i);
    out += '\n';
  }
  return out;
}

std::string html(size_t bytes) {
  std::string out =
      "<!doctype html><html lang=ja><head><meta charset=utf-8><title>一覧</title></head><body>"
      "<table "
      "class=list><thead><tr><th>お客さま番号</th><th>氏名</th><th>電話番号</th><th>住所</th>"
      "<th>小売電気事業者</th></tr></thead><tbody>\n";
  for (size_t i = 0; out.size() < bytes; ++i) {
    out += fmt::format(
        "<tr class=\"row\"><td><a href=\"/c/{}\">{}</a></td><td>髙橋 一郎</td><td>{}</td>"
        "<td>福岡県福岡市中央区渡辺通{}-{}</td><td>アルソネ電力</td></tr>\n",
        i, 7'000'000 + i, phone(i), i % 9 + 1, i % 40 + 1);
  }
  return out + "</tbody></table></body></html>\n";
}

Plan plan_of(std::string_view annotation) {
  const std::string words =
      read_file(SEKISHO_ROOT "/policies/obligations.toml", policy::kMaxFileBytes).value();
  const auto vocabulary = policy::Vocabulary::parse(words, "obligations.toml").value();
  const std::string places =
      read_file(SEKISHO_ROOT "/policies/masks/common.toml", policy::kMaxFileBytes).value();
  return Plan::compile(Places::parse(places, "common.toml", vocabulary).value(),
                       policy::parse_obligations(annotation, vocabulary).value())
      .value();
}

bool mask_once(const Plan& plan, const DocumentFormat& format, std::string_view document,
               std::string& out) {
  Masker masker(plan, format);
  for (size_t at = 0; at < document.size(); at += kChunk) {
    out.clear();
    if (!masker.push(document.substr(at, kChunk), out)) return false;
  }
  return masker.finish(out).has_value();
}

Rate measure(size_t bytes, const std::function<bool()>& once) {
  std::vector<double> rates;
  for (size_t round = 0; round <= kRounds; ++round) {
    const double start = cpu_seconds();
    if (!once()) {
      std::fprintf(stderr, "mask_bench: a document was refused\n");
      std::exit(1);
    }
    const double seconds = cpu_seconds() - start;
    // The first round fills the caches and is not counted.
    if (round > 0) rates.push_back(static_cast<double>(bytes) / seconds / 1e9);
  }
  return rate_of(std::move(rates));
}

// GB a CPU-second of a command that reads the file at `%`; nothing where it cannot be run.
double peer(const std::string& command, const std::string& document) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / fmt::format("mask_bench.{}", getpid());
  if (!write_file(path, document)) return 0;
  std::string line = command;
  line.replace(line.find('%'), 1, path.string());
  const double start = children_seconds();
  const int status = std::system((line + " > /dev/null").c_str());
  const double seconds = children_seconds() - start;
  std::filesystem::remove(path);
  if (status != 0) {
    std::fprintf(stderr, "mask_bench: left out, as it failed: %s\n", command.c_str());
    return 0;
  }
  return static_cast<double>(document.size()) / seconds / 1e9;
}

void print(std::string_view name, const Rate& rate, std::string_view peer_name, double peer_rate) {
  std::string beside;
  if (peer_rate > 0) {
    beside =
        fmt::format(", \"peer\": {{\"name\": \"{}\", \"median\": {:.4f}}}", peer_name, peer_rate);
  }
  fmt::print(
      "{{\"metric\": \"mask.{}\", \"unit\": \"GB/CPU-s\", \"median\": {:.3f}, \"spread\": "
      "{:.3f}{}}}\n",
      name, rate.median, rate.spread, beside);
  std::fflush(stdout);
}

constexpr std::string_view kSixFields =
    "mask:name=first1, mask:kana=redact, mask:phone=last4, mask:supplier=remove, "
    "mask:usage=redact, "
    "mask:contract=redact";

void run(std::string_view only) {
  const Plan six = plan_of(kSixFields);
  const Plan personal = plan_of(
      "mask:phone=last4, mask:address=city, mask:mail=redact, "
      "mask:supply-point=redact");
  std::string out;
  const auto measured = [&](std::string_view name, const Plan& plan, const DocumentFormat& format,
                            const std::string& document, std::string_view peer_name = {},
                            double peer_rate = 0) {
    print(name, measure(document.size(), [&] { return mask_once(plan, format, document, out); }),
          peer_name, peer_rate);
  };
  const auto wanted = [&](std::string_view name) { return name.starts_with(only); };
  if (wanted("json")) {
    const std::string document = json(kBytes);
    measured(
        "json_6_fields", six, {.type = DocumentType::kJson}, document, "jq 1.6",
        peer("jq -c '.customers |= map(.name = \"***\" | .kana = \"***\" | .phone |= \"***\" + "
             ".[-4:] | del(.supplier) | .usage = \"***\" | .contract = \"***\")' %",
             json(kPeerBytes)));
    measured("json_supplier_blind", plan_of("mask:supplier-blind"), {.type = DocumentType::kJson},
             json(kBytes));
    measured("json_minimum", plan_of("mask:minimum"), {.type = DocumentType::kJson}, document);
    std::string copy(kChunk, '\0');
    print("memcpy",
          measure(document.size(),
                  [&] {
                    for (size_t at = 0; at + kChunk <= document.size(); at += kChunk) {
                      std::memcpy(copy.data(), document.data() + at, kChunk);
                      asm volatile("" : : "r"(copy.data()) : "memory");
                    }
                    return true;
                  }),
          {}, 0);
  }
  if (wanted("csv")) {
    const std::string document = csv(kBytes);
    measured(
        "csv_utf8", six, {.type = DocumentType::kCsv}, document, "sed",
        peer("sed -E 's/^([^,]*),([^,]*),[^,]*([^,]{4}),((\"[^\"]*\"|[^,]*),)([^,]*),[^,]*,[^,]*,"
             "[^,]*/\\1,***,***\\3,\\4\\6,***,***/' %",
             csv(kPeerBytes)));
    measured("csv_cp932", six,
             {.type = DocumentType::kCsv, .csv = {.encoding = CsvMasker::Encoding::kCp932}},
             text::to_cp932(document).value());
  }
  if (wanted("text")) {
    const std::string document = notes(kBytes / 4);
    measured("text", personal, {.type = DocumentType::kText}, document, "sed",
             peer("sed -E 's/0[0-9]{1,3}-[0-9]{1,4}-[0-9]{3,4}/***/g; "
                  "s/(0[1-9]|10)[0-9]{20}/***/g; s/[[:alnum:]._-]+@[[:alnum:].-]+/***/g' %",
                  notes(kPeerBytes)));
  }
  if (wanted("html")) measured("html", six, {.type = DocumentType::kHtml}, html(kBytes / 4));
}

}  // namespace

int main(int argc, char** argv) {
  run(argc > 1 ? argv[1] : "");
  return 0;
}
