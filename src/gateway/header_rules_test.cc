#include "gateway/header_rules.h"

#include <gtest/gtest.h>

namespace sekisho::gateway {
namespace {

TEST(HeaderRules, KeepBackWhatClaimsAnIdentity) {
  for (const char* name :
       {"X-Sekisho-Identity", "x_sekisho_identity", "X-SEKISHO-anything", "Remote-User",
        "remote_user", "X-Forwarded-User", "X-Auth-Request-Email", "X-SSL-Client-DN",
        "SSL_CLIENT_S_DN", "X-Client-Cert", "X-HTTP-Method-Override", "X-Original-URL",
        "X-Rewrite-Url", "Upgrade"}) {
    EXPECT_FALSE(passes_upstream(name, false)) << name;
    EXPECT_FALSE(passes_upstream(name, true)) << name;
  }
  for (const char* name :
       {"Host", "Accept", "Cookie", "Content-Type", "Authorization", "User-Agent"})
    EXPECT_TRUE(passes_upstream(name, false)) << name;
}

TEST(HeaderRules, AskForNoPartsOfWhatIsMasked) {
  for (const char* name : {"Range", "If-Range", "if_range", "If-None-Match", "If-Modified-Since",
                           "If-Match", "If-Unmodified-Since", "Accept-Encoding", "TE"}) {
    EXPECT_FALSE(passes_upstream(name, false)) << name;
    EXPECT_TRUE(passes_upstream(name, true)) << name;
  }
}

TEST(HeaderRules, LetAnswersSayNothingOfWhatIsMasked) {
  EXPECT_TRUE(passes_downstream("X-Customer", Answer::kPlain));
  EXPECT_FALSE(passes_downstream("X-Customer", Answer::kMasked));
  EXPECT_FALSE(passes_downstream("Content-Disposition", Answer::kMasked));
  for (const char* name : {"WWW-Authenticate", "Content-Language", "Vary", "Server", "Date", "Link",
                           "Refresh", "Content-Location", "Trailer"}) {
    EXPECT_TRUE(passes_downstream(name, Answer::kPlain)) << name;
    EXPECT_FALSE(passes_downstream(name, Answer::kMasked)) << name;
  }
  EXPECT_TRUE(passes_downstream("Set-Cookie", Answer::kMasked));
  EXPECT_TRUE(passes_downstream("Location", Answer::kMasked));
  for (const char* name : {"ETag", "Last-Modified", "Accept-Ranges", "Content-Length",
                           "Cache-Control", "Expires", "Digest"}) {
    EXPECT_FALSE(passes_downstream(name, Answer::kPlain)) << name;
    EXPECT_FALSE(passes_downstream(name, Answer::kMasked)) << name;
    EXPECT_TRUE(passes_downstream(name, Answer::kStatic)) << name;
  }
}

TEST(HeaderRules, LetPoliciesOfPagesSayNothingElse) {
  for (const char* plain : {"default-src 'self'", "default-src 'none'; style-src 'SELF' data:;",
                            "Script-Src\t'self'  'unsafe-inline'; frame-ancestors 'none'"}) {
    EXPECT_TRUE(is_plain_policy(plain)) << plain;
  }
  for (const char* telling : {"", "default-src 'self'; report-uri /csp?customer=1",
                              "report-to customer-1", "img-src https://supplier.example",
                              "script-src 'nonce-c3VwcGxpZXI='", "style-src 'sha256-c3VwcGxpZXI='",
                              "customer-1 'self'", "default-src 'self', report-uri /"}) {
    EXPECT_FALSE(is_plain_policy(telling)) << telling;
  }
}

TEST(HeaderRules, FindOneCookie) {
  EXPECT_EQ(cookie("a=1; gate=x.y; b=2", "gate"), "x.y");
  EXPECT_EQ(cookie("gate=x", "gate"), "x");
  EXPECT_EQ(cookie("gate=", "gate"), "");
  EXPECT_FALSE(cookie("", "gate"));
  EXPECT_FALSE(cookie("xgate=1; gatex=2; gate", "gate"));
  EXPECT_FALSE(cookie("gate=1; gate=2", "gate"));
}

TEST(HeaderRules, TellTheNameOfACookieThatIsSet) {
  EXPECT_EQ(name_of_cookie("JSESSIONID=1; Path=/"), "JSESSIONID");
  EXPECT_EQ(name_of_cookie(" a =1"), "a");
  EXPECT_EQ(name_of_cookie("JSESSIONID"), "JSESSIONID");
  EXPECT_EQ(name_of_cookie("=JSESSIONID; JSESSIONID=2"), "");
  EXPECT_EQ(name_of_cookie(""), "");
}

TEST(HeaderRules, TakeTheCookieOut) {
  EXPECT_EQ(without_cookie("a=1; gate=x; b=2", "gate"), "a=1; b=2");
  EXPECT_EQ(without_cookie("gate=x;gate=y", "gate"), "");
  EXPECT_EQ(without_cookie(";; a=1 ;", "gate"), "a=1");
}

}  // namespace
}  // namespace sekisho::gateway
