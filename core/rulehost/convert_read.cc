#include <algorithm>

#include "base/utf8.h"
#include "rulehost/convert.h"
#include "rulehost/lexer.h"
#include "rulehost/lint.h"
#include "rulehost/words.h"

namespace yiting::rulehost {
namespace {

const Value& EmptyTable() {
  static const Value table = [] {
    Value value;
    value.kind = Value::Kind::kTable;
    return value;
  }();
  return table;
}

constexpr size_t kIdMax = 40;
constexpr size_t kTextMax = 2'000;
constexpr size_t kDiagnosticsMax = 100;

bool IsId(std::string_view id) {
  if (id.empty() || id.size() > kIdMax || id[0] < 'a' || id[0] > 'z') return false;
  return std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

// The number that ends `text` after its last ':'; cuts it off.
int64_t CutNumber(std::string_view& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return 0;
  int64_t value = 0;
  for (const char c : text.substr(colon + 1)) {
    if (c < '0' || c > '9' || value > 1'000'000'000) return 0;
    value = value * 10 + (c - '0');
  }
  text = text.substr(0, colon);
  return value;
}

bool Contains(std::initializer_list<std::string_view> keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

void PackConverter::Note(const char* code) {
  if (diagnostics_.empty()) diagnostics_.emplace_back().code = code;
}

#ifndef YITING_WITHOUT_WORDS

void PackConverter::Complain(const Place& at, const char* code, std::string zh, std::string en,
                             std::string mend_zh, std::string mend_en) {
  if (diagnostics_.size() >= kDiagnosticsMax) return;  // nobody reads the second hundred
  Diagnostic d;
  SetPlace(at, d);
  // One fault seen from two sides is one line.
  for (const Diagnostic& each : diagnostics_) {
    if (each.file == d.file && each.line == d.line && each.text.zh() == zh) return;
  }
  d.code = code;
  d.text.set_zh(std::move(zh));
  d.text.set_en(std::move(en));
  d.mend.set_zh(std::move(mend_zh));
  d.mend.set_en(std::move(mend_en));
  diagnostics_.push_back(std::move(d));
}

void PackConverter::Complain(const Place& at, const char* code, const char* zh, const char* en,
                             const char* mend_zh, const char* mend_en) {
  Complain(at, code, std::string(zh), std::string(en), std::string(mend_zh),
           std::string(mend_en));
}

void PackConverter::ComplainUnknown(const Place& at, const char* code, const char* zh,
                                    const char* en, std::string_view id, const Ids& known) {
  const std::vector<std::string> candidates(known.begin(), known.end());
  const std::string nearest = NearestName(id, candidates);
  std::string all;
  for (const std::string& each : candidates) {
    if (all.size() < 400) all += (all.empty() ? "" : " ") + each;
  }
  const std::string name(id);
  Complain(at, code, std::string("没有") + zh + " " + name,
           std::string("there is no ") + en + " " + name,
           !nearest.empty() ? "是不是 " + nearest
           : all.empty()    ? ""
                            : "可以写：" + all,
           !nearest.empty() ? "did you mean " + nearest + "?"
           : all.empty()    ? ""
                            : "one of: " + all);
}

#endif  // YITING_WITHOUT_WORDS

// What is wrong was seldom written on the line of the word that it was written in.
PackConverter::Place PackConverter::Locate(const Place& from, std::string_view token) {
  return {from.file, from.line, std::string(token), false};
}

PackConverter::Place PackConverter::LocateKey(const Place& from, std::string_view key) {
  return {from.file, from.line, std::string(key), true};
}

void PackConverter::SetPlace(const Place& at, Diagnostic& diagnostic) const {
  diagnostic.file = at.file;
  diagnostic.line = at.line;
  for (const v1::PackBundle::File& file : bundle_.files()) {
    if (file.path() != at.file || at.token.empty()) continue;
    std::vector<Diagnostic> ignored;
    const std::vector<Token> tokens = Tokenize(file.path(), file.content(), ignored);
    for (size_t i = 0; i + 1 < tokens.size(); ++i) {
      const Token& each = tokens[i];
      const bool name = each.kind == Token::Kind::kName && each.text == at.token;
      const bool text = each.kind == Token::Kind::kString && each.value == at.token;
      const bool same = at.is_key ? name && tokens[i + 1].text == "=" : name || text;
      if (!same || each.line < at.line) continue;
      diagnostic.line = each.line;
      diagnostic.column = each.column;
      return;
    }
  }
  for (const v1::PackBundle::File& file : bundle_.files()) {
    if (file.path() == at.file) PointAtLine(file.content(), diagnostic);
  }
}

PackConverter::Item PackConverter::ReadItem(const Value& value) const {
  Item item;
  const Value* is = value.Find("is");
  if (!value.IsTable() || is == nullptr || !is->IsString()) return item;
  item.is = is->text;
  item.value = &value;
  if (const Value* id = value.Find("id"); id != nullptr && id->IsString()) item.id = id->text;
  const Value* body = value.Find("body");
  item.body = body != nullptr && body->IsTable() ? body : &EmptyTable();
  if (const Value* at = value.Find("at"); at != nullptr && at->IsString()) {
    std::string_view text = at->text;
    item.serial = CutNumber(text);
    item.at.line = static_cast<int32_t>(CutNumber(text));
    item.at.file = std::string(text);
    if (item.at.line == 0) item.at = Locate(item.at, item.is);
  }
  return item;
}

std::vector<PackConverter::Item> PackConverter::ItemsIn(const Item& owner, Keys kinds) {
  std::vector<Item> items;
  CollectItems(owner, *owner.body, owner.rest, kinds, 0, items);
  return items;
}

// Lists within lists count as if they were written in place, so that a file can return a list.
void PackConverter::CollectItems(const Item& owner, const Value& list, size_t from, Keys kinds,
                                 int depth, std::vector<Item>& out) {
  for (size_t i = from; i < list.items.size(); ++i) {
    const Value& value = list.items[i];
    Item item = ReadItem(value);
    if (item.value != nullptr && Contains(kinds, item.is)) {
      const Value* body = value.Find("body");
      if (body != nullptr && !body->IsTable()) {
        COMPLAIN(item.at, "SHAPE", item.is + " 后面要有一张表 { … }",
                 item.is + " needs a table { … }");
      }
      out.push_back(std::move(item));
    } else if (item.value != nullptr) {
      COMPLAIN(item.at, "MISPLACED", item.is + " 不能写在 " + owner.is + " 里",
               item.is + " cannot stand in " + owner.is);
    } else if (value.IsFunction()) {
      COMPLAIN(owner.at, "SHAPE", owner.is + " 里有一项缺少 { … }",
               "an entry of " + owner.is + " lacks its { … }");
    } else if (value.IsTable() && value.fields.empty() && depth < 8) {
      CollectItems(owner, value, 0, kinds, depth + 1, out);
    } else if (value.IsTable() && !value.fields.empty()) {
      const std::string key = value.fields.begin()->first;
      COMPLAIN(LocateKey(owner.at, key), "MISPLACED", owner.is + " 里的一张表不知道是什么",
               "a table in " + owner.is + " does not say what it is");
    } else {
      COMPLAIN(value.IsString() ? Locate(owner.at, value.text) : owner.at, "MISPLACED",
               owner.is + " 里有一项不知道是什么",
               "an entry of " + owner.is + " means nothing here");
    }
  }
}

void PackConverter::CheckKeys(const Item& item, Keys known) {
  for (const auto& [key, value] : item.body->fields) {
    if (Contains(known, key)) continue;
    const Place at = LocateKey(item.at, key);
    const Ids ids(known.begin(), known.end());
    if (key == "deadline" || key == "stage" || key == "action" || key == "params") {
      COMPLAIN(at, "UNKNOWN_KEY", item.is + " 里没有 " + key + " =", item.is + " has no key " + key,
               "去掉 " + key + " =，直接写 " + key + " { … }",
               "leave out `" + key + " =` and write " + key + " { … }");
    } else {
      COMPLAIN_UNKNOWN(at, "UNKNOWN_KEY", "这一项", "key", key, ids);
    }
  }
}

bool PackConverter::CheckId(const Item& item, Ids& taken) {
  if (!IsId(item.id)) {
    COMPLAIN(item.at, "ID", item.is + " 的编号 \"" + item.id + "\" 不合格",
             "the id \"" + item.id + "\" of this " + item.is + " is not valid",
             "小写英文字母开头，只用小写字母、数字和下划线，最多 40 个",
             "begin with a small letter; small letters, digits and _ only, at most 40");
    return false;
  }
  if (taken.insert(item.id).second) return true;
  COMPLAIN(item.at, "DUPLICATE_ID", item.is + " " + item.id + " 写了两次",
           item.is + " " + item.id + " is defined twice", "只留一个，或改一个编号",
           "keep one of them, or change an id");
  return false;
}

// "中文", or { "中文", "English" }.
bool PackConverter::TextOf(const Value& value, v1::Text* text) const {
  const Value* zh = &value;
  const Value* en = nullptr;
  if (value.IsTable()) {
    if (value.items.empty() || value.items.size() > 2 || !value.fields.empty()) return false;
    zh = &value.items[0];
    if (value.items.size() == 2) en = &value.items[1];
  }
  if (!zh->IsString() || (en != nullptr && !en->IsString())) return false;
  if (zh->text.empty() || zh->text.size() > kTextMax || !IsValidUtf8(zh->text)) return false;
  if (en != nullptr && (en->text.size() > kTextMax || !IsValidUtf8(en->text))) return false;
  text->set_zh(zh->text);
  if (en != nullptr) text->set_en(en->text);
  return true;
}

// `title = …`, or one or two texts at the head of the list.
void PackConverter::ReadTitle(Item& item, v1::Text* title, bool required) {
  const std::vector<Value>& items = item.body->items;
  if (const Value* key = item.body->Find("title"); key != nullptr) {
    if (!TextOf(*key, title)) ReadText(item, "title", title);
    return;
  }
  if (!items.empty() && items[0].IsString()) {
    Value pair;
    pair.kind = Value::Kind::kTable;
    item.rest = items.size() > 1 && items[1].IsString() ? 2 : 1;
    pair.items.assign(items.begin(), items.begin() + static_cast<int64_t>(item.rest));
    if (TextOf(pair, title)) return;
  } else if (!items.empty() && items[0].IsTable() && TextOf(items[0], title)) {
    item.rest = 1;
    return;
  } else if (!required) {
    return;
  }
  COMPLAIN(item.at, "TITLE", item.is + " " + item.id + " 缺少中文名称",
           item.is + " " + item.id + " lacks a title",
           "第一项写 \"中文\"，或 { \"中文\", \"English\" }",
           "begin with \"中文\" or { \"中文\", \"English\" }");
}

void PackConverter::ReadText(const Item& item, std::string_view key, v1::Text* text) {
  const Value* value = item.body->Find(key);
  if (value == nullptr || TextOf(*value, text)) return;
  COMPLAIN(LocateKey(item.at, key), "TEXT",
           std::string(key) + " 要写成 \"中文\" 或 { \"中文\", \"English\" }",
           std::string(key) + " must be \"中文\" or { \"中文\", \"English\" }");
}

std::string PackConverter::ReadString(const Item& item, std::string_view key, bool required) {
  const Value* value = item.body->Find(key);
  if (value != nullptr && value->IsString() && !value->text.empty() &&
      value->text.size() <= kTextMax && IsValidUtf8(value->text)) {
    return value->text;
  }
  if (value != nullptr || required) {
    COMPLAIN(value == nullptr ? item.at : LocateKey(item.at, key), "MISSING",
             item.is + " " + item.id + " 要写 " + std::string(key) + " = \"…\"",
             item.is + " " + item.id + " needs " + std::string(key) + " = \"…\"");
  }
  return "";
}

int64_t PackConverter::ReadInteger(const Item& item, std::string_view key, int64_t otherwise,
                                   int64_t min, int64_t max) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return otherwise;
  if (value->IsInteger() && value->integer >= min && value->integer <= max) return value->integer;
  const std::string range = std::to_string(min) + " … " + std::to_string(max);
  COMPLAIN(LocateKey(item.at, key), "NUMBER", std::string(key) + " 要写一个整数，范围 " + range,
           std::string(key) + " must be an integer in " + range);
  return otherwise;
}

bool PackConverter::ReadFlag(const Item& item, std::string_view key) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return false;
  if (value->kind == Value::Kind::kBoolean) return value->boolean;
  COMPLAIN(LocateKey(item.at, key), "SHAPE", std::string(key) + " 只能是 true 或 false",
           std::string(key) + " must be true or false");
  return false;
}

// "one", or { "one", "two" }.
std::vector<std::string> PackConverter::ReadStrings(const Item& item, std::string_view key) {
  const Value* value = item.body->Find(key);
  if (value == nullptr) return {};
  if (value->IsString()) return {value->text};
  std::vector<std::string> strings;
  bool good = value->IsTable() && value->fields.empty();
  for (const Value& each : value->items) {
    good = good && each.IsString();
    strings.push_back(each.text);
  }
  if (good) return strings;
  COMPLAIN(LocateKey(item.at, key), "SHAPE", std::string(key) + " 要写 \"…\" 或 { \"…\", \"…\" }",
           std::string(key) + " must be \"…\" or { \"…\", \"…\" }");
  return {};
}

void PackConverter::CheckReference(const Place& at, std::string_view id, const Ids& known,
                                   const char* code, const char* zh, const char* en) {
  if (known.count(id) == 0) COMPLAIN_UNKNOWN(Locate(at, id), code, zh, en, id, known);
}

void PackConverter::ReadReference(const Item& item, std::string_view key, const Ids& known,
                                  const char* code, const char* zh, const char* en,
                                  std::string* out) {
  *out = ReadString(item, key, false);
  if (!out->empty()) CheckReference(item.at, *out, known, code, zh, en);
}

}  // namespace yiting::rulehost
