// The library (docs/formats/rules.md) and the calendar. A library's functions stand together.

#include "rulehost/api_table.h"

namespace yiting::rulehost {

namespace {

const ApiField kText = {"s", "string"};
const ApiField kList = {"list", "any[]"};
const ApiField kMoment = {"ms", "integer"};
const ApiField kA = {"a", "integer"};
const ApiField kB = {"b", "integer"};
const ApiField kFrom = {"from?", "integer", "从 1 数，负数从末尾数",
                        "from 1; negative from the end"};
const ApiField kTo = {"to?", "integer"};
const ApiField kAny = {"", "any"};
const ApiField kInteger = {"", "integer"};
const ApiField kString = {"", "string"};
const ApiField kYes = {"", "boolean"};

std::vector<ApiName> Core() {
  return {
      {"assert",
       "是假就出错。",
       "An error when false.",
       {{"v", "any"}, {"message?", "string"}},
       {kAny}},
      {"error", "出错，规则到此为止。", "An error: the rule ends.", {{"message", "string"}}, {}},
      {"ipairs", "逐个走过列表。", "Walks a list.", {kList}, {{"", "fun(): integer, any"}}},
      {"pairs",
       "逐个走过表：先整数，再按字节排的文字。",
       "Walks a table: integers ascending, then strings bytewise.",
       {{"t", "table"}},
       {{"", "fun(): any, any"}}},
      {"require",
       "规则包或 lib 里的另一个文件，只运行一次。",
       "Another file of the pack or of lib; runs once.",
       {{"name", "string"}},
       {kAny}},
      {"select",
       "第 n 个以后的参数，或 \"#\" 个数。",
       "Arguments from the n-th, or \"#\": how many.",
       {{"n", "integer | \"#\""}, {"...", "any"}},
       {{"...", "any"}}},
      {"tonumber",
       "十进制整数，否则是 nil。",
       "A decimal integer, else nil.",
       {{"v", "any"}},
       {{"", "integer?"}}},
      {"tostring",
       "nil、真假、整数、文字。",
       "Of nil, boolean, integer, string.",
       {{"v", "any"}},
       {kString}},
      {"type", "是哪一种值。", "The kind of a value.", {{"v", "any"}}, {kString}},
  };
}

std::vector<ApiName> Calendar() {
  return {
      {"calendar.is_workday",
       "那一天上班吗？",
       "Is the day of that instant worked?",
       {kMoment},
       {kYes}},
      {"calendar.after_workdays",
       "再过 n 个工作日的到期时刻。",
       "When n working days from that instant fall due.",
       {kMoment, {"n", "integer"}},
       {{"due_ms", "integer"}}},
      {"calendar.date",
       "那一刻的年、月、日。",
       "Year, month and day of that instant.",
       {kMoment},
       {{"year", "integer"}, {"month", "integer"}, {"day", "integer"}}},
  };
}

std::vector<ApiName> Strings() {
  return {
      {"string.byte", "字节。", "Bytes.", {kText, kFrom, kTo}, {{"...", "integer"}}},
      {"string.char", "由字节成文字。", "A string of bytes.", {{"...", "integer"}}, {kString}},
      {"string.find",
       "找一段文字，没有通配符。",
       "Finds a part; no patterns.",
       {kText, {"part", "string"}, kFrom},
       {{"first", "integer?"}, {"last", "integer?"}}},
      {"string.format",
       "只有 %d %s %x %%。",
       "%d %s %x %% only.",
       {{"format", "string"}, {"...", "any"}},
       {kString}},
      {"string.len", "多少字节。", "How many bytes.", {kText}, {kInteger}},
      {"string.lower", "小写，只管 ASCII。", "Lower case, ASCII only.", {kText}, {kString}},
      {"string.rep",
       "重复 n 遍。",
       "n times over.",
       {kText, {"n", "integer"}, {"separator?", "string"}},
       {kString}},
      {"string.reverse", "倒过来，按字节。", "Backwards, by bytes.", {kText}, {kString}},
      {"string.sub",
       "一段，按字节。",
       "A part, by bytes.",
       {kText, {"from", "integer"}, kTo},
       {kString}},
      {"string.upper", "大写，只管 ASCII。", "Upper case, ASCII only.", {kText}, {kString}},
      {"string.split",
       "按分隔符拆开。",
       "Taken apart at the separator.",
       {kText, {"separator", "string"}},
       {{"", "string[]"}}},
      {"string.trim", "去掉两头的空白。", "Without blanks at both ends.", {kText}, {kString}},
      {"string.starts",
       "以这一段开头吗？",
       "Does it begin with the part?",
       {kText, {"part", "string"}},
       {kYes}},
      {"string.ends",
       "以这一段结尾吗？",
       "Does it end with the part?",
       {kText, {"part", "string"}},
       {kYes}},
  };
}

std::vector<ApiName> Tables() {
  return {
      {"table.concat",
       "连成一段文字。",
       "Joined to a string.",
       {{"list", "(string | integer)[]"}, {"separator?", "string"}, kFrom, kTo},
       {kString}},
      {"table.insert",
       "放进列表。",
       "Puts into a list: (list, value) or (list, position, value).",
       {kList, {"position", "any"}, {"value?", "any"}},
       {}},
      {"table.pack",
       "成一个列表，n 是个数。",
       "A list; n is how many.",
       {{"...", "any"}},
       {{"", "table"}}},
      {"table.remove",
       "从列表里拿出。",
       "Takes out of a list.",
       {kList, {"position?", "integer"}},
       {kAny}},
      {"table.sort",
       "稳定排序。",
       "Sorts, stably.",
       {kList, {"before?", "fun(a: any, b: any): boolean"}},
       {}},
      {"table.unpack",
       "列表里的每一个。",
       "Each of a list.",
       {kList, kFrom, kTo},
       {{"...", "any"}}},
  };
}

std::vector<ApiName> Numbers() {
  return {
      {"math.abs", "绝对值。", "Without its sign.", {kA}, {kInteger}},
      {"math.idiv", "整除，向下。", "Divided, rounded down.", {kA, kB}, {kInteger}},
      {"math.imod", "余数，向下。", "The rest of idiv.", {kA, kB}, {kInteger}},
      {"math.max", "最大的。", "The largest.", {kA, {"...", "integer"}}, {kInteger}},
      {"math.min", "最小的。", "The smallest.", {kA, {"...", "integer"}}, {kInteger}},
      {"math.muldiv",
       "a × b ÷ c，向下，中间不溢出。",
       "a * b / c, rounded down, through 128 bits.",
       {kA, kB, {"c", "integer"}},
       {kInteger}},
      {"math.ult", "当作无符号数，a < b 吗？", "Is a < b, both without sign?", {kA, kB}, {kYes}},
      {"math.maxinteger", "最大的整数。", "The largest integer.", {}, {kInteger}, true},
      {"math.mininteger", "最小的整数。", "The smallest integer.", {}, {kInteger}, true},
  };
}

std::vector<ApiName> Characters() {
  return {
      {"utf8.char", "由码点成文字。", "A string of code points.", {{"...", "integer"}}, {kString}},
      {"utf8.codepoint", "码点。", "Code points.", {kText, kFrom, kTo}, {{"...", "integer"}}},
      {"utf8.codes",
       "逐个走过码点。",
       "Walks the code points.",
       {kText},
       {{"", "fun(): integer, integer"}}},
      {"utf8.len", "多少个字。", "How many characters.", {kText, kFrom, kTo}, {{"", "integer?"}}},
      {"utf8.offset",
       "第 n 个字从哪个字节开始。",
       "The byte at which the n-th character begins.",
       {kText, {"n", "integer"}, kFrom},
       {{"", "integer?"}}},
  };
}

}  // namespace

const std::vector<ApiName>& ApiLibrary() {
  static const std::vector<ApiName> library = [] {
    std::vector<ApiName> all = Core();
    for (std::vector<ApiName> more : {Calendar(), Strings(), Tables(), Numbers(), Characters()}) {
      all.insert(all.end(), more.begin(), more.end());
    }
    return all;
  }();
  return library;
}

}  // namespace yiting::rulehost
