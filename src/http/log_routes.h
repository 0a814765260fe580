#pragma once

#include <memory>

#include "http/message.h"
#include "tlog/file_system.h"

namespace sekisho::http {

struct LogRoutesOptions {
  // No entries and no time stamps: what a witness or a mirror of hashes needs.
  bool hashes_only = false;
};

// The read side of a log (C2SP tlog-tiles): the files of its directory that are for everybody
// (docs/formats/tlog.md), by their names, and nothing else that may stand there. Tiles never change
// and may be kept for a year; the others change with each publication.
Handler log_routes(std::shared_ptr<tlog::Directory> log, const LogRoutesOptions& options = {});

}  // namespace sekisho::http
