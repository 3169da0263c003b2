#include "http/pokes.h"

namespace yiting::http {

void Pokes::Grow(const Bytes& community, uint64_t tree_size) {
  std::vector<std::shared_ptr<Follower>> told;
  {
    std::lock_guard lock(mutex_);
    sizes_[community] = tree_size;
    auto found = followers_.find(community);
    if (found == followers_.end()) return;
    for (auto& [key, weak] : found->second) {
      if (auto follower = weak.lock()) told.push_back(std::move(follower));
    }
  }
  for (auto& follower : told) follower->Tell(community, tree_size);
}

void Pokes::Follow(const std::shared_ptr<Follower>& follower,
                   const std::vector<Bytes>& communities) {
  Leave(follower.get());
  std::map<Bytes, uint64_t> known;
  {
    std::lock_guard lock(mutex_);
    for (const Bytes& community : communities) {
      followers_[community][follower.get()] = follower;
      followed_[follower.get()].insert(community);
      if (auto size = sizes_.find(community); size != sizes_.end()) known.insert(*size);
    }
  }
  for (auto& [community, size] : known) follower->Tell(community, size);
}

void Pokes::Leave(const Follower* follower) {
  std::lock_guard lock(mutex_);
  auto found = followed_.find(follower);
  if (found == followed_.end()) return;
  for (const Bytes& community : found->second) {
    auto of_community = followers_.find(community);
    of_community->second.erase(follower);
    if (of_community->second.empty()) followers_.erase(of_community);
  }
  followed_.erase(found);
}

}  // namespace yiting::http
