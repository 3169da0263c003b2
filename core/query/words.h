// The few words for people that no pack has, because they are relations to a matter and not titles
// of a street. Every other text of the core comes from a pack; screens have theirs in web/shared.
// Pure.
// Tested by tests/unit/query/views_test.cc

#ifndef YITING_QUERY_WORDS_H_
#define YITING_QUERY_WORDS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "yiting/v1/pack.pb.h"

namespace yiting::query {

// "opener", "invitee", "reviewer" and the like; false for anything else.
bool RelationWord(std::string_view relation, v1::Text& text);

// "甲、乙" and "A, B".
v1::Text Joined(const std::vector<v1::Text>& texts);

// "3 人" and "3 people".
v1::Text CountOfPeople(int64_t count);

// "第 3 件" and "no. 3".
v1::Text NumberOfMatter(int64_t number);

// What a sealed ballot says, to whoever cannot open it.
v1::Text InABox();

// The same characters in both languages: ids, numbers, prose.
v1::Text Plain(std::string_view text);

}  // namespace yiting::query

#endif  // YITING_QUERY_WORDS_H_
