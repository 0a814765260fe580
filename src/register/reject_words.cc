#include "register/reject_words.h"

#include "text/sentence.h"

namespace sekisho::reg {
namespace {

using text::Words;

// `{}` stands for a value, which may be a sentence of its own; in Japanese `{1}` is the first.
constexpr Words kSentences[] = {
    // Of a whole file.
    {"nothing of `{}` can be read: {}", "「{1}」は読み込めません: {2}"},
    {"no row of the file can be read; the first one: {}",
     "ファイルのどの行も読み取れません。最初の行: {1}"},
    {"{} more rows of the file cannot be read", "読み取れない行がほかに {1} 行あります"},
    {"the file is {} by its byte order mark, not {}",
     "先頭のBOMによると、ファイルの文字コードは {2} ではなく {1} です"},
    {"the file is not {}", "ファイルの文字コードが {1} ではありません"},
    {"the file has no header", "ファイルに見出し行がありません"},
    {"the file has too many lines", "ファイルの行数が上限を超えています"},
    {"the table is full", "台帳の件数が上限に達しています"},
    {"the header cannot be read: {}", "見出し行を読み取れません: {1}"},
    {"the header has two columns `{}`", "見出し行に「{1}」の列が二つあります"},
    {"the header has no column `{}` (for `{}`)", "見出し行に「{1}」の列がありません(項目 {2})"},
    {"the header has no column {} (for `{}`)", "{1} 番目の列がありません(項目 {2})"},
    // Of a row.
    {"the line is empty", "空の行です"},
    {"the line is not {}", "行の文字コードが {1} ではありません"},
    {"the row has {} fields instead of {}", "列が {2} 個ではなく {1} 個あります"},
    {"too many fields", "列が多すぎます"},
    {"unclosed quote", "引用符が閉じられていません"},
    {"text behind a closing quote", "閉じた引用符の後ろに文字があります"},
    {"record too long", "行が長すぎます"},
    {"the record is too long", "行が長すぎます"},
    {"bytes that are not UTF-8", "UTF-8 ではない文字があります"},
    {"invalid JSON at byte {}: {}", "JSON の形式が正しくありません({1} バイト目: {2})"},
    {"unclosed string", "文字列が閉じられていません"},
    {"invalid escape in a string", "文字列の `\\\\` の後が正しくありません"},
    {"control character in a string", "文字列に制御文字があります"},
    {"number with a leading zero", "数値が0で始まっています"},
    {"invalid number", "数値の形式が正しくありません"},
    {"expected a value", "値がありません"},
    {"expected a key", "項目名がありません"},
    {"expected `,` or `}`", "「,」または「}」がありません"},
    {"expected `,` or `]`", "「,」または「]」がありません"},
    {"nested too deep", "入れ子が深すぎます"},
    {"text behind the end of the record", "行の終わりの後に文字があります"},
    {"an asked-for key occurs twice", "読み込む項目が二度あります"},
    {"an object stands where a value should", "値のあるべきところにオブジェクトがあります"},
    {"a list holds something that is not a string", "リストに文字列でない値があります"},
    // Of a value, behind the name of its field.
    {"the value has {} bytes", "値が長すぎます({1} バイト)"},
    {"there is no value", "値がありません"},
    {"there is no beginning", "開始日がありません"},
    {"`{}` is not a code", "「{1}」はコードとして読み取れません"},
    {"`{}` is what a spreadsheet made of a long number",
     "「{1}」は、長い数字が表計算ソフトで変わったものです"},
    {"the profile does not say what `{}` means", "「{1}」の意味が読込定義にありません"},
    {"the list is too long", "リストの項目が多すぎます"},
    {"`{}` is not a date that the profile expects",
     "「{1}」は、読込定義にある日付の形式ではありません"},
    {"`{}` is what a spreadsheet made of a supply point ID",
     "「{1}」は、供給地点特定番号が表計算ソフトで変わったものです"},
    {"`{}` is not a supply point ID: it does not have 22 digits",
     "「{1}」は供給地点特定番号ではありません(22桁ではない)"},
    {"`{}` is not a supply point ID: its area is none of 01 to 10",
     "「{1}」は供給地点特定番号ではありません(エリアが 01~10 ではない)"},
    {"`{}` is not a supply point ID of 22 digits", "「{1}」は22桁の供給地点特定番号ではありません"},
    // What would help.
    {"Check that it is complete.", "ファイルが途中で切れていないか確認してください。"},
    {"Correct the rows listed, then read the file again.",
     "表示された行を訂正してから、もう一度読み込んでください。"},
    {"Write `encoding = \"{}\"` in the profile `{}`.",
     "読込定義 `{2}` に `encoding = \"{1}\"` と書いてください。"},
    {"State the file's encoding in the profile `{}`.",
     "読込定義 `{1}` に、ファイルの文字コードを書いてください。"},
    {"It looks like {}: write `encoding = \"{}\"` in the profile `{}`.",
     "{1} のようです。読込定義 `{3}` に `encoding = \"{2}\"` と書いてください。"},
    {"Name the column by its number in the profile.", "読込定義で、列を番号で指定してください。"},
    {"The header has: `{}`.", "見出し行の列: {1}"},
    {"Did you mean `{}`? The header has: `{}`.",
     "「{1}」の誤りではありませんか。見出し行の列: {2}"},
    {"Remove the line.", "その行を取り除いてください。"},
    {"A field that holds the delimiter must be quoted.",
     "区切り文字を含む値は、引用符で囲んでください。"},
    {"At most {} are read.", "上限は {1} バイトです。"},
    {"At most {} items are read.", "上限は {1} 項目です。"},
    {"If an empty one means \"always\", write `empty_from = \"always\"` in [dates].",
     "空欄が「開始の定めなし」を表すなら、読込定義の [dates] に "
     "`empty_from = \"always\"` と書いてください。"},
    {"A code is short and has no line breaks or control characters.",
     "コードは短く、改行や制御文字を含みません。"},
    {"The digits are lost. Export the column again as text.",
     "桁が失われています。列を文字列として出力し直してください。"},
    {"The digits are lost. Export the column again as text, without opening the file in a "
     "spreadsheet on the way.",
     "桁が失われています。列を文字列として出力し直し、表計算ソフトで開かずに取り込んでください。"},
    {"If a spreadsheet dropped leading zeros, export the column again as text. Keys that are no "
     "supply points are read with `object_key = \"other\"` in the profile.",
     "表計算ソフトで先頭の0が落ちたときは、列を文字列として出力し直してください。供給地点でない"
     "番号は、読込定義に `object_key = \"other\"` と書くと読み込めます。"},
    {"Keys that are no supply points are read with `object_key = \"other\"` in the profile.",
     "供給地点でない番号は、読込定義に `object_key = \"other\"` と書くと読み込めます。"},
    {"Correct the number in the register.", "台帳の番号を訂正してください。"},
    {"Add it to [values.{}] as one of: {}.",
     "読込定義の [values.{1}] に、次のどれに当たるかを書いてください: {2}"},
    {"Correct the date, or name its format in [dates] of the profile.",
     "日付を訂正するか、その形式を読込定義の [dates] に加えてください。"},
};

// Empty where it is none of them.
std::string known(std::string_view english) {
  return text::in_japanese(kSentences, english, reject_in_japanese);
}

}  // namespace

std::string reject_in_japanese(std::string_view english) {
  if (std::string said = known(english); !said.empty()) return said;
  // Of a value is said which field it is of: `code (社員番号): there is no value`.
  constexpr std::string_view kBehindField = ": ";
  for (size_t at = 0; (at = english.find(kBehindField, at)) != std::string_view::npos;) {
    at += kBehindField.size();
    const std::string said = known(english.substr(at));
    if (!said.empty()) return std::string(english.substr(0, at)) + said;
  }
  return std::string(english);
}

Error in_japanese(Error error) {
  error.message = reject_in_japanese(error.message);
  error.help = reject_in_japanese(error.help);
  return error;
}

}  // namespace sekisho::reg
