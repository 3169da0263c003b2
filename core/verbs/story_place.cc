#include "verbs/story_place.h"

#include <algorithm>
#include <vector>

namespace yiting::verbs {

namespace {

// The folders of a path, "." left out.
std::vector<std::string> PartsOf(const std::string& path) {
  std::vector<std::string> parts;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    if (!part.empty() && part != ".") parts.push_back(part);
    begin = end + 1;
  }
  return parts;
}

// "./…": the way from a folder to another one, as a scenario's head names a pack.
Result<std::string> WayTo(const std::string& folder, const std::string& pack) {
  std::vector<std::string> from = PartsOf(folder);
  const std::vector<std::string> to = PartsOf(pack);
  const bool same_root = folder.starts_with('/') == pack.starts_with('/');
  if (!same_root || std::count(from.begin(), from.end(), "..") != 0) {
    return Fail(ErrorCode::kInvalid,
                "no way is known from " + folder + " to " + pack +
                    "; write both paths from the same folder, without ..");
  }
  size_t common = 0;
  while (common < from.size() && common < to.size() && from[common] == to[common]) ++common;
  std::string way = ".";
  for (size_t i = common; i < from.size(); ++i) way += "/..";
  for (size_t i = common; i < to.size(); ++i) way += "/" + to[i];
  return way;
}

std::string Joined(const std::vector<std::string>& parts, bool rooted) {
  std::string path = rooted ? "/" : "";
  for (const std::string& part : parts) path += part + "/";
  if (!path.empty()) path.pop_back();
  return path;
}

// The folder in which a pack's folder lies; empty: where we are.
std::string FolderOf(const std::string& pack) {
  std::vector<std::string> parts = PartsOf(pack);
  if (!parts.empty()) parts.pop_back();
  return Joined(parts, pack.starts_with('/'));
}

}  // namespace

Result<StoryPlace> PlaceStories(const std::string& pack, const std::string& rules,
                                const std::string& wanted) {
  StoryPlace place;
  place.folder = wanted.empty() ? FolderOf(pack) : wanted;
  const std::vector<std::string> parts = PartsOf(pack);
  std::vector<std::string> in_rules = PartsOf(rules + "/packs");
  if (!parts.empty()) in_rules.push_back(parts.back());
  if (parts == in_rules && pack.starts_with('/') == rules.starts_with('/')) {
    place.pack = parts.back();
    return place;
  }
  ASSIGN_OR_RETURN(place.pack, WayTo(place.folder, pack));
  return place;
}

}  // namespace yiting::verbs
