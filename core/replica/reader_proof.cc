#include "replica/reader_proof.h"

#include "schema/limits.h"

namespace yiting::replica {

namespace {

constexpr char kReaderLabel[] = "yiting.v1.reader";  // with its terminating zero

}  // namespace

Bytes ReaderSignedBytes(BytesView community, BytesView member, BytesView device, int64_t time_ms) {
  Bytes signed_bytes(kReaderLabel, sizeof kReaderLabel);
  signed_bytes.append(community);
  signed_bytes.append(member);
  signed_bytes.append(device);
  AppendU64Be(signed_bytes, static_cast<uint64_t>(time_ms));
  return signed_bytes;
}

v1::Reader SignReader(BytesView community, BytesView member, const crypto::SigningKey& device,
                      int64_t time_ms) {
  v1::Reader reader;
  reader.set_member(Bytes(member));
  reader.set_device(crypto::PublicKey(device));
  reader.set_time_ms(time_ms);
  reader.set_signature(crypto::Sign(
      device, ReaderSignedBytes(community, member, reader.device(), time_ms)));
  return reader;
}

bool ReaderProofHolds(BytesView community, const v1::Reader& reader, int64_t now_ms) {
  if (reader.member().size() != schema::kMemberIdBytes) return false;
  if (reader.device().size() != schema::kDeviceKeyBytes) return false;
  if (reader.time_ms() < now_ms - kReaderProofMs) return false;
  if (reader.time_ms() > now_ms + kReaderProofMs) return false;
  return crypto::Verify(
      reader.device(),
      ReaderSignedBytes(community, reader.member(), reader.device(), reader.time_ms()),
      reader.signature());
}

}  // namespace yiting::replica
