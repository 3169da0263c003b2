#include "drawing/chart_layout.h"

#include <algorithm>
#include <vector>

#include "drawing/row_plan.h"

namespace yiting::drawing {

namespace {

constexpr int32_t kLabelSpace = 12;  // between a box's edge and what is written beside it
constexpr int32_t kTrackStep = 18;
constexpr int32_t kTrackGap = 12;  // between two tracks in one lane
constexpr int32_t kGapAlone = 34;  // between rows without an arrow
constexpr int32_t kGapMin = 46;    // with one
constexpr int32_t kDownX = 31;     // under the middle of a stage's number

// All arrows of one kind that go round to one row: lines out of rows, along a lane, into the row.
struct Track {
  bool left = false;
  Arrow::Kind kind = Arrow::Kind::kAction;
  size_t to = 0;
  size_t reach = 0;  // rows from the farthest that it leaves to the one that it enters
  int32_t enter_y = 0;
  std::vector<int32_t> leave_ys;
  int32_t lane = 0;  // from 0, outwards

  int32_t top() const {
    return std::min(enter_y, *std::min_element(leave_ys.begin(), leave_ys.end()));
  }
  int32_t bottom() const {
    return std::max(enter_y, *std::max_element(leave_ys.begin(), leave_ys.end()));
  }
};

bool GoesDown(const Arrow& arrow) { return arrow.outcome.empty() && arrow.to == arrow.from + 1; }

class ChartLayout {
 public:
  ChartLayout(const Chart& chart, Page& page) : chart_(chart), page_(page) {}
  int32_t LayOut(int32_t top);

 private:
  void PlanTracks();
  void PlanPorts();
  void AddEntering(bool left);
  void AddLeaving(bool left);
  int32_t GapAfter(size_t row) const;
  std::vector<const Arrow*> DownFrom(size_t row) const;
  void PlaceRows(int32_t top);
  void ChooseLanes(bool left);
  int32_t LaneX(const Track& track) const;

  void DrawRow(const RowPlan& plan);
  void DrawPort(const Port& port, bool left);
  void DrawEnd(const Port& port);
  void DrawDown(size_t row);
  void DrawTrack(const Track& track);

  const Chart& chart_;
  Page& page_;
  std::vector<RowPlan> rows_;
  std::vector<Track> tracks_;
  std::vector<size_t> track_of_;  // by arrow; SIZE_MAX where it has none
  bool labels_left_ = false;
  bool labels_right_ = false;
  bool ends_ = false;
};

int32_t ChartLayout::LayOut(int32_t top) {
  for (const Row& row : chart_.rows) rows_.push_back(PlanRow(row));
  PlanTracks();
  PlanPorts();
  PlaceRows(top);
  ChooseLanes(true);
  ChooseLanes(false);
  for (size_t i = 0; i < rows_.size(); ++i) {
    DrawRow(rows_[i]);
    DrawDown(i);
  }
  for (const Track& track : tracks_) DrawTrack(track);
  return rows_.back().top + rows_.back().height;
}

void ChartLayout::PlanTracks() {
  for (const Arrow& arrow : chart_.arrows) {
    size_t found = tracks_.size();
    if (arrow.outcome.empty() && !GoesDown(arrow)) {
      const bool left = arrow.to <= arrow.from;
      for (size_t i = 0; i < tracks_.size(); ++i) {
        const Track& track = tracks_[i];
        if (track.left == left && track.to == arrow.to && track.kind == arrow.kind) found = i;
      }
      if (found == tracks_.size()) {
        Track track;
        track.left = left;
        track.kind = arrow.kind;
        track.to = arrow.to;
        tracks_.push_back(track);
      }
      track_of_.push_back(found);
      const size_t rows = left ? arrow.from - arrow.to : arrow.to - arrow.from;
      tracks_[found].reach = std::max(tracks_[found].reach, rows);
    } else {
      track_of_.push_back(SIZE_MAX);
    }
  }
}

// At the left what goes back leaves above what comes back, at the right what comes down enters
// above what goes on down: so the lines of one row never cross each other. Of several that go the
// same way the one that is nested inside the other turns off first.
void ChartLayout::PlanPorts() {
  AddLeaving(true);
  AddEntering(true);
  AddEntering(false);
  for (const Arrow& arrow : chart_.arrows) {
    if (arrow.outcome.empty()) continue;
    rows_[arrow.from].right.push_back(EndPort(arrow));
    labels_right_ = ends_ = true;
  }
  AddLeaving(false);
}

void ChartLayout::AddEntering(bool left) {
  std::vector<size_t> order;
  for (size_t i = 0; i < tracks_.size(); ++i) {
    if (tracks_[i].left == left) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [this, left](size_t a, size_t b) {
    return left ? tracks_[a].reach > tracks_[b].reach : tracks_[a].reach < tracks_[b].reach;
  });
  for (size_t i : order) {
    RowPlan& row = rows_[tracks_[i].to];
    (left ? row.left : row.right).push_back(EnterPort(i, tracks_[i].kind));
  }
}

void ChartLayout::AddLeaving(bool left) {
  std::vector<size_t> order;
  for (size_t i = 0; i < chart_.arrows.size(); ++i) {
    if (track_of_[i] != SIZE_MAX && tracks_[track_of_[i]].left == left) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
    return chart_.arrows[a].to > chart_.arrows[b].to;
  });
  for (size_t i : order) {
    RowPlan& row = rows_[chart_.arrows[i].from];
    (left ? row.left : row.right).push_back(LeavePort(track_of_[i], chart_.arrows[i]));
    (left ? labels_left_ : labels_right_) = true;
  }
}

std::vector<const Arrow*> ChartLayout::DownFrom(size_t row) const {
  std::vector<const Arrow*> arrows;
  for (const Arrow& arrow : chart_.arrows) {
    if (arrow.from == row && GoesDown(arrow)) arrows.push_back(&arrow);
  }
  return arrows;
}

// Several arrows straight down share the width of the box.
int32_t DownLabelWidth(size_t count) {
  return kBoxWidth / static_cast<int32_t>(count) - kDownX - 2 * kLabelSpace;
}

std::vector<LabelLine> DownLabel(const Arrow& arrow, size_t count) {
  std::vector<LabelLine> label;
  for (const Reason& reason : arrow.reasons) {
    for (LabelLine& line : LabelOf(reason, arrow.kind, DownLabelWidth(count), true)) {
      label.push_back(std::move(line));
    }
  }
  return label;
}

int32_t ChartLayout::GapAfter(size_t row) const {
  const std::vector<const Arrow*> arrows = DownFrom(row);
  if (arrows.empty()) return kGapAlone;
  int32_t gap = kGapMin;
  for (const Arrow* arrow : arrows) {
    gap = std::max(gap, HeightOf(DownLabel(*arrow, arrows.size())) + 2 * kLabelSpace);
  }
  return gap;
}

void ChartLayout::PlaceRows(int32_t top) {
  for (size_t i = 0; i < rows_.size(); ++i) {
    rows_[i].top = top;
    PlacePorts(rows_[i]);
    top += rows_[i].height + GapAfter(i);
    for (const auto* ports : {&rows_[i].left, &rows_[i].right}) {
      for (const Port& port : *ports) {
        if (port.kind == Port::Kind::kEnter) tracks_[port.track].enter_y = port.y;
        if (port.kind == Port::Kind::kLeave) tracks_[port.track].leave_ys.push_back(port.y);
      }
    }
  }
}

// Short tracks get the inner lanes: that makes the fewest crossings.
void ChartLayout::ChooseLanes(bool left) {
  std::vector<size_t> order;
  for (size_t i = 0; i < tracks_.size(); ++i) {
    if (tracks_[i].left == left) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
    return tracks_[a].bottom() - tracks_[a].top() < tracks_[b].bottom() - tracks_[b].top();
  });
  for (size_t i = 0; i < order.size(); ++i) {
    Track& track = tracks_[order[i]];
    for (size_t j = 0; j < i;) {
      const Track& other = tracks_[order[j]];
      const bool meets = other.lane == track.lane && track.top() < other.bottom() + kTrackGap &&
                         other.top() < track.bottom() + kTrackGap;
      if (meets) ++track.lane;
      j = meets ? 0 : j + 1;
    }
  }
}

int32_t ChartLayout::LaneX(const Track& track) const {
  const int32_t out = kTrackStep * (track.lane + 1);
  if (track.left) return -(labels_left_ ? kLabelWidth + kLabelSpace : 0) - out;
  return kBoxWidth + (labels_right_ ? kLabelWidth + 2 * kLabelSpace : 0) + (ends_ ? kEndWidth : 0) +
         out;
}

void ChartLayout::DrawRow(const RowPlan& plan) {
  for (Shape shape : plan.shapes) {
    if (shape.y == 0 && shape.height == 0) shape.height = plan.height;
    shape.y += plan.top;
    page_.shapes.push_back(shape);
  }
  for (TextLine text : plan.texts) {
    text.y += plan.top;
    page_.texts.push_back(std::move(text));
  }
  for (const Port& port : plan.left) DrawPort(port, true);
  for (const Port& port : plan.right) DrawPort(port, false);
}

void ChartLayout::DrawPort(const Port& port, bool left) {
  const TextLine::Anchor anchor = left ? TextLine::Anchor::kEnd : TextLine::Anchor::kStart;
  const int32_t x = left ? -kLabelSpace : kBoxWidth + kLabelSpace;
  const int32_t line_space = port.above_height - HeightOf(port.above);
  SetLabel(port.above, anchor, x, port.y - HeightOf(port.above) - std::min(line_space, 3),
           page_.texts);
  SetLabel(port.below, anchor, x, port.y + 3, page_.texts);
  if (port.kind == Port::Kind::kEnd) DrawEnd(port);
}

void ChartLayout::DrawEnd(const Port& port) {
  const int32_t lines = static_cast<int32_t>(port.end.size());
  const int32_t height = lines * kFact.height + kEndPad;
  const int32_t x = kBoxWidth + kLabelWidth + 2 * kLabelSpace;
  const int32_t top = port.y - height / 2;
  page_.shapes.push_back({Shape::Kind::kEnd, x, top, kEndWidth, height});
  int32_t y = top + kEndPad / 2;
  for (const std::string& line : port.end) {
    page_.texts.push_back(
        {kFact, TextLine::Anchor::kMiddle, x + kEndWidth / 2, BaseLine(kFact, y), line});
    y += kFact.height;
  }
  page_.lines.push_back({port.arrow, {{kBoxWidth, port.y}, {x, port.y}}, true});
}

void ChartLayout::DrawDown(size_t row) {
  const std::vector<const Arrow*> arrows = DownFrom(row);
  const int32_t top = rows_[row].top + rows_[row].height;
  const int32_t gap = GapAfter(row);
  for (size_t i = 0; i < arrows.size(); ++i) {
    const int32_t x =
        kDownX + kBoxWidth / static_cast<int32_t>(arrows.size()) * static_cast<int32_t>(i);
    page_.lines.push_back({arrows[i]->kind, {{x, top}, {x, top + gap}}, true});
    const std::vector<LabelLine> label = DownLabel(*arrows[i], arrows.size());
    SetLabel(label, TextLine::Anchor::kStart, x + kLabelSpace, top + (gap - HeightOf(label)) / 2,
             page_.texts);
  }
}

void ChartLayout::DrawTrack(const Track& track) {
  const int32_t edge = track.left ? 0 : kBoxWidth;
  const int32_t lane = LaneX(track);
  const int32_t far = track.left ? track.bottom() : track.top();
  page_.lines.push_back(
      {track.kind, {{edge, far}, {lane, far}, {lane, track.enter_y}, {edge, track.enter_y}}, true});
  for (int32_t y : track.leave_ys) {
    if (y != far) page_.lines.push_back({track.kind, {{edge, y}, {lane, y}}, false});
  }
}

}  // namespace

int32_t LayOutChart(const Chart& chart, int32_t top, Page& page) {
  return ChartLayout(chart, page).LayOut(top);
}

}  // namespace yiting::drawing
