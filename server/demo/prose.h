// What people of the demo say: concerns that a neighbourhood really has, and the sentences around
// them. Invented; no real person or place is meant.
//
// Pure. Not the product's texts for screens: those are web/shared/texts.

#ifndef YITING_SERVER_DEMO_PROSE_H_
#define YITING_SERVER_DEMO_PROSE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace yiting::demo {

struct Concern {
  const char* category;  // a hint; a pack that has it takes it
  const char* title;
  const char* body;
  const char* place;
};

size_t ConcernCount();
const Concern& ConcernAt(size_t index);
size_t MessageCount();
const char* MessageAt(size_t index);

// What is said of a concern, and what is promised; the same index gives the same.
const char* OpinionAt(size_t index);
const char* TaskAt(size_t index);

// What procedures are about that no concern fits, and what is proposed in them.
struct Subject {
  const char* procedure;  // a hint; a pack that has it takes it
  const char* title;
  const char* options[4];
};
const Subject* SubjectOf(std::string_view procedure);
const char* OptionAt(std::string_view procedure, size_t index);

// What a place of the kind is called, the n-th of its siblings from 1.
struct PlaceName {
  std::string zh;
  std::string en;
};
PlaceName PlaceNameOf(std::string_view kind, std::string_view kind_title, int n);

// What stands in a text field of an action: by the field's id where it is a usual one.
std::string TextFor(std::string_view action, std::string_view field, const Concern& concern);

// "陈建国", "2幢1单元501"; the same index gives the same. Rooms lie in two buildings with two
// stairwells each: the building is index % 2 + 1, the stairwell index / 2 % 2 + 1.
std::string NameAt(size_t index);
std::string RoomAt(size_t index);

}  // namespace yiting::demo

#endif  // YITING_SERVER_DEMO_PROSE_H_
