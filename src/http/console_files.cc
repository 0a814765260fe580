#include "http/console_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/file.h"
#include "crypto/sha256.h"
#include "http/limits.h"

namespace sekisho::http {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoot = "/console/";
constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kAssets = "assets/";  // whose names have a hash of what is in them
constexpr size_t kTagDigits = 32;

// A page may run and show what came with it from this server, and ask this server; nothing else.
constexpr std::string_view kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

constexpr std::string_view kNotBuilt =
    "<!doctype html>\n<html lang=\"ja\">\n<meta charset=\"utf-8\">\n<title>Sekisho</title>\n"
    "<h1>Sekisho</h1>\n"
    "<p>このサーバーには画面(コンソール)が組み込まれていません。API は利用できます。"
    "組み込むには、npm のレジストリに接続できる環境で <code>./dev build</code> "
    "を実行してください。</p>\n"
    "<p lang=\"en\">This server was built without the console. The API works. To have the console, "
    "run <code>./dev build</code> where npm's registry can be reached.</p>\n";

std::string_view content_type_of(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kTypes{{
      {".html", kHtml},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".svg", "image/svg+xml"},
      {".woff2", "font/woff2"},
      {".json", "application/json"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

// Whether `Accept-Encoding` names a coding without refusing it.
bool accepts(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    const size_t comma = std::min(header.find(','), header.size());
    std::string_view one = header.substr(0, comma);
    header.remove_prefix(std::min(comma + 1, header.size()));
    one.remove_prefix(std::min(one.find_first_not_of(" \t"), one.size()));
    const size_t end = std::min(one.find_first_of("; \t"), one.size());
    if (one.substr(0, end) != coding) continue;
    const size_t quality = one.find("q=0");
    return quality == std::string_view::npos ||
           one.substr(quality + 3).find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

void add_headers(Response& response) {
  response.headers.push_back({"Content-Security-Policy", std::string(kPolicy)});
  response.headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  response.headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  response.headers.push_back({"Referrer-Policy", "no-referrer"});
}

}  // namespace

Result<ConsoleFiles> ConsoleFiles::read(const fs::path& directory) {
  ConsoleFiles out;
  std::error_code code;
  // A directory without a name is where the server was started, and nobody's to see.
  if (directory.empty() || !fs::is_regular_file(directory / kIndex, code)) return out;
  uint64_t bytes = 0;
  for (fs::recursive_directory_iterator at(directory, code), end; !code && at != end;
       at.increment(code)) {
    if (!at->is_regular_file(code)) continue;
    Result<std::string> text = read_file(at->path(), kMaxConsoleBytes);
    if (!text) return std::unexpected(text.error());
    bytes += text->size();
    if (bytes > kMaxConsoleBytes) {
      return fail(ErrorCode::kBadInput, "the console is larger than it can be",
                  {directory.string()}, "Build it again with `./dev build`.");
    }
    std::string name = fs::relative(at->path(), directory, code).generic_string();
    std::string File::* form = &File::plain;
    if (name.ends_with(".gz")) {
      name.resize(name.size() - 3);
      form = &File::gzip;
    } else if (name.ends_with(".br")) {
      name.resize(name.size() - 3);
      form = &File::brotli;
    }
    File& file = out.files_[name];
    file.content_type = content_type_of(name);
    file.cache_control =
        name.starts_with(kAssets) ? "public, max-age=31536000, immutable" : "no-cache";
    file.*form = std::move(*text);
  }
  if (code) return fail(ErrorCode::kIo, "cannot read the console", {directory.string()});
  return out;
}

bool ConsoleFiles::owns(std::string_view path) {
  return path == "/" || path == kRoot.substr(0, kRoot.size() - 1) || path.starts_with(kRoot);
}

Response ConsoleFiles::answer(const Request& request) const {
  Response response;
  if (request.method != "GET") {
    response = method_not_allowed("GET, HEAD");
  } else if (!request.path.starts_with(kRoot)) {
    response.status = 303;
    response.headers.push_back({"Location", std::string(kRoot)});
  } else if (files_.empty()) {
    response = {.status = 503, .content_type = std::string(kHtml), .body = std::string(kNotBuilt)};
  } else {
    const std::string_view name = std::string_view(request.path).substr(kRoot.size());
    const bool page = name.substr(name.rfind('/') + 1).find('.') == std::string_view::npos;
    const auto file = files_.find(page ? kIndex : name);
    response = file == files_.end() ? not_found() : file_response(file->second, request);
  }
  add_headers(response);
  return response;
}

Response ConsoleFiles::file_response(const File& file, const Request& request) const {
  const std::string* header = request.header("accept-encoding");
  const std::string_view wanted = header == nullptr ? std::string_view() : *header;
  Response response{.content_type = file.content_type, .cache_control = file.cache_control};
  const std::string* body = &file.plain;
  if (!file.brotli.empty() && accepts(wanted, "br")) {
    body = &file.brotli;
    response.headers.push_back({"Content-Encoding", "br"});
  } else if (!file.gzip.empty() && accepts(wanted, "gzip")) {
    body = &file.gzip;
    response.headers.push_back({"Content-Encoding", "gzip"});
  }
  response.body = *body;
  response.etag = fmt::format("\"{}\"", crypto::sha256_hex(*body).substr(0, kTagDigits));
  response.headers.push_back({"Vary", "Accept-Encoding"});
  return response;
}

}  // namespace sekisho::http
