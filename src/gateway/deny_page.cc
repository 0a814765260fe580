#include "gateway/deny_page.h"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "crypto/sha256.h"
#include "gateway/limits.h"
#include "text/base64.h"
#include "text/fold.h"
#include "text/html.h"
#include "text/json_writer.h"

namespace sekisho::gateway {
namespace {

constexpr std::string_view kStyle =
    "body{max-width:42rem;margin:3rem auto;padding:0 1rem;font-family:sans-serif;line-height:1.7;"
    "color:#1a1a1c}h1{font-size:1.5rem;border-bottom:2px solid #949494}dt{font-weight:bold}"
    "dd{margin:0 0 .75rem}a{font-weight:bold;color:#0017c1}";

struct Words {
  std::string_view begins;  // the reasons that this is about
  int status;
  std::string_view ja, en;
};

// The first that fits; the last one fits all.
constexpr std::array<Words, 16> kWords{{
    {"session/idle", 401, "しばらく操作がなかったため、ログインが終了しました。",
     "You were logged out because nothing was done for a while."},
    {"session/other-card", 401, "ログインしたときと別のIDカードが使われています。",
     "Another ID card is in use than the one you logged in with."},
    {"session/other-terminal", 401, "ログインしたときと別の端末から接続しています。",
     "You come from another terminal than the one you logged in at."},
    {"session/stale", 503, "ログインの状態を確認できません。",
     "Whether you are logged in cannot be told at the moment."},
    {"session/", 401, "ログインが必要です。", "You have to log in."},
    {"route/", 403, "このシステムでは受け付けていない要求です。",
     "The gate does not let requests of this kind through to the system."},
    {"spool/", 503, "閲覧を記録できないため、表示できません。",
     "Nothing can be shown because the look cannot be recorded."},
    {"facts/stale", 503, "最新の登録内容を確認できないため、表示できません。",
     "Nothing can be shown because the registers are out of date."},
    {"answer/cannot-mask", 403,
     "隠すべき項目を隠せない形式のため、表示できません。CSVであれば取得できる場合があります。",
     "This cannot be shown in a form in which the fields that you may not see can be hidden. It "
     "may "
     "be available as CSV."},
    {"answer/", 502, "システムの応答を確認できないため、表示できません。",
     "The system's answer cannot be shown because it could not be understood."},
    {"search/unexplained", 403, "この検索条件は、表示されない項目がある場合には使えません。",
     "You cannot search so while something of the answer is hidden from you."},
    {"search/", 403,
     "表示されない項目で検索するときは、相手から告げられた値の全体を一つだけ入力してください。",
     "By a field that you do not see you may search only with the whole of what you were told, "
     "and by one such field at a time."},
    {"gate/", 503, "関所の処理に失敗しました。", "The gate itself has failed."},
    {"error/", 403, "閲覧可否ルールを評価できないため、許可されませんでした。",
     "This is not permitted because a rule could not be evaluated."},
    {"facts/", 403, "台帳の登録内容から閲覧の可否を判断できません。",
     "The registers do not tell whether you may see this."},
    {"", 403, "この情報を閲覧する権限がありません。", "You may not see this information."},
}};

const Words& words_of(std::string_view reason) {
  for (const Words& one : kWords) {
    if (reason.starts_with(one.begins)) return one;
  }
  return kWords.back();
}

std::string html(const Denial& denial, const Desk& desk, const Words& words) {
  const std::string contact = text::html_escape(
      desk.contact.empty() ? "システムの管理者 / whoever runs the system" : desk.contact);
  std::string login;
  if (words.status == 401 && !desk.login.empty()) {
    login = fmt::format("<p><a href=\"{}\">ログイン / Log in</a></p>\n",
                        text::html_escape(desk.login + denial.way_back));
  }
  return fmt::format(
      "<!doctype html>\n<html lang=\"ja\">\n<head><meta charset=\"utf-8\">"
      "<meta name=\"viewport\" content=\"width=device-width\">"
      "<title>関所 / Sekisho</title><style>{}</style></head>\n<body>\n"
      "<h1>表示できません / Not shown</h1>\n"
      "<p>{}</p>\n<p lang=\"en\">{}</p>\n{}"
      "<dl>\n<dt>問い合わせ先 / Whom to ask</dt><dd>{}</dd>\n"
      "<dt>受付番号 / Reference number</dt><dd>{}</dd>\n"
      "<dt>理由コード / Reason</dt><dd>{}</dd>\n</dl>\n</body>\n</html>\n",
      kStyle, words.ja, words.en, login, contact, text::html_escape(denial.reference),
      text::html_escape(denial.reason));
}

std::string problem(const Denial& denial, const Desk& desk, const Words& words) {
  std::string out;
  text::JsonWriter json(out);
  json.begin_object()
      .member("title", words.en)
      .member("title_ja", words.ja)
      .member("status", words.status)
      .member("reason", denial.reason)
      .member("reference", denial.reference);
  if (!desk.contact.empty()) json.member("contact", desk.contact);
  if (words.status == 401 && !desk.login.empty())
    json.member("login", desk.login + denial.way_back);
  json.end_object();
  return out;
}

}  // namespace

std::string way_back(std::string_view system, std::string_view method, std::string_view target) {
  const bool again = (method == "GET" || method == "HEAD") && target.size() <= kMaxWayBackBytes;
  std::string out = fmt::format("#system={}&path=", system);
  for (const char one : again ? target : std::string_view("/")) {
    const bool plain = ('a' <= one && one <= 'z') || ('A' <= one && one <= 'Z') ||
                       ('0' <= one && one <= '9') || one == '-' || one == '_' || one == '.';
    if (plain) {
      out += one;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(one));
    }
  }
  return out;
}

const std::string& page_policy() {
  static const std::string policy =
      fmt::format("default-src 'none'; style-src 'sha256-{}'",
                  text::base64_encode(crypto::view(crypto::sha256(kStyle))));
  return policy;
}

int status_of(std::string_view reason) {
  return words_of(reason).status;
}

Page deny_page(const Denial& denial, const Desk& desk, std::string_view accept) {
  const Words& words = words_of(denial.reason);
  if (text::fold_case(accept).find("text/html") == std::string::npos)
    return {words.status, "application/problem+json", problem(denial, desk, words)};
  return {words.status, "text/html; charset=utf-8", html(denial, desk, words)};
}

}  // namespace sekisho::gateway
