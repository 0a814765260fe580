// What comes from other logs and witnesses: notes, checkpoints, receipts, bundles, keys, paths. The
// first byte chooses; what is read is written again and read as the same.
#include <cstdint>
#include <string_view>

#include "tlog/checkpoint.h"
#include "tlog/entry_bundle.h"
#include "tlog/note.h"
#include "tlog/receipt.h"
#include "tlog/tile.h"

using namespace sekisho;
using namespace sekisho::tlog;

namespace {

template <class Parsed, class Parse>
void hold_same(const Result<Parsed>& parsed, Parse parse) {
  if (!parsed) return;
  const Result<Parsed> again = parse(to_string(*parsed));
  SEKISHO_INVARIANT(again.has_value() && *again == *parsed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);
  switch (data[0] % 6) {
    case 0:
      hold_same(parse_note(text), parse_note);
      break;
    case 1:
      if (const auto checkpoint = parse_checkpoint(text)) {
        SEKISHO_INVARIANT(parse_checkpoint(checkpoint_text(*checkpoint)).value() == *checkpoint);
      }
      break;
    case 2:
      hold_same(parse_receipt(text), parse_receipt);
      break;
    case 3:
      if (const auto entries = read_bundle(text, 2)) {
        std::string again;
        for (const std::string_view entry : *entries) append_to_bundle(again, entry);
        SEKISHO_INVARIANT(again == text);
      }
      break;
    case 4:
      if (const auto key = VerifierKey::parse(text)) {
        SEKISHO_INVARIANT(VerifierKey::parse(key->to_string()).value() == *key);
      }
      break;
    default:
      if (const auto path = parse_tile_path(text)) {
        const Tile& tile = path->tile;
        SEKISHO_INVARIANT(text == (path->entries ? entry_bundle_path(tile.index, tile.width)
                                                 : hash_tile_path(tile)));
      }
  }
  return 0;
}
