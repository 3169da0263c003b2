#include "ledger/ledger_file.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/ledger/sample.h"

namespace yiting::ledger {
namespace {

// What a reader said, as one line a record, whatever the chunks: a transcript to compare.
std::vector<std::string> Read(BytesView file, size_t chunk) {
  std::vector<std::string> lines;
  LedgerReader reader;
  for (size_t at = 0; at < file.size(); at += chunk) {
    reader.Feed(file.substr(at, chunk));
    while (true) {
      const auto record = reader.Next();
      if (!record) {
        lines.push_back("error: " + record.error().message);
        return lines;
      }
      if (!*record) break;
      if (const auto* header = std::get_if<LedgerHeader>(&**record)) {
        lines.push_back("header " + header->origin + " " + Hex(header->community_id));
      } else if (const auto* pack = std::get_if<PackRecord>(&**record)) {
        lines.push_back("pack " + Hex(pack->hash) + " " + Bytes(pack->bytes));
      } else if (const auto* entry = std::get_if<EntryRecord>(&**record)) {
        lines.push_back("entry " + std::to_string(entry->index) + " " + Hex(entry->leaf) + " " +
                        Bytes(entry->bytes));
      } else if (const auto* content = std::get_if<ContentRecord>(&**record)) {
        lines.push_back("content " + Hex(content->commitment) + " " + ToHex(content->salt) + " " +
                        Bytes(content->bytes));
      } else if (const auto* last = std::get_if<CheckpointRecord>(&**record)) {
        lines.push_back("checkpoint " + FormatCheckpoint(last->checkpoint));
        EXPECT_EQ(OpenCheckpoint(last->note, kOrigin, crypto::PublicKey(SequencerKey())).value(),
                  last->checkpoint);
      }
    }
  }
  const Status finished = reader.Finish();
  lines.push_back(finished ? "good" : "error: " + finished.error().message);
  return lines;
}

// The last line of the transcript: "good" or the error.
std::string Verdict(BytesView file) { return Read(file, 4096).back(); }

// A record as the writer makes it, with any kind and body: for files that no writer writes.
Bytes Record(char kind, BytesView body) {
  Bytes record(1, kind);
  AppendU32Be(record, static_cast<uint32_t>(body.size()));
  record += body;
  const Hash seal = SealOf(static_cast<RecordKind>(kind), body);
  return record + Bytes(crypto::AsBytes(seal));
}

TEST(LedgerFileTest, GivesBackWhatWasWritten) {
  const Sample sample;
  const std::vector<std::string> lines = Read(sample.File(), 1 << 20);
  ASSERT_EQ(lines.size(), 10u);
  EXPECT_EQ(lines[0], "header yiting.example/xiaohe " + Hex(sample.header.community_id));
  EXPECT_EQ(lines[1], "pack " + Hex(crypto::Sha256(sample.pack)) + " " + sample.pack);
  EXPECT_EQ(lines[2], "entry 0 " + Hex(LeafHash(sample.entries[0])) + " " + sample.entries[0]);
  EXPECT_EQ(lines[5], "content " + Hex(crypto::Commit(sample.salt, sample.content)) + " " +
                          ToHex(sample.salt) + " " + sample.content);
  EXPECT_EQ(lines[7], "entry 4 " + Hex(LeafHash(sample.entries[4])) + " " + sample.entries[4]);
  EXPECT_EQ(lines[8], "checkpoint " + FormatCheckpoint(sample.checkpoint));
  EXPECT_EQ(lines[9], "good");
}

TEST(LedgerFileTest, SaysWhatIsInIt) {
  const Sample sample;
  const LedgerFileSummary summary = CheckLedgerFile(sample.File()).value();
  EXPECT_EQ(summary.header, sample.header);
  EXPECT_EQ(summary.checkpoint, sample.checkpoint);
  EXPECT_EQ(summary.packs, 1u);
  EXPECT_EQ(summary.entries, 5u);
  EXPECT_EQ(summary.contents, 1u);
}

TEST(LedgerFileTest, ChunksMayBeOfAnySize) {
  const Sample sample;
  const Bytes file = sample.File();
  const std::vector<std::string> whole = Read(file, file.size());
  for (size_t chunk : {1, 2, 3, 7, 16, 17, 18, 37, 64, 100, 500, 1000}) {
    EXPECT_EQ(Read(file, chunk), whole) << chunk;
  }
}

TEST(LedgerFileTest, AnEmptyLedgerIsALedger) {
  const Sample sample;
  LedgerWriter writer(sample.header);
  const std::string note =
      SignCheckpoint({std::string(kOrigin), 0, EmptyRoot()}, kOrigin, SequencerKey());
  ASSERT_TRUE(writer.Finish(note));
  EXPECT_EQ(CheckLedgerFile(writer.Take())->entries, 0u);
}

TEST(LedgerFileTest, AnErasedContentIsSimplyNotThere) {
  const Sample sample;
  std::vector<Span> spans;
  Bytes file = sample.File(&spans);
  const auto content = std::find_if(spans.begin(), spans.end(),
                                    [](const Span& span) { return span.name == "content 0"; });
  ASSERT_NE(content, spans.end());
  file.erase(content->begin, content->end - content->begin);
  EXPECT_EQ(CheckLedgerFile(file)->contents, 0u);
}

// Every byte of the file, changed in several ways, is noticed, and the error names the record that
// was changed and where it begins.
TEST(LedgerFileTest, AnyChangedByteIsNoticedAndNamed) {
  const Sample sample;
  std::vector<Span> spans;
  const Bytes file = sample.File(&spans);
  ASSERT_EQ(spans.back().end, file.size());
  for (const Span& span : spans) {
    for (size_t i = span.begin; i < span.end; ++i) {
      for (const int flip : {0x01, 0x02, 0x08, 0x20, 0x80, 0xff}) {
        Bytes bad = file;
        bad[i] = static_cast<char>(bad[i] ^ flip);
        const std::string verdict = Verdict(bad);
        const std::string place = "(at byte " + std::to_string(span.begin) + ")";
        ASSERT_TRUE(verdict.starts_with("error: ")) << span.name << ", byte " << i;
        if (span.begin == 0) {
          ASSERT_TRUE(verdict.starts_with("error: byte 0: not a ledger file")) << verdict;
        } else {
          ASSERT_TRUE(Contains(verdict, place)) << span.name << ", byte " << i << ": " << verdict;
        }
        if (i > span.begin) {  // the kind is as it was
          ASSERT_TRUE(Contains(verdict, span.name)) << verdict;
        }
      }
    }
  }
}

TEST(LedgerFileTest, EveryTruncationIsNoticedAndNamed) {
  const Sample sample;
  std::vector<Span> spans;
  const Bytes file = sample.File(&spans);
  for (const Span& span : spans) {
    for (size_t size = span.begin; size < span.end; ++size) {
      const std::string verdict = Verdict(BytesView(file).substr(0, size));
      const std::string end = "error: truncated: the file ends at byte " + std::to_string(size);
      if (span.begin == 0) {
        ASSERT_EQ(verdict, end + " inside its first line");
      } else if (size == span.begin) {
        ASSERT_EQ(verdict, end + " without a checkpoint");
      } else {
        ASSERT_EQ(verdict,
                  end + " inside " + span.name + " (at byte " + std::to_string(span.begin) + ")");
      }
    }
  }
}

TEST(LedgerFileTest, AnyMissingRepeatedOrSwappedRecordIsNoticed) {
  const Sample sample;
  std::vector<Span> spans;
  const Bytes file = sample.File(&spans);
  const auto piece = [&](size_t i) {
    return file.substr(spans[i].begin, spans[i].end - spans[i].begin);
  };
  const auto join = [&](const std::vector<size_t>& order) {
    Bytes joined;
    for (size_t i : order) joined += piece(i);
    return joined;
  };
  const auto harmless = [&](size_t i) {
    return spans[i].name == "content 0" || spans[i].name == "pack 0";
  };
  std::vector<size_t> all;
  for (size_t i = 0; i < spans.size(); ++i) all.push_back(i);
  EXPECT_EQ(Verdict(join(all)), "good");
  for (size_t i = 0; i < spans.size(); ++i) {
    std::vector<size_t> without = all;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    ASSERT_EQ(Verdict(join(without)) == "good", harmless(i)) << "without " << spans[i].name;
    std::vector<size_t> twice = all;
    twice.insert(twice.begin() + static_cast<std::ptrdiff_t>(i), i);
    ASSERT_EQ(Verdict(join(twice)) == "good", harmless(i)) << "twice " << spans[i].name;
    if (i + 1 < spans.size()) {
      std::vector<size_t> swapped = all;
      std::swap(swapped[i], swapped[i + 1]);
      const bool good = (harmless(i) || harmless(i + 1)) && i > 1 && i + 2 < spans.size();
      ASSERT_EQ(Verdict(join(swapped)) == "good", good) << "swapped " << spans[i].name;
    }
  }
}

TEST(LedgerFileTest, NothingFollowsTheCheckpoint) {
  const Sample sample;
  const Bytes file = sample.File();
  EXPECT_EQ(Verdict(file + "x"), "error: byte " + std::to_string(file.size()) +
                                     ": there are bytes after the checkpoint");
  EXPECT_TRUE(Contains(Verdict(file + file), "there are bytes after the checkpoint"));
}

struct BadFile {
  const char* name;
  Bytes file;
  std::string verdict;
};

TEST(LedgerFileTest, SaysWhatIsWrong) {
  const Sample sample;
  const Bytes magic(kLedgerFileMagic);
  const Bytes header_body = Bytes(crypto::AsBytes(sample.header.community_id)) +
                            sample.header.public_key + sample.header.origin;
  const Bytes header = Record('H', header_body);
  const std::string at = " (at byte " + std::to_string((magic + header).size()) + ")";
  const std::string one_entry =
      SignCheckpoint({std::string(kOrigin), 1, LeafHash("entry")}, kOrigin, SequencerKey());
  const Bytes entry = Record('E', "entry");
  const std::string after_entry =
      " (at byte " + std::to_string((magic + header + entry).size()) + ")";
  Bytes bad_entry = entry;
  bad_entry[7] = 'X';
  const BadFile kFiles[] = {
      {"not ours", "PK\x03\x04",
       "byte 0: not a ledger file; its first line is not \"yiting.v1.ledger\""},
      {"newer", "yiting.v2.ledger\n",
       "byte 0: not a ledger file; its first line is not \"yiting.v1.ledger\""},
      {"no header", magic + entry, "entry 0 (at byte 17): a header must come first"},
      {"two headers", magic + header + header, "header" + at + ": there is a header already"},
      {"unknown kind", magic + header + "Z",
       "record" + at + ": kind 0x5a is unknown to this version"},
      {"changed entry", magic + header + entry + bad_entry,
       "entry 1" + after_entry + ": its bytes do not match its leaf hash"},
      {"huge entry", magic + header + Bytes("E\xff\xff\xff\xff", 5),
       "entry 0" + at + ": its length 4294967295 is not between 0 and 65535"},
      {"entry over the limit", magic + header + Bytes("E\0\1\0\0", 5),
       "entry 0" + at + ": its length 65536 is not between 0 and 65535"},
      {"short content", magic + header + Bytes("C\0\0\0\x3f", 5),
       "content 0" + at + ": its length 63 is not between 64 and 16777280"},
      {"short header", magic + Bytes("H\0\0\0\x40", 5),
       "header (at byte 17): its length 64 is not between 65 and 319"},
      {"bad origin", magic + Record('H', header_body + " "),
       "header (at byte 17): its origin has spaces or is not UTF-8"},
      {"wrong commitment", magic + header + Record('C', Bytes(64, 'c') + "text"),
       "content 0" + at + ": its salt and bytes do not match its commitment"},
      {"empty checkpoint", magic + header + Bytes("K\0\0\0\0", 5),
       "checkpoint" + at + ": its length 0 is not between 1 and 131072"},
      {"checkpoint is no note", magic + header + Record('K', "nonsense\n"),
       "checkpoint" + at + ": a note has no empty line before its signatures"},
      {"checkpoint of another size", magic + header + Record('K', one_entry),
       "checkpoint" + at + ": it is of size 1, but there are 0 entries before it"},
      {"checkpoint of another root", magic + header + Record('E', "other") + Record('K', one_entry),
       "checkpoint" + after_entry + ": its root is " + Hex(LeafHash("entry")) +
           ", but the entries before it have root " + Hex(LeafHash("other"))},
  };
  for (const BadFile& bad : kFiles) {
    EXPECT_EQ(Verdict(bad.file), "error: " + bad.verdict) << bad.name;
  }
  EXPECT_EQ(Verdict(magic + header + entry + Record('K', one_entry)), "good");
}

TEST(LedgerFileTest, CheckpointMustBeSignedByTheHeadersKeyForItsOrigin) {
  const Sample sample;
  for (const bool other_key : {false, true}) {
    LedgerHeader header = sample.header;
    if (other_key) {
      header.public_key = crypto::PublicKey(WitnessKey());
    } else {
      header.origin = "yiting.example/beigan";
    }
    LedgerWriter writer(header);
    EXPECT_EQ(writer.Finish(sample.note).error().code, ErrorCode::kNotFound);
    Bytes file = writer.Take();
    for (const Bytes& entry : sample.entries) file += Record('E', entry);
    file += Record('K', sample.note);
    EXPECT_TRUE(Contains(Verdict(file), "the note is not signed by " + header.origin)) << other_key;
  }
}

TEST(LedgerFileTest, AnErrorIsFinal) {
  const Sample sample;
  LedgerReader reader;
  reader.Feed("not a ledger");
  const Error first = reader.Next().error();
  reader.Feed(sample.File());
  EXPECT_EQ(reader.Next().error(), first);
  EXPECT_EQ(reader.Finish().error(), first);
}

TEST(LedgerFileTest, WaitsForBytesWithoutAnError) {
  LedgerReader reader;
  EXPECT_FALSE(reader.Next().value().has_value());
  reader.Feed("yiting.v1");
  EXPECT_FALSE(reader.Next().value().has_value());
  EXPECT_EQ(reader.Finish().error().code, ErrorCode::kCorrupt);
  reader.Feed(".ledger\n");
  EXPECT_FALSE(reader.Next().value().has_value());
  EXPECT_EQ(reader.Finish().error().message,
            "truncated: the file ends at byte 17 without a checkpoint");
}

TEST(LedgerFileTest, ReaderKnowsTheTreeSoFar) {
  const Sample sample;
  LedgerReader reader;
  reader.Feed(sample.File());
  uint64_t entries = 0;
  while (true) {
    EXPECT_EQ(reader.head(), sample.tree.HeadAt(entries));
    const auto record = reader.Next();
    ASSERT_TRUE(record);
    if (!*record) break;
    if (std::get_if<EntryRecord>(&**record)) ++entries;
  }
  EXPECT_EQ(entries, 5u);
  EXPECT_TRUE(reader.Finish());
}

TEST(LedgerWriterTest, RefusesWhatTheReaderWould) {
  const Sample sample;
  LedgerWriter writer(sample.header);
  const size_t before = writer.Take().size();
  EXPECT_EQ(writer.AddEntry(Bytes(kEntryBytesMax + 1, 'x')).error().code, ErrorCode::kTooLarge);
  EXPECT_EQ(writer.AddPack(Hash{}, Bytes(kPackBytesMax + 1, 'x')).error().code,
            ErrorCode::kTooLarge);
  EXPECT_EQ(writer.AddContent(Hash{}, sample.salt, Bytes(kContentBytesMax + 1, 'x')).error().code,
            ErrorCode::kTooLarge);
  EXPECT_EQ(writer.AddContent(Hash{}, sample.salt, "text").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(writer.AddContent(Hash{}, "short", "text").error().code, ErrorCode::kInvalid);
  EXPECT_EQ(writer.Finish("nonsense").error().code, ErrorCode::kInvalid);
  EXPECT_TRUE(
      Contains(writer.Finish(sample.note).error().message, "the entries written have size 0"));
  EXPECT_EQ(writer.Take(), "") << "what is refused writes nothing";
  EXPECT_GT(before, 0u);
}

TEST(LedgerWriterTest, NothingIsAddedAfterTheEnd) {
  const Sample sample;
  LedgerWriter writer(sample.header);
  for (const Bytes& entry : sample.entries) ASSERT_TRUE(writer.AddEntry(entry));
  EXPECT_EQ(writer.head(), sample.checkpoint.head());
  ASSERT_TRUE(writer.Finish(sample.note));
  EXPECT_FALSE(writer.AddEntry("late"));
  EXPECT_FALSE(writer.AddPack(Hash{}, "late"));
  EXPECT_FALSE(writer.AddContent(crypto::Commit(sample.salt, "late"), sample.salt, "late"));
  EXPECT_FALSE(writer.Finish(sample.note));
  EXPECT_TRUE(CheckLedgerFile(writer.Take()));
}

TEST(LedgerWriterTest, LargestRecordsComeBack) {
  const Sample sample;
  LedgerWriter writer(sample.header);
  const Bytes entry(kEntryBytesMax, 'e');
  const Bytes content(kContentBytesMax, 'c');
  ASSERT_TRUE(writer.AddEntry(entry));
  ASSERT_TRUE(writer.AddPack(Hash{}, Bytes(kPackBytesMax, 'p')));
  ASSERT_TRUE(writer.AddContent(crypto::Commit(sample.salt, content), sample.salt, content));
  ASSERT_TRUE(writer.Finish(
      SignCheckpoint({std::string(kOrigin), 1, LeafHash(entry)}, kOrigin, SequencerKey())));
  const auto summary = CheckLedgerFile(writer.Take());
  ASSERT_TRUE(summary) << summary.error().message;
  EXPECT_EQ(summary->contents, 1u);
}

// Random damage of random size: never a crash, never a good verdict for changed bytes.
TEST(LedgerFileTest, RandomDamageIsNoticed) {
  const Sample sample;
  const Bytes file = sample.File();
  Dice dice(77);
  for (int round = 0; round < 5000; ++round) {
    Bytes bad = file;
    for (uint64_t i = 1 + dice.Roll(4); i > 0; --i) {
      const size_t at = dice.Roll(bad.size());
      switch (dice.Roll(4)) {
        case 0:
          bad.erase(at, 1 + dice.Roll(80));
          break;
        case 1:
          bad.insert(at, dice.Take(1 + dice.Roll(80)));
          break;
        case 2:
          bad.insert(at, bad.substr(dice.Roll(bad.size()), dice.Roll(200)));
          break;
        default:
          bad[at] = static_cast<char>(dice.Roll(256));
      }
    }
    if (bad == file) continue;
    const auto summary = CheckLedgerFile(bad);
    if (!summary) continue;
    // Only packs and contents may come, go and move: the signed history is the same.
    ASSERT_EQ(summary->checkpoint, sample.checkpoint);
    ASSERT_EQ(summary->header, sample.header);
  }
}

}  // namespace
}  // namespace yiting::ledger
