-- 第 7 到 9 步 / steps 7 to 9: review, announce, rating.

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local staff = { "community_staff", "community_committee" }

return {
  stage "review" {
    "联审协商结果", "Joint review",
    step = 7,
    hint = { "联审人都签字后才能通报", "The result needs the signatures of all reviewers" },
    within "review_days",

    action "sign" {
      "联审签字", "Sign",
      by = "reviewer", all_reviewers = true, to = "announce",
      needs = { time = paper.time, place = paper.place, witnesses = paper.witnesses },
    },
    action "add_reviewers" {
      "增加联审人", "Name more reviewers",
      by = staff, does = "name_reviewers",
      needs = { reviewers = members { "联审人", "Reviewers" } },
    },
    -- 有人签不了：街道写明理由，不再等。
    action "go_on_without" {
      "缺签通报", "Go on without a signature",
      by = "street_staff", to = "announce",
      needs = { reason = text { "谁没有签", "Who did not, and why", max = 500, audience = "public" } },
    },
    action "send_back" {
      "退回重议", "Send back",
      by = { "street_staff", "community_committee" }, to = "meeting",
      needs = { reason = text { "退回理由", "Why", max = 500, audience = "community" } },
    },
  },

  stage "announce" {
    "通报协商结果", "Announcing",
    step = 8,
    hint = { "向各方和居民通报", "Tell every party and the residents" },
    within "announce_days",

    action "announce" {
      "通报结果", "Announce",
      by = staff, does = "tell", to = "rating",
      needs = {
        notice = text { "通报内容", "Notice", max = 2000, audience = "public" },
        photo = photo { "公示栏照片", "Photo of the notice", audience = "public", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
  },

  stage "rating" {
    "评价协商结果", "Rating",
    step = 9,
    hint = { "参与人评价，期满自动办结", "Participants rate; then it is closed" },
    deadline { within = days(param "rating_days"), at_end = close "resolved" },

    action "rate" {
      "评价", "Rate",
      by = "participant", does = "rate", helpers = staff,
      needs = {
        score = number { "满意度", "Satisfaction", min = 1, max = 5 },
        comment = text { "评语", "Comment", max = 500, audience = "community", optional = true },
      },
    },
    action "close_unresolved" {
      "未解决，办结", "Close as not resolved",
      by = { "street_staff", "community_staff", "community_committee" }, outcome = "unresolved",
      needs = { reason = text { "未解决的原因", "Why", max = 500, audience = "community" } },
    },
  },
}
