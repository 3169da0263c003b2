-- 同意、反对、弃权: how one votes, on a proposal and on rules alike. An abstention is a ballot: it counts
-- for the turnout, and towards what a majority must exceed.

local choice = code {
  "意见", "Choice",
  options = {
    { "for", "同意", "For" },
    { "against", "反对", "Against" },
    { "abstain", "弃权", "Abstain" },
  },
}

local ballot = {}

function ballot.phone()
  return action "vote" { "投票", "Vote", by = "elector", does = "vote", needs = { choice = choice } }
end

-- 网上和网下相结合: a paper ballot counts when two people of the community have entered the same; who
-- has voted on the phone has voted, and the other way round.
function ballot.paper()
  return action "paper_vote" {
    "录入纸质票", "Enter a paper ballot",
    by = { "community_staff", "community_committee" }, does = "enter_ballot",
    needs = {
      voter = members { "投票人", "Whose ballot" },
      choice = choice,
      photo = photo { "纸质票照片", "Photo of the ballot", audience = "staff", optional = true },
    },
  }
end

return ballot
