-- 《民法典》第二百七十八条：业主共同决定的事项，多少人参加、多少人同意才算数。
-- Civil Code art. 278: how many must take part and agree when owners decide together.
--
-- local law = require "civil_code"
-- stage "vote" { …, poll(law.ordinary { electors = "owner", passed = …, failed = … }), … }
--
-- 参与表决：专有部分面积占比三分之二以上，且人数占比三分之二以上（含三分之二）。
-- Two thirds or more take part, by floor area and by heads. 按专有部分的数量计算业主人数：一个
-- 专有部分算一人，同一买受人有几个也只算一人，建设单位没有卖出或没有交付的合算一人。
-- Heads: a unit counts one, an owner of several units one, a developer's unsold units one.

local law = {}

local function owners_decide(ends, approve, above)
  return {
    electors = ends.electors, per = "owner", by_area = true,
    turnout = ratio(2, 3), approve = approve, of = "voted", above = above,
    changeable = ends.changeable, passed = ends.passed, failed = ends.failed,
  }
end

-- 一般事项（第一项至第五项、第九项）：参与表决的过半数同意，面积和人数都要。
-- Ordinary matters (items 1 to 5 and 9): more than half of those who take part, by both.
function law.ordinary(ends)
  return owners_decide(ends, ratio(1, 2), true)
end

-- 重大事项（第六项至第八项）：参与表决的四分之三以上同意，面积和人数都要。
-- Major matters (items 6 to 8: raising repair funds, rebuilding, other uses of what is shared).
function law.major(ends)
  return owners_decide(ends, ratio(3, 4), false)
end

return law
