#include "net/http_client.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <array>
#include <memory>
#include <string_view>

#include "net/limits.h"

namespace sekisho::net {
namespace {

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, FreeHandle>;
using Headers = std::unique_ptr<curl_slist, FreeList>;

struct Received {
  std::string body;
  size_t limit = 0;
  bool too_long = false;
};

size_t receive(const char* bytes, size_t /*one*/, size_t count, void* target) {
  auto& received = *static_cast<Received*>(target);
  received.too_long = received.body.size() + count > received.limit;
  if (received.too_long) return 0;  // ends the transfer
  received.body.append(bytes, count);
  return count;
}

Result<void> check_url(const std::string& url) {
  const std::string_view text = url;
  const auto refused = [&](std::string_view why) {
    return fail(ErrorCode::kUsage, fmt::format("the address {}", why), {},
                "An address reads https://NAME/PATH.");
  };
  if (text.size() > kMaxUrlBytes) return refused("is too long");
  if (!text.starts_with("http://") && !text.starts_with("https://")) {
    return refused(fmt::format("`{}` is not one of http or https", text.substr(0, 200)));
  }
  const std::string_view rest = text.substr(text.find("//") + 2);
  // A password would appear in messages.
  if (rest.substr(0, rest.find_first_of("/?#")).contains('@')) return refused("names a user");
  return {};
}

// libcurl asks for this once, before any thread of it.
bool global_state() {
  static const bool made = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return made;
}

}  // namespace

Result<HttpAnswer> exchange(const HttpRequest& request, const HttpLimits& limits) {
  if (auto checked = check_url(request.url); !checked) return std::unexpected(checked.error());
  const Handle handle(global_state() ? curl_easy_init() : nullptr);
  if (!handle) return fail(ErrorCode::kIo, "the HTTP client could not be started");
  CURL* curl = handle.get();
  Received received{{}, limits.body_bytes, false};
  std::array<char, CURL_ERROR_SIZE> reason{};
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total.count()));
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "sekisho");
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason.data());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &received);
  Headers headers;
  if (request.body) {
    // Without an `Expect` of its own, on which some servers wait.
    headers.reset(curl_slist_append(nullptr, "Expect:"));
    curl_slist_append(headers.get(), fmt::format("Content-Type: {}", request.content_type).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body->data());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body->size()));
  }
  const CURLcode code = curl_easy_perform(curl);
  if (received.too_long) {
    return fail(ErrorCode::kLimit, fmt::format("the answer of {} has more than {} bytes",
                                               request.url, limits.body_bytes));
  }
  if (code != CURLE_OK) {
    const std::string_view said =
        reason.front() == '\0' ? curl_easy_strerror(code) : std::string_view(reason.data());
    return fail(ErrorCode::kIo,
                fmt::format("no answer of {}: {}", request.url, said.substr(0, kMaxErrorBytes)));
  }
  HttpAnswer answer;
  long status = 0;
  const char* content_type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &content_type);
  answer.status = static_cast<int>(status);
  if (content_type != nullptr) answer.content_type = content_type;
  answer.body = std::move(received.body);
  return answer;
}

}  // namespace sekisho::net
