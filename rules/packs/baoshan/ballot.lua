-- 同意、反对、弃权: how one votes, on a proposal and on rules alike. An abstention is a ballot: it counts
-- for the turnout, and towards what a majority must exceed.

return function()
  return action "vote" {
    "投票", "Vote",
    by = "elector", does = "vote",
    needs = {
      choice = code {
        "意见", "Choice",
        options = {
          { "for", "同意", "For" },
          { "against", "反对", "Against" },
          { "abstain", "弃权", "Abstain" },
        },
      },
    },
  }
end
