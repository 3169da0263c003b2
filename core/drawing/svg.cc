#include "drawing/svg.h"

#include <algorithm>
#include <cstdint>

namespace yiting::drawing {

namespace {

constexpr int32_t kCorner = 8;  // of a line that turns
constexpr int32_t kHeadLength = 11;
constexpr int32_t kHeadHalf = 5;

constexpr char kInk[] = "#1b2430";
constexpr char kBlue[] = "#1f3f66";
constexpr char kGrey[] = "#55606e";
constexpr char kRed[] = "#b3261e";
constexpr char kGreen[] = "#1d6b45";

constexpr char kFonts[] =
    "'Noto Sans CJK SC','Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'Heiti SC',sans-serif";

std::string Number(int32_t value) { return std::to_string(value); }

std::string At(int32_t x, int32_t y) { return Number(x) + " " + Number(y); }

struct Pen {
  const char* colour;
  const char* dashes;  // empty = none
  const char* width;
};

Pen PenOf(Arrow::Kind kind) {
  switch (kind) {
    case Arrow::Kind::kLate:
      return {kRed, "7 5", "1.8"};
    case Arrow::Kind::kPeriod:
      return {kBlue, "2 5", "2.2"};
    case Arrow::Kind::kResult:
      return {kGreen, "12 4 2 4", "1.8"};
    default:
      return {kBlue, "", "1.8"};
  }
}

std::string Rectangle(const Shape& shape, int32_t radius, const std::string& paint) {
  return "<rect x=\"" + Number(shape.x) + "\" y=\"" + Number(shape.y) + "\" width=\"" +
         Number(shape.width) + "\" height=\"" + Number(shape.height) + "\" rx=\"" + Number(radius) +
         "\" " + paint + "/>\n";
}

std::string Painted(const std::string& fill, const std::string& stroke, const std::string& width) {
  return "fill=\"" + fill + "\" stroke=\"" + stroke + "\" stroke-width=\"" + width + "\"";
}

std::string Circle(int32_t x, int32_t y, int32_t radius, const std::string& paint) {
  return "<circle cx=\"" + Number(x) + "\" cy=\"" + Number(y) + "\" r=\"" + Number(radius) + "\" " +
         paint + "/>\n";
}

std::string Path(const std::string& way, const std::string& paint) {
  return "<path d=\"" + way + "\" " + paint + "/>\n";
}

// The small signs, drawn in a square of 14.
std::string Sign(const Shape& shape) {
  const int32_t x = shape.x;
  const int32_t y = shape.y;
  switch (shape.kind) {
    case Shape::Kind::kClock:
      return Circle(x + 7, y + 7, 6, Painted("none", kInk, "1.5")) +
             Path("M" + At(x + 7, y + 3) + "V" + Number(y + 7) + "H" + Number(x + 10),
                  Painted("none", kInk, "1.5"));
    case Shape::Kind::kPerson:
      return Circle(x + 7, y + 4, 3, Painted("none", kInk, "1.5")) +
             Path("M" + At(x + 1, y + 14) + "a6 6 0 0 1 12 0", Painted("none", kInk, "1.5"));
    case Shape::Kind::kWarning:
      return Path("M" + At(x + 7, y + 1) + "l6 12h-12z", Painted("none", kRed, "1.5")) +
             Path("M" + At(x + 7, y + 5) + "v4m0 1v1.5", Painted("none", kRed, "1.5"));
    case Shape::Kind::kBallot:
      return Path("M" + At(x + 1, y + 1) + "h12v12h-12z", Painted("none", kInk, "1.5")) +
             Path("M" + At(x + 4, y + 7) + "l2 3l4 -6", Painted("none", kInk, "1.5"));
    default:
      return Circle(x + 7, y + 7, 2, "fill=\"" + std::string(kInk) + "\"");
  }
}

std::string FormatShape(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::kStage:
      return Rectangle(shape, 14, Painted("#ffffff", kBlue, "2"));
    case Shape::Kind::kOpening:
      return Rectangle(shape, 28, Painted("#eef3f9", kBlue, "2"));
    case Shape::Kind::kAnyTime:
      return Rectangle(shape, 2, Painted("#f4f4f2", kGrey, "2"));
    case Shape::Kind::kEnd:
      return Rectangle(shape, shape.height / 2, Painted("#ffffff", kInk, "3"));
    case Shape::Kind::kBadge:
      return Circle(shape.x + shape.width / 2, shape.y + shape.height / 2, shape.width / 2,
                    "fill=\"" + std::string(kBlue) + "\"");
    case Shape::Kind::kRule:
      return Path("M" + At(shape.x, shape.y) + "h" + Number(shape.width),
                  Painted("none", "#c3cad3", "1"));
    default:
      return Sign(shape);
  }
}

int32_t Direction(int32_t from, int32_t to) { return from == to ? 0 : from < to ? 1 : -1; }

// `by` pixels from `from` towards `to`, which stands straight above, below or beside it.
Point Towards(Point from, Point to, int32_t by) {
  return {from.x + by * Direction(from.x, to.x), from.y + by * Direction(from.y, to.y)};
}

int32_t LengthOf(Point from, Point to) {
  return std::max(std::abs(from.x - to.x), std::abs(from.y - to.y));
}

std::string FormatLine(const Line& line) {
  const Pen pen = PenOf(line.kind);
  std::vector<Point> points = line.points;
  const Point tip = points.back();
  const Point before = points[points.size() - 2];
  if (line.head) points.back() = Towards(tip, before, kHeadLength - 1);
  std::string way = "M" + At(points[0].x, points[0].y);
  for (size_t i = 1; i + 1 < points.size(); ++i) {
    const int32_t corner = std::min(
        {kCorner, LengthOf(points[i - 1], points[i]) / 2, LengthOf(points[i], points[i + 1]) / 2});
    const Point in = Towards(points[i], points[i - 1], corner);
    const Point out = Towards(points[i], points[i + 1], corner);
    way += "L" + At(in.x, in.y) + "Q" + At(points[i].x, points[i].y) + " " + At(out.x, out.y);
  }
  way += "L" + At(points.back().x, points.back().y);
  std::string paint = Painted("none", pen.colour, pen.width);
  if (pen.dashes[0] != '\0') paint += " stroke-dasharray=\"" + std::string(pen.dashes) + "\"";
  std::string svg = Path(way, paint);
  if (!line.head) {
    // It joins another line here; where lines only cross there is no dot.
    return svg + Circle(tip.x, tip.y, 4, "fill=\"" + std::string(pen.colour) + "\"");
  }
  const Point root = Towards(tip, before, kHeadLength);
  const bool flat = tip.y == before.y;
  const Point one = {root.x + (flat ? 0 : kHeadHalf), root.y + (flat ? kHeadHalf : 0)};
  const Point other = {root.x - (flat ? 0 : kHeadHalf), root.y - (flat ? kHeadHalf : 0)};
  return svg +
         Path("M" + At(tip.x, tip.y) + "L" + At(one.x, one.y) + "L" + At(other.x, other.y) + "Z",
              "fill=\"" + std::string(pen.colour) + "\"");
}

const char* ColourOf(Style::Kind kind) {
  switch (kind) {
    case Style::Kind::kLate:
    case Style::Kind::kLateReason:
      return kRed;
    case Style::Kind::kNumber:
      return "#ffffff";
    case Style::Kind::kHint:
    case Style::Kind::kWho:
    case Style::Kind::kSubtitle:
      return kGrey;
    default:
      return kInk;
  }
}

bool IsBold(Style::Kind kind) {
  return kind == Style::Kind::kPageTitle || kind == Style::Kind::kRowTitle ||
         kind == Style::Kind::kNumber || kind == Style::Kind::kReason ||
         kind == Style::Kind::kLateReason;
}

// The attributes of a text, or of a part of one.
std::string SetIn(const Style& style) {
  std::string set =
      "font-size=\"" + Number(style.size) + "\" fill=\"" + ColourOf(style.kind) + "\"";
  return IsBold(style.kind) ? set + " font-weight=\"700\"" : set;
}

std::string FormatText(const TextLine& text) {
  std::string svg =
      "<text x=\"" + Number(text.x) + "\" y=\"" + Number(text.y) + "\" " + SetIn(text.style);
  if (text.anchor == TextLine::Anchor::kMiddle) svg += " text-anchor=\"middle\"";
  if (text.anchor == TextLine::Anchor::kEnd) svg += " text-anchor=\"end\"";
  svg += ">" + EscapeXml(text.text);
  if (!text.tail.empty()) {
    svg += "<tspan dx=\"" + Number(kTailSpace) + "\" font-weight=\"400\" " +
           SetIn(text.tail_style) + ">" + EscapeXml(text.tail) + "</tspan>";
  }
  return svg + "</text>\n";
}

}  // namespace

std::string EscapeXml(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += static_cast<uint8_t>(c) < 0x20 ? ' ' : c;
    }
  }
  return escaped;
}

std::string FormatSvg(const Page& page, const SvgNames& names) {
  const std::string width = Number(page.width);
  const std::string height = Number(page.height);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" +
                    height + "\" viewBox=\"0 0 " + width + " " + height +
                    "\" role=\"img\" aria-labelledby=\"" + names.id + "_title " + names.id +
                    "_desc\" xml:lang=\"" + names.language + "\" lang=\"" + names.language +
                    "\" font-family=\"" + kFonts + "\">\n";
  svg += "<title id=\"" + names.id + "_title\">" + EscapeXml(names.title) + "</title>\n";
  svg += "<desc id=\"" + names.id + "_desc\">" + EscapeXml(names.description) + "</desc>\n";
  svg += "<rect width=\"" + width + "\" height=\"" + height + "\" fill=\"#ffffff\"/>\n";
  for (const Line& line : page.lines) svg += FormatLine(line);
  for (const Shape& shape : page.shapes) svg += FormatShape(shape);
  for (const TextLine& text : page.texts) svg += FormatText(text);
  return svg + "</svg>\n";
}

}  // namespace yiting::drawing
