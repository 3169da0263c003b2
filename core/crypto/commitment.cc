#include "crypto/commitment.h"

namespace yiting::crypto {

Hash Commit(BytesView salt, BytesView content) {
  CHECK_EQ(salt.size(), kSaltBytes);
  constexpr BytesView kLabel("yiting.v1.content\0", 18);
  Sha256Stream stream;
  stream.Update(kLabel);
  stream.Update(salt);
  stream.Update(content);
  return stream.Finish();
}

}  // namespace yiting::crypto
