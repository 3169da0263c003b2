-- 有效说事: the duty officer finds an item valid and gives it to its parties, or finds it not valid and
-- says why. Used in the reply's time and, if nobody did it then, before the table.

local staff = { "duty_officer", "community_staff" }

local function only_once(m, cmd, now)
  if m.category ~= "" then return refuse "already_admitted" end
  return true
end

-- Without its parties a matter is nobody's: none of them can answer it or send it on.
local function admitted(m, cmd, now)
  if m.category == "" then return refuse "not_admitted" end
  return true
end

local function admit()
  return action "admit" {
    "认定有效并分办", "Find valid and pass on",
    by = staff, does = "assign", when = only_once,
    needs = { category = (require "units").categories },
  }
end

local function set_aside()
  return action "set_aside" {
    "认定无效", "Find not valid",
    by = staff, outcome = "not_valid", when = only_once,
    needs = {
      reason = code {
        "原因", "Reason",
        options = {
          { "repeated", "重复提交", "Sent twice" },
          { "unclear", "看不出要说什么", "It says nothing" },
          { "elsewhere", "不归本社区", "Not of this community" },
          { "unlawful", "违法或侮辱他人", "Unlawful or insulting" },
        },
      },
      note = text { "说明", "Note", max = 200, audience = "community", optional = true },
    },
  }
end

-- 一下子涌上来10多条: the duty officer keeps one of them for all, and puts the others to it. Each stays
-- open and readable, and whoever stands behind one is asked whether they stand behind this one too.
local function merge()
  return action "merge" {
    "并案", "Link what is the same",
    by = staff, does = "link",
    needs = { duplicates = matters { "相同的事项", "Matters that are the same" } },
  }
end

local function take_apart()
  return action "take_apart" {
    "拆分", "Take apart again",
    by = staff, does = "unlink",
    needs = { duplicates = matters { "其实不同的事项", "Matters that are not the same" } },
  }
end

local function answer_link()
  return action "answer_link" {
    "同意并入附议", "Stand behind this one too",
    by = "asked", does = "answer_link", helpers = "community_staff",
    needs = {
      agree = code {
        "是否也附议这件事", "Stand behind it?",
        options = { { "yes", "附议", "Yes" }, { "no", "不附议", "No" } },
      },
    },
  }
end

-- 并入别处的事项由牵头的那件一起答复 / answered with the one that leads.
local function close_merged()
  return action "close_merged" {
    "随牵头事项办结", "Close with the one that it is linked to",
    by = staff, outcome = "merged", when = only_once,
    needs = { note = text { "去向", "Where it went", max = 200, audience = "community" } },
  }
end

-- 三方协同: where the owners' committee must answer as well.
local function ask_further()
  return action "ask_further" {
    "增加答复单位", "Ask a further party",
    by = staff, does = "alert",
    needs = { parties = (require "units").units },
  }
end

return {
  staff = staff, admitted = admitted, admit = admit, set_aside = set_aside,
  merge = merge, take_apart = take_apart, answer_link = answer_link, close_merged = close_merged,
  ask_further = ask_further,
}
