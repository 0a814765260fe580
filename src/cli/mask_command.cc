#include <fmt/format.h>

#include <fstream>
#include <optional>

#include "cli/command_list.h"
#include "cli/language.h"
#include "service/masking/mask_document.h"

namespace sekisho::cli {
namespace {

constexpr std::string_view kFooter =
    "Shows a document as the gate would show it to somebody of whom an outcome demands masks. The\n"
    "profiles and fields are those of policies/obligations.toml; where a document holds them, say\n"
    "policies/masks/common.toml and docs/formats/mask-places.md. JSON, JSON Lines, CSV (UTF-8 or\n"
    "CP932), HTML and plain text are masked as they stream by. What is not understood is not "
    "given\n"
    "out: the output then ends early, with an error.\n"
    "結果として許可された閲覧者に、ゲートがどう見せるかを表示します。--explain --lang ja で\n"
    "マスキング対象項目を日本語で表示します。読み取れない部分は出力せず、エラーで終了します。\n\n"
    "Exit codes: 0 masked, 2 usage, 3 a document or a file that does not say what it should.\n\n"
    "Examples:\n"
    "  sekisho mask --profile minimum answer.json\n"
    "  sekisho mask --profile minimum --explain --lang ja\n"
    "  sekisho mask --profile supplier-blind --mask phone=last4 export.csv > masked.csv\n"
    "  curl … | sekisho mask --profile own --type html -\n"
    "  sekisho mask --mask customer-number=pseudonym --key KEY --entity 1001 list.csv\n";

class MaskCommand final : public Command {
 public:
  void declare(Arguments& arguments) override {
    arguments.positional("FILE", file_, "the document; `-` or nothing: standard input", false);
    arguments.option("--profile", request_.profile, "NAME",
                     "minimum, supplier-blind, own, or one of yours");
    arguments.option("--mask", request_.masks, "FIELD=MASK",
                     "a mask on top: show, first3, last4, city, month, pseudonym, redact, remove");
    arguments.option("--type", request_.type, "TYPE",
                     "json, jsonl, csv, tsv, html or text (default: by the file's name)");
    arguments.choice("--encoding", request_.encoding, {"utf-8", "cp932"},
                     "of CSV (default: as its first bytes look)");
    arguments.option("--places", request_.places, "FILE",
                     "where documents hold which field (default: policies/masks/common.toml)");
    arguments.option("--policies", request_.policies, "DIR",
                     "other policies than the shipped ones");
    arguments.option("--key", request_.key, "FILE",
                     "32 bytes, for pseudonyms (default: new ones, for this run only)");
    arguments.option("--entity", request_.entity, "CODE",
                     "the legal entity whose pseudonyms these are");
    arguments.flag("--explain", explain_, "say what would be masked, and mask nothing");
    declare_language(arguments, language_);
    arguments.footer(kFooter);
  }

  Result<ExitCode> run(Console& console) override {
    const auto order = service::mask_order(request_);
    if (!order) return std::unexpected(order.error());
    if (explain_) {
      const bool japanese = is_japanese(language_);
      if (order->lines.empty()) console.out(japanese ? "マスキングなし\n" : "nothing is masked\n");
      for (const auto& line : order->lines) console.out((japanese ? line.ja : line.en) + "\n");
      return ExitCode::kNothingFound;
    }
    const auto format = service::mask_format(request_, file_);
    if (!format) return std::unexpected(format.error());
    std::ifstream file;
    const bool from_file = !file_.empty() && file_ != "-";
    if (from_file) {
      file.open(file_, std::ios::binary);
      if (!file) return fail(ErrorCode::kIo, "cannot be read", {.file = file_});
    }
    const auto read = [&](std::span<char> into) -> Result<size_t> {
      if (!from_file) return console.read_some(into);
      file.read(into.data(), static_cast<std::streamsize>(into.size()));
      if (file.bad()) return fail(ErrorCode::kIo, "cannot be read", {.file = file_});
      return static_cast<size_t>(file.gcount());
    };
    const auto done =
        service::mask_document(request_, *order, *format, read,
                               [&](std::string_view bytes) { return console.out_at_once(bytes); });
    if (done) return ExitCode::kNothingFound;
    Error error = done.error();
    if (error.place.file.empty()) error.place.file = from_file ? file_ : "<standard input>";
    return std::unexpected(std::move(error));
  }

 private:
  service::MaskRequest request_;
  std::string file_, language_;
  bool explain_ = false;
};

}  // namespace

std::unique_ptr<Command> make_mask_command() {
  return std::make_unique<MaskCommand>();
}

}  // namespace sekisho::cli
