#include "drawing/row_plan.h"

#include <algorithm>

#include "drawing/measure.h"

namespace yiting::drawing {

namespace {

constexpr int32_t kSignWidth = 22;  // with the space after it
constexpr int32_t kSignSize = 14;
constexpr int32_t kBadgeSize = 30;
constexpr int32_t kColumnGap = 16;
constexpr int32_t kPortGap = 10;
constexpr int32_t kEnterHalf = 9;
constexpr int32_t kLineSpace = 5;  // between a line and what is written along it

Shape::Kind SignOf(Fact::Kind kind) {
  switch (kind) {
    case Fact::Kind::kDeadline:
    case Fact::Kind::kPeriod:
      return Shape::Kind::kClock;
    case Fact::Kind::kLate:
      return Shape::Kind::kWarning;
    case Fact::Kind::kPoll:
      return Shape::Kind::kBallot;
    case Fact::Kind::kAction:
      return Shape::Kind::kDot;
    default:
      return Shape::Kind::kPerson;
  }
}

const Style& StyleOf(Fact::Kind kind) { return kind == Fact::Kind::kLate ? kLate : kFact; }

std::string HintOf(const Row& row) {
  for (const Fact& fact : row.facts) {
    if (fact.kind == Fact::Kind::kHint) return fact.text;
  }
  return "";
}

class RowMaker {
 public:
  explicit RowMaker(const Row& row) : row_(row) {}
  RowPlan Make();

 private:
  void AddTitle();
  void AddFact(const Fact& fact);
  void AddRule();
  void EndLine();
  void AddText(const Style& style, TextLine::Anchor anchor, int32_t x, std::string text);
  void AddLines(const Style& style, int32_t x, std::vector<std::string> lines);

  const Row& row_;
  RowPlan plan_;
  int32_t y_ = 0;  // of the line that is being filled
  bool in_second_column_ = false;
};

RowPlan RowMaker::Make() {
  Shape box;
  box.width = kBoxWidth;
  if (row_.kind == Row::Kind::kOpening) box.kind = Shape::Kind::kOpening;
  if (row_.kind == Row::Kind::kAnyTime) box.kind = Shape::Kind::kAnyTime;
  plan_.shapes.push_back(box);
  y_ = 12;
  AddTitle();
  bool acts = false;
  Fact::Kind last = Fact::Kind::kHint;
  for (const Fact& fact : row_.facts) {
    if (fact.kind == Fact::Kind::kHint) continue;
    const bool act = fact.kind == Fact::Kind::kAction;
    if (act && !acts && row_.kind == Row::Kind::kStage) AddRule();
    acts |= act;
    if (fact.kind != last && (fact.kind == Fact::Kind::kLate || fact.kind == Fact::Kind::kPoll)) {
      EndLine();
    }
    last = fact.kind;
    AddFact(fact);
  }
  EndLine();
  plan_.height = y_ + 12;
  return std::move(plan_);
}

void RowMaker::AddTitle() {
  int32_t x = kBoxPad;
  if (!row_.number.empty()) {
    plan_.shapes.push_back({Shape::Kind::kBadge, x, y_ - 2, kBadgeSize, kBadgeSize});
    AddText(kNumber, TextLine::Anchor::kMiddle, x + kBadgeSize / 2, row_.number);
    x += kBadgeSize + 10;
  }
  const int32_t room = kBoxWidth - kBoxPad - x;
  const std::string hint = HintOf(row_);
  for (std::string& line : Wrap(row_.title, kRowTitle.size, room)) {
    AddText(kRowTitle, TextLine::Anchor::kStart, x, std::move(line));
    y_ += kRowTitle.height;
  }
  if (!hint.empty()) {
    TextLine& title = plan_.texts.back();
    if (WidthOf(title.text, kRowTitle.size) + kTailSpace + WidthOf(hint, kHint.size) <= room) {
      title.tail_style = kHint;
      title.tail = hint;
    } else {
      AddLines(kHint, x, Wrap(hint, kHint.size, room));
    }
  }
  y_ += 6;
}

// Two short facts share a line; a long one has lines of its own.
void RowMaker::AddFact(const Fact& fact) {
  const Style& style = StyleOf(fact.kind);
  const int32_t half = (kBoxWidth - 2 * kBoxPad - kColumnGap) / 2;
  const bool is_short = kSignWidth + WidthOf(fact.text, style.size) <= half;
  if (!is_short) EndLine();
  const int32_t x = kBoxPad + (in_second_column_ ? half + kColumnGap : 0);
  plan_.shapes.push_back(
      {SignOf(fact.kind), x, y_ + (style.height - kSignSize) / 2, kSignSize, kSignSize});
  if (!is_short) {
    AddLines(style, x + kSignWidth,
             Wrap(fact.text, style.size, kBoxWidth - kBoxPad - x - kSignWidth));
    return;
  }
  AddText(style, TextLine::Anchor::kStart, x + kSignWidth, fact.text);
  if (in_second_column_) y_ += style.height;
  in_second_column_ = !in_second_column_;
}

void RowMaker::EndLine() {
  if (in_second_column_) y_ += kFact.height;
  in_second_column_ = false;
}

void RowMaker::AddText(const Style& style, TextLine::Anchor anchor, int32_t x, std::string text) {
  TextLine line;
  line.style = style;
  line.anchor = anchor;
  line.x = x;
  line.y = BaseLine(style, y_);
  line.text = std::move(text);
  plan_.texts.push_back(std::move(line));
}

void RowMaker::AddLines(const Style& style, int32_t x, std::vector<std::string> lines) {
  for (std::string& line : lines) {
    AddText(style, TextLine::Anchor::kStart, x, std::move(line));
    y_ += style.height;
  }
}

void RowMaker::AddRule() {
  EndLine();
  y_ += 6;
  plan_.shapes.push_back({Shape::Kind::kRule, kBoxPad, y_, kBoxWidth - 2 * kBoxPad, 0});
  y_ += 6;
}

// One reason stands around its line: what above, who below. Several stand above it.
void SetReasons(const Arrow& arrow, Port& port) {
  port.arrow = arrow.kind;
  for (const Reason& reason : arrow.reasons) {
    const bool around = arrow.reasons.size() == 1;
    for (LabelLine& line : LabelOf(reason, arrow.kind, kLabelWidth, false)) {
      const bool is_who = line.style.kind == Style::Kind::kWho;
      (around && is_who ? port.below : port.above).push_back(std::move(line));
    }
  }
  port.above_height = HeightOf(port.above) + kLineSpace;
  port.below_height = HeightOf(port.below) + kLineSpace;
}

int32_t HeightOf(const std::vector<Port>& ports) {
  int32_t height = 0;
  for (const Port& port : ports) height += port.above_height + port.below_height + kPortGap;
  return height + kPortGap;
}

void Place(std::vector<Port>& ports, int32_t top, int32_t height) {
  int32_t y = top + (height - HeightOf(ports)) / 2 + kPortGap;
  for (Port& port : ports) {
    port.y = y + port.above_height;
    y = port.y + port.below_height + kPortGap;
  }
}

}  // namespace

int32_t BaseLine(const Style& style, int32_t top) {
  return top + (style.height + style.size * 3 / 4) / 2;
}

std::vector<LabelLine> LabelOf(const Reason& reason, Arrow::Kind kind, int32_t width,
                               bool together) {
  const Style& title = kind == Arrow::Kind::kLate ? kLateReason : kReason;
  std::vector<LabelLine> label;
  for (std::string& line : Wrap(reason.title, title.size, width)) {
    label.push_back({title, std::move(line), ""});
  }
  if (reason.who.empty()) return label;
  const int32_t both =
      WidthOf(label.back().text, title.size) + kTailSpace + WidthOf(reason.who, kWho.size);
  if (together && both <= width) {
    label.back().who = reason.who;
    return label;
  }
  for (std::string& line : Wrap(reason.who, kWho.size, width)) {
    label.push_back({kWho, std::move(line), ""});
  }
  return label;
}

int32_t HeightOf(const std::vector<LabelLine>& label) {
  int32_t height = 0;
  for (const LabelLine& line : label) height += line.style.height;
  return height;
}

void SetLabel(const std::vector<LabelLine>& label, TextLine::Anchor anchor, int32_t x, int32_t top,
              std::vector<TextLine>& texts) {
  for (const LabelLine& line : label) {
    texts.push_back({line.style, anchor, x, BaseLine(line.style, top), line.text, kWho, line.who});
    top += line.style.height;
  }
}

Port EnterPort(size_t track, Arrow::Kind kind) {
  Port port;
  port.kind = Port::Kind::kEnter;
  port.track = track;
  port.arrow = kind;
  port.above_height = kEnterHalf;
  port.below_height = kEnterHalf;
  return port;
}

Port LeavePort(size_t track, const Arrow& arrow) {
  Port port;
  port.kind = Port::Kind::kLeave;
  port.track = track;
  SetReasons(arrow, port);
  return port;
}

Port EndPort(const Arrow& arrow) {
  Port port;
  port.kind = Port::Kind::kEnd;
  SetReasons(arrow, port);
  port.end = Wrap(arrow.end, kFact.size, kEndWidth - 2 * kEndPad);
  const int32_t lines = static_cast<int32_t>(port.end.size());
  const int32_t half = (lines * kFact.height + kEndPad) / 2;
  port.above_height = std::max(port.above_height, half);
  port.below_height = std::max(port.below_height, half);
  return port;
}

RowPlan PlanRow(const Row& row) { return RowMaker(row).Make(); }

int32_t HeightWithPorts(const RowPlan& plan) {
  return std::max({plan.height, HeightOf(plan.left), HeightOf(plan.right)});
}

void PlacePorts(RowPlan& plan) {
  plan.height = HeightWithPorts(plan);
  Place(plan.left, plan.top, plan.height);
  Place(plan.right, plan.top, plan.height);
}

}  // namespace yiting::drawing
