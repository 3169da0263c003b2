#include "rulehost/variant.h"

#include <string>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "rulehost/loader.h"
#include "tests/unit/rulehost/pack_files.h"

namespace yiting::rulehost {
namespace {

Choice Choose(const char* id, int64_t value, int64_t denominator = 0) {
  Choice choice;
  choice.set_id(id);
  choice.set_value(value);
  choice.set_denominator(denominator);
  return choice;
}

Changes Choosing(std::vector<Choice> choices) {
  Changes changes;
  changes.choices = std::move(choices);
  return changes;
}

Changes With(std::vector<v1::PackBundle::File> files) {
  Changes changes;
  changes.files = std::move(files);
  return changes;
}

v1::PackBundle::File File(const std::string& path, const std::string& content) {
  v1::PackBundle::File file;
  file.set_path(path);
  file.set_content(content);
  return file;
}

PackPtr Mishixiang() {
  static const PackPtr pack =
      LoadPack(EncodeBundle(BuildBundle(FilesOf("mishixiang"), {Choose("accept_days", 4)}))).pack;
  return pack;
}

// The pack's own files, as an editor would hand them back.
std::vector<v1::PackBundle::File> OwnFiles() {
  std::vector<v1::PackBundle::File> files;
  for (const v1::PackBundle::File& file : Mishixiang()->bundle().files()) {
    if (file.path().substr(0, 4) != "lib/") files.push_back(file);
  }
  return files;
}

std::string FirstFault(const Changes& changes) {
  const LoadResult result = MakeVariant(*Mishixiang(), changes);
  EXPECT_EQ(result.pack, nullptr);
  if (result.diagnostics.empty()) return "";
  EXPECT_NE(result.diagnostics.front().mend.zh(), "");
  return result.diagnostics.front().file + " " + result.diagnostics.front().code;
}

TEST(VariantTest, NothingChangedIsTheSamePack) {
  const LoadResult same = MakeVariant(*Mishixiang(), {});
  ASSERT_NE(same.pack, nullptr);
  EXPECT_EQ(same.pack->hash(), Mishixiang()->hash());
}

TEST(VariantTest, ChoicesAreAllThereAreAndTheBasesDoNotCount) {
  const LoadResult made =
      MakeVariant(*Mishixiang(), Choosing({Choose("quorum", 2, 3), Choose("invite_days", 5)}));
  ASSERT_NE(made.pack, nullptr);
  EXPECT_EQ(made.pack->FindParam("invite_days")->value(), 5);
  EXPECT_EQ(made.pack->FindParam("invite_days")->default_value(), 3);
  EXPECT_EQ(made.pack->FindParam("quorum")->denominator(), 3);
  EXPECT_EQ(made.pack->FindParam("accept_days")->value(), 2);
  EXPECT_EQ(made.pack->bundle().choices_size(), 2);
  // Loaded from its bytes it is the same pack.
  EXPECT_EQ(LoadPack(EncodeBundle(made.pack->bundle())).pack->hash(), made.pack->hash());
}

TEST(VariantTest, SetBackToTheDefaultIsThePackWithoutAChoice) {
  const PackPtr plain = LoadPack(EncodeBundle(BuildBundle(FilesOf("mishixiang")))).pack;
  const LoadResult none = MakeVariant(*Mishixiang(), Choosing({}));
  const LoadResult back =
      MakeVariant(*Mishixiang(), Choosing({Choose("accept_days", 2), Choose("quorum", 1, 2)}));
  ASSERT_NE(back.pack, nullptr);
  EXPECT_EQ(none.pack->hash(), plain->hash());
  EXPECT_EQ(back.pack->hash(), plain->hash());
}

TEST(VariantTest, FilesChangeAndTheLibraryStays) {
  std::vector<v1::PackBundle::File> files = OwnFiles();
  for (v1::PackBundle::File& file : files) {
    if (file.path() != "pack.lua") continue;
    const size_t at = file.content().find("2026.1");
    ASSERT_NE(at, std::string::npos);
    file.mutable_content()->replace(at, 6, "2026.2");
  }
  const LoadResult made = MakeVariant(*Mishixiang(), With(files));
  ASSERT_NE(made.pack, nullptr);
  EXPECT_EQ(made.pack->model().version(), "2026.2");
  EXPECT_EQ(made.pack->FindParam("accept_days")->value(), 4);  // the base's choice
  EXPECT_EQ(made.pack->bundle().files_size(), Mishixiang()->bundle().files_size());

  // An editor may hand the library back as it was.
  files.push_back(File("lib/dsl.lua", FilesOf("mishixiang").at("lib/dsl.lua")));
  EXPECT_EQ(MakeVariant(*Mishixiang(), With(files)).pack->hash(),
            made.pack->hash());
  files.back().set_content("return 1\n");
  EXPECT_EQ(FirstFault(With(files)), "lib/dsl.lua LIBRARY");
  files.back().set_path("lib/mine.lua");
  EXPECT_EQ(FirstFault(With(files)), "lib/mine.lua LIBRARY");
}

TEST(VariantTest, AFaultHasItsPlaceAndItsMend) {
  std::vector<v1::PackBundle::File> files = OwnFiles();
  for (v1::PackBundle::File& file : files) {
    if (file.path() == "outcomes.lua") file.set_content("return {\n  outcom \"a\" { \"甲\" },\n}\n");
  }
  const LoadResult made = MakeVariant(*Mishixiang(), With(files));
  EXPECT_EQ(made.pack, nullptr);
  ASSERT_FALSE(made.diagnostics.empty());
  const Diagnostic& fault = made.diagnostics.front();
  EXPECT_EQ(fault.file, "outcomes.lua");
  EXPECT_EQ(fault.line, 2);
  EXPECT_EQ(fault.column, 3);
  EXPECT_EQ(fault.code, "UNKNOWN_NAME");
  EXPECT_NE(fault.mend.en().find("outcome"), std::string::npos);
}

TEST(VariantTest, ChoicesThatNoPackCouldHave) {
  EXPECT_EQ(FirstFault(Choosing({Choose("accept_days", 3), Choose("accept_days", 4)})), " CHOICE");
  EXPECT_EQ(FirstFault(Choosing({Choose("accept_days", 6)})), "params.lua PARAM_RANGE");
  EXPECT_EQ(FirstFault(Choosing({Choose("quorum", 1, 0)})), "params.lua PARAM_RANGE");
  EXPECT_EQ(FirstFault(Choosing({Choose("acept_days", 3)})), "pack.lua CHOICE");
}

TEST(VariantTest, SizesAreBounded) {
  std::vector<v1::PackBundle::File> files = OwnFiles();
  files.push_back(files.front());
  EXPECT_EQ(FirstFault(With(files)), files.front().path() + " BUNDLE");
  files.assign(kFilesMax + 1, File("pack.lua", "return 1\n"));
  EXPECT_EQ(FirstFault(With(files)), " BUNDLE");
  files.assign(1, File("pack.lua", std::string(kBundleBytesMax + 1, ' ')));
  EXPECT_EQ(FirstFault(With(files)), " BUNDLE");
  // Just what the library leaves room for is looked at as any file is: this one is no Lua.
  files.assign(1, File("pack.lua", std::string(60'000, '#')));
  EXPECT_EQ(MakeVariant(*Mishixiang(), With(files)).diagnostics.front().file,
            "pack.lua");
}

}  // namespace
}  // namespace yiting::rulehost
