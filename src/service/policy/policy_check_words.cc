#include "service/policy/policy_check_words.h"

#include <algorithm>
#include <vector>

#include "text/sentence.h"

namespace sekisho::service {
namespace {

struct Words {
  std::string_view en, ja;
};

constexpr Words kTitles[] = {
    {"bidi", "文字の並ぶ向きを変える制御文字がある"},
    {"clause-name", "条件の名前が付いていない、または合っていない"},
    {"confusable", "見た目が紛らわしい名前がある"},
    {"duplicate-id", "同じ id のルールがすでにある"},
    {"impossible", "この条件が成り立つ要求はない"},
    {"invisible", "目に見えない文字がある"},
    {"missing-annotation", "必要な注釈がない"},
    {"mixed-script", "一つの名前に異なる文字体系が混ざっている"},
    {"obligation", "義務(マスクなど)の指定が正しくない"},
    {"overlap", "義務の異なる許可が同時に成り立つおそれがある"},
    {"route", "経路または順位の指定が正しくない"},
    {"schema", "スキーマに誤りがある"},
    {"syntax", "構文に誤りがある"},
    {"type", "スキーマと型が合わない"},
    {"unknown-annotation", "知られていない注釈がある"},
    {"unusual-character", "名前に通常は使わない文字がある"},
};

// In the order in which they are tried. `{}` stands for a value, in Japanese `{1}` is the first of
// them; a value may be one of these sentences itself.
constexpr Words kSentences[] = {
    // Types.
    {"`{}` is of type {}, expected {}", "`{1}` の型は {2} です。ここで使えるのは {3} です"},
    {"`{}` has no attribute `{}`: it is of type {}",
     "`{1}` に属性 `{2}` はありません。`{1}` の型は {3} です"},
    {"the attribute `{}` of {} is optional", "{2} の属性 `{1}` は、ない場合があります"},
    {"the branches of `if` have no common type: {} and {}",
     "`if` の2つの結果に共通の型がありません({1} と {2})"},
    {"`{}` compares {} with {}", "`{1}` は、型の異なる {2} と {3} を比べています"},
    {"a set holds {} and {}, which have no common type",
     "集合の要素 {1} と {2} に共通の型がありません"},
    {"an empty set has no type", "空の集合は型が決まりません"},
    {"the tag in `{}` may be absent", "`{1}` のタグは、ない場合があります"},
    {"entities of type {} have no tags{}", "型 {1} のエンティティにタグはありません"},
    {"`{}` is called with something that is not a literal",
     "`{1}` に、直接書いた値ではなく式を渡しています"},
    {"`{}` takes {} values, not {}", "`{1}` に渡す値は {2} 個です({3} 個あります)"},
    {"`{}` takes {} arguments, not {}", "`{1}` に渡す値は {2} 個です({3} 個あります)"},
    {"`{}` takes {} argument, not {}", "`{1}` に渡す値は {2} 個です({3} 個あります)"},
    {"the schema has no entity type `{}`", "スキーマにエンティティの型 `{1}` はありません"},
    {"the schema has no action `{}`", "スキーマに操作 `{1}` はありません"},
    {"`{}` is not one of the entities that `{}` enumerates",
     "`{1}` は、`{2}` に列挙されたエンティティではありません"},
    {"no action of the schema applies to what the scope allows",
     "適用範囲に当てはまる操作が、スキーマにありません"},
    {"`{}` needs level {}, allowed is {}", "`{1}` は {2} 段までたどります(上限は {3} 段)"},
    {"`{}` is followed, though it does not come from the request",
     "要求に由来しない `{1}` をたどっています"},
    {"the policy can never apply", "このルールが当てはまる要求はありません"},
    {"the {} `{}` turns the direction of writing",
     "`{2}` に、文字の並ぶ向きを変える制御文字があります"},
    {"the {} `{}` has a character that names should not have",
     "`{2}` に、名前に使うべきでない文字があります"},
    {"the {} `{}` mixes scripts", "`{2}` に、異なる文字体系が混ざっています"},
    // What is checked of a set.
    {"the id `{}` is taken by another policy", "id `{1}` は別のルールで使われています"},
    {"`@{}` names a clause that is not there", "`@{1}` に当たる条件がありません"},
    {"`@{}` means nothing to this program", "`@{1}` という注釈はありません"},
    {"the policy has no {}", "ルールに {1} がありません"},
    {"the route has no `@route` or no whole number as `@rank`",
     "経路のルールに `@route` がないか、`@rank` が整数ではありません"},
    {"clause {} has no name", "{1} 番目の条件に名前がありません"},
    {"two clauses are called `{}`", "2つの条件の名前が、どちらも `{1}` です"},
    {"`{}` looks like `{}` and is another text",
     "`{1}` は `{2}` と見た目が似ていますが、別の文字列です"},
    {"an obligation means something on a permit of the barrier only",
     "義務(マスクなど)は、閲覧可否の許可ルールにだけ書けます"},
    {"{} permits are too many to compare", "許可ルールが {1} 個あり、互いに比べられません"},
    {"`{}` and `{}` may hold for one request, and demand different things",
     "`{1}` と `{2}` は同じ要求に当てはまることがあり、求める義務が異なります"},
    {"`@overlaps` names `{}`, which is no permit here",
     "`@overlaps` に書かれた `{1}` は、ここの許可ルールではありません"},
    {"`@overlaps` names `{}`, but they cannot hold together with different obligations",
     "`@overlaps` に書かれた `{1}` とは、異なる義務で同時に当てはまりません"},
    {"U+{} turns the direction in which text is read",
     "U+{1} は、文字を読む向きを変える制御文字です"},
    {"U+{} cannot be seen", "U+{1} は、目に見えない文字です"},
    {"the word `{}` has letters of several scripts that look alike",
     "`{1}` に、見た目が似た異なる文字体系の文字があります"},
    {"policy `{}`: {}", "ルール `{1}`: {2}"},
    // Syntax.
    {"unexpected {}, expected {}", "{1} が現れましたが、ここに必要なのは {2} です"},
    {"the text {} has no end", "文字列 {1} が閉じられていません"},
    {"`=` is not an operator", "`=` という演算子はありません"},
    {"`{}` is a method, not a function", "`{1}` は関数ではなく、値に続けて書くメソッドです"},
    {"`{}` is not a function", "`{1}` という関数はありません"},
    {"`{}` is not a method", "`{1}` というメソッドはありません"},
    {"`{}` is not a variable", "`{1}` という変数はありません"},
    {"`{}` is not an action", "`{1}` は操作ではありません"},
    {"`{}` is not an escape", "`{1}` という書き方はありません"},
    {"`is` and `==` do not go together", "`is` と `==` は一緒に使えません"},
    {"a second comparison, {}, follows without parentheses",
     "2つ目の比較 {1} を、かっこなしで続けています"},
    {"an entity is not written with braces", "エンティティは波かっこでは書きません"},
    {"only functions and methods can be called", "呼び出せるのは、関数とメソッドだけです"},
    {"more than {} levels of brackets and conditions",
     "かっこと条件の重なりが {1} 段を超えています"},
    {"more than {} times `{}`", "`{2}` が {1} 回を超えています"},
    {"the `{}` clause is empty", "`{1}` の中が空です"},
    {"the annotation `@{}` is given twice", "注釈 `@{1}` が2回書かれています"},
    {"the field {} is given twice", "項目 {1} が2回書かれています"},
    {"the expression is more than {} operators high", "式の重なりが {1} 段を超えています"},
    {"the language has no {}", "{1} という書き方はありません"},
    {"the slot {} cannot stand here", "{1} はここに書けません"},
    {"the slot {} stands in a condition", "{1} は条件の中に書けません"},
    {"the text is longer than {} bytes", "全体が {1} バイトを超えています"},
    {"the text is not UTF-8", "文字コードが UTF-8 ではありません"},
    {"types are not given with `:` here", "ここでは型を `:` で書けません"},
    {"{} is a reserved word", "{1} は予約語です"},
    {"{} is too large for a Long", "{1} は大きすぎます"},
    {"-{} is too small for a Long", "-{1} は小さすぎます"},
    // What could stand in the place of something unexpected.
    {"an expression", "式"},
    {"end of the text", "文の終わり"},
    {"an entity", "エンティティ"},
    {"a set", "集合"},
    {"`permit` or `forbid`", "`permit` または `forbid`"},
    {"`when`, `unless` or `;`", "`when`、`unless`、`;` のいずれか"},
    {"`,` or `]` in the list of actions", "操作の一覧の `,` または `]`"},
    {"`,` or `}` in a record", "レコードの `,` または `}`"},
    {"`,` or `{}`", "`,` または `{1}`"},
    {"`==`, `in` or `,` after `action`", "`action` に続く `==`、`in`、`,` のいずれか"},
    {"`==`, `in`, `is`, `,` or `)` in the scope", "`==`、`in`、`is`、`,`、`)` のいずれか"},
    {"a name after `::`", "`::` に続く名前"},
    {"a pattern in double quotes after `like`", "`like` に続く二重引用符の文字列"},
    {"text in double quotes", "二重引用符で囲んだ文字列"},
    {"the name of a field", "項目の名前"},
    {"the name of an annotation after `@`", "`@` に続く注釈の名前"},
    {"the name of an attribute after `has`", "`has` に続く属性の名前"},
    {"the name of an attribute in double quotes", "二重引用符で囲んだ属性の名前"},
    {"the name of an attribute or a method after `.`", "`.` に続く属性またはメソッドの名前"},
    {"{} after the `then` branch", "`then` の結果に続く {1}"},
    {"{} after the annotation's value", "注釈の値に続く {1}"},
    {"{} after the condition of `if`", "`if` の条件に続く {1}"},
    {"{} after the name of a field", "項目の名前に続く {1}"},
    {"{} after the name of the attribute", "属性の名前に続く {1}"},
    {"{} and the id of the entity", "{1} とエンティティの id"},
    {"{} between action and resource", "action と resource の間の {1}"},
    {"{} between principal and action", "principal と action の間の {1}"},
    {"{} to close the clause", "条件を閉じる {1}"},
    {"{} to close the parenthesis", "かっこを閉じる {1}"},
    {"{} to close the scope", "適用範囲を閉じる {1}"},
    {"{} to open the scope", "適用範囲を開く {1}"},
    {"`{}` after `{}`", "`{2}` に続く `{1}`"},
    // What helps.
    {"Did you mean `{}`?", "`{1}` の誤りではありませんか。"},
    {"Both branches must give the same type.", "2つの結果の型をそろえてください。"},
    {"Values of different types are never equal.", "型の異なる値が等しくなることはありません。"},
    {"Ask first: `{}`.", "先に `{1}` で確かめてください。"},
    {"The elements of a set must be of one type.", "集合の要素の型をそろえてください。"},
    {"Only a literal text can be checked in advance.",
     "事前に検査できるのは、直接書いた文字列だけです。"},
    {"Ask for an empty set with `isEmpty()`.", "空かどうかは `isEmpty()` で確かめてください。"},
    {"Compare the scope with `appliesTo` of its actions.",
     "適用範囲を、操作の `appliesTo` と見比べてください。"},
    {"Put what is needed into the context or closer to the request.",
     "必要な値は context か、要求に近いところに置いてください。"},
    {"Only principal, action, resource and context lead to entities.",
     "エンティティをたどれるのは、principal、action、resource、context からだけです。"},
    {"Its conditions are false for every kind of request that the schema allows.",
     "スキーマが認めるどの要求でも、条件が成り立ちません。"},
    {"What is seen is not what is compared; remove the control characters.",
     "見た目と実際の文字が異なります。制御文字を取り除いてください。"},
    {"It looks like another one, or like nothing; write the usual one.",
     "別の文字や空白に見えます。通常の文字で書いてください。"},
    {"Letters of different scripts look alike; check that each is meant.",
     "見た目が似た別の文字があります。意図したものか確かめてください。"},
    {"The first stands at {}:{}.", "先のものは {1} の {2} 行目にあります。"},
    {"Type the word again, in one script.", "一つの文字体系で入力し直してください。"},
    {"Remove it, or write it as an escape that can be seen: `{}`.",
     "取り除くか、見える書き方 `{1}` にしてください。"},
    {"The policy has {} clauses.", "このルールの条件は {1} 個です。"},
    {"Write them before it; findings and explanations show them.",
     "ルールの前に書いてください。検出事項とその説明に表示されます。"},
    {"Write @route(\"name\") and @rank(\"50\") before it.",
     "ルールの前に @route(\"名前\") と @rank(\"50\") を書いてください。"},
    {"Write @clause{}(\"name: what it asks for\"): findings give the name as the reason.",
     "@clause{1}(\"名前: 求める内容\") と書いてください。名前は検出事項の判定理由になります。"},
    {"Reasons could not tell them apart.", "判定理由で区別できません。"},
    {"If they are meant to be the same, type this one again.",
     "同じもののつもりなら、こちらを入力し直してください。"},
    {"Remove it, or move it to the permit.", "取り除くか、許可ルールに移してください。"},
    {"Whether permits with different obligations hold together is not known.",
     "義務の異なる許可が同時に当てはまるかどうかは、分かりません。"},
    {"Together they mask {}. Give one a condition that the other denies, or write "
     "@overlaps(\"{}\") where this is meant.",
     "両方が当てはまると {1} "
     "をマスクします。一方に、他方と両立しない条件を加えるか、意図したものなら "
     "@overlaps(\"{2}\") と書いてください。"},
    {"Remove the name.", "その名前を取り除いてください。"},
    {"A pattern is literal text; `*` stands for any characters.",
     "パターンは文字列で書きます。`*` は任意の文字を表します。"},
    {"A policy ends with `;`.", "ルールは `;` で終わります。"},
    {"A scope is `(principal, action, resource)`, in this order.",
     "適用範囲は `(principal, action, resource)` の順に書きます。"},
    {"Call it as a function: `{}`.", "関数として `{1}` と書いてください。"},
    {"Close it with a double quote on the same line.", "同じ行の中で二重引用符を閉じてください。"},
    {"Compare with `==`.", "比べるには `==` を使います。"},
    {"Every other condition belongs into `when { … }`.",
     "そのほかの条件は `when { … }` に書いてください。"},
    {"Join two conditions with `&&` or `||`.", "2つの条件は `&&` か `||` でつないでください。"},
    {"Keep one of them.", "一方だけを残してください。"},
    {"Only a literal name may stand in `[…]`.", "`[…]` の中には、直接書いた名前だけを置けます。"},
    {"Remove it, or write a condition.", "取り除くか、条件を書いてください。"},
    {"Save it as UTF-8.", "UTF-8 で保存してください。"},
    {"Say what belongs together: `(a == b) == c`, or `a < b && b < c`.",
     "どこまでが一組かを示してください。例: `(a == b) == c`、`a < b && b < c`"},
    {"Split it over several clauses or policies, or use a set and `contains`.",
     "複数の条件かルールに分けるか、集合と `contains` を使ってください。"},
    {"Split it over several files.", "複数のファイルに分けてください。"},
    {"Split the expression over several clauses.", "式を複数の条件に分けてください。"},
    {"The variables are principal, action, resource and context; text stands in double quotes.",
     "変数は principal、action、resource、context です。文字列は二重引用符で囲みます。"},
    {"Two of them cancel each other.", "2つ重ねると打ち消し合います。"},
    {"Write `value.{}(…)`.", "`値.{1}(…)` と書いてください。"},
    {"Write `{} is Type`.", "`{1} is 型` と書いてください。"},
    {"`==` alone says the type already.", "`==` だけで型も決まります。"},
};

}  // namespace

std::string_view policy_check_title_ja(std::string_view rule) {
  const auto* known = std::ranges::find(kTitles, rule, &Words::en);
  return known == std::end(kTitles) ? "確認が必要な箇所がある" : known->ja;
}

std::string policy_check_ja(std::string_view english) {
  if (english.empty()) return {};
  for (const Words& one : kSentences) {
    const auto values = text::values_of(one.en, english);
    if (!values) continue;
    std::vector<std::string> said;
    for (const std::string_view value : *values) {
      std::string again = policy_check_ja(value);
      said.push_back(again.empty() ? std::string(value) : std::move(again));
    }
    return text::filled(one.ja, {said.begin(), said.end()});
  }
  return {};
}

}  // namespace sekisho::service
