#include "tlog/tree_hash.h"

#include <algorithm>
#include <array>

namespace sekisho::tlog {

Hash leaf_hash(std::string_view entry) {
  thread_local crypto::Sha256 hash;
  hash.update(std::string_view("\0", 1));
  hash.update(entry);
  return hash.digest();
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * sizeof(Hash)> bytes{1};
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 1 + sizeof(Hash));
  return crypto::sha256({bytes.data(), bytes.size()});
}

Hash empty_root() {
  return crypto::sha256({});
}

}  // namespace sekisho::tlog
