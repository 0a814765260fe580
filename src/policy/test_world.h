#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"
#include "cedar/entity.h"
#include "cedar/evaluator.h"
#include "cedar/schema.h"
#include "text/toml.h"

namespace sekisho::policy {

// A request and the entities around it while a test file is read: a case changes a copy of what the
// file starts from. Internal to this folder.
class TestWorld {
 public:
  explicit TestWorld(const cedar::Schema& schema) : schema_(&schema) {}

  // The tables `request`, `context`, `entities` and `tags` of a file, over what is there.
  Result<void> read(const text::TomlTable& file);
  // What a case changes: `principal`, `action`, `resource`, `context`, `change`, `tags`, `without`.
  Result<void> change(const text::TomlTable& one);

  // Held to the schema, with its actions among the entities. Errors have no place.
  Result<std::pair<cedar::Request, cedar::Entities>> build() const;

 private:
  Result<void> read_request(const text::TomlTable& table);
  Result<void> read_context(const text::TomlTable& table);
  Result<void> read_entities(const text::TomlTable& table);
  Result<void> read_tags(const text::TomlTable& table);
  Result<void> take_away(const std::string& what);
  Result<cedar::EntityUid> uid_of(const text::TomlTable& table, const std::string& key,
                                  const std::string& text) const;

  struct Facts {
    cedar::Value::Fields attributes = {};
    std::vector<std::pair<std::string, cedar::Value>> tags = {};
    std::vector<cedar::EntityUid> parents = {};
  };
  const cedar::Schema* schema_;
  cedar::EntityUid principal_, action_, resource_;
  cedar::Value::Fields context_;
  std::map<cedar::EntityUid, Facts> entities_;
};

}  // namespace sekisho::policy
