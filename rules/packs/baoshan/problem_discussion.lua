-- 第 3 到 5 环节：广泛讨论、形成议题、转化为提案。
-- Stages 3 to 5: everybody discusses, a topic is formed, the topic becomes a proposal.

local people = require "people"
local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local post = number { "第几条", "Number", min = 1, max = 5000 }

local function has_draft(m, cmd, now)
  if m.counts["taken.draft"] == 0 then return refuse "no_draft" end
  return true
end

return {
  stage "discussion" {
    "议题发布广泛讨论", "Discussion",
    step = 3,
    hint = { "期满进入形成议题", "The topic is formed when time is up" },
    deadline { within = days(param "discussion_days"), at_end = enter "topic" },

    action "discuss" {
      "跟帖", "Say something",
      by = people.speakers, does = "opine", helpers = "community_staff",
      needs = {
        opinion = text { "意见", "Words", max = 1000, audience = "community" },
        reply_to = number { "回复第几条", "In answer to number", min = 1, max = 5000, optional = true },
      },
    },
    action "praise" {
      "点赞", "Praise",
      by = people.speakers, does = "praise",
      needs = { about = post },
    },
    action "report_abuse" {
      "举报", "Report abuse",
      by = people.speakers, does = "report",
      needs = {
        about = post,
        why = code {
          "原因", "Why",
          options = {
            { "insult", "侮辱他人", "Insult" },
            { "false", "不实信息", "Untrue" },
            { "advert", "广告", "Advertising" },
          },
        },
      },
    },
    -- 收起来的跟帖只有工作人员看得到原文；再做一次就是重新显示，举报清零。
    action "hide" {
      "收起或恢复", "Hide, or show again",
      by = people.committee, does = "hide",
      needs = {
        about = post,
        reason = text { "理由", "Why", max = 200, audience = "community" },
      },
    },
    -- 线下: what was said in a meeting in the room.
    action "enter_meeting" {
      "登记线下讨论", "Enter an offline discussion",
      by = people.committee,
      needs = {
        minutes = text { "讨论记录", "Minutes", max = 2000, audience = "community" },
        time = instant { "时间", "When" },
        place = text { "地点", "Where", max = 60, audience = "community" },
        witnesses = members { "见证人", "Witnesses" },
      },
    },
  },

  stage "topic" {
    "形成议题", "Topic",
    step = 4,
    hint = { "归纳讨论，写明要决定什么", "Say what is to be decided" },
    within "topic_days",

    action "form_topic" {
      "形成议题", "Form the topic",
      by = people.committee, to = "proposal",
      needs = {
        question = text { "要决定的事", "Question", max = 200, audience = "public" },
        views = text { "主要意见", "Main views", max = 2000, audience = "public" },
      },
    },
    action "drop" {
      "不形成议题", "Drop it",
      by = "community_committee", outcome = "not_formed",
      needs = { reason = text { "理由", "Why", max = 500, audience = "public" } },
    },
  },

  stage "proposal" {
    "筛选转化为提案", "Proposal",
    step = 5,
    hint = { "写成可以投票的条文", "Write what can be voted on" },
    within "proposal_days",

    action "draft" {
      "起草提案", "Draft",
      by = { "community_committee", "community_staff", "owners_committee" },
      needs = {
        articles = text { "提案条文", "Articles", max = 5000, audience = "public" },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "submit" {
      "签字提交表决", "Sign for the vote",
      by = { "community_committee", "branch_secretary" },
      signers = param "proposal_signers", to = "voting", when = has_draft,
    },
    action "discuss_again" {
      "退回讨论", "Discuss again",
      by = "community_committee", to = "discussion",
      needs = { reason = text { "理由", "Why", max = 500, audience = "public" } },
    },
  },
}
