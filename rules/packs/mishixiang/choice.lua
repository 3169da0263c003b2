-- 同意、反对、弃权 / for, against, abstain: on a phone or on paper.

local choice = code {
  "意见", "Choice",
  options = {
    { "for", "同意", "For" },
    { "against", "反对", "Against" },
    { "abstain", "弃权", "Abstain" },
  },
}

return {
  vote = function()
    return action "vote" {
      "投票", "Vote", by = "elector", does = "vote", needs = { choice = choice },
    }
  end,

  -- 按房号录入: two people of the community must have read the same.
  paper = function()
    return action "paper_vote" {
      "录入纸质票", "Enter a paper ballot",
      by = { "community_staff", "community_committee" }, does = "enter_ballot",
      needs = { room = room { "哪一户", "Whose room" }, choice = choice },
    }
  end,
}
