-- 第 4 到 6 步 / steps 4 to 6: prepared, confirmed, meeting.

local paper = require "paper"
local deadlines = require "deadlines"
local within = deadlines.within

local staff = { "community_staff", "community_committee" }

-- A table cannot say this: enough reviewers must be named.
local function enough_reviewers(m, cmd, now)
  if #cmd.inputs.reviewers < value "review_signers" then return refuse "few_reviewers" end
  return true
end

return {
  stage "prepared" {
    "对接协商事项", "Prepared",
    step = 4,
    hint = { "定下时间和地点", "Fix time and place" },
    within "notice_days",

    action "notify" {
      "发出会议通知", "Announce the meeting",
      by = staff, to = "confirmed",
      needs = {
        time = instant { "开会时间", "When" },
        place = text { "开会地点", "Where", max = 60, audience = "community" },
        photo = photo { "张贴通知的照片", "Photo of the notice", audience = "community", optional = true },
      },
    },
  },

  stage "confirmed" {
    "确认参会信息", "Confirming attendance",
    step = 5,
    hint = { "受邀人确认是否参加", "Invitees say whether they come" },
    within "confirm_days",

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
    action "invite_late" {
      "补充约请", "Invite more",
      by = staff,
      needs = { invitees = members { "约请的人", "Invitees" } }, does = "invite",
    },
    action "open_meeting" {
      "召开会议", "Open the meeting",
      by = staff, to = "meeting",
      quorum = { least = param "min_coming", share = param "quorum" },
    },
    action "reschedule" {
      "改期", "Reschedule",
      by = staff, to = "prepared",
      needs = { reason = text { "改期原因", "Why", max = 200, audience = "community" } },
    },
  },

  stage "meeting" {
    "召开协商会议", "Meeting",
    step = 6,
    hint = { "记录意见和结果", "Record views and result" },
    within "meeting_days",

    action "attend" {
      "签到", "Attend",
      by = { "opener", "invitee", "party" }, does = "attend",
      needs = {
        mode = code {
          "在哪里", "Where",
          options = { { "room", "现场", "In the room" }, { "online", "线上", "Online" } },
        },
      },
    },
    action "attend_on_paper" {
      "登记签到表", "Enter the sheet at the door",
      by = staff, does = "attend",
      needs = {
        attendees = members { "到会的人", "Who is there" },
        mode = code {
          "在哪里", "Where",
          options = { { "room", "现场", "In the room" }, { "online", "线上", "Online" } },
        },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "conclude" {
      "形成协商结果", "Record the result",
      by = staff, to = "review", does = "name_reviewers", when = enough_reviewers,
      needs = {
        result = code {
          "协商结果", "Result",
          options = {
            { "agreed", "达成一致", "Agreed" },
            { "partly", "部分一致", "Agreed in part" },
            { "not_agreed", "未达成一致", "Not agreed" },
          },
        },
        minutes = text { "会议记录", "Minutes", max = 5000, audience = "community" },
        reviewers = members { "联审人", "Who reviews the result" },
        photo = photo { "会议照片", "Photo of the meeting", audience = "community", optional = true },
        time = paper.time, place = paper.place, witnesses = paper.witnesses,
      },
    },
    action "adjourn" {
      "休会再议", "Adjourn",
      by = staff, to = "contacted",
      needs = { reason = text { "休会原因", "Why", max = 500, audience = "community" } },
    },
  },
}
