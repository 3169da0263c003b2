-- The words that a rule pack is written in. Each makes a plain table that says what it is (`is`),
-- where it was written (`at`) and what was written (`id`, `body`); the host reads these tables and
-- checks them. Nothing is decided here. docs/formats/pack.md describes each word.

-- here() is the host's: "file:line:number" of the line that used the word; the number counts up.
local here = ...

local words = {}

-- word "id" { … }
local function named(is)
  words[is] = function(id)
    local at = here()
    return function(body)
      return { is = is, at = at, id = id, body = body }
    end
  end
end

-- word { … }
local function plain(is)
  words[is] = function(body)
    local at = here()
    return { is = is, at = at, body = body }
  end
end

-- word "id"
local function reference(is)
  words[is] = function(id)
    local at = here()
    return { is = is, at = at, id = id }
  end
end

-- word(3), word(param "id"), or in params: word(3, "title", { min = 1, max = 5 });
-- switch(true, "title", { source = "…" })
local function quantity(is)
  words[is] = function(amount, title, limits)
    local at = here()
    return { is = is, at = at, amount = amount, title = title, limits = limits }
  end
end

local bodies = {
  "role", "unit", "category", "level", "outcome", "opener", "metric", "refusal", "place_kind",
  "body", "indicator", "source",
}
for _, is in ipairs(bodies) do named(is) end
local plain_bodies = {
  "pack", "params", "deadline", "poll", "activation", "owners_vote", "modules",
}
for _, is in ipairs(plain_bodies) do plain(is) end
for _, is in ipairs { "param", "escalate", "enter", "close" } do reference(is) end
for _, is in ipairs { "days", "workdays", "hours", "count", "switch" } do quantity(is) end

-- ratio(1, 2, "title", { min = 0, max = 100 }); the limits are in percent.
function words.ratio(part, whole, title, limits)
  local at = here()
  return { is = "ratio", at = at, amount = part, whole = whole, title = title, limits = limits }
end

-- What an action or an opening asks for: `reason = text`, or `reason = text { … }`.
local kinds = {
  "text", "photo", "code", "number", "instant", "members", "rule_pack", "room", "place", "matters",
  "poll_options",
}
for _, is in ipairs(kinds) do plain(is) end

local function fill_bare_kinds(at, body)
  if type(body) ~= "table" or type(body.needs) ~= "table" then return end
  for id, value in pairs(body.needs) do
    for _, is in ipairs(kinds) do
      if value == words[is] then body.needs[id] = { is = is, at = at, body = {} } end
    end
  end
end

local function asking(is)
  words[is] = function(id)
    local at = here()
    return function(body)
      fill_bare_kinds(at, body)
      return { is = is, at = at, id = id, body = body }
    end
  end
end
for _, is in ipairs { "procedure", "action" } do asking(is) end
named("stage")

-- at_end = tally: the stage's poll is counted.
words.tally = { is = "tally" }

-- For `when` functions: `return true`, or `return refuse "code"`.
reference("refuse")

-- Does the list have the value?
function words.includes(list, value)
  for _, each in ipairs(list) do
    if each == value then return true end
  end
  return false
end

return words
