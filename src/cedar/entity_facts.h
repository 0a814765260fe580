#pragma once

#include "cedar/folded_entities.h"
#include "cedar/program.h"

// The last steps of folding. Internal to this folder.
namespace sekisho::cedar {

// Works out the facts of every entity, parts classes by them, and takes out of the rows of a class
// the policies whose conditions begin with a fact that is not so.
void learn_facts(const Program& program, FoldedEntities& out);

// Puts in place of all attributes the columns that can still be asked for: attributes that only
// facts read are gone, and what steps reach by a path has a column of its own.
void keep_columns(const Program& program, FoldedEntities& out);

}  // namespace sekisho::cedar
