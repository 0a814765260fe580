#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "policy/obligations.h"

namespace sekisho::mask {

// Where the documents of a system hold one field of the vocabulary.
struct FieldPlaces {
  std::vector<std::string> json;      // paths: `/customers/*/phone`, `/**/phone`
  std::vector<std::string> headings;  // of CSV columns and of HTML tables, lists and labels
  std::vector<std::string> elements;  // of HTML: `#id`, `.class`, `[name=n]`, `tag`
  bool text = false;                  // people write freely here: it is searched for personal data
};

// Which places of which documents hold which field (docs/formats/mask-places.md): data, one file a
// system, so that a profile of masks, which speaks of fields, fits them all. Immutable.
struct Places {
  std::map<std::string, FieldPlaces, std::less<>> fields;
  // What is no information about anybody: page numbers, headings, buttons. It stays visible also
  // where a profile masks all others.
  FieldPlaces labels;
  std::vector<std::string> attributes;  // of HTML, likewise: `scope`, `link href`

  // TOML text. An unknown field, a path or an element that cannot be is an error at its line.
  static Result<Places> parse(std::string_view toml, std::string file,
                              const policy::Vocabulary& vocabulary);
};

}  // namespace sekisho::mask
