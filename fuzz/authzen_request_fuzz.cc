#include <cstddef>
#include <cstdint>
#include <string_view>

#include "authzen/answers.h"

// Questions of other programs: whatever they send is answered or refused, and an answer to several
// has no more decisions than there were questions.
namespace {

using namespace sekisho;

// Permits subjects whose id begins with `a`.
class Point final : public authzen::DecisionPoint {
 public:
  Result<std::vector<authzen::Decision>> decide(std::span<const authzen::Evaluation> evaluations,
                                                authzen::Semantic semantic) override {
    std::vector<authzen::Decision> out;
    for (const authzen::Evaluation& one : evaluations) {
      out.push_back({one.subject.id.starts_with('a'), ""});
      if (authzen::ends(semantic, out.back().allowed)) break;
    }
    return out;
  }
  Result<std::vector<std::string>> find(authzen::Sought /*sought*/,
                                        const authzen::Evaluation& asked) override {
    return std::vector<std::string>{asked.subject.id, asked.resource.id};
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto request =
      text::JsonValue::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!request) return 0;
  Point point;
  const auto check = [](const Result<std::string>& answer) {
    if (answer && !text::JsonValue::parse(*answer)) __builtin_trap();
  };
  if (const auto one = authzen::decide_evaluation(*request, point)) check(authzen::to_json(*one));
  const auto several = authzen::answer_evaluations(*request, point);
  check(several);
  if (const text::JsonValue* asked = request->find("evaluations"); several && asked != nullptr) {
    const auto answer = text::JsonValue::parse(*several);
    const text::JsonValue* given = answer->find("evaluations");
    if (given != nullptr && given->size() > asked->size()) __builtin_trap();
  }
  check(authzen::answer_search(*request, authzen::Sought::kSubject, point));
  check(authzen::answer_search(*request, authzen::Sought::kResource, point));
  check(authzen::answer_search(*request, authzen::Sought::kAction, point));
  return 0;
}
