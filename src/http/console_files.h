#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/error.h"
#include "http/message.h"

namespace sekisho::http {

// The web console as `npm run build` wrote it, held in memory: files below `/console/`, each also
// compressed where the build did that. Every other path below `/console/` whose last part has no
// dot is a page of the console, and gets index.html; `/` leads there. Immutable; any number of
// threads.
//
// Nothing in it is secret, so nobody needs to be known, and nothing of it counts as a request of a
// caller. What the console shows it asks of the API, as any client does.
class ConsoleFiles {
 public:
  // A directory that is not there is a console that was not built: each page says so. kBadInput
  // where there is more than limits.h permits, kIo where a file cannot be read.
  static Result<ConsoleFiles> read(const std::filesystem::path& directory);

  // Whether the path is the console's to answer.
  static bool owns(std::string_view path);
  Response answer(const Request& request) const;

 private:
  struct File {
    std::string content_type, cache_control;
    std::string plain, gzip, brotli;  // empty: not in that form
  };
  Response file_response(const File& file, const Request& request) const;

  std::map<std::string, File, std::less<>> files_;  // by name: `assets/index-1a2b3c4d.js`
};

}  // namespace sekisho::http
