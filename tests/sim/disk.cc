#include "tests/sim/disk.h"

#include <algorithm>
#include <cstring>

namespace yiting::sim {

namespace {

// By comparing with itself one byte on, which the library does in wide words: a log that is filled
// with zeros is most of what a schedule writes.
bool IsZero(const char* bytes, int64_t count) {
  return count == 0 ||
         (bytes[0] == 0 && std::memcmp(bytes, bytes + 1, static_cast<size_t>(count) - 1) == 0);
}

}  // namespace

Disk::Disk() = default;

Outcome Disk::Begin() {
  ++operations_;
  if (cut_) return Outcome::kFailed;
  if (fail_in_ > 0 && --fail_in_ == 0) {
    ++faults_;
    if (fault_ == Fault::kCut) cut_ = true;
    if (fault_ == Fault::kBrokenTill) broken_ = true;
    return Outcome::kFailed;
  }
  return broken_ ? Outcome::kFailed : Outcome::kDone;
}

Disk::File* Disk::Find(const std::string& name) {
  auto found = files_.find(name);
  return found == files_.end() ? nullptr : &found->second;
}

Outcome Disk::Open(const std::string& name, bool create) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  if (Find(name) != nullptr) return Outcome::kDone;
  if (!create) return Outcome::kNoFile;
  files_[name];
  return Outcome::kDone;
}

Outcome Disk::Read(const std::string& name, int64_t offset, char* bytes, int64_t count,
                   int64_t* got) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  const File* file = Find(name);
  if (file == nullptr) return Outcome::kFailed;
  std::memset(bytes, 0, static_cast<size_t>(count));
  *got = std::clamp<int64_t>(file->now.size - offset, 0, count);
  for (int64_t done = 0; done < *got;) {
    const int64_t at = offset + done;
    const int64_t part = std::min(kPage - at % kPage, *got - done);
    if (const PagePtr& page = file->now.pages[static_cast<size_t>(at / kPage)]) {
      std::memcpy(bytes + done, page->data() + at % kPage, static_cast<size_t>(part));
    }
    done += part;
  }
  return Outcome::kDone;
}

void Disk::Put(Content& content, int64_t offset, const char* bytes, int64_t count) {
  content.size = std::max(content.size, offset + count);
  content.pages.resize(static_cast<size_t>((content.size + kPage - 1) / kPage));
  for (int64_t done = 0; done < count;) {
    const int64_t at = offset + done;
    const int64_t part = std::min(kPage - at % kPage, count - done);
    PagePtr& page = content.pages[static_cast<size_t>(at / kPage)];
    const char* from = bytes == nullptr ? nullptr : bytes + done;
    const bool zero = from == nullptr || IsZero(from, part);
    if (zero && part == kPage) {
      page.reset();
    } else if (!zero || page) {
      // A page is shared with what was synced until it is written to.
      if (!page) page = std::make_shared<Page>(Page{});
      if (page.use_count() > 1) page = std::make_shared<Page>(*page);
      if (zero) std::memset(page->data() + at % kPage, 0, static_cast<size_t>(part));
      if (!zero) std::memcpy(page->data() + at % kPage, from, static_cast<size_t>(part));
    }
    done += part;
  }
}

void Disk::Cut(Content& content, int64_t size) {
  if (size >= content.size) {
    content.size = size;
  } else {
    const int64_t old = content.size;
    content.size = size;
    const int64_t rest = std::min((kPage - size % kPage) % kPage, old - size);
    if (rest > 0) {
      Put(content, size, nullptr, rest);
      content.size = size;
    }
  }
  content.pages.resize(static_cast<size_t>((content.size + kPage - 1) / kPage));
}

Outcome Disk::Write(const std::string& name, int64_t offset, const char* bytes, int64_t count) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  File* file = Find(name);
  if (file == nullptr) return Outcome::kFailed;
  const int64_t grows = std::max<int64_t>(0, offset + count - file->now.size);
  if (room_ > 0 && grows > 0 && used_ + grows > room_) {
    ++faults_;
    return Outcome::kFull;
  }
  used_ += grows;
  Put(file->now, offset, bytes, count);
  Change change;
  change.offset = offset;
  change.count = count;
  if (!IsZero(bytes, count)) change.bytes.assign(bytes, static_cast<size_t>(count));
  file->changes.push_back(std::move(change));
  return Outcome::kDone;
}

Outcome Disk::Truncate(const std::string& name, int64_t size) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  File* file = Find(name);
  if (file == nullptr) return Outcome::kFailed;
  used_ += size - file->now.size;
  Cut(file->now, size);
  Change change;
  change.truncates = true;
  change.offset = size;
  file->changes.push_back(std::move(change));
  return Outcome::kDone;
}

Outcome Disk::Sync(const std::string& name) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  File* file = Find(name);
  if (file == nullptr) return Outcome::kFailed;
  if (syncs_lie_) return Outcome::kDone;
  file->synced = file->now;
  file->durable = true;
  file->changes.clear();
  // The folder goes with it: a name that was deleted before is deleted for good.
  deleted_.clear();
  return Outcome::kDone;
}

Outcome Disk::Size(const std::string& name, int64_t* size) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  const File* file = Find(name);
  if (file == nullptr) return Outcome::kFailed;
  *size = file->now.size;
  return Outcome::kDone;
}

Outcome Disk::Delete(const std::string& name) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  File* file = Find(name);
  if (file == nullptr) return Outcome::kNoFile;
  used_ -= file->now.size;
  if (file->durable) deleted_[name] = std::move(file->synced);
  files_.erase(name);
  return Outcome::kDone;
}

Outcome Disk::Exists(const std::string& name, bool* there) {
  if (Outcome begun = Begin(); begun != Outcome::kDone) return begun;
  const File* file = Find(name);
  *there = file != nullptr && file->now.size > 0;
  return Outcome::kDone;
}

void Disk::FailAt(int64_t in, Fault fault) {
  fail_in_ = in;
  fault_ = fault;
}

void Disk::Mend() {
  fail_in_ = 0;
  broken_ = false;
}

// Of one change nothing, all, or some sectors.
void Disk::Replay(Content& content, const Change& change, testing::Dice& dice) {
  const uint64_t fate = dice.Roll(4);
  if (fate == 0) return;
  if (change.truncates) return Cut(content, change.offset);
  const char* bytes = change.bytes.empty() ? nullptr : change.bytes.data();
  if (fate != 1) return Put(content, change.offset, bytes, change.count);
  for (int64_t done = 0; done < change.count;) {
    const int64_t at = change.offset + done;
    const int64_t part = std::min(kSector - at % kSector, change.count - done);
    if (dice.Roll(2) == 0) Put(content, at, bytes == nullptr ? nullptr : bytes + done, part);
    done += part;
  }
}

void Disk::Restart(Stop stop, testing::Dice& dice) {
  Mend();
  cut_ = false;
  if (stop == Stop::kKilled) return;
  for (auto it = files_.begin(); it != files_.end();) {
    File& file = it->second;
    // A name that nobody synced may be there or not, with what was written or without.
    if (!file.durable && dice.Roll(2) == 0) {
      it = files_.erase(it);
      continue;
    }
    for (const Change& change : file.changes) Replay(file.synced, change, dice);
    file.changes.clear();
    file.now = file.synced;
    file.durable = true;
    ++it;
  }
  for (auto& [name, content] : deleted_) {
    if (files_.contains(name) || dice.Roll(2) == 0) continue;
    File& file = files_[name];
    file.now = content;
    file.synced = std::move(content);
    file.durable = true;
  }
  deleted_.clear();
  used_ = 0;
  for (const auto& [name, file] : files_) used_ += file.now.size;
}

void Disk::Wipe() {
  files_.clear();
  deleted_.clear();
  used_ = 0;
}

bool Disk::Holds(const Content& content, std::string_view bytes) {
  std::string run;  // pages that are not zeros, side by side
  auto search = [&] {
    const bool found = run.find(bytes) != std::string::npos;
    run.clear();
    return found;
  };
  for (const PagePtr& page : content.pages) {
    if (!page) {
      if (search()) return true;
      continue;
    }
    run.append(page->data(), kPage);
  }
  return search();
}

bool Disk::Holds(std::string_view bytes) const {
  return std::any_of(files_.begin(), files_.end(),
                     [&](const auto& file) { return Holds(file.second.now, bytes); });
}

std::vector<std::string> Disk::Names() const {
  std::vector<std::string> names;
  for (const auto& [name, file] : files_) names.push_back(name);
  return names;
}

std::shared_ptr<const Disk::Image> Disk::TakeImage() const {
  auto image = std::make_shared<Image>();
  for (const auto& [name, file] : files_) {
    if (file.durable) image->files[name] = file.synced;
  }
  return image;
}

void Disk::Restore(const Image& image) {
  Wipe();
  for (const auto& [name, content] : image.files) RestoreFile(image, name);
}

void Disk::RestoreFile(const Image& image, const std::string& name) {
  if (File* old = Find(name)) used_ -= old->now.size;
  files_.erase(name);
  const auto found = image.files.find(name);
  if (found == image.files.end()) return;
  File& file = files_[name];
  file.now = found->second;
  file.synced = found->second;
  file.durable = true;
  used_ += file.now.size;
}

}  // namespace yiting::sim
