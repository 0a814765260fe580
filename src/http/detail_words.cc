#include "http/detail_words.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sekisho::http {
namespace {

struct Word {
  std::string_view en, ja;
};

constexpr Word kCaseStates[] = {{"open", "一次確認待ち"},
                                {"triaged", "二次確認待ち"},
                                {"closed", "完了"},
                                {"withdrawn", "対象なし"}};
constexpr Word kCampaignStates[] = {{"open", "ログ受付中"},
                                    {"frozen", "対象データ確定済み"},
                                    {"approved", "決裁済み"},
                                    {"reported", "報告済み"}};
constexpr Word kDeliveryStates[] = {{"receiving", "照合中"},
                                    {"archived", "保管済み"},
                                    {"known", "同一のものを受領済み"},
                                    {"refused", "受領不可"}};
constexpr Word kDraftStates[] = {
    {"drafted", "起案中"},          {"proposed", "決裁待ち"}, {"returned", "差戻し"},
    {"approved", "決裁済み"},       {"applied", "施行"},      {"withdrawn", "取下げ"},
    {"installed", "導入時のルール"}};
constexpr Word kEmergencyStates[] = {{"asked", "決裁待ち"},
                                     {"refused", "差戻し"},
                                     {"running", "利用中"},
                                     {"over", "事後確認待ち"},
                                     {"reviewed", "事後確認済み"}};
constexpr Word kPlanStates[] = {
    {"drafted", "決裁待ち"}, {"refused", "差戻し"}, {"in-force", "施行中"}, {"over", "終了"}};
constexpr Word kImportStates[] = {{"comparing", "比較中"},
                                  {"shown", "確認待ち"},
                                  {"applying", "反映中"},
                                  {"applied", "反映済み"},
                                  {"failed", "失敗"}};
constexpr Word kJobStates[] = {{"queued", "待機中"},    {"running", "実行中"},
                               {"done", "完了"},        {"failed", "失敗"},
                               {"cancelled", "取消し"}, {"interrupted", "中断"}};
constexpr Word kSystemStates[] = {{"frozen", "表明待ち"},
                                  {"stated", "表明済み"},
                                  {"self-checked", "自主点検済み"},
                                  {"checked", "点検済み"}};

constexpr Word kOpeningStates[] = {{"proposed", "承認待ち"},
                                   {"coming", "開始前"},
                                   {"open", "対応中"},
                                   {"ending", "解除済み(猶予中)"},
                                   {"over", "終了"}};
constexpr Word kItemStates[] = {{"ready", "準備済み"},
                                {"lent", "貸出中"},
                                {"to-check", "点検・削除待ち"},
                                {"missing", "所在不明"},
                                {"retired", "除外"}};

// `{}` stands for a value; in Japanese `{1}` is the first of them. Of a state the last one is its
// name, and only those names fit.
struct Sentence {
  std::string_view en, ja;
  std::span<const Word> states = {};
};
constexpr Sentence kSentences[] = {
    {"case {} changed since it was looked at", "調査案件 第{1}号は、表示した後に変更されています"},
    {"case {} is {}", "調査案件 第{1}号は「{2}」です", kCaseStates},
    {"case {} was triaged by the same person", "調査案件 第{1}号は、同じ人が一次確認をしています"},
    {"case {} has no access of `{}`", "調査案件 第{1}号に「{2}」のアクセスはありません"},
    {"the report of `{}` is noted already", "「{1}」の報告は登録済みです"},
    {"inquiry {} is not open", "照会票 第{1}号は回答待ちではありません"},
    {"inquiry {} was put to somebody else", "照会票 第{1}号は別の人に宛てたものです"},
    {"the question names a record or a supplier: `{}`",
     "照会事項に、記録または小売電気事業者の名称「{1}」が含まれています"},
    {"version {} says the same", "第{1}版と同じ内容です"},
    {"campaign {} changed since it was looked at", "半期解析 {1} は、表示した後に変更されています"},
    {"campaign {} examines this half-year", "この半期の解析 {1} がすでにあります"},
    {"campaign {} is an audit", "半期解析ではなく、監査です"},
    {"campaign {} is no audit", "監査ではなく、半期解析です"},
    {"campaign {} does not wait to be read by this person", "後閲を待っているものではありません"},
    {"campaign {} is {}", "半期解析は「{2}」です", kCampaignStates},
    {"logs are taken until {}", "ログの受付締切日は {1} です"},
    {"review `{}` examined another time", "点検「{1}」の調査対象期間が、この半期と異なります"},
    {"whoever had a part in `{}` does not state it",
     "「{1}」のログを抽出した人は、結果を表明できません"},
    {"whoever had a part in `{}` does not self-check it",
     "「{1}」に関わった人は、自主点検をできません"},
    {"whoever had a part in `{}` does not check it", "「{1}」に関わった人は、点検をできません"},
    {"whoever had a part in `{}` does not approve it", "「{1}」に関わった人は、決裁をできません"},
    {"whoever had a part in `{}` does not send back it", "「{1}」に関わった人は、差し戻せません"},
    {"there is no log of `{}`", "「{1}」のログがありません"},
    {"{} findings of `{}` are in no case",
     "「{2}」の検出事項 {1} 件が、調査案件にまとめられていません"},
    {"{} findings of `{}` are not explained", "「{2}」の検出事項 {1} 件が、説明されていません"},
    {"`{}` is stated by {}", "「{1}」の結果は{2}が表明します"},
    {"the review found nothing in `{}`", "点検では「{1}」に検出事項がありません"},
    {"`{}` is not stated", "「{1}」の結果は表明されていません"},
    {"`{}` is {}", "「{1}」は「{2}」です", kSystemStates},
    {"audit {} is not reported yet", "監査はまだ報告されていません"},
    {"audit {} is {}", "監査は「{2}」です", kCampaignStates},
    {"the sample of audit {} is drawn", "監査の標本は抽出済みです"},
    {"there is no line to draw from", "標本を抽出する行がありません"},
    {"no sample is drawn", "標本が抽出されていません"},
    {"{} lines of the sample are not judged", "標本のうち {1} 行が未確認です"},
    {"review `{}` was not performed again", "点検「{1}」の再実施がされていません"},
    {"nobody is their own deputy", "本人の代決者にはなれません"},
    {"delivery {} is {}", "受領票 第{1}号は「{2}」です", kDeliveryStates},
    {"the delivery was cancelled", "受領の処理は取り消されました"},
    {"no profile reads `{}` as a log of `{}`",
     "「{1}」を「{2}」のログとして読む読込定義がありません"},
    {"there is no profile `{}` any more", "読込定義「{1}」がなくなっています"},
    {"policy draft {} changed meanwhile", "起案 第{1}号は、表示した後に変更されています"},
    {"policy draft {} is {}", "起案 第{1}号は「{2}」です", kDraftStates},
    {"policy draft {} has errors, or fails its tests",
     "起案 第{1}号に誤りか、不合格のテストがあります"},
    {"policy draft {} was drafted from it", "起案 第{1}号がこれを元にしています"},
    {"policy draft {} does not wait to be read by this person",
     "起案 第{1}号は後閲を待っているものではありません"},
    {"the policies that it was drafted from are not those that it would replace",
     "起案の元にしたルールが、施行中のルールではなくなっています"},
    {"it changes nothing that is judged by", "判定に使うルールに変更がありません"},
    {"the import is {}", "取込みは「{1}」です", kImportStates},
    {"whoever prepares an import cannot approve it", "取込みを用意した人は承認できません"},
    {"the registers changed since it was compared", "変更内容を確認した後に、台帳が変わっています"},
    {"a second person is needed: {}", "別の人の承認が必要です({1})"},
    {"`{}` is there twice", "「{1}」が重複しています"},
    {"`{}` has not arrived as a whole", "「{1}」はまだすべて届いていません"},
    {"the job `{}` is {} already", "ジョブはすでに「{2}」です", kJobStates},
    {"the job `{}` is {}", "ジョブは「{2}」です", kJobStates},
    {"nobody changes their own roles", "自分の役割は変更できません"},
    {"somebody else changed the roles meanwhile", "ほかの人が役割を変更しています"},
    {"the person has an account already", "この人にはすでに利用者登録があります"},
    {"Look at it again.", "再読み込みして、内容を確認してください。"},
    {"Only what is open, or waits for the second check, is triaged.",
     "一次確認待ちか二次確認待ちのものだけを一次確認できます。"},
    {"Only what is triaged is checked.", "二次確認待ちのものだけを二次確認できます。"},
    {"Somebody else has to check it.", "別の人が二次確認をしてください。"},
    {"Only what is closed is opened again.", "完了したものだけを再開できます。"},
    {"Somebody else has to.", "別の人が行ってください。"},
    {"Say in a comment what is to be added.", "補足はコメントに書いてください。"},
    {"Ask anew.", "改めて照会してください。"},
    {"Ask about times and systems only.", "日時とシステムだけを挙げて尋ねてください。"},
    {"State that it is not determinable, and why.", "「確認不能」と表明し、理由を書いてください。"},
    {"Gather review `{}` under the scope `{}`.",
     "点検「{1}」の検出事項を、範囲の名称「{2}」でまとめてください。"},
    {"Triage and check their cases, or state that something was found.",
     "調査案件の一次確認と二次確認を終えるか、「権限外アクセスあり」と表明してください。"},
    {"It has to be sent back first.", "先に差し戻す必要があります。"},
    {"Every system is stated and checked before the half-year is approved.",
     "すべてのシステムの表明と点検が終わってから決裁できます。"},
    {"What is frozen stays so.", "確定した対象データは変えられません。"},
    {"Freeze the population on the day after it.", "その翌日以降に対象データを確定してください。"},
    {"Review from {} until {}.", "{1} から {2} の前日までを点検してください。"},
    {"A sample that does not please is not drawn again.", "標本の抽出をやり直すことはできません。"},
    {"A log is corrected by one of the same name.", "同じ名称のログで訂正してください。"},
    {"Compare with one that is archived.", "保管済みのものと照合してください。"},
    {"Hand it in under the name that the system's profile claims.",
     "システムの読込定義が読む名称で提出してください。"},
    {"Run it again.", "再実行してください。"},
    {"Return it, and draft the change again from those that were applied last.",
     "差し戻し、施行中のルールから起案し直してください。"},
    {"Look at its check, mend it and propose it then.",
     "検査の結果を見て直してから、決裁を求めてください。"},
    {"Look at its check, return it and mend it.", "検査の結果を見て、差し戻して直してください。"},
    {"Change a policy, or withdraw it.", "ルールを変更するか、取り下げてください。"},
    {"Return that one first.", "先にその起案を差し戻してください。"},
    {"Only what was shown or failed can be dropped.",
     "確認待ちか失敗のものだけを取り下げられます。"},
    {"Only one that was shown or failed is compared again.",
     "確認待ちか失敗のものだけを比較し直せます。"},
    {"Only one that was shown can be approved.", "確認待ちのものだけを承認できます。"},
    {"Only one that was shown can be applied.", "確認待ちのものだけを取り込めます。"},
    {"Ask somebody else.", "別の人に依頼してください。"},
    {"Compare it again, and look.", "比較し直し、内容を確認してください。"},
    {"Let somebody else approve it, or give the number of a decision.",
     "別の人が承認するか、決裁番号を入力してください。"},
    {"Import each file once.", "同じファイルは1回だけ取り込んでください。"},
    {"Only a job that failed, was cancelled or interrupted runs again.",
     "失敗、取消し、中断のジョブだけを再実行できます。"},
    {"Let another administrator do it.", "別の管理者に依頼してください。"},
    {"Look at them once more.", "もう一度確認してください。"},
    {"Take out less of it, by a filter, or take it as CSV.",
     "条件で絞り込むか、CSVで取り出してください。"},
    {"the period of a log must be over", "ログの対象期間が終わっていません"},
    {"Name a day from which and a day before which, both past.",
     "終了した期間の開始日と終了日の翌日を指定してください。"},
    {"the log of that period is too long", "この期間のログは長すぎます"},
    {"Hand it in for shorter periods.", "期間を短く区切って提出してください。"},
    {"the disaster of `{}` is over or lifted", "「{1}」の災害対応は終了または解除済みです"},
    {"the disaster of `{}` is approved already", "「{1}」の災害対応は承認済みです"},
    {"the disaster of `{}` is open-ended", "「{1}」の災害対応には終了日時がありません"},
    {"the disaster of `{}` is not for the system `{}`",
     "「{1}」の災害対応の対象に、システム「{2}」は含まれていません"},
    {"the disaster of `{}` is {}", "「{1}」の災害対応は「{2}」です", kOpeningStates},
    {"`{}` has opened this disaster already", "「{1}」は、この災害対応を開始済みです"},
    {"there are more than {} {}", "件数が {1} を超えています"},
    {"an area or a system is missing", "対象の地域またはシステムがありません"},
    {"the period is over before it begins", "期間の終了が開始より前です"},
    {"it does not end later than now", "今の終了日時より後の日時ではありません"},
    {"a grace of {} minutes is too long", "猶予 {1} 分は長すぎます"},
    {"irregularity `{}` is closed", "不備「{1}」は完了済みです"},
    {"`{}` is no ID of a system", "「{1}」はシステムのIDの形式ではありません"},
    {"it begins before now", "開始日時が過去です"},
    {"it is not said when it was lent on paper", "紙で貸与した日時がありません"},
    {"it is over before it begins", "終了日時が開始日時より前です"},
    {"it lasts more than {} days", "貸与期間が {1} 日を超えています"},
    {"`{}` is not in the pool of `{}`", "「{1}」は「{2}」の貸出用に登録されていません"},
    {"`{}` is not ready: it is {}", "「{1}」は貸し出せません({2})", kItemStates},
    {"it is beyond the period of `{}`", "「{1}」の災害対応期間を超えています"},
    {"lending {} has the ID or the terminal at that time",
     "同じ時間に、貸与 第{1}号がIDまたは端末を使っています"},
    {"the registers say that `{}` is somebody's at that time",
     "台帳では、「{1}」は同じ時間に別の人のIDです"},
    {"the registers know nobody as `{}`", "台帳に「{1}」の従業者はいません"},
    {"lending {} has not ended, or that is proven",
     "貸与 第{1}号は終了していないか、失効の記録が済んでいます"},
    {"lending {} has ended", "貸与 第{1}号は終了しています"},
    {"lending {} has what another one has",
     "貸与 第{1}号のIDまたは端末は、別の貸与と重なっています"},
    {"the code of lending {} was shown once", "貸与 第{1}号のワンタイムコードは発行済みです"},
    {"that of lending {} was handed over already", "貸与 第{1}号の票は交付済みです"},
    {"lending {} has no code yet", "貸与 第{1}号のワンタイムコードは未発行です"},
    {"it was not handed over at such a time", "交付の日時が正しくありません"},
    {"lending {} has not ended", "貸与 第{1}号は終了していません"},
    {"that the ID of lending {} was deleted is noted already",
     "貸与 第{1}号のIDの削除は記録済みです"},
    {"it was not deleted at such a time", "削除の日時が正しくありません"},
    {"`{}` stands in the pool of `{}`", "「{1}」は「{2}」の貸出用に登録済みです"},
    {"the register of terminals does not have `{}`", "端末台帳に「{1}」がありません"},
    {"{} are too many at once", "一度に {1} 件は登録できません"},
    {"`{}` is so already", "「{1}」は既にその状態です"},
    {"`{}` is no longer of the pool", "「{1}」は貸出用から除外されています"},
    {"`{}` is lent", "「{1}」は貸出中です"},
    {"the ID `{}` was lent and is to be deleted", "ID「{1}」は貸与済みのため、削除の対象です"},
    {"`{}` has a log-in already", "「{1}」にはログインのアカウントがあります"},
    {"`{}` is no code", "「{1}」は番号として読み取れません"},
    {"there is no code", "番号がありません"},
    {"there are more than {} codes", "番号が {1} 件を超えています"},
    {"it did not come back yet at such a time", "返却の日時が未来です"},
    {"a lending always has an end", "貸与には必ず終了日時が必要です"},
    {"Declare it anew.", "改めて開始してください。"},
    {"Extend it.", "期間を延長してください。"},
    {"Lift the disaster to end it earlier.", "早く終える場合は解除してください。"},
    {"Lift the disaster to end it.", "終える場合は解除してください。"},
    {"policies/disasters.toml permits {}.", "policies/disasters.toml の上限は {1} 分です。"},
    {"Say for which areas and systems the office opens it.",
     "対象の地域とシステムを指定してください。"},
    {"What was lent on paper is entered as such.",
     "紙で貸与したものは、紙の貸与として入力してください。"},
    {"Give the time that stands on the paper.", "紙に記載した日時を入力してください。"},
    {"Extend it when the time comes.", "期限が近づいたら延長してください。"},
    {"Lend what the pool has ready, or add it to the pool first.",
     "準備済みのものを貸与するか、先に貸出用に登録してください。"},
    {"Lend another one that is ready.", "準備済みの別のものを貸与してください。"},
    {"Nothing is lent before a disaster is open or after it was lifted.",
     "開始前と解除後は貸与できません。"},
    {"Extend the disaster of the office first.", "先に事業所の災害対応期間を延長してください。"},
    {"Lend another one; mend the register of accounts.",
     "別のIDを貸与し、利用者ID台帳を訂正してください。"},
    {"Leave the code out: they get one.", "コードを空欄にすると、新しいコードが付きます。"},
    {"Lend anew, with another ID.", "別のIDで改めて貸与してください。"},
    {"End the lending to end it earlier.", "早く終える場合は、貸与を終了してください。"},
    {"Say why another one is needed: it ends the first.",
     "再発行の理由を入力してください。前のコードは無効になります。"},
    {"Have the code made first.", "先にワンタイムコードを発行してください。"},
    {"End it first: an ID is deleted after its last use.", "先に貸与を終了してください。"},
    {"Register the terminal first: nobody may use one that is not registered.",
     "先に端末を台帳に登録してください。"},
    {"They log in with what they have.", "お持ちのアカウントでログインしてください。"},
    {"Write SYSTEM/ACCOUNT.", "「システム/ID」の形式で入力してください。"},
    {"Write one a line.", "1行に1件ずつ入力してください。"},
    {"Send them in parts.", "分けて送ってください。"},
    {"Say until when.", "終了日時を指定してください。"},
    {"emergency {} is {}", "緊急利用 第{1}号は「{2}」です", kEmergencyStates},
    {"there is no emergency {}", "緊急利用 第{1}号はありません"},
    {"an emergency lasts at most {} hours", "緊急利用は最長 {1} 時間です"},
    {"Ask for less; another one can follow it.",
     "時間を短くしてください。必要なら、改めて申請できます。"},
    {"the registers know no system `{}`", "システム「{1}」は台帳にありません"},
    {"the registers know no person `{}`", "社員番号「{1}」は台帳にありません"},
    {"the registers know no account `{}`", "アカウント「{1}」は台帳にありません"},
    {"Write it as the registers have it.", "台帳のとおりに入力してください。"},
    {"outage plan {} is {}", "停止時の取扱い 第{1}号は「{2}」です", kPlanStates},
    {"there is no outage plan {}", "停止時の取扱い 第{1}号はありません"},
    {"a system that closes leaves nothing open", "閉じる場合は、継続する操作を指定できません"},
    {"Leave `actions`, `routes` and `minutes` out.",
     "`actions`、`routes`、`minutes` を指定しないでください。"},
    {"no action is named that stays possible", "継続する操作が指定されていません"},
    {"Name them in `actions`.", "`actions` に指定してください。"},
    {"a system stays open for at most {} minutes", "継続できる時間は最長 {1} 分です"},
    {"Say so in `minutes`.", "`minutes` に指定してください。"},
    {"there is no look {} of an outage", "停止中の閲覧 {1} はありません"},
    {"look {} was reviewed already", "閲覧 {1} は事後確認済みです"},
    {"{} rows are more than a workbook holds, {}", "{1} 行は、Excelの上限 {2} 行を超えています"},
};

constexpr std::string_view kValue = "{}";

// The values of a text that a sentence fits, in their order.
std::optional<std::vector<std::string_view>> values_of(std::string_view sentence,
                                                       std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const size_t hole = sentence.find(kValue);
    const std::string_view before = sentence.substr(0, hole);
    if (!text.starts_with(before)) return std::nullopt;
    text.remove_prefix(before.size());
    if (hole == std::string_view::npos) return text.empty() ? std::optional(out) : std::nullopt;
    sentence.remove_prefix(hole + kValue.size());
    // A value reaches to what follows it, at the end to the end.
    const std::string_view after = sentence.substr(0, sentence.find(kValue));
    const size_t end = after.empty() ? text.size() : text.find(after);
    if (end == std::string_view::npos) return std::nullopt;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool name_state(std::span<const Word> states, std::string_view& name) {
  const auto known = std::ranges::find(states, name, &Word::en);
  if (known == states.end()) return false;
  name = known->ja;
  return true;
}

std::string filled(std::string_view sentence, const std::vector<std::string_view>& values) {
  std::string out;
  for (size_t at = 0; at < sentence.size(); ++at) {
    if (sentence[at] != '{') {
      out += sentence[at];
      continue;
    }
    out += values[static_cast<size_t>(sentence[at + 1] - '1')];
    at += 2;
  }
  return out;
}

}  // namespace

std::string japanese_of(std::string_view english) {
  for (const Sentence& sentence : kSentences) {
    auto values = values_of(sentence.en, english);
    if (!values) continue;
    if (!sentence.states.empty() && !name_state(sentence.states, values->back())) continue;
    return filled(sentence.ja, *values);
  }
  return {};
}

}  // namespace sekisho::http
