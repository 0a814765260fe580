#pragma once

#include <string>

namespace sekisho::service {

// Where a store is, as people name it. Only `directory` is needed.
struct EvidencePlace {
  std::string directory;
  std::string private_directory;  // empty: `DIRECTORY.private`
  std::string master;             // the master key's file; empty: in the private directory
};

}  // namespace sekisho::service
