#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "cedar/program.h"

// Internal to this folder.
namespace sekisho::cedar {

// What a node's value depends on, beside constants.
struct Dependence {
  enum class Kind : uint8_t { kNothing, kPrincipal, kAction, kResource, kContextSlot, kMuch };
  Kind kind = Kind::kNothing;
  uint32_t slot = 0;
  bool operator==(const Dependence&) const = default;
};

// Makes nodes of expressions. Equal subexpressions are one node, whichever policies they come
// from.
class NodeCompiler {
 public:
  explicit NodeCompiler(Program& out) : out_(out) {}

  uint32_t compile(const Expr& expr);

  // What one entity alone decides: that of which entity. A slot of the context counts where it is
  // used as an entity is.
  Dependence dependence(uint32_t node) const { return dependences_[node]; }
  // The same about kSelf. Requires a node that depends on one entity.
  uint32_t about_self(uint32_t node);

  uint32_t list_of(const std::vector<uint32_t>& items);
  // Says which values are worth keeping within a decision, of the nodes below `roots`.
  void place_memos(std::span<const uint32_t> roots);
  // Keeps the attributes of entities that nodes below `roots` can ask for; of kSelf, which is none
  // with columns, only what its attributes lead to.
  void keep_attributes(std::span<const uint32_t> roots);

 private:
  // `weight` is what the node costs beside its operands; 1 is a comparison.
  uint32_t node_of(const Node& node, uint32_t weight, const std::vector<uint32_t>& operands);
  Dependence dependence_of(const Node& node, const std::vector<uint32_t>& operands) const;
  std::vector<uint32_t> operands_of(const Node& node) const;
  std::span<const uint32_t> list(uint32_t offset) const {
    return std::span(out_.lists).subspan(offset + 1, out_.lists[offset]);
  }
  // Calls `visit` for the operands of every node below, and for the roots.
  void for_each_use(std::span<const uint32_t> roots,
                    const std::function<void(uint32_t, bool)>& visit) const;
  uint32_t constant(const Value& value);
  uint32_t attribute(const std::string& name);
  uint32_t context_slot(const std::string& name);
  void note_group(const Expr& expr);
  std::vector<uint32_t> nodes_of(const std::vector<ExprPtr>& exprs);

  uint32_t visit(const node::Literal& node);
  uint32_t visit(const node::Var& node);
  uint32_t visit(const node::If& node);
  uint32_t visit(const node::Unary& node);
  uint32_t visit(const node::Binary& node);
  uint32_t visit(const node::GetAttribute& node);
  uint32_t visit(const node::HasAttribute& node);
  uint32_t visit(const node::Like& node);
  uint32_t visit(const node::Is& node);
  uint32_t visit(const node::Set& node);
  uint32_t visit(const node::Record& node);
  uint32_t visit(const node::Call& node);

  Program& out_;
  std::map<Node, uint32_t> known_;
  std::map<std::vector<uint32_t>, uint32_t> lists_;
  std::map<Value, uint32_t> constants_;
  std::map<std::vector<std::string>, uint32_t> patterns_;
  std::vector<uint32_t> weights_;
  std::vector<Dependence> dependences_;
  std::unordered_map<uint32_t, uint32_t> about_self_;
};

}  // namespace sekisho::cedar
