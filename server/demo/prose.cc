#include "demo/prose.h"

#include <iterator>

namespace yiting::demo {

namespace {

constexpr Concern kConcerns[] = {
    {"parking", "小学门口放学时段车辆堵塞",
     "每天下午三点半到四点半，接孩子的车停满单车道，救护车进不来。希望划出即停即走区。", "小学南门"},
    {"parking", "地面停车位晚归无处停车", "登记车辆 320 辆，车位 186 个，晚上九点后只能停在消防通道。",
     "小区中心道路"},
    {"parking", "电动车飞线充电", "两个单元从楼上拉线下来充电，雨天很危险，请增设充电棚。", "7幢楼下"},
    {"property", "12幢加装电梯费用分摊", "一楼和二楼住户对分摊比例和采光补偿意见不一，已经谈了半年。",
     "12幢2单元"},
    {"property", "物业费调价方案征求意见", "物业提出每平方米涨 0.35 元，居民要求先公开近两年的收支。",
     "全小区"},
    {"property", "单元门禁坏了三个月", "刷卡和对讲都不灵，陌生人随便进出，报修多次没有结果。", "5幢1单元"},
    {"property", "楼道堆物清理", "三到六楼的公共楼道堆着旧家具和纸箱，老人下楼绊倒过一次。", "9幢3单元"},
    {"property", "屋顶漏水维修资金动用", "顶楼四户连续两个雨季漏水，需要动用维修资金约 8.6 万元。",
     "3幢顶层"},
    {"sanitation", "垃圾投放点异味扰民", "投放点离一楼窗户不到四米，夏天不敢开窗，建议移到绿化带另一侧。",
     "6幢西侧"},
    {"sanitation", "餐饮店油烟直排", "楼下两家小吃店油烟口正对二楼阳台，晚上十点还在营业。", "沿街商铺 21 号"},
    {"sanitation", "宠物粪便无人清理", "草坪上到处都是，孩子没法玩，希望设宠物便纸箱并约定遛狗时间。",
     "中心绿地"},
    {"safety", "消防通道长期被占用", "私家车常年停在消防登高面，去年冬天演练时消防车转不过弯。", "2幢与3幢之间"},
    {"safety", "高空抛物频发", "半年内第三次有酒瓶落下，砸坏了一辆车的挡风玻璃。", "11幢东面"},
    {"safety", "老楼灭火器过期", "查看了四个单元，压力表都在红区，最近的生产日期是八年前。", "1至4幢"},
    {"neighbours", "深夜广场舞音响", "晚上九点半以后还有两支队伍，音量盖过电视，附近有高三学生。", "小广场"},
    {"neighbours", "楼上装修时间过早", "周末早上七点开始用电锤，楼下有夜班护士和刚出生的婴儿。", "8幢1单元"},
    {"urban", "人行道地砖塌陷", "塌陷约两平方米，轮椅过不去，雨后积水十几厘米。", "北门外人行道"},
    {"urban", "路灯熄灭半年", "从北门到 10 幢一段共七盏灯不亮，晚自习的孩子只能打手电。", "北门至10幢"},
    {"urban", "法桐树枝遮挡采光", "树枝伸进三楼阳台，虫多，台风天还敲打玻璃。", "4幢南侧"},
    {"renewal", "旧改外立面颜色征集", "外立面要重新粉刷，三个方案居民意见分歧，希望现场看样后再定。", "全小区"},
    {"renewal", "闲置自行车棚改造", "车棚里多是僵尸车，能不能改成半边停车、半边活动室？", "10幢北侧"},
    {"renewal", "雨污管道改造占道安排", "施工将占用主路六周，老人出行和垃圾清运需要错时安排。", "小区主路"},
    {"welfare", "老年食堂选址", "八十岁以上老人 140 位，希望在社区用房一楼设午餐点。", "社区用房"},
    {"welfare", "暑期托管班场地", "双职工家庭想在党群服务中心办一个月的托管班，需要场地和志愿者。",
     "党群服务中心"},
    {"trade", "早餐车占道经营", "三辆早餐车停在盲道上，大家又离不开，想商量一个固定的点位和时段。",
     "东门公交站旁"},
    {"other", "快递柜摆放位置", "快递柜挡住了一楼住户的窗户，物业和快递公司互相推。", "4幢门口"},
};

constexpr const char* kMessages[] = {
    "谢谢社工小沈，昨天帮我妈把医保缴上了。",
    "东门的晾衣架什么时候装？上次说是月底。",
    "建议把公告栏的字放大一点，老人看不清。",
    "周六的义诊在几号楼？要不要预约？",
    "自来水这两天有点黄，别的楼也这样吗？",
    "儿童滑梯的螺丝松了，已经用绳子先拦起来。",
};

constexpr const char* kOpinions[] = {
    "支持，先从最急的做起，别一拖又是半年。",
    "费用怎么分摊要先讲清楚，账目贴出来大家才放心。",
    "我家就在旁边，晚上影响最大，希望先听听住得近的人怎么说。",
    "同意楼上邻居的意见，可以先试一个月再看。",
    "老人和推婴儿车的最不方便，坡道的事也一起考虑吧。",
    "物业说没有人手，那能不能请志愿者轮流看一看？",
    "去年也提过一次，后来没有下文，这次请写明谁负责、什么时候办好。",
    "不太赞成，停车本来就紧，再占地方就更难了。",
};

constexpr const char* kTasks[] = {
    "现场划线并设置提示牌",
    "清理占用的公共部位，拍照反馈",
    "公开近两年的收支明细",
    "联系施工单位，定下进场时间",
};

constexpr Subject kSubjects[] = {
    {"deputies", "东片村民代表", {"陈国平", "沈桂芳", "俞海涛", "章文娟"}},
    {"wording",
     "“楼道堆物”一条的写法",
     {"楼道、门厅不得堆放任何物品，发现后三天内自行清走。",
      "楼道不得堆放物品；轮椅、婴儿车可以靠墙停放，不挡门。",
      "楼道由各单元自行约定，报居委会备查。", "楼道堆物由物业每月清理一次，费用公摊。"}},
    {"small_works",
     "中心花园周边",
     {"花园长椅翻新，加两处靠背", "北门到花园的路灯换成暖光", "儿童滑梯下铺软垫", "公告栏加雨棚，字放大"}},
    {"lift", "2幢加装电梯", {}},
    {"salon", "楼道里的鞋柜和婴儿车放哪里", {}},
    {"standing", "360民情圆桌会", {}},
    {"accounts", "村财务公开", {}},
    {"affairs", "一般村务公开", {}},
};

constexpr const char* kSurnames[] = {"陈", "沈", "王", "俞", "李", "金", "周", "徐", "吴", "张",
                                     "朱", "潘", "孙", "章", "何", "傅", "胡", "郑", "丁", "楼"};
constexpr const char* kGiven[] = {"建国", "丽华", "敏",   "志强", "秀英", "晓燕", "国平", "雅琴",
                                  "伟民", "桂芳", "宇航", "思远", "文娟", "永康", "佩珍", "海涛",
                                  "静",   "阿林", "春梅", "一鸣", "若兰", "启明", "玉珠"};

struct Sentence {
  std::string_view field;
  const char* before;
  const char* after;
};

constexpr Sentence kSentences[] = {
    {"agenda", "议题：", "。居民希望尽快有办法；物业愿意配合，但要先说清费用；街道到场协调。"},
    {"minutes", "关于“", "”：各方到齐，逐项表态，议定分两步走，先试行一个月，期满再评一次。"},
    {"notice", "“", "”协商已有结果：本周起试行，责任方和完成时间见公示栏，有意见请在评价里写明。"},
    {"comment", "“", "”比以前好多了，希望能坚持下去。"},
    {"result", "", "：按议定的办法执行。"},
};

constexpr const char* kAnyOptions[] = {"先试行一个月", "分两期做", "请第三方来做", "维持现状"};

}  // namespace

size_t ConcernCount() { return std::size(kConcerns); }
const Concern& ConcernAt(size_t index) { return kConcerns[index % std::size(kConcerns)]; }
size_t MessageCount() { return std::size(kMessages); }
const char* MessageAt(size_t index) { return kMessages[index % std::size(kMessages)]; }

const char* OpinionAt(size_t index) { return kOpinions[index % std::size(kOpinions)]; }
const char* TaskAt(size_t index) { return kTasks[index % std::size(kTasks)]; }

const Subject* SubjectOf(std::string_view procedure) {
  for (const Subject& subject : kSubjects) {
    if (subject.procedure == procedure) return &subject;
  }
  return nullptr;
}

const char* OptionAt(std::string_view procedure, size_t index) {
  const Subject* subject = SubjectOf(procedure);
  const bool own = subject != nullptr && subject->options[0] != nullptr;
  return own ? subject->options[index % std::size(subject->options)]
             : kAnyOptions[index % std::size(kAnyOptions)];
}

PlaceName PlaceNameOf(std::string_view kind, std::string_view kind_title, int n) {
  const std::string number = std::to_string(n);
  if (kind == "compound") return {n == 1 ? "文锦苑" : "文锦苑" + number + "期", "Wenjin Court " + number};
  if (kind == "building") return {number + "幢", "Building " + number};
  if (kind == "stairwell") return {number + "单元", "Stairwell " + number};
  return {"第" + number + std::string(kind_title), ""};
}

std::string TextFor(std::string_view action, std::string_view field, const Concern& concern) {
  if (field == "title") return concern.title;
  if (field == "body") return concern.body;
  if (field == "place" && action.empty()) return concern.place;
  if (field == "place") return "社区议事厅（党群服务中心二楼）";
  if (field == "reason" && action == "decline") return "不在小区公共事务范围内，已告知可走的渠道。";
  if (field == "reason" && action == "set_aside") return "属于报修事项，已转物业当天处理。";
  if (field == "reason" && action == "withdraw") return "已经私下谈好，不用再议了。";
  if (field == "reason" && action == "pass_up") return "涉及市政管网，街道层面无法解决，已上报区里。";
  if (field == "reason") return "一方临时有事，大家同意改期。";
  if (field == "summary") {
    return concern.title + std::string("：先听住得近的人，再分两步试行，一个月后回看，问题没有反复。");
  }
  for (const Sentence& sentence : kSentences) {
    if (sentence.field != field) continue;
    return sentence.before + std::string(concern.title) + sentence.after;
  }
  return std::string("关于“") + concern.title + "”的说明。";
}

std::string NameAt(size_t index) {
  return std::string(kSurnames[index % std::size(kSurnames)]) +
         kGiven[(index * 7 + index / std::size(kSurnames)) % std::size(kGiven)];
}

std::string RoomAt(size_t index) {
  return std::to_string(index % 2 + 1) + "幢" + std::to_string(index / 2 % 2 + 1) + "单元" +
         std::to_string(index / 4 + 1) + "0" + std::to_string(index / 3 % 2 + 1);
}

}  // namespace yiting::demo
