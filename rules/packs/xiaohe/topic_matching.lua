-- 第 1 到 3 步：定议题、找对人、请来人。
-- Stages 1 to 3: is it a topic, who is to talk about it, who comes.

local units = require "units"
local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local staff = { "community_staff", "community_committee" }

local function arranged(m, cmd, now)
  if m.counts["taken.arrange"] == 0 then return refuse "not_arranged" end
  return true
end

return {
  stage "proposed" {
    "议题待定", "Proposed",
    step = 1,
    hint = { "社区两委决定是否列为议题", "The committees decide whether it is a topic" },
    within "decide_days",

    action "adopt" {
      "列为议题", "Take it as a topic",
      by = "community_committee", to = "matching",
      needs = {
        category = units.categories,
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
      does = "assign",
    },
    action "decline" {
      "不列为议题", "Decline",
      by = "community_committee", outcome = "not_topic",
      needs = { reason = text { "理由", "Why", max = 500, audience = "public" } },
    },
  },

  -- 让合适的人开适合的会: each of the three kinds must be there.
  stage "matching" {
    "匹配议事员", "Matching people",
    step = 2,
    hint = { "利益相关方、专业人士、实施方都要有", "Stakeholders, professionals and implementers" },
    within "match_days",

    action "match" {
      "确定参会人", "Name the people",
      by = staff, to = "inviting",
      needs = {
        stakeholders = members { "利益相关方", "Stakeholders" },
        professionals = members { "专业人士", "Professionals" },
        implementers = members { "实施方", "Implementers" },
        reasons = text { "每人的理由", "Why each of them", max = 2000, audience = "community" },
      },
      does = "invite",
    },
  },

  stage "inviting" {
    "邀请确认", "Inviting",
    step = 3,
    hint = { "定时间，受邀人确认是否参加", "Fix the time; invitees answer" },
    within "invite_days",

    action "arrange" {
      "定时间和方式", "Arrange the meeting",
      by = staff,
      needs = {
        time = instant { "时间", "When" },
        place = text { "地点或链接", "Place or link", max = 200, audience = "community" },
        mode = code {
          "方式", "How",
          options = {
            { "hybrid", "线上线下", "Room and online" },
            { "room", "线下", "In a room" },
            { "online", "云端", "Online" },
          },
        },
      },
    },
    action "confirm" {
      "确认参会", "Confirm attendance",
      by = "invitee", does = "confirm",
      needs = {
        coming = code {
          "是否参加", "Coming?",
          options = { { "yes", "参加", "Coming" }, { "no", "不参加", "Not coming" } },
        },
        delegate = members { "不参加，请谁代替", "Who comes instead", optional = true },
      },
    },
    action "confirm_on_paper" {
      "登记参会答复", "Enter an answer",
      by = staff, does = "confirm",
      needs = {
        invitee = members { "谁的答复", "Whose answer" },
        coming = code {
          "是否参加", "Coming?",
          options = { { "yes", "参加", "Coming" }, { "no", "不参加", "Not coming" } },
        },
        delegate = members { "请谁代替", "Who comes instead", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "invite_more" {
      "补充邀请", "Invite more",
      by = staff,
      needs = { invitees = members { "邀请的人", "Invitees" } }, does = "invite",
    },
    action "open_meeting" {
      "召开议事会", "Open the meeting",
      by = { "host", "community_staff" }, to = "meeting", when = arranged,
      quorum = { least = param "min_coming" },
    },
  },
}
