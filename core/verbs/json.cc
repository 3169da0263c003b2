#include "verbs/json.h"

#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace yiting::verbs {

namespace {

constexpr size_t kDepthMax = 16;

// Builds a Json from the parser's events and stops at what we do not take.
class Builder : public nlohmann::json_sax<Json> {
 public:
  bool null() override { return Refuse("null is not a value here; leave the key out"); }
  bool boolean(bool value) override { return Put(value); }
  bool number_integer(number_integer_t value) override { return Put(value); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
      return Refuse("a number is at most 9223372036854775807");
    }
    return Put(static_cast<int64_t>(value));
  }
  bool number_float(number_float_t, const string_t& text) override {
    return Refuse(text + " is no integer; write a ratio as [1, 2]");
  }
  bool string(string_t& value) override { return Put(std::move(value)); }
  bool binary(binary_t&) override { return Refuse("binary values are not JSON"); }

  bool start_object(size_t) override { return Open(Json::object()); }
  bool start_array(size_t) override { return Open(Json::array()); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(string_t& name) override {
    if (open_.back()->contains(name)) return Refuse("key \"" + name + "\" stands twice");
    key_ = std::move(name);
    return true;
  }

  bool parse_error(size_t position, const std::string& token,
                   const nlohmann::detail::exception&) override {
    error_ = "column " + std::to_string(position) + ": not JSON near '" + token + "'";
    return false;
  }

  const std::string& error() const { return error_; }
  Json Take() { return std::move(root_); }

 private:
  bool Refuse(std::string why) {
    error_ = std::move(why);
    return false;
  }

  Json* Place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    return &(parent[key_] = std::move(value));
  }
  bool Put(Json value) {
    Place(std::move(value));
    return true;
  }
  bool Open(Json empty) {
    if (open_.size() == kDepthMax) return Refuse("more than 16 levels deep");
    // The parent does not grow while its child is open, so the address stays good.
    open_.push_back(Place(std::move(empty)));
    return true;
  }
  bool Close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::string key_;
  std::string error_;
};

std::string FlatValue(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (value.is_array()) {
    std::string text = "[";
    for (const Json& element : value) {
      if (text.size() > 1) text += ",";
      text += FlatValue(element);
    }
    return text + "]";
  }
  if (value.is_object()) return "{" + FormatFlat(value) + "}";
  return FormatJson(value);
}

}  // namespace

Result<Json> ParseJson(std::string_view text) {
  Builder builder;
  if (!Json::sax_parse(text.begin(), text.end(), &builder)) {
    return Fail(ErrorCode::kInvalid, builder.error());
  }
  return builder.Take();
}

std::string FormatJson(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string FormatFlat(const Json& json) {
  if (!json.is_object()) return FlatValue(json);
  std::string text;
  for (const auto& [key, value] : json.items()) {
    if (!text.empty()) text += " ";
    if (key != "do" && key != "event") text += key + "=";
    text += FlatValue(value);
  }
  return text;
}

}  // namespace yiting::verbs
