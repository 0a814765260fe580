#pragma once

#include <string>
#include <vector>

#include "service/evidence/archive.h"

// What the archive's commands print, for people and for machines.
namespace sekisho::service {

std::string added_text(const ArchiveAdded& added, bool japanese);
std::string added_json(const ArchiveAdded& added);
std::string listed_text(const std::vector<ListedSegment>& segments, bool japanese);
std::string listed_json(const std::vector<ListedSegment>& segments);
std::string checked_text(const ArchiveCheck& check, bool japanese);
std::string checked_json(const ArchiveCheck& check);

}  // namespace sekisho::service
