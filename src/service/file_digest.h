#pragma once

#include <string>
#include <string_view>

#include "crypto/sha256.h"
#include "register/load.h"

namespace sekisho::service {

// SHA-256 of register files while they are read.
class Sha256Digest final : public reg::Digest {
 public:
  void update(std::string_view bytes) override { hash_.update(bytes); }
  std::string hex() override { return hash_.hex(); }

 private:
  crypto::Sha256 hash_;
};

}  // namespace sekisho::service
