#pragma once

#include <array>
#include <cstdint>
#include <string_view>

// The layout of docs/formats/fact-image.md; an internal part of the image's writer and reader.
namespace sekisho::barrier {

inline constexpr std::string_view kImageMagic("SKFACT\0\1", 8);
inline constexpr uint32_t kImageVersion = 2;

enum class ImageSection : uint8_t {
  kNames,  // JSON
  // Of people, accounts, terminals, addresses each: where texts end, the texts, a table of hashes.
  kPersonEnds,
  kPersonTexts,
  kPersonSlots,
  kAccountEnds,
  kAccountTexts,
  kAccountSlots,
  kTerminalEnds,
  kTerminalTexts,
  kTerminalSlots,
  kAddressEnds,
  kAddressTexts,
  kAddressSlots,
  // Of people, accounts, places each: for each key its first version, and one more; of a version
  // when it begins and its state.
  kPeopleFirst,
  kPeopleStart,
  kPeopleState,
  kAccountsFirst,
  kAccountsStart,
  kAccountsState,
  kPlacesFirst,
  kPlacesStart,
  kPlacesState,
  // For each state its first reading, and one more; of a reading the index of its facts.
  kPersonReadingsFirst,
  kPersonReadings,
  kAccountReadingsFirst,
  kAccountReadings,
  kTerminalReadingsFirst,
  kTerminalReadings,
  // For each of the facts its first word, and one more; words.
  kPersonFactsFirst,
  kPersonFacts,
  kAccountFactsFirst,
  kAccountFacts,
  kTerminalFactsFirst,
  kTerminalFacts,
  // For each person the first of their accounts, and one more; numbers of accounts.
  kHeldFirst,
  kHeld,
  kCount,
};
inline constexpr size_t kImageSections = static_cast<size_t>(ImageSection::kCount);

struct ImageHeader {
  char magic[8];
  uint32_t version;
  uint32_t sections;
  uint64_t hash_check;  // hash_bytes of the magic: the tables of hashes are of one version's making
};
struct ImagePart {
  uint64_t offset;  // from the file's start, a multiple of 8
  uint64_t bytes;
};
struct ImageSlot {
  uint32_t hash;
  uint32_t id;  // 0xFFFFFFFF: free
};

static_assert(sizeof(ImageHeader) == 24 && sizeof(ImagePart) == 16 && sizeof(ImageSlot) == 8);

}  // namespace sekisho::barrier
